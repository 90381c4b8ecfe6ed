#include "ml/livedetectors.h"
#include "ml/modelfolder.h"
#include "tests.h"
#include "wanderingmachine.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace rig;
using rig::ml::LiveDetectors;
using rig::ml::MachineModel;
using rig::ml::ModelFolder;
using rig::test::sensors;
using rig::test::WanderingMachine;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

PlantPtr plantOf(const std::vector<std::string> &names, std::int64_t revision = 1,
                 std::vector<Maintenance> maintenance = {})
{
    PlantDefinition definition;
    Machine machine;
    machine.id = "A";
    machine.title = "Alpha";
    machine.number = 7;
    for (const std::string &name : names) {
        Sensor sensor;
        sensor.name = sensor.title = name;
        sensor.interval = 1s;
        definition.sensors.push_back(sensor);
        machine.slots.push_back({name, false});
    }
    definition.machines = {machine};
    auto plant = Plant::make(revision, definition, std::move(maintenance));
    if (!plant)
        qFatal("%s", qPrintable(plant.error().sentence));
    return *plant;
}

/// Of healthy rows all but one in a million.
bool fits(const ExpectedValue &expected, double value)
{
    return std::abs(expected.expected - value) < 5 * expected.deviation;
}

ml::TrainingConfig quick(std::uint64_t seed = 1)
{
    ml::TrainingConfig config;
    config.forest.seed = seed;
    config.parts.autoencoder = false;
    return config;
}

class LiveDetectorsTest : public QObject
{
    Q_OBJECT

private:
    void train(const ml::Table &table, const ml::TrainingConfig &config = quick())
    {
        const auto model = MachineModel::train(table, config);
        if (!model || !ModelFolder(QDir(m_folder->path()).filePath(u"A"_s)).write(*model))
            qFatal("no model");
    }

    std::vector<JudgedReading> readings(int count,
                                        const std::function<void(int, std::vector<double> &)> &change)
    {
        std::vector<JudgedReading> all;
        for (int i = 0; i < count; ++i) {
            JudgedReading one;
            one.reading.machine = 7;
            one.reading.at = one.reading.recordTime = one.reading.receivedAt = m_now += 1s;
            one.reading.offset = ++m_offset;
            one.reading.values = m_machine.row();
            change(i, one.reading.values);
            one.run = RunState::running;
            all.push_back(std::move(one));
        }
        return all;
    }

    static std::vector<Finding> judged(LiveDetectors &detectors, const std::vector<JudgedReading> &readings)
    {
        detectors.take(readings);
        return detectors.judge();
    }

    std::vector<JudgedReading> healthy(int count)
    {
        return readings(count, [](int, std::vector<double> &) {});
    }

    std::vector<JudgedReading> broken(int count)
    {
        return readings(count, [](int i, std::vector<double> &row) { row[2] += 20 + i * .1; });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    WanderingMachine m_machine{1};
    Instant m_now = noon;
    std::int64_t m_offset = 0;
    PlantPtr m_plant;

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_machine = WanderingMachine(1);
        m_now = noon;
        m_plant = plantOf(m_machine.rows(1).sensors);
    }

