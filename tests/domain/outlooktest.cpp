#include "domain/outlook.h"

#include "domain/minutemeans.h"
#include "domain/plants.h"
#include "tests.h"

#include <QTest>

#include <cmath>

using namespace rig;
using namespace std::chrono_literals;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

PlantPtr plant()
{
    PlantDefinition definition = soundPlant();
    Sensor torque = sensor("torque", "Torque", Category::mechanical, "Nm");
    torque.limits = {{}, {}, 100, 200, 0};
    Sensor level = sensor("level", "Level", Category::thermal, "°F");
    level.limits.hi = 50;
    definition.sensors.push_back(torque);
    definition.sensors.push_back(level);
    Machine &alpha = machineOf(definition, "A");
    alpha.slots.push_back({"torque", false});
    alpha.slots.push_back({"level", false});
    return Plant::make(1, std::move(definition)).value();
}

Rollup rollupOf(const std::vector<double> &means)
{
    Rollup rollup;
    rollup.machine = 1;
    rollup.at = noon;
    rollup.readings = 60;
    for (const double mean : means) {
        rollup.counts.push_back(std::isnan(mean) ? 0 : 60);
        rollup.sums.push_back(mean * 60);
        rollup.bads.push_back(0);
    }
    return rollup;
}

double shareOf(const HealthPoint &point, Category category)
{
    return point.shares[static_cast<std::size_t>(category)];
}

} // namespace

class OutlookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldTakeTheMeansOfAMinuteAndTellFromThemWhatTheMachineDid()
    {
        const PlantPtr known = plant();
        const MachineLayout &layout = known->machines().front();
        Rollup rollup = rollupOf({1500, noValue, 120, 20});
        rollup.bads[3] = 31; // of 60
        MinuteMeans minute = minuteMeans(rollup, layout, RunState::unknown);
        QCOMPARE(minute.at, noon);
        QCOMPARE(minute.means[0], 1500.);
        QVERIFY(std::isnan(minute.means[1]));
        QVERIFY(std::isnan(minute.means[3]));
        QCOMPARE(minute.run, RunState::running);
        QCOMPARE(minuteMeans(rollupOf({100, 1, 1, 1}), layout, RunState::running).run, RunState::stopped);
        // Between the rule's bounds, 900 and 1000.
        QCOMPARE(minuteMeans(rollupOf({950, 1, 1, 1}), layout, RunState::running).run, RunState::running);
        QCOMPARE(minuteMeans(rollupOf({950, 1, 1, 1}), layout, RunState::stopped).run, RunState::stopped);
        QCOMPARE(minuteMeans(rollupOf({noValue, 1, 1, 1}), layout, RunState::running).run, RunState::unknown);
        // A row of an older layout is shorter.
        QVERIFY(std::isnan(minuteMeans(rollupOf({1500}), layout, RunState::unknown).means[2]));
    }

    void shouldSayHowHealthyEachCategoryWas()
    {
        const PlantPtr known = plant();
        const MachineLayout &layout = known->machines().front();
        const auto healthFor = [&](const std::vector<double> &means) {
            return healthOf(minuteMeans(rollupOf(means), layout, RunState::unknown), layout);
        };
        const HealthPoint half = healthFor({1500, 3, 150, 20});
        QCOMPARE(shareOf(half, Category::mechanical), .75); // 1 of the speed, .5 of the torque
        QCOMPARE(shareOf(half, Category::thermal), 1.);
        QCOMPARE(weakest(half), .75);
        // No second limit: at once to nothing.
        QCOMPARE(shareOf(healthFor({1500, 3, 50, 51}), Category::thermal), 0.);
        QVERIFY(std::isnan(shareOf(half, Category::fluid)));
        QVERIFY(std::isnan(shareOf(healthFor({1500, 3, 150, noValue}), Category::thermal)));
        // Half of them are enough.
        QCOMPARE(shareOf(healthFor({1500, 3, noValue, 20}), Category::mechanical), 1.);
        const HealthPoint still = healthFor({0, 3, 150, 20});
        QCOMPARE(still.run, RunState::stopped);
        QVERIFY(std::isnan(weakest(still)));
    }

    void shouldGiveWhatHasLeastToGo()
    {
        const PlantPtr known = plant();
        const MachineLayout &layout = known->machines().front();
        Outlook outlook{1, noon};
        QVERIFY(!soonest(outlook, layout));
        outlook.lives = {{"rpm", LifeState::stable},
                         {"torque", LifeState::degrading, RemainingLife{5, 9, 14}},
                         {"level", LifeState::notEnoughData},
                         {"", LifeState::degrading, RemainingLife{4, 7, 9}}};
        QCOMPARE(soonest(outlook, layout)->sensor, std::string());
        QCOMPARE(soonest(outlook, layout, Category::mechanical)->sensor, std::string("torque"));
        QCOMPARE(soonest(outlook, layout, Category::thermal)->state, LifeState::notEnoughData);
        QVERIFY(!soonest(outlook, layout, Category::fluid));
    }
};

std::unique_ptr<QObject> makeOutlookTest()
{
    return std::make_unique<OutlookTest>();
}

#include "outlooktest.moc"
