#include "presentation/healthchart.h"

#include "madeup/madeupplant.h"
#include "presentation/healthbook.h"
#include "presentation/lifecards.h"
#include "tests.h"

#include <QSignalSpy>
#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class HealthChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_state = madeup::spineState(madeup::demoPlant());
        madeup::addOutlooks(m_state);
        m_course = madeup::healthCourse({1, m_state.time - 24h, m_state.time});
    }

    void shouldLeadEachLineUpToWhatTheMatrixSays()
    {
        const HealthChart shown = chart();
        QCOMPARE(shown.lines.size(), std::size_t(5)); // custom never had a figure
        QCOMPARE(shown.lines[1].name, u"Mech"_s);
        QCOMPARE(shown.lines[1].pieces.size(), std::size_t(1));
        QCOMPARE(shown.lines[1].pieces[0].back(), std::pair(shown.to, *shown.lines[1].now));
        QVERIFY(shown.headline.isEmpty());
        QCOMPARE(shown.to - shown.from, Instant::duration(24h));
    }

    void shouldKeepAGapAGap()
    {
        std::erase_if(m_course.points, [this](const HealthPoint &one) {
            return one.at > m_state.time - 10h && one.at < m_state.time - 9h;
        });
        for (HealthPoint &one : m_course.points)
            if (one.at > m_state.time - 5h && one.at < m_state.time - 4h)
                one.shares[1] = noValue;
        QCOMPARE(chart().lines[0].pieces.size(), std::size_t(2));
        QCOMPARE(chart().lines[1].pieces.size(), std::size_t(3));
    }

    void shouldNotLeadUpToNowWhatEndedLongAgo()
    {
        std::erase_if(m_course.points, [this](const HealthPoint &one) { return one.at > m_state.time - 1h; });
        QCOMPARE(chart().lines[0].pieces.size(), std::size_t(2));
        m_state.machines[0].run = RunState::stopped;
        QCOMPARE(chart().lines[0].pieces.size(), std::size_t(1));
        QVERIFY(!chart().lines[0].now);
    }

    void shouldMarkFindingsOfTheMachineInTheTime()
    {
        const auto add = [this](std::int32_t machine, Instant at) {
            StoredFinding stored;
            stored.finding.machine = machine;
            stored.finding.started = at;
            stored.finding.shares = {{"vibration", .5}};
            m_view.findings.push_back(stored);
        };
        add(1, m_state.time - 1h);
        add(2, m_state.time - 1h);
        add(1, m_state.time - 25h);
        QCOMPARE(chart().marks.size(), std::size_t(1));
        QCOMPARE(chart().marks[0].words, u"07:15 · Vibration"_s);
        QVERIFY(!chart().marksOutdated);
        QVERIFY(healthChart(m_state, 1, {&m_course, {}, 24h}, {nullptr, false}).marksOutdated);
    }

    void shouldSayWhyThereIsNoLine()
    {
        const Error away{ErrorKind::unavailable, u"Away."_s, {}};
        QCOMPARE(healthChart(m_state, 1, {nullptr, {}, 24h}, {}).headline, u"Asking …"_s);
        QCOMPARE(healthChart(m_state, 1, {nullptr, away, 24h}, {}).detail, u"Away."_s);
        QVERIFY(healthChart(m_state, 1, {&m_course, away, 24h}, {}).outdated);
        m_course.points.clear();
        QCOMPARE(chart().headline, u"Nothing is stored of this time"_s);
        m_course.points = {{m_state.time - 5min, {}, RunState::stopped}};
        m_course.points[0].shares.fill(noValue);
        QVERIFY(chart().detail.contains(u"stood still"));
        m_course.points[0].run = RunState::running;
        QVERIFY(chart().detail.contains(u"Fewer than half"));
    }

    void shouldStandStillBetweenItsSteps()
    {
        const HealthChart before = chart();
        m_state.time += 50ms;
        QVERIFY(chart() == before);
    }

    void shouldAskForTheChosenMachineAndAgainForAnother()
    {
        madeup::Health source;
        source.course = madeup::healthCourse;
        HealthBook book(source);
        QSignalSpy changed(&book, &HealthBook::changed);
        book.refresh(1, m_state.time);
        book.refresh(1, m_state.time + 1s);
        QCOMPARE(source.asked.size(), std::size_t(1));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(book.course()->question.machine, 1);
        book.refresh(2, m_state.time + 2s);
        QVERIFY(!book.course()); // another machine's is nobody's
        QCOMPARE(source.asked.back().machine, 2);
        QTRY_VERIFY(book.course());
        book.setSpan(1h);
        QVERIFY(!book.course());
        QCOMPARE(source.asked.back().to - source.asked.back().from, Instant::duration(1h));
        QTRY_VERIFY(book.course());
        book.refresh(2, m_state.time + 20s);
        QCOMPARE(source.asked.size(), std::size_t(4));
    }

    void shouldKeepTheLastAnswerWhileThereIsTrouble()
    {
        madeup::Health source;
        source.course = madeup::healthCourse;
        HealthBook book(source);
        book.refresh(1, m_state.time);
        QTRY_VERIFY(book.course());
        source.course = [](const HealthQuestion &) -> Result<HealthCourse> {
            return failure(ErrorKind::unavailable, u"Away."_s);
        };
        book.refresh(1, m_state.time + 20s);
        QTRY_VERIFY(book.trouble());
        QVERIFY(book.course());
    }

    void shouldListCategoriesThenTheWorstOfOtherMachines()
    {
        const std::vector<LifeRow> rows = lifeRows(m_state, 1);
        QStringList said;
        for (const LifeRow &row : rows)
            said << row.name + u": "_s + row.told.words;
        QCOMPARE(said, (QStringList{u"A Environmental: 14 WEEKS"_s, u"A Mechanical: 9 HRS"_s,
                                    u"A Thermal: 5 DAYS"_s, u"A Electrical: STABLE"_s, u"A Fluid: 26 WEEKS"_s,
                                    u"B worst: 11 WEEKS"_s, u"C worst: 11 WEEKS"_s}));
        QVERIFY(rows[1].told.life && !rows[3].told.life);
    }

    void shouldPutTheMachineThatGoesFirstBeforeTheOthers()
    {
        auto outlook = std::make_shared<Outlook>(*m_state.machines[2].outlook);
        for (LifeEstimate &one : outlook->lives)
            if (one.life)
                one.life = RemainingLife{1, 2, 3};
        m_state.machines[2].outlook = outlook;
        m_state.machines[1].outlook = nullptr;
        const std::vector<LifeRow> rows = lifeRows(m_state, 1);
        QCOMPARE(rows[5].name, u"C worst"_s);
        QCOMPARE(rows[6].told.words, u"NOT KNOWN"_s);
    }

private:
    HealthChart chart() const { return healthChart(m_state, 1, {&m_course, {}, 24h}, {&m_view, false}); }

    PlantState m_state;
    HealthCourse m_course;
    FindingsView m_view;
};

} // namespace

std::unique_ptr<QObject> makeHealthChartTest()
{
    return std::make_unique<HealthChartTest>();
}

#include "healthchart_test.moc"
