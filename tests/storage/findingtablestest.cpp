#include "storage/findingtables.h"

#include "decoder/commalocale.h"
#include "storage/database.h"
#include "storage/findingrows.h"
#include "storage/historyworld.h"
#include "storage/tests.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::ErrorKind;
using rig::Finding;
using rig::FindingKind;
using rig::FindingMark;
using rig::Instant;
using rig::MachineScore;
using rig::MarkOfFinding;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

Finding findingAt(Instant started, std::int32_t machine = 1)
{
    Finding finding;
    finding.machine = machine;
    finding.started = started;
    finding.peaked = started + 3s;
    finding.score = .875;
    finding.pValue = 3.1e-7;
    finding.isolationForest = .7;
    finding.subspace = 1 / 3.;
    finding.shares = {{"rpm", .6}, {"inlet_dust", .2}};
    finding.run = rig::RunState::running;
    finding.degraded = "old_gauge";
    finding.model = "0123456789ab";
    finding.evidence.sensors = {{"rpm",
                                 {started + 3s, 3100.5, 2900.25, 1 / 7.},
                                 {{started, rig::noValue, 2900, 2}, {started + 1s, 1e-300, 2901, 2}}}};
    finding.evidence.relations = {{"rpm", "inlet_dust", .9, -.1}};
    return finding;
}

/// A database with the sound plant, and those who write findings and read them.
struct World : HistoryWorld
{
    World() : HistoryWorld(noon), connection(connectTo(database)), tables(addressOf(database), {}) {}

    template <class Write> void commit(const Write &write)
    {
        auto transaction = Transaction::begin(*connection);
        if (!transaction || !write() || !transaction->commit())
            throw std::runtime_error("it could not be written");
    }
    void write(const std::vector<Finding> &findings)
    {
        commit([&] { return writeFindings(*connection, findings).has_value(); });
    }
    void write(const std::vector<MachineScore> &scores)
    {
        commit([&] { return writeScores(*connection, scores).has_value(); });
    }
    void mark(std::int64_t id, const std::optional<MarkOfFinding> &mark)
    {
        commit([&] { return storeMark(*connection, id, mark).has_value(); });
    }
    rig::FindingsView view(std::optional<std::int32_t> machine = {})
    {
        const auto view = tables.findings({machine});
        if (!view)
            throw std::runtime_error(view.error().sentence.toStdString());
        return *view;
    }

    std::unique_ptr<Connection> connection;
    FindingTables tables;
};

/// NaN equals nothing.
bool same(Finding one, Finding other)
{
    for (Finding *finding : {&one, &other})
        for (auto &sensor : finding->evidence.sensors)
            for (auto &step : sensor.course)
                step.actual = std::isnan(step.actual) ? -1 : step.actual;
    return one == other;
}

class FindingTablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    /// Bit for bit, also where the locale writes numbers otherwise.
    void shouldGiveBackWhatWasFound()
    {
        const CommaLocale comma;
        World world;
        Finding ended = findingAt(noon - 1h, 2);
        ended.kind = FindingKind::lost;
        ended.sensor = "rpm";
        ended.ended = noon - 30min;
        ended.autoencoder = .25;
        const Finding standing = findingAt(noon);
        world.write({ended, standing});
        const auto view = world.view();
        QCOMPARE(view.findings.size(), 2);
        QCOMPARE(view.standing, 1);
        QCOMPARE(view.findings[0].finding.started, standing.started);
        QVERIFY(view.findings[0].finding.evidence.sensors.empty()); // a list has none
        for (std::size_t i = 0; i < 2; ++i) {
            const auto details = world.tables.finding(view.findings[i].id);
            QVERIFY(details);
            QVERIFY(same(details->stored.finding, i == 0 ? standing : ended));
            QVERIFY(!details->stored.mark && !details->limitCrossed);
        }
        QCOMPARE(world.view(2).findings.size(), 1);
        QCOMPARE(world.view(2).standing, 1); // of all machines
        QVERIFY(world.tables.finding(77).error().kind == ErrorKind::notFound);
        QVERIFY(world.tables.findings({{}, 0}).error().kind == ErrorKind::refused);
    }

    /// Whoever judges next goes on from it.
    void shouldGiveWhatStandsWithItsEvidence()
    {
        World world;
        Finding ended = findingAt(noon - 1h);
        ended.ended = noon - 30min;
        const Finding standing = findingAt(noon, 2);
        world.write({ended, standing});
        const auto left = readStanding(*world.connection);
        QVERIFY(left);
        QCOMPARE(left->size(), 1);
        QVERIFY(same(left->front(), standing));
    }

    /// Spans that wait to be judged, and what comes of them beside what was found meanwhile.
    void shouldKeepWhatWasSkippedUntilItIsJudged()
    {
        World world;
        const auto skip = [&](const std::vector<rig::SkippedSpan> &spans) {
            world.commit([&] { return writeSkipped(*world.connection, spans).has_value(); });
        };
        const auto catchUp = [&](const std::vector<rig::CaughtUp> &done) {
            world.commit([&] { return writeCaughtUp(*world.connection, done).has_value(); });
        };
        using Spans = std::vector<rig::SkippedSpan>;
        const rig::SkippedSpan one{1, noon - 1h, noon - 30min};
        const rig::SkippedSpan other{2, noon - 2h, noon - 90min};
        skip({{1, noon - 1h, noon - 50min}, other, {77, noon, noon}}); // there is no machine 77
        skip({one});
        skip({{1, noon - 1h, noon - 40min}}); // recorded again
        QCOMPARE(*readSkipped(*world.connection), (Spans{other, one}));
        // Judged before it had grown: the rest of it is judged again.
        catchUp({{{1, noon - 1h, noon - 45min}, {}}});
        QCOMPARE(readSkipped(*world.connection)->size(), 2);
        // One that was found live, before and beyond it, is not found again, and goes on.
        Finding live = findingAt(noon - 70min);
        world.write({live});
        Finding again = findingAt(noon - 55min);
        again.ended = noon - 35min;
        Finding late = findingAt(noon - 100min, 2);
        late.ended = noon - 95min;
        catchUp({{one, {again}}, {other, {late}}});
        catchUp({{other, {late}}});
        QVERIFY(readSkipped(*world.connection)->empty());
        const auto view = world.view();
        QCOMPARE(view.findings.size(), 2);
        QCOMPARE(view.standing, 1);
        QCOMPARE(view.findings[0].finding.started, live.started);
        QCOMPARE(view.findings[1].finding.started, late.started);
        QCOMPARE(view.findings[1].finding.ended, late.ended);
    }

    /// However many have come and gone since.
    void shouldGiveWhatStandsFirst()
    {
        World world;
        std::vector<Finding> all{findingAt(noon - 24h, 2)};
        for (int i = 1; i <= 5; ++i) {
            all.push_back(findingAt(noon - 24h + i * 1h));
            all.back().ended = all.back().peaked + 1min;
        }
        world.write(all);
        const auto view = world.tables.findings({{}, 2});
        QVERIFY(view);
        QCOMPARE(view->findings.size(), 3);
        QCOMPARE(view->findings[0].finding.machine, 2);
        QCOMPARE(view->findings[1].finding.started, noon - 19h);
    }

    void shouldKeepWhatGrewAndEndWhatEnded()
    {
        World world;
        Finding finding = findingAt(noon);
        world.write(std::vector{finding});
        const std::int64_t id = world.view().findings[0].id;
        Finding grown = finding;
        grown.score = .95;
        grown.peaked = noon + 1min;
        grown.evidence.relations.clear();
        world.write({grown, finding}); // the one before comes again: no way back
        auto details = world.tables.finding(id);
        QVERIFY(same(details->stored.finding, grown));
        grown.ended = noon + 2min;
        world.write(std::vector{grown});
        QCOMPARE(*world.tables.finding(id)->stored.finding.ended, noon + 2min);
        QCOMPARE(world.view().standing, 0);
    }

    void shouldTellWhatItWasLikeAndWhenALimitWasCrossed()
    {
        World world;
        Finding like = findingAt(noon - 48h, 2);
        like.ended = noon - 47h;
        Finding unlike = findingAt(noon - 24h);
        unlike.shares = {{"old_gauge", .9}};
        unlike.ended = noon - 23h;
        Finding failed = findingAt(noon - 12h);
        failed.kind = FindingKind::frozen;
        failed.sensor = "rpm";
        failed.ended = noon - 11h;
        world.write({like, unlike, failed, findingAt(noon)});
        const auto view = world.view();
        const std::int64_t likeId = view.findings[3].id;
        world.mark(likeId, MarkOfFinding{FindingMark::isTrue, "bearing 2", "alice", {}});
        world.sql().run(
            "insert into rig.stream (cluster, topic) values ('c', 't'); "
            "insert into rig.limit_event (machine, slot, limit_name, raised, occurrence, value, at, "
            "received_at, stream, late) select 1, 0, n, true, o, 1, timestamptz '2026-01-12 12:00Z' + "
            "o * interval '10 minutes', now(), 1, false from (values (4, 1), (2, 2), (3, 3), (2, -1)) as "
            "v (n, o)");
        const auto details = world.tables.finding(view.findings[0].id);
        QVERIFY(details);
        QCOMPARE(details->similar.size(), 1);
        QCOMPARE(details->similar[0].stored.id, likeId);
        QCOMPARE(details->similar[0].similarity, 1.);
        QCOMPARE(details->similar[0].stored.mark->note, "bearing 2");
        QCOMPARE(*details->limitCrossed, noon + 20min); // not the stale one, nor the one before it
        QVERIFY(details->limitStood);
        world.sql().run(
            "insert into rig.limit_event (machine, slot, limit_name, raised, occurrence, value, at, "
            "received_at, stream, late) select machine, slot, limit_name, false, occurrence, 1, at + "
            "interval '1 minute', now(), 1, false from rig.limit_event where occurrence = -1");
        QVERIFY(!world.tables.finding(view.findings[0].id)->limitStood);
    }

    void shouldShowMarksUntilTheyAreTakenBack()
    {
        World world;
        world.write(std::vector{findingAt(noon)});
        const std::int64_t id = world.view().findings[0].id;
        world.mark(id, MarkOfFinding{FindingMark::isFalse, "cable", "alice", {}});
        world.mark(id, MarkOfFinding{FindingMark::knownWork, "", "bob", {}});
        const auto mark = world.view().findings[0].mark;
        QVERIFY(mark && mark->mark == FindingMark::knownWork && mark->note.empty() && mark->by == "bob");
        QCOMPARE(world.sql().text("select mark || marked_by from rig_findings"), "known workbob");
        world.mark(id, {});
        QVERIFY(!world.view().findings[0].mark);
        QCOMPARE(world.sql().number("select count(*) from rig_findings where mark is null"), 1);
    }

    /// The newest of each machine; and what somebody left standing ends where nothing stands.
    void shouldSayHowUnusualMachinesAre()
    {
        World world;
        world.write({findingAt(noon - 1h), findingAt(noon - 1h, 2)});
        MachineScore one{1, noon, .125, .5, {{"rpm", .25}}, rig::RunState::running, "old_gauge", "ab", true};
        one.sourceAt = noon - 2s;
        one.expected = {{"rpm", 2900.25, 1 / 7.}, {"vibration", 2.5, .5}};
        MachineScore two{2, noon, {}, 1, {}, rig::RunState::stopped, {}, "cd", false};
        MachineScore nobody = one;
        nobody.machine = 4711;
        world.write({one, two, nobody});
        one.at = noon - 1s;
        one.score = .5;
        world.write(std::vector{one}); // an older one
        auto view = world.view();
        QCOMPARE(view.scores.size(), 2);
        one.at = noon;
        one.score = .125;
        one.settled = false;
        one.sourceAt = {}; // nobody asks
        QVERIFY(view.scores[0] == one);
        QVERIFY(view.scores[1] == two);
        // An older program writes on, and leaves what it does not know.
        world.commit([&] {
            return world.connection->run("update rig.machine_score set at = at + interval '1 s'").has_value();
        });
        QVERIFY(world.view().scores[0].expected.empty());
        QCOMPARE(view.standing, 1);
        for (const auto &stored : view.findings)
            QCOMPARE(stored.finding.ended.has_value(), stored.finding.machine == 1);
        QCOMPARE(readJudgedUpTo(*world.connection)->at(1), noon - 2s);
    }

    /// A source's clock that lags does not make a finding end that has just begun.
    void shouldEndByTheClockOfTheSource()
    {
        World world;
        const Finding begun = findingAt(noon - 1min);
        MachineScore score{1, noon, .1, .5, {}, rig::RunState::running, "", "ab", true};
        score.sourceAt = noon - 61s;
        world.write({begun});
        world.write(std::vector{score});
        QCOMPARE(world.view().standing, 1);
        score.at = noon + 1s;
        score.sourceAt = begun.peaked + 10s;
        world.write(std::vector{score});
        QCOMPARE(world.view().standing, 0);
        QCOMPARE(world.view().findings[0].finding.ended, score.sourceAt);
    }
};

} // namespace

std::unique_ptr<QObject> makeFindingTablesTest()
{
    return std::make_unique<FindingTablesTest>();
}

#include "findingtablestest.moc"