    void shouldTellAFindingAsItBeginsGrowsAndEnds()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        QCOMPARE(detectors.machines().size(), 1);
        QVERIFY(judged(detectors, healthy(300)).empty());
        const auto began = judged(detectors, broken(9));
        QCOMPARE(began.size(), 1);
        QCOMPARE(began[0].machine, 7);
        QCOMPARE(began[0].kind, FindingKind::unusual);
        QVERIFY(began[0].started > m_now - 9s && began[0].started <= m_now && !began[0].ended);
        QVERIFY(began[0].score > .5 && began[0].pValue < .01);
        QVERIFY(began[0].isolationForest && began[0].subspace && !began[0].autoencoder);
        QCOMPARE(began[0].shares.front().sensor, "current");
        QCOMPARE(began[0].run, RunState::running);
        QVERIFY(!began[0].model.empty() && began[0].degraded.empty());
        const auto grew = judged(detectors, broken(60));
        QVERIFY(!grew.empty() && grew.size() <= 6); // every ten seconds at most
        QCOMPARE(grew.back().started, began[0].started);
        QVERIFY(grew.back().score > began[0].score && grew.back().peaked > began[0].peaked);
        // The way back is news, too: it may grow once more before it ends.
        const auto ended = judged(detectors, healthy(100));
        QVERIFY(!ended.empty() && ended.size() <= 2);
        for (const Finding &told : ended)
            QCOMPARE(told.started, began[0].started);
        QVERIFY(!ended.front().ended || ended.size() == 1);
        QVERIFY(ended.back().ended && *ended.back().ended > ended.back().peaked);
    }

    void shouldTellWhatWasExpectedAndWhatNoLongerGoesTogether()
    {
        train(m_machine.rows(4'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(700));
        const auto rows = readings(300, [](int, std::vector<double> &row) {
            row[2] = 360 - .5 * row[2]; // it falls as the others rise
        });
        const auto found = judged(detectors, rows);
        QVERIFY(!found.empty() && !found.back().ended);
        const FindingEvidence &evidence = found.back().evidence;
        QCOMPARE(evidence.sensors.size(), std::min<std::size_t>(3, found.back().shares.size()));
        const SensorEvidence &current = evidence.sensors.front();
        QCOMPARE(current.sensor, "current");
        QCOMPARE(current.peak.at, found.back().peaked);
        const ExpectedStep &last = current.course.back();
        QVERIFY(current.course.size() > 10 && current.course.size() <= 60);
        QVERIFY(current.course.front().at < found.back().started);
        for (std::size_t i = 1; i < current.course.size(); ++i)
            QVERIFY(current.course[i].at > current.course[i - 1].at);
        // Beside five others that tell the load the noise of .3 remains.
        QVERIFY2(last.deviation > .2 && last.deviation < 1, qPrintable(QString::number(last.deviation)));
        for (const ExpectedStep &step : current.course)
            if (step.at < found.back().started)
                QVERIFY(std::abs(step.actual - step.expected) < 6 * step.deviation);
        QVERIFY(std::abs(current.peak.actual - current.peak.expected) > 6 * current.peak.deviation);
        QVERIFY(!evidence.relations.empty() && evidence.relations.size() <= 3);
        for (const BrokenRelation &one : evidence.relations) {
            QVERIFY(one.one == "current" || one.other == "current");
            QVERIFY(one.usual > .9);
        }
        for (const auto &score : {found.back().isolationForest, found.back().subspace})
            QVERIFY(score && *score > 0 && *score < 1);
        QVERIFY(*found.back().subspace > .5);
    }

    /// Of what has just begun the course is fine, and of hours it goes back an hour.
    void shouldShowAnHourAtMost()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(40));
        const auto soon = judged(detectors, broken(20));
        QVERIFY(!soon.empty() && soon.front().evidence.sensors.front().course.size() > 40);
        judged(detectors, healthy(20'000));
        const auto late = judged(detectors, broken(3'000));
        const auto &course = late.back().evidence.sensors.front().course;
        QVERIFY(course.back().at - course.front().at > 55min && course.back().at - course.front().at < 70min);
        QCOMPARE(course.size(), 60);
    }

    void shouldTellHowUnusualAMachineIsAtPresent()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        QVERIFY(detectors.scores().empty());
        judged(detectors, healthy(100));
        auto scores = detectors.scores();
        QCOMPARE(scores.size(), 1);
        QCOMPARE(scores[0].machine, 7);
        QCOMPARE(scores[0].at, m_now);
        QVERIFY(scores[0].score && *scores[0].score > 0 && *scores[0].score < .5);
        QVERIFY(!scores[0].settled); // what stood before may still be found
        QVERIFY(detectors.scores().empty());
        judged(detectors, healthy(250));
        scores = detectors.scores();
        QVERIFY(scores.at(0).settled);
        // What is expected follows the load that the others tell of, also while nothing is unusual.
        double least = 1e9;
        double most = 0;
        for (int i = 0; i < 60; ++i) {
            const auto row = healthy(1);
            judged(detectors, row);
            const auto now = detectors.scores().at(0);
            QVERIFY(fits(now.expected.at(0), row[0].reading.values[0]));
            least = std::min(least, now.expected[0].expected);
            most = std::max(most, now.expected[0].expected);
        }
        QVERIFY2(most - least > 3, qPrintable(QString::number(most - least)));
        judged(detectors, broken(40));
        scores = detectors.scores();
        QVERIFY(*scores.at(0).score > .5 && !scores[0].settled);
        QCOMPARE(scores[0].shares.front().sensor, "current");
        auto turning = healthy(1);
        turning[0].reading.values[0] += 25; // three loads more than the others tell of
        judged(detectors, turning);
        scores = detectors.scores();
        QCOMPARE(scores.at(0).expected.size(), 2); // it has no vibration
        QCOMPARE(scores[0].expected[0].sensor, "rpm");
        QVERIFY(fits(scores[0].expected[0], turning[0].reading.values[0] - 25));
        QVERIFY(!fits(scores[0].expected[0], turning[0].reading.values[0]));
        QCOMPARE(scores[0].expected[1].sensor, "temperature");
        QVERIFY(fits(scores[0].expected[1], turning[0].reading.values[3]));
        QVERIFY(scores[0].expected[0].deviation > 0);
        auto stopped = healthy(1);
        stopped[0].run = RunState::stopped;
        judged(detectors, stopped);
        scores = detectors.scores();
        QVERIFY(!scores.at(0).score && scores[0].settled);
        QVERIFY(scores[0].expected.empty());
        QCOMPARE(scores[0].run, RunState::stopped);
    }

    void shouldTellASensorThatFails()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(50));
        const auto lost =
            judged(detectors, readings(60, [](int, std::vector<double> &row) { row[5] = noValue; }));
        QCOMPARE(lost.size(), 1);
        QCOMPARE(lost[0].kind, FindingKind::lost);
        QCOMPARE(lost[0].sensor, "ambient");
        QCOMPARE(lost[0].degraded, "ambient (lost)");
        QCOMPARE(lost[0].shares.front().share, 1.);
        const auto back = judged(detectors, healthy(1));
        QCOMPARE(back.size(), 1);
        QVERIFY(back[0].ended && back[0].sensor == "ambient");
        const auto frozen =
            judged(detectors, readings(60, [](int, std::vector<double> &row) { row[5] = 20; }));
        QCOMPARE(frozen.size(), 1);
        QCOMPARE(frozen[0].kind, FindingKind::frozen);
    }

    /// Nor does its silence count after that, whether the plant has changed meanwhile or not.
    void shouldLeaveOutASensorInMaintenanceAndSaySo_data()
    {
        QTest::addColumn<bool>("still");
        QTest::addColumn<bool>("endedEarly");
        QTest::newRow("silent") << false << false;
        QTest::newRow("silent, ended early") << false << true;
        QTest::newRow("still") << true << false;
        QTest::newRow("still, ended early") << true << true;
    }
    void shouldLeaveOutASensorInMaintenanceAndSaySo()
    {
        QFETCH(bool, still);
        QFETCH(bool, endedEarly);
        train(m_machine.rows(2'000));
        const auto names = m_machine.rows(1).sensors;
        const auto maintained = [&](std::chrono::seconds to) {
            return plantOf(names, 2, {{"A", "ambient", noon + 51s, noon + to, "new probe"}});
        };
        m_plant = maintained(endedEarly ? 999s : 111s);
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        const auto ofProbe = [&](int count) {
            return readings(count, [&](int, std::vector<double> &row) { row[5] = still ? 999 : noValue; });
        };
        QVERIFY(judged(detectors, healthy(50)).empty());
        QVERIFY(judged(detectors, ofProbe(60)).empty());
        if (endedEarly) {
            m_plant = maintained(111s);
            detectors.refresh(m_plant);
        }
        QVERIFY(
            judged(detectors, readings(3, [](int, std::vector<double> &row) { row[5] = noValue; })).empty());
        QVERIFY(judged(detectors, healthy(50)).empty());
    }

    void shouldSayThatASensorInMaintenanceWasNotLookedAt()
    {
        train(m_machine.rows(2'000));
        m_plant = plantOf(m_machine.rows(1).sensors, 2, {{"A", "ambient", noon, {}, "new probe"}});
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        QVERIFY(judged(detectors, healthy(100)).empty());
        const auto found = judged(detectors, broken(9));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].degraded, "ambient (in maintenance)");
        for (const FindingShare &share : found[0].shares)
            QVERIFY(share.sensor != "ambient");
    }

    void shouldEndWhatStandsWhereEverySensorIsInMaintenance()
    {
        train(m_machine.rows(2'000));
        std::vector<Maintenance> all;
        const auto names = m_machine.rows(1).sensors;
        for (const std::string &name : names)
            all.push_back({"A", name, noon + 131s, {}, "new cabinet"});
        m_plant = plantOf(names, 2, all);
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(100));
        QVERIFY(!judged(detectors, broken(30)).empty());
        const auto ended = judged(detectors, broken(30));
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended[0].ended, noon + 131s);
    }

    /// What was judged comes again where the judge starts over.
    void shouldChangeNothingWhereReadingsComeAgain()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        auto all = healthy(100);
        const auto more = broken(50);
        all.insert(all.end(), more.begin(), more.end());
        QVERIFY(!judged(detectors, all).empty());
        QVERIFY(judged(detectors, all).empty());
    }

    void shouldNotJudgeAMachineThatDoesNotRun()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(100));
        auto rows = broken(100);
        for (std::size_t i = 50; i < rows.size(); ++i)
            rows[i].run = RunState::stopped;
        const auto found = judged(detectors, rows);
        QVERIFY(found.size() >= 2);
        QVERIFY(found.back().ended);
        QCOMPARE(*found.back().ended, rows[50].reading.at);
        QVERIFY(judged(detectors, healthy(100)).empty());
    }

    /// Else it would look unusual after every standstill until the reference has come to it again.
    void shouldKnowAfterAStandstillWhereTheMachineHadWandered()
    {
        const auto wandered = [](int i, std::vector<double> &row) { row[5] += .01 * std::min(i, 1'000); };
        const auto there = [&](int, std::vector<double> &row) { wandered(1'000, row); };
        ml::Table taught = m_machine.rows(0);
        for (const JudgedReading &one : readings(300, wandered))
            taught.values.insert(taught.values.end(), one.reading.values.begin(), one.reading.values.end());
        train(taught);
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, readings(6'000, wandered));
        QVERIFY(*detectors.scores().at(0).score < .5);
        auto stopped = readings(1, there);
        stopped[0].run = RunState::stopped;
        judged(detectors, stopped);
        for (const Finding &one : judged(detectors, readings(100, there)))
            QFAIL(qPrintable(QString::number(one.score)));
    }

    void shouldGoOnWithANewModel()
    {
        train(m_machine.rows(1'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(100));
        const auto began = judged(detectors, broken(40));
        QVERIFY(!began.empty());
        train(m_machine.rows(2'000));
        detectors.refresh(m_plant);
        // What stands ends or goes on under its own start, by the new model.
        for (const Finding &one : judged(detectors, broken(60)))
            QCOMPARE(one.started, began[0].started);
        const auto ended = judged(detectors, healthy(100));
        QVERIFY(!ended.empty() && ended.back().ended);
        QCOMPARE(ended.back().started, began[0].started);
    }

    void shouldGoOnWithANewPlant()
    {
        train(m_machine.rows(1'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(100));
        const auto began = judged(detectors, broken(40));
        QVERIFY(!began.empty());
        auto names = m_machine.rows(1).sensors;
        names.insert(names.end(), "another");
        m_plant = plantOf(names, 2);
        detectors.refresh(m_plant);
        QCOMPARE(detectors.machines().size(), 1);
        const auto ended = judged(detectors, healthy(100));
        QVERIFY(!ended.empty() && ended.back().ended);
        QCOMPARE(ended.back().started, began[0].started);
        m_plant = plantOf({"rpm", "torque"}, 3);
        detectors.refresh(m_plant);
        QCOMPARE(detectors.machines().size(), 0);
        QVERIFY(QString::fromStdString(detectors.trouble().front()).contains(u"a sensor 'current'"_s));
    }

    /// A sensor that is not due yet is held through it, and not lost.
    void shouldHoldSlowSensorsThroughAChangeOfThePlant()
    {
        train(m_machine.rows(2'000));
        const auto slow = [&](std::int64_t revision) {
            PlantDefinition definition = m_plant->definition();
            definition.sensors[5].interval = 5min;
            return *Plant::make(revision, definition);
        };
        m_plant = slow(2);
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        QVERIFY(judged(detectors, healthy(50)).empty());
        m_plant = slow(3);
        detectors.refresh(m_plant);
        QVERIFY(
            judged(detectors, readings(15, [](int, std::vector<double> &row) { row[5] = noValue; })).empty());
    }

    /// A change of the plant that has nothing to do with the machine changes nothing about it.
    void shouldGoOnAsIfNothingHadBeenWhereThePlantChanges()
    {
        train(m_machine.rows(2'000));
        LiveDetectors one(m_folder->path());
        LiveDetectors other(m_folder->path());
        one.refresh(m_plant);
        other.refresh(m_plant);
        auto rows = readings(100, [](int i, std::vector<double> &row) { row[5] = i > 30 ? 20 : row[5]; });
        for (std::size_t i = 0; i < rows.size(); i += 10) {
            const std::vector<JudgedReading> some(rows.begin() + static_cast<std::ptrdiff_t>(i),
                                                  rows.begin() + static_cast<std::ptrdiff_t>(i + 10));
            QCOMPARE(judged(one, some), judged(other, some));
            other.refresh(plantOf(m_machine.rows(1).sensors, 2 + static_cast<std::int64_t>(i)));
        }
        QCOMPARE(one.toldLast(), other.toldLast());
        QVERIFY(!one.toldLast().empty()); // it has frozen
        // Nor does a model whose file is gone: it is used until the next start.
        QVERIFY(QDir(QDir(m_folder->path()).filePath(u"A"_s)).removeRecursively());
        other.refresh(plantOf(m_machine.rows(1).sensors, 99));
        QCOMPARE(other.machines().size(), 1);
    }

    /// What stood when the program died goes on under its own start once there is another one.
    void shouldResumeWhatSomebodyElseFound()
    {
        train(m_machine.rows(2'000));
        LiveDetectors before(m_folder->path());
        before.refresh(m_plant);
        judged(before, healthy(100));
        judged(before, broken(40));
        const auto standing = before.toldLast();
        QCOMPARE(standing.size(), 1);
        LiveDetectors next(m_folder->path());
        next.refresh(m_plant);
        next.resume(standing);
        QVERIFY(next.toldLast().empty()); // whoever told it has recorded it
        // Its windows are empty, and it says nothing new of what it does not know yet.
        const auto grown = judged(next, readings(100, [](int, std::vector<double> &row) { row[2] += 200; }));
        QVERIFY(!grown.empty());
        for (const Finding &one : grown) {
            QCOMPARE(one.started, standing[0].started);
            QVERIFY(!one.ended);
        }
        QVERIFY(grown.back().score > standing[0].score);
        QVERIFY(!grown.back().evidence.sensors.front().course.empty());
        next.resume(standing); // it knows better
        const auto ended = judged(next, healthy(400));
        QCOMPARE(ended.size(), 1);
        QVERIFY(ended[0].ended);
        next.resume(standing); // it has ended
        QVERIFY(judged(next, healthy(400)).empty());
    }

    void shouldEndWhatItResumedOnceItHasSeenEnough()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        Finding left;
        left.machine = 7;
        left.started = left.peaked = m_now - 1min;
        left.score = .9;
        left.shares = {{"current", 1}};
        left.evidence.sensors = {{"current", {m_now - 1min, 1, 2, 3}, {}}};
        Finding lost = left;
        lost.kind = FindingKind::lost;
        lost.sensor = "current";
        detectors.resume({left, lost});
        QVERIFY(judged(detectors, healthy(250)).size() <= 5); // told now and then
        train(m_machine.rows(2'500));                         // nor does a new model know at once
        detectors.refresh(m_plant);
        for (const Finding &one : judged(detectors, healthy(250)))
            QVERIFY(!one.ended);
        std::set<std::string> ended;
        for (const Finding &one : judged(detectors, healthy(100)))
            if (one.ended) {
                ended.insert(one.sensor);
                QCOMPARE(one.started, left.started);
                QCOMPARE(one.evidence, left.evidence); // as it was found
            }
        QCOMPARE(ended, (std::set<std::string>{"", "current"}));
    }

    /// A clock that is set back does not make the machine invisible; what was held up on its way is left out.
    void shouldGoOnWhereTheClockIsSetBack()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        auto all = healthy(100);
        QVERIFY(judged(detectors, all).empty());
        m_now -= 1h;
        QVERIFY(judged(detectors, broken(19)).empty());
        m_now += 1h;
        QVERIFY(judged(detectors, healthy(50)).empty()); // they were late
        m_now -= 1h;
        QVERIFY(judged(detectors, healthy(100)).empty());
        const auto found = judged(detectors, broken(30));
        QVERIFY(!found.empty());
        QVERIFY(found[0].started > m_now - 31s && found[0].started <= m_now);
        detectors.scores();
        QVERIFY(judged(detectors, all).empty()); // they come again
        QVERIFY(detectors.scores().empty());
    }

    /// What stood when the clock was set back ends, and not before it began.
    void shouldEndWhatStandsWhereTheClockIsSetBack()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(100));
        const auto found = judged(detectors, broken(30));
        QVERIFY(!found.empty() && !found.back().ended);
        const Instant newest = m_now;
        m_now -= 1h;
        std::vector<Finding> ended;
        for (const Finding &one : judged(detectors, broken(100)))
            if (one.started == found[0].started && one.ended)
                ended.push_back(one);
        QCOMPARE(ended.size(), 1);
        QVERIFY(ended[0].peaked >= ended[0].started && ended[0].ended >= ended[0].peaked);
        QVERIFY(*ended[0].ended <= newest);
    }

    /// A producer whose clock was ahead must not have the last word for as long as it was.
    void shouldNotDateScoresAhead()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        auto readings = healthy(100);
        const Instant came = m_now - 2h;
        for (auto &one : readings)
            one.reading.receivedAt = came;
        judged(detectors, readings);
        QCOMPARE(detectors.scores().at(0).at, came);
    }

    /// What nothing here watches for does not stand for ever.
    void shouldEndWhatNothingWatchesFor()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        Finding elsewhere;
        elsewhere.machine = 8;
        elsewhere.started = elsewhere.peaked = m_now - 1min;
        Finding unknown = elsewhere;
        unknown.machine = 7;
        unknown.kind = FindingKind::lost;
        unknown.sensor = "gone";
        detectors.resume({elsewhere, unknown});
        const auto ended = detectors.judge();
        QCOMPARE(ended.size(), 2);
        for (const Finding &one : ended)
            QCOMPARE(one.ended, one.peaked);
        // Nor does that of a sensor that the next model does not have.
        auto frozen = readings(100, [](int i, std::vector<double> &row) { row[5] = i > 30 ? 20 : row[5]; });
        QVERIFY(!judged(detectors, frozen).empty());
        ml::Table less = m_machine.rows(2'500);
        for (std::size_t row = 0; row < less.rows(); ++row)
            less.values[row * less.sensors.size() + 5] = noValue;
        train(less);
        detectors.refresh(m_plant);
        const auto over = detectors.judge();
        QCOMPARE(over.size(), 1);
        QVERIFY(over[0].ended && over[0].kind == FindingKind::frozen);
    }

    /// Somebody else has judged it meanwhile.
    void shouldForgetAMachine()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(100));
        QVERIFY(!judged(detectors, broken(40)).empty());
        const std::vector<std::int32_t> machines{7, 77};
        detectors.forget(machines);
        QVERIFY(detectors.toldLast().empty());
        QCOMPARE(detectors.machines(), std::vector<std::int32_t>{7});
        m_offset = 0; // of another topic, say
        m_now -= 10min;
        QVERIFY(judged(detectors, healthy(100)).empty());
        QVERIFY(!judged(detectors, broken(40)).empty());
    }

    /// Whoever judges later judges one machine.
    void shouldJudgeOneMachineAlone()
    {
        train(m_machine.rows(1'000));
        LiveDetectors another(m_folder->path(), 8);
        another.refresh(m_plant);
        QCOMPARE(another.machines().size(), 0);
        LiveDetectors it(m_folder->path(), 7);
        it.refresh(m_plant);
        QCOMPARE(it.machines().size(), 1);
    }

    void shouldEndWhatStandsOfAMachineThatIsRetired()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(100));
        QVERIFY(!judged(detectors, broken(40)).empty());
        PlantDefinition plant = m_plant->definition();
        plant.machines[0].retired = true;
        detectors.refresh(*Plant::make(2, plant));
        const auto ended = detectors.judge();
        QCOMPARE(ended.size(), 1);
        QCOMPARE(*ended[0].ended, m_now);
        QCOMPARE(detectors.toldLast(), ended);
    }

    /// One that is dated ahead holds up nothing.
    void shouldTakeAReadingFromTheFutureForOneOfNow()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(100));
        auto ahead = healthy(1);
        ahead[0].reading.at += 20h;
        judged(detectors, ahead);
        const auto found = judged(detectors, broken(40));
        QVERIFY(!found.empty());
        QVERIFY(found[0].started <= m_now);
        QCOMPARE(detectors.scores().at(0).at, m_now);
    }

    void shouldSayNothingOfRowsWithoutAnyValue()
    {
        train(m_machine.rows(2'000));
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        judged(detectors, healthy(100));
        QVERIFY(detectors.scores().at(0).score);
        judged(detectors,
               readings(10, [](int, std::vector<double> &row) { row.assign(row.size(), noValue); }));
        const auto scores = detectors.scores();
        QVERIFY(!scores.at(0).score && !scores[0].settled);
        QVERIFY(scores[0].degraded.find("ambient (stale or bad)") != std::string::npos);
    }

    void shouldSayWhichModelIsUnusableAndTakeTheNextOne()
    {
        const QString path = QDir(m_folder->path()).filePath(u"A"_s);
        QDir().mkpath(path);
        QFile file(ModelFolder(path).file());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no model") > 0);
        file.close();
        LiveDetectors detectors(m_folder->path());
        detectors.refresh(m_plant);
        QCOMPARE(detectors.machines().size(), 0);
        QCOMPARE(detectors.trouble().size(), 1);
        QVERIFY(judged(detectors, healthy(10)).empty());
        train(m_machine.rows(500));
        detectors.refresh(m_plant);
        QCOMPARE(detectors.machines().size(), 1);
        QVERIFY(detectors.trouble().empty());
    }
};

} // namespace

std::unique_ptr<QObject> makeLiveDetectorsTest()
{
    return std::make_unique<LiveDetectorsTest>();
}

#include "livedetectorstest.moc"
