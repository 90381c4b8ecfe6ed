#include "presentation/trendview.h"

#include "madeup/madeupplant.h"
#include "tests.h"

#include <QSignalSpy>
#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class TrendViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shouldAskForTheFirstSensorUpToNow();
    void shouldAskOneQuestionAtATime();
    void shouldFollowTheLiveEdgeOnceAColumnsTimeWentBy();
    void shouldShowThreeSensorsAtMostAndOneAtLeast();
    void shouldStandStillInThePast();
    void shouldKeepWhatIsUnderTheMouseWhereItIs();
    void shouldKeepTheLastAnswerBesideATrouble();
    void shouldForgetAnotherMachinesAnswer();

private:
    void tick(std::chrono::milliseconds time = 1100ms, std::int32_t machine = 1)
    {
        m_state.time += time;
        m_view->present(m_state, machine);
    }
    void answer() { m_trends.answer(madeup::trendFor(m_trends.asked.back())); }

    madeup::Trends m_trends;
    PlantState m_state;
    std::unique_ptr<TrendView> m_view;
};

void TrendViewTest::init()
{
    m_trends.asked.clear();
    m_state = madeup::spineState(madeup::demoPlant());
    m_view = std::make_unique<TrendView>(m_trends);
    m_view->setColumns(600);
}

void TrendViewTest::shouldAskForTheFirstSensorUpToNow()
{
    tick();
    QCOMPARE(m_trends.asked.size(), 1u);
    const TrendQuestion &question = m_trends.asked.front();
    QCOMPARE(question.machine, 1);
    QVERIFY(question.sensors == std::vector<std::string>{"vibration"});
    QVERIFY(question.to == m_state.time);
    QVERIFY(question.from == m_state.time - 10min);
    QCOMPARE(question.columns, 600);
    QVERIFY(!m_view->trend());
    answer();
    QCOMPARE(m_view->trend()->lines.size(), 1u);
}

void TrendViewTest::shouldAskOneQuestionAtATime()
{
    tick();
    m_view->toggle("rpm");
    m_view->setSpan(1h);
    tick(500ms);
    QCOMPARE(m_trends.asked.size(), 1u);
    // What has become another question meanwhile is not waited for.
    tick();
    QCOMPARE(m_trends.asked.size(), 2u);
    tick();
    QCOMPARE(m_trends.asked.size(), 2u);
    QVERIFY(m_trends.asked.back().sensors == (std::vector<std::string>{"vibration", "rpm"}));
    QVERIFY(m_trends.asked.back().to - m_trends.asked.back().from == 1h);
}

void TrendViewTest::shouldFollowTheLiveEdgeOnceAColumnsTimeWentBy()
{
    m_view->setSpan(8h); // 48 s a column
    tick();
    answer();
    tick(40s);
    QCOMPARE(m_trends.asked.size(), 1u);
    tick(10s);
    QCOMPARE(m_trends.asked.size(), 2u);
    answer();
    m_view->setSpan(10s);
    tick(100ms); // a column lasts 17 ms, but nobody asks oftener than once a second
    QCOMPARE(m_trends.asked.size(), 2u);
    tick();
    QCOMPARE(m_trends.asked.size(), 3u);
}

void TrendViewTest::shouldShowThreeSensorsAtMostAndOneAtLeast()
{
    tick();
    for (const char *sensor : {"rpm", "temperature", "pressure"})
        m_view->toggle(sensor);
    QVERIFY(m_view->sensors() == (std::vector<std::string>{"rpm", "temperature", "pressure"}));
    for (const char *sensor : {"rpm", "temperature", "pressure"})
        m_view->toggle(sensor);
    QVERIFY(m_view->sensors() == std::vector<std::string>{"pressure"});
}

void TrendViewTest::shouldStandStillInThePast()
{
    tick();
    answer();
    m_view->pan(-.5);
    const Instant end = m_view->to();
    QVERIFY(end == m_state.time - 5min);
    tick();
    answer();
    const auto asked = m_trends.asked.size();
    tick(1h);
    QCOMPARE(m_trends.asked.size(), asked);
    QVERIFY(m_view->to() == end);
    m_view->pan(1000); // not into the future
    QVERIFY(m_view->live());
    tick();
    QCOMPARE(m_trends.asked.size(), asked + 1);
}

void TrendViewTest::shouldKeepWhatIsUnderTheMouseWhereItIs()
{
    tick();
    m_view->pan(-2);
    const Instant before = m_view->from() + m_view->span() / 4;
    m_view->zoom(.5, .25);
    QVERIFY(m_view->span() == 5min);
    QVERIFY(std::chrono::abs(m_view->from() + m_view->span() / 4 - before) < 1ms);
    for (int i = 0; i < 100; ++i)
        m_view->zoom(.5, .5);
    QVERIFY(m_view->span() == TrendView::leastSpan);
    for (int i = 0; i < 100; ++i)
        m_view->zoom(2, .5);
    QVERIFY(m_view->span() == TrendView::greatestSpan);
}

void TrendViewTest::shouldKeepTheLastAnswerBesideATrouble()
{
    tick();
    answer();
    tick();
    m_trends.answer(failure(ErrorKind::unavailable, u"The database is away."_s));
    QVERIFY(m_view->trend());
    QCOMPARE(m_view->trouble()->sentence, u"The database is away."_s);
    const auto asked = m_trends.asked.size();
    tick(2s);
    QCOMPARE(m_trends.asked.size(), asked);
    m_view->retry();
    QCOMPARE(m_trends.asked.size(), asked + 1);
    answer();
    QVERIFY(!m_view->trouble());
}

void TrendViewTest::shouldForgetAnotherMachinesAnswer()
{
    tick();
    const TrendQuestion first = m_trends.asked.back();
    tick(1100ms, 2);
    m_trends.answer(madeup::trendFor(first));
    QVERIFY(!m_view->trend());
    tick(1100ms, 2);
    QCOMPARE(m_trends.asked.back().machine, 2);
    answer();
    QCOMPARE(m_view->trend()->question.machine, 2);
}

} // namespace

std::unique_ptr<QObject> makeTrendViewTest()
{
    return std::make_unique<TrendViewTest>();
}

#include "trendview_test.moc"
