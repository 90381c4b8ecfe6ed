#include "spine/load.h"
#include "spine/tests.h"
#include "spine/world.h"
#include "support/waiting.h"

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

/// The node looks after the history while it stores.
class HistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldTellHowHealthyAMachineIsAndForHowLongItRan()
    {
        World world;
        world.importDemo();
        auto node = world.installation.startNode();
        RecordingProducer past(world.topic.name());
        const auto begin = std::chrono::floor<std::chrono::minutes>(now()) - 10min;
        const auto sendMinutes = [&](int from, int to) {
            for (int second = from * 60; second < to * 60; second += 5)
                past.send(reading("A",
                                  {{"rpm", second < 240 ? 3000. : 0.},
                                   {"vibration", 5.875},
                                   {"torque", 200},
                                   {"motor_current", 40},
                                   {"belt_tension", 50},
                                   {"gear_wear", 12},
                                   {"bearing_temp", 100}},
                                  begin + second * 1s));
            past.flush();
        };
        sendMinutes(0, 6);
        const auto told = [&](const std::string &which) {
            return world.database.sql().number(std::string("select count(*) from rig.outlook where ") +
                                               which);
        };
        QVERIFY2(waitUntil([&] { return told("ran_minutes = 4") == 1; }, 60s), qPrintable(node->said()));
        auto &sql = world.database.sql();
        // Seven of ten sensors, one of them half way from Hi to Hi-Hi; a machine that stands has no health.
        const std::string mechanical =
            "select count(*) from public.rig_health where machine = 'A' and category = 'mechanical' and ";
        QCOMPARE(sql.number(mechanical + "abs(health - 6.5 / 7) < 1e-9"), 4);
        QCOMPARE(sql.number(mechanical + "health is null"), 2);
        QCOMPARE(sql.number("select count(*) from rig.health where run = 1"), 4);
        QCOMPARE(sql.number("select count(*) from rig.health where run = 3"), 2);

        // Whoever takes over goes on where the other one was.
        node.reset();
        node = world.installation.startNode();
        sendMinutes(6, 8);
        QVERIFY2(waitUntil([&] { return sql.number("select count(*) from rig.health") == 8; }, 60s),
                 qPrintable(node->said()));
        QCOMPARE(told("ran_minutes = 4 and jsonb_array_length(lives) > 10"), 1);
    }

    void shouldDropWhatIsNoLongerKeptWhileReadingsFlow()
    {
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        RecordingProducer past(world.topic.name());
        for (const int days : {40, 35, 20})
            past.send(reading("A", {{"rpm", days}}, now() - std::chrono::days{days}));
        past.flush();
        QVERIFY(waitUntil([&] { return count(world, "true") == 3; }, 30s));

        Load load(world.producer, 500, 41);
        const Outcome set =
            world.installation.run({u"retention"_s, u"set"_s, u"--readings"_s, u"30"_s, u"--yes"_s});
        QVERIFY2(set.exitCode == 0, qPrintable(set.err));
        QVERIFY2(waitUntil([&] { return count(world, "at < now() - interval '30 days'") == 0; }, 90s),
                 qPrintable(node->said()));
        load.stop();
        QCOMPARE(count(world, "at between now() - interval '30 days' and now() - interval '10 days'"), 1);
        QVERIFY2(node->says(u"Dropped of reading, no longer kept: "_s), qPrintable(node->said()));
        QCOMPARE(
            world.database.sql().number("select count(*) from rig.audit_record where action_type = 'DROP'"),
            2);
        // The past is still to be seen, by its rollups.
        const Outcome trend = world.installation.run({u"trend"_s, u"A"_s, u"rpm"_s, u"--last"_s, u"45d"_s});
        QVERIFY2(trend.out.contains(u",40,40,40,good,"_s) && trend.out.contains(u",35,35,35,good,"_s),
                 qPrintable(trend.out));
        world.database.sql().run("delete from rig.reading where at < now() - interval '10 days'");
        RIG_VERIFY_STORED(world);
        QCOMPARE(node->stop(), 0);
    }

private:
    static std::int64_t count(World &world, const std::string &where)
    {
        return world.database.sql().number("select count(*) from rig.reading where " + where);
    }
};

std::unique_ptr<QObject> makeHistoryTest()
{
    return std::make_unique<HistoryTest>();
}

#include "historytest.moc"
