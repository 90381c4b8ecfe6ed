#include "ml/lifetrends.h"

#include "domain/plants.h"
#include "ml/lifetrend.h"
#include "tests.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <random>

using namespace std::chrono_literals;
using rig::Instant;
using rig::LifeEstimate;
using rig::LifeState;
using rig::MachineLayout;
using rig::MinuteMeans;
using rig::RunState;
using rig::TrendShape;
using rig::ml::LifeHistory;
using rig::ml::LifeTrend;
using rig::ml::trendTowards;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;
using Hours = std::chrono::duration<double, std::ratio<3600>>;

/// Minutes of a sensor whose level is `course` (of the hours since it began), with noise about it.
std::optional<LifeTrend> trendOf(const std::function<double(double)> &course, double hours, double limit,
                                 double noise = .1)
{
    std::mt19937_64 random(7);
    std::normal_distribution<double> about(0, noise);
    LifeHistory history;
    const auto minutes = static_cast<int>(hours * 60);
    for (int i = 0; i < minutes; ++i)
        history.add(noon + i * 1min, course(i / 60.) + about(random));
    return trendTowards(history.bins(noon + minutes * 1min), {limit, limit > course(0)});
}

/// One of the sound plant's sensors with limits, fed minute by minute.
class Machine
{
public:
    Machine() : m_plant(rig::Plant::make(1, soundPlant()).value()) {}

    void show(double vibration, RunState run = RunState::running)
    {
        MinuteMeans minute{m_now, std::vector<double>(layout().columns().size(), rig::noValue), run};
        minute.means[static_cast<std::size_t>(layout().slotOf("rpm"))] = vibration;
        m_trends.take(layout(), minute);
        m_now += 1min;
    }
    void showFor(std::chrono::minutes time, const std::function<double(double)> &course)
    {
        std::normal_distribution<double> about(0, 2);
        for (int i = 0; i < time.count(); ++i)
            show(course(i / 60.) + about(m_random));
    }
    /// While it is switched off.
    void workOnItFor(std::chrono::hours time)
    {
        m_plant =
            rig::Plant::make(2, soundPlant(), {{"A", {}, m_now + 1h, m_now + time, "New bearing"}}).value();
        m_now += time;
    }
    LifeEstimate estimate()
    {
        const auto estimates = m_trends.estimate(layout());
        return estimates.empty() ? LifeEstimate() : estimates.front();
    }
    double limit() const
    {
        return *layout().columns()[static_cast<std::size_t>(layout().slotOf("rpm"))].limits.hiHi;
    }
    Instant now() const { return m_now; }

private:
    const MachineLayout &layout() const { return m_plant->machines().front(); }

    rig::PlantPtr m_plant;
    rig::ml::LifeTrends m_trends;
    std::mt19937_64 m_random{3};
    Instant m_now = noon;
};

} // namespace

class LifeTrendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldTellWhenALineReachesItsLimit()
    {
        const auto trend = trendOf([](double hour) { return 10 + std::max(hour - 24, 0.) * .5; }, 48, 30);
        QVERIFY(trend);
        QVERIFY2(std::abs(trend->life.p50 - 16) < 2, qPrintable(QString::number(trend->life.p50)));
        QVERIFY(trend->life.p10 < 16.5 && trend->life.p90 > 15.5);
        QVERIFY(trend->life.p10 <= trend->life.p50 && trend->life.p50 <= trend->life.p90);
        QCOMPARE(trend->shape, TrendShape::linear);
        QVERIFY(std::abs(trend->perHour - .5) < .1);
    }

    void shouldTellWhatGrowsEverFaster()
    {
        const auto squared =
            trendOf([](double hour) { return 10 + std::pow(std::max(hour - 30, 0.) / 40, 2) * 20; }, 56, 30);
        QVERIFY(squared);
        QVERIFY2(std::abs(squared->life.p50 - 14) < 3, qPrintable(QString::number(squared->life.p50)));
        const auto exponential =
            trendOf([](double hour) { return 10 + .05 * std::exp(hour / 8); }, 40, 10 + .05 * std::exp(6.25));
        QVERIFY(exponential);
        QVERIFY2(std::abs(exponential->life.p50 - 10) < 3,
                 qPrintable(QString::number(exponential->life.p50)));
        QCOMPARE(exponential->shape, TrendShape::exponential);
    }

    void shouldTellWhatFallsToItsLimit()
    {
        const auto trend = trendOf([](double hour) { return 50 - std::max(hour - 20, 0.); }, 40, 10);
        QVERIFY(trend);
        QCOMPARE(trend->shape, TrendShape::linear);
        // It may be about to go faster: that is in the band.
        QVERIFY(trend->life.p10 > 10 && trend->life.p90 > 20 && trend->life.p90 < 25);
        QVERIFY(trend->perHour < 0);
    }

    void shouldNotTakeNoiseOrADaysWaveForATrend()
    {
        QVERIFY(!trendOf([](double) { return 10; }, 60, 12));
        QVERIFY(!trendOf([](double hour) { return 10 + 3 * std::sin(hour * 6.2832 / 24); }, 90, 20));
        // Half a day of the same wave: it may be the day's.
        QVERIFY(!trendOf([](double hour) { return 10 - 3 * std::cos(hour * 6.2832 / 24); }, 10, 20));
        // Away from the limit.
        QVERIFY(!trendOf([](double hour) { return 10 - hour * .1; }, 60, 20));
        // What slows down and stays below.
        QVERIFY(!trendOf([](double hour) { return 10 + 5 * (1 - std::exp(-hour / 6)); }, 60, 20));
    }

    void shouldTellAtOnceOfWhatIsFastAndThatThereIsNothingLeftBeyondTheLimit()
    {
        const auto fast = trendOf([](double hour) { return 10 + std::max(hour - 7, 0.) * 10; }, 8, 25);
        QVERIFY(fast);
        QVERIFY2(std::abs(fast->life.p50 - .5) < .2, qPrintable(QString::number(fast->life.p50)));
        const auto over = trendOf([](double hour) { return 10 + std::max(hour - 30, 0.); }, 60, 30);
        QVERIFY(over);
        QCOMPARE(over->life.p50, 0.);
    }

    void shouldSayThatItDoesNotKnowYetThenThatNothingMovesThenWhatDoes()
    {
        Machine machine;
        QCOMPARE(machine.estimate().state, LifeState::notEnoughData);
        machine.showFor(10h, [](double) { return 3000; });
        QCOMPARE(machine.estimate().state, LifeState::notEnoughData);
        machine.showFor(26h, [](double) { return 3000; });
        QCOMPARE(machine.estimate().state, LifeState::stable);
        QVERIFY(!machine.estimate().life);
        const double way = machine.limit() - 3000;
        machine.showFor(24h, [way](double hour) { return 3000 + way * hour / 48; });
        const LifeEstimate estimate = machine.estimate();
        QCOMPARE(estimate.state, LifeState::degrading);
        QCOMPARE(estimate.limit, machine.limit());
        QVERIFY2(std::abs(estimate.life->p50 - 24) < 5, qPrintable(QString::number(estimate.life->p50)));
        QVERIFY(estimate.since && *estimate.since < machine.now() - 48h);
    }

    void shouldBearSingleValuesThatAreOutOfLine()
    {
        for (const double odd : {1e6, -9999., 1e308, std::numeric_limits<double>::infinity()}) {
            Machine machine;
            machine.showFor(36h, [](double) { return 3000; });
            const double way = machine.limit() - 3000;
            machine.showFor(20h, [way](double hour) { return 3000 + way * hour / 40; });
            machine.show(odd);
            machine.showFor(4h, [way](double hour) { return 3000 + way * (hour + 20) / 40; });
            const LifeEstimate estimate = machine.estimate();
            QCOMPARE(estimate.state, LifeState::degrading);
            QVERIFY2(std::abs(estimate.life->p50 - 16) < 5, qPrintable(QString::number(estimate.life->p50)));
        }
    }

    void shouldForgetWhatWasBeforeMaintenanceInWhichNothingCame()
    {
        Machine machine;
        machine.showFor(36h, [](double) { return 3000; });
        QCOMPARE(machine.estimate().state, LifeState::stable);
        machine.workOnItFor(8h);
        machine.showFor(1h, [](double) { return 3000; });
        QCOMPARE(machine.estimate().state, LifeState::notEnoughData);
    }

    void shouldForgetWhatWasBeforeARepair()
    {
        Machine machine;
        machine.showFor(36h, [](double) { return 3000; });
        const double limit = machine.limit();
        machine.showFor(20h, [limit](double hour) { return 3000 + (limit - 3000) * hour / 21; });
        QCOMPARE(machine.estimate().state, LifeState::degrading);
        machine.showFor(2h, [](double) { return 3000; });
        QCOMPARE(machine.estimate().state, LifeState::notEnoughData);
        QVERIFY(*machine.estimate().since > machine.now() - 3h);
    }

    void shouldNotCountWhileItStandsOrWarmsUpAndBeginAnewAfterMaintenance()
    {
        Machine machine;
        machine.showFor(36h, [](double) { return 3000; });
        for (int i = 0; i < 60; ++i)
            machine.show(0, RunState::stopped);
        for (int i = 0; i < 20; ++i)
            machine.show(500);
        machine.showFor(1h, [](double) { return 3000; });
        QCOMPARE(machine.estimate().state, LifeState::stable);
        machine.show(0, RunState::maintenance);
        machine.showFor(30min, [](double) { return 3000; });
        QCOMPARE(machine.estimate().state, LifeState::notEnoughData);
    }

    void shouldThinWhatIsOld()
    {
        LifeHistory history;
        for (int i = 0; i < 40 * 24 * 60; ++i)
            history.add(noon + i * 1min, i / 60.);
        const Instant now = noon + 40 * 24h;
        const auto bins = history.bins(now);
        QVERIFY(bins.size() < 300);
        QVERIFY(bins.front().hour > -721 && bins.front().hour < -700);
        QVERIFY(bins.back().hour > -.1);
        for (std::size_t i = 0; i < bins.size(); ++i) {
            QVERIFY(i == 0 || bins[i].hour > bins[i - 1].hour);
            // A bin is where its values are.
            QVERIFY(std::abs(bins[i].mean - (40 * 24 + bins[i].hour)) < .02);
        }
    }
};

std::unique_ptr<QObject> makeLifeTrendTest()
{
    return std::make_unique<LifeTrendTest>();
}

#include "lifetrendtest.moc"
