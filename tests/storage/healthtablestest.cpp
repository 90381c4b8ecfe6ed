#include "storage/healthtables.h"

#include "decoder/commalocale.h"
#include "storage/database.h"
#include "storage/healthupkeeptables.h"
#include "storage/historyworld.h"
#include "storage/tests.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::ErrorKind;
using rig::HealthPoint;
using rig::Instant;
using rig::LifeEstimate;
using rig::LifeState;
using rig::Outlook;
using rig::RunState;
using rig::TrendShape;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

struct World : HistoryWorld
{
    World()
        : HistoryWorld(noon + 1h), upkeepOfHealth(addressOf(database), {}), tables(addressOf(database), {})
    {
    }

    HealthUpkeepTables upkeepOfHealth;
    HealthTables tables;
};

Outlook outlookAt(Instant at)
{
    Outlook outlook{1, at};
    LifeEstimate wearing{"rpm", LifeState::degrading, rig::RemainingLife{5.25, 9, 1 / 3. + 14}};
    wearing.shape = TrendShape::quadratic;
    wearing.limit = 4800;
    wearing.perHour = 1 / 7.;
    wearing.since = at - 48h;
    LifeEstimate stable{"inlet_dust", LifeState::stable};
    stable.since = at - 30 * 24h;
    outlook.lives = {wearing, stable, {"old_gauge"}};
    return outlook;
}

HealthPoint pointAt(Instant at, double mechanical)
{
    HealthPoint point{at};
    point.shares[1] = mechanical;
    point.run = RunState::running;
    return point;
}

} // namespace

class HealthTablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldKeepAnOutlookAndItsMinutesAsTheyWereTold()
    {
        World world;
        const CommaLocale comma;
        Outlook first = outlookAt(noon);
        first.uptime = 2min;
        QVERIFY(world.upkeepOfHealth
                    .store(first, {}, std::vector{pointAt(noon - 2min, 1), pointAt(noon - 1min, 1 / 3.)})
                    .value());
        QCOMPARE(world.upkeepOfHealth.toldUpTo()->at(1), noon);
        const Outlook second{1, noon + 1min, 1min, {}};
        QVERIFY(world.upkeepOfHealth.store(second, noon, std::vector{pointAt(noon, rig::noValue)}).value());
        auto outlooks = world.tables.outlooks();
        QVERIFY(outlooks);
        QCOMPARE(outlooks->size(), std::size_t{1});
        QCOMPARE(outlooks->front().at, noon + 1min);
        QCOMPARE(outlooks->front().uptime, std::optional(std::chrono::minutes(3)));
        QVERIFY(outlooks->front().lives.empty());
        // A machine that has no rule for its state any more keeps what it had.
        QVERIFY(world.upkeepOfHealth.store(Outlook{1, noon + 2min}, noon + 1min, {}).value());
        QCOMPARE(world.tables.outlooks()->front().uptime, std::optional<std::chrono::minutes>(3min));
        // Told by somebody else meanwhile: nothing of it counts.
        QVERIFY(!world.upkeepOfHealth.store(first, noon, std::vector{pointAt(noon + 5min, .5)}).value());
        QVERIFY(!world.upkeepOfHealth.store(first, {}, std::vector{pointAt(noon + 5min, .5)}).value());

        const auto course = world.tables.health({1, noon - 1h, noon + 1h});
        QVERIFY(course);
        QCOMPARE(course->points.size(), std::size_t{3});
        QCOMPARE(course->points[1].at, noon - 1min);
        QCOMPARE(course->points[1].shares[1], 1 / 3.);
        QVERIFY(std::isnan(course->points[1].shares[0]));
        QVERIFY(std::isnan(course->points[2].shares[1]));
        QCOMPARE(course->points[1].run, RunState::running);
        QCOMPARE(
            world.sql().number("select count(*) from public.rig_health where machine = 'A' and category = "
                               "'mechanical' and health is not null"),
            2);
        QCOMPARE(
            world.sql().number("select count(*) from public.rig_life where machine = 'A' and sensor = 'rpm' "
                               "and shape = 'quadratic' and p50_hours = 9 and goal = 4800"),
            1);
    }

    void shouldReadAnOutlookAsItWas()
    {
        World world;
        Outlook told = outlookAt(noon);
        told.uptime = 90min;
        QVERIFY(world.upkeepOfHealth.store(told, {}, {}).value());
        const auto outlooks = world.tables.outlooks();
        QVERIFY(outlooks);
        const Outlook &read = outlooks->front();
        QCOMPARE(read.uptime, std::optional<std::chrono::minutes>(90min));
        QCOMPARE(read.lives.size(), told.lives.size());
        QVERIFY(read.lives[0] == told.lives[0]);
        QCOMPARE(read.lives[1].state, LifeState::stable);
        QCOMPARE(read.lives[1].since, told.lives[1].since);
        QCOMPARE(read.lives[2].sensor, std::string("old_gauge"));
        QCOMPARE(read.lives[2].state, LifeState::notEnoughData);
        QVERIFY(!read.lives[2].since && !read.lives[2].life);
        // What is not written by us is read as far as it fits.
        world.sql().run("update rig.outlook set lives = '[{\"sensor\": \"rpm\", \"state\": 2, \"p10\": 9, "
                        "\"p50\": 1}, 7]'");
        const auto foreign = world.tables.outlooks();
        QVERIFY(foreign);
        QCOMPARE(foreign->front().lives.front().state, LifeState::notEnoughData);
    }

    void shouldRefuseAQuestionThatMakesNoSense()
    {
        World world;
        for (const Instant to : {noon, noon - 1min, noon + 32 * 24h}) {
            const auto answer = world.tables.health({1, noon, to});
            QVERIFY(!answer);
            QCOMPARE(answer.error().kind, ErrorKind::refused);
        }
    }

    void shouldGiveMinutesUpToTheFirstThatIsNotBuilt()
    {
        World world;
        std::vector<rig::Reading> readings;
        for (int minute = 0; minute < 5; ++minute)
            readings.push_back(HistoryWorld::readingAt(noon + minute * 1min, {1000. + minute, 2}));
        world.store(readings);
        QVERIFY(world.upkeepOfHealth.minutes(1, noon, 100)->empty());
        world.buildAll();
        auto minutes = world.upkeepOfHealth.minutes(1, noon, 100);
        QVERIFY(minutes);
        QCOMPARE(minutes->size(), std::size_t{5});
        QCOMPARE(minutes->at(3).sums.front(), 1003.);
        QCOMPARE(world.upkeepOfHealth.minutes(1, noon + 1min, 2)->back().at, noon + 2min);
        QVERIFY(world.upkeepOfHealth.minutes(2, noon, 100)->empty());
        // One comes late: its minute, and what is after it, wait until it is counted.
        world.store({HistoryWorld::readingAt(noon + 2min + 1s, {2000, 2})});
        QCOMPARE(world.upkeepOfHealth.minutes(1, noon, 100)->size(), std::size_t{2});
        QCOMPARE(world.upkeepOfHealth.minutes(1, noon + 3min, 100)->size(), std::size_t{2});
        world.buildAll();
        QCOMPARE(world.upkeepOfHealth.minutes(1, noon, 100)->at(2).readings, 2);
    }

    void shouldDropWhatIsOlderThanTheMinutesAre()
    {
        World world;
        QVERIFY(world.upkeepOfHealth
                    .store(outlookAt(noon), {}, std::vector{pointAt(noon - 48h, 1), pointAt(noon - 1min, 1)})
                    .value());
        QCOMPARE(world.upkeepOfHealth.dropExpired().value(), false);
        QCOMPARE(world.sql().number("select count(*) from rig.health"), 2);
        world.sql().run("update rig.retention set dropped_before = '2026-01-12' where grain = 'rollup_1min'");
        QCOMPARE(world.upkeepOfHealth.dropExpired().value(), false);
        QCOMPARE(world.sql().number("select count(*) from rig.health"), 1);
        QCOMPARE(world.sql().number("select count(*) from rig.life"), 1);
        // Where it goes on from is not forgotten.
        QCOMPARE(world.sql().number("select count(*) from rig.outlook"), 1);
    }
};

std::unique_ptr<QObject> makeHealthTablesTest()
{
    return std::make_unique<HealthTablesTest>();
}

#include "healthtablestest.moc"
