#include "presentation/evidence.h"

#include "madeup/madeupplant.h"
#include "presentation/findingbook.h"
#include "presentation/findinglists.h"
#include "tests.h"

#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class EvidenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_state = madeup::spineState(madeup::demoPlant());
        madeup::fill(m_findings);
        m_commands = {};
        m_book = std::make_unique<FindingBook>(m_findings, m_commands,
                                               Actor{"alice", Actor::Role::operator_, "console"});
    }
    void cleanup() { m_book.reset(); }

    void shouldSayAllOfAFindingInWords()
    {
        const auto picture = evidencePicture(m_findings.details[1187], m_state);
        QCOMPARE(picture.title, u"Finding 1187"_s);
        QCOMPARE(picture.subtitle, u"machine A · Hall 1 · running"_s);
        QCOMPARE(picture.score, u"0.87"_s);
        QCOMPARE(picture.pValue, u"p-value 3.1 × 10⁻⁵"_s);
        QCOMPARE(picture.lasting, u"Ongoing 44 min"_s);
        QCOMPARE(picture.times, u"peak 08:14:50"_s);
        QCOMPARE(picture.since, u"12 Jan 2026 07:31:30 start"_s);
        QCOMPARE(picture.lead, u"31 min before the first limit"_s);
        QCOMPARE(picture.shares.size(), 6);
        QCOMPARE(picture.shares[0].title, u"Vibration"_s);
        QVERIFY(picture.shares[0].glyph == Glyph::alarmHigh);
        QCOMPARE(picture.shares[5].title, u"45 other sensors"_s);
        QCOMPARE(picture.charts.size(), 3);
        QCOMPARE(picture.charts[0].actual, u"7.62 mm/s"_s);
        QVERIFY2(picture.charts[0].expected.endsWith(u" ± 0.90"), qPrintable(picture.charts[0].expected));
        QCOMPARE(picture.relations[0].words, u"Bearing temp. ~ Rotor speed"_s);
        QCOMPARE(picture.similar.size(), 3);
        QVERIFY(picture.similar[2].mark == FindingMark::isFalse);
        QCOMPARE(picture.degraded, u"1 of 50 sensors left out."_s);
        QVERIFY(picture.degradedDetail.contains(u"Flow rate"));
        QVERIFY(picture.stands && picture.simulated);
    }

    void shouldSayWhatFailedAndWhatHasEnded()
    {
        const auto picture = evidencePicture(m_findings.details[1184], m_state);
        QVERIFY(!picture.stands);
        QCOMPARE(picture.what, u"Flow rate sends nothing."_s);
        QCOMPARE(picture.lasting, u"Lasted 7 min"_s);
        QCOMPARE(picture.lead, u"no limit crossed"_s);
        QVERIFY(picture.shares[0].glyph == Glyph::none); // what is now has nothing to do with it
        QVERIFY(picture.degraded.isEmpty() && !picture.mark);
    }

    /// A plant that has changed since names no machine and keeps the sensors' names.
    void shouldKeepTheNamesOfWhatThePlantDoesNotKnow()
    {
        FindingDetails details = m_findings.details[1187];
        details.stored.finding.machine = 77;
        const auto picture = evidencePicture(details, m_state);
        QVERIFY(picture.subtitle.startsWith(u"machine – –"));
        QCOMPARE(picture.shares[1].title, u"bearing_temp"_s);
        QCOMPARE(findingText(details.stored.finding, *m_state.plant), u"vibration, bearing_temp"_s);
    }

    void shouldShareAHundredPercentOut()
    {
        QCOMPARE(percentsOf({1 / 3., 1 / 3., 1 / 3.}), (std::vector{34, 33, 33}));
        QCOMPARE(percentsOf({.005, .995}), (std::vector{1, 99}));
        QCOMPARE(percentsOf({.415, .275, .135, .095, .05, .03}), (std::vector{42, 28, 13, 9, 5, 3}));
        QVERIFY(percentsOf({}).empty());
        for (int n = 1; n < 40; ++n) {
            const auto percents = percentsOf(std::vector<double>(static_cast<std::size_t>(n), 1. / n));
            QCOMPARE(std::accumulate(percents.begin(), percents.end(), 0), 100);
        }
    }

    void shouldWriteSmallPValuesAsPowers()
    {
        QCOMPARE(pValueText(.25), u"0.250"_s);
        QCOMPARE(pValueText(.001), u"0.001"_s);
        QCOMPARE(pValueText(2.26e-13), u"2.3 × 10⁻¹³"_s);
        QCOMPARE(pValueText(9.96e-6), u"1.0 × 10⁻⁵"_s);
        QCOMPARE(pValueText(0), u"0"_s);
    }

    void shouldListWhatStandsFirst()
    {
        auto view = *m_findings.view;
        std::swap(view.findings[0], view.findings[2]);
        const auto rows = findingRows(view, m_state);
        QCOMPARE(rows.size(), 5);
        QCOMPARE(rows[0].key, "1187");
        QCOMPARE(rows[0].cells[5].text, u"stands"_s);
        QCOMPARE(rows[2].cells[1].text, u"Flow rate: lost"_s);
        const auto marked = std::ranges::find(rows, "1071", &TableRow::key);
        QCOMPARE(marked->cells[6].text, u"true"_s);
        QCOMPARE(marked->cells[6].tip, u"bearing 2, by console"_s);
    }

    void shouldSayHowUnusualMachinesAre()
    {
        auto rows = scoreRows(*m_findings.view, m_state);
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows[0].cells[1].text, u"0.87"_s);
        QCOMPARE(rows[0].cells[2].text, u"finding"_s);
        QCOMPARE(rows[0].cells[3].text, u"Vibration, Bearing temp."_s);
        QCOMPARE(rows[1].cells[2].text, u"usual"_s);
        QCOMPARE(rows[2].cells[1].text, u"– –"_s);
        QCOMPARE(rows[2].cells[2].text, u"stopped"_s);
        // Nothing stale looks fresh, and a machine that stands still needs no model to say so.
        m_state.time += 11s;
        rows = scoreRows(*m_findings.view, m_state);
        QCOMPARE(rows[0].cells[1].text, u"– –"_s);
        QCOMPARE(rows[0].cells[2].text, u"not judged"_s);
        QCOMPARE(rows[2].cells[2].text, u"stopped"_s);
        QVERIFY(!presentScore(&*m_findings.view, 1, m_state));
    }

    /// What this process judges is on the screen before it is stored, also while nothing can be stored.
    void shouldShowTheNewerOfWhatIsStoredAndWhatIsJudgedHere()
    {
        m_state.machines[1].score = m_findings.view->scores[1];
        m_state.machines[1].score->at += 100ms;
        m_state.machines[1].score->score = .6;
        QCOMPARE(scoreRows(*m_findings.view, m_state)[1].cells[2].text, u"finding"_s);
        QCOMPARE(presentScore(&*m_findings.view, 2, m_state)->score, .6);
        QCOMPARE(presentScore(nullptr, 2, m_state)->score, .6);
        QVERIFY(!presentScore(nullptr, 1, m_state));
        m_state.machines[1].score->at -= 1s;
        QCOMPARE(presentScore(&*m_findings.view, 2, m_state)->score, .08);
    }

    void shouldAskOnceASecondAndKeepTheLastAnswer()
    {
        QSignalSpy changed(m_book.get(), &FindingBook::changed);
        m_book->refresh(m_state.time);
        QVERIFY(changed.wait(1000));
        QCOMPARE(m_book->view()->findings.size(), 5);
        QVERIFY(m_book->asOf() == m_state.time);
        m_book->refresh(m_state.time + 500ms);
        QVERIFY(!changed.wait(50));
        m_findings.view = failure(ErrorKind::unavailable, u"The database does not answer."_s);
        m_book->refresh(m_state.time + 1100ms);
        QVERIFY(changed.wait(1000));
        QVERIFY(m_book->trouble());
        QCOMPARE(m_book->view()->findings.size(), 5);
        QVERIFY(m_book->asOf() == m_state.time);
    }

    void shouldMarkTheChosenFindingOnceAndSayWhatBecameOfIt()
    {
        QSignalSpy details(m_book.get(), &FindingBook::detailsChanged);
        QSignalSpy answered(m_book.get(), &FindingBook::answered);
        m_book->mark(FindingMark::isTrue, u"nothing is chosen"_s);
        QVERIFY(m_commands.submitted.empty());
        m_book->choose(1187);
        QTRY_VERIFY(m_book->details());
        m_book->mark(FindingMark::isTrue, u" bearing 2 "_s);
        m_book->mark(FindingMark::isFalse, {}); // one is on its way
        QCOMPARE(m_commands.submitted.size(), 1);
        const auto &mark = std::get<MarkFinding>(m_commands.submitted[0].action);
        QCOMPARE(mark.finding, 1187);
        QVERIFY(mark.mark == FindingMark::isTrue);
        QCOMPARE(mark.note, "bearing 2");
        QCOMPARE(m_commands.submitted[0].actor.user, "alice");
        QVERIFY(m_book->marking());
        m_findings.details[1187].stored.mark = MarkOfFinding{FindingMark::isTrue, "bearing 2", "alice", {}};
        m_commands.answerAll(u"Finding 1187 of machine A is marked: true."_s);
        QVERIFY(!m_book->marking());
        QCOMPARE(answered.last()[1].toBool(), false);
        QTRY_VERIFY(m_book->details()->stored.mark);
    }

    void shouldSayWhatCouldNotBeShown()
    {
        m_book->choose(5);
        QTRY_VERIFY(m_book->detailsTrouble());
        QVERIFY(!m_book->details());
        m_book->choose(0);
        QVERIFY(!m_book->detailsTrouble());
    }

private:
    madeup::Findings m_findings;
    madeup::Commands m_commands;
    PlantState m_state;
    std::unique_ptr<FindingBook> m_book;
};

} // namespace

std::unique_ptr<QObject> makeEvidenceTest()
{
    return std::make_unique<EvidenceTest>();
}

#include "evidence_test.moc"
