#include "domain/plants.h"
#include "storage/database.h"
#include "storage/historyworld.h"
#include "storage/maintenancerows.h"
#include "storage/planttables.h"
#include "storage/readerrole.h"
#include "storage/tests.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::Category;
using rig::Instant;
using rig::PlantDefinition;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

} // namespace

/// What other tools read: the wide view that follows the plant, and the role they read with.
class ViewsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }
    void init() { m_world = std::make_unique<HistoryWorld>(noon); }
    void cleanup() { m_world.reset(); }

    void shouldShowAReadingAsARow()
    {
        m_world->store({HistoryWorld::readingAt(noon, {3100.5, 0.7})});
        QCOMPARE(row(), u"A|2026-01-12 12:00:00+00|good|3100.5|{\"inlet_dust\": 0.7}"_s);
        QCOMPARE(sql().number("select id from sensor_readings"), (std::int64_t{1} << 51) | 0);
        QCOMPARE(columns(), u"id,machine_id,timestamp,created_at,quality,custom_sensors,rpm,old_gauge"_s);
    }

    void shouldSayTheWorstQualityOfARow()
    {
        auto reading = HistoryWorld::readingAt(noon, {1, 2});
        reading.valueQuality = {rig::QualityReason::none, rig::QualityReason::lost};
        m_world->store({reading});
        QVERIFY(row().contains(u"|bad|"_s));
    }

    void shouldShowEachValueWithItsUnitAndItsOwnQuality()
    {
        auto reading = HistoryWorld::readingAt(noon, {3100.5, 0.7});
        reading.valueQuality = {rig::QualityReason::none, rig::QualityReason::givenTwice};
        m_world->store({reading});
        QCOMPARE(sql().text("select string_agg(concat_ws('|', machine, sensor, value, unit, quality), ' ' "
                            "order by sensor) from rig_readings"),
                 std::string("A|inlet_dust|0.7|mg/m³|uncertain A|rpm|3100.5|RPM|good"));
    }

    void shouldRankReasonsAsTheProgramDoes()
    {
        using rig::QualityReason;
        for (auto reason = 0; reason <= static_cast<int>(QualityReason::recordTimeMissing); ++reason) {
            const rig::Quality quality = qualityOf(static_cast<QualityReason>(reason));
            const std::string rank = "rig.quality_rank(" + std::to_string(reason) + "::smallint)";
            QCOMPARE(sql().number("select " + rank), static_cast<int>(quality));
            QCOMPARE(sql().text("select rig.quality_word(" + rank + ")"), std::string(word(quality)));
        }
    }

    void shouldGetAColumnForANewSensorAndKeepThoseOfOldOnes()
    {
        m_world->store({HistoryWorld::readingAt(noon, {3100.5, 0.7})});
        change([](PlantDefinition &plant) {
            rig::Sensor torque = sensorOf(plant, "rpm");
            torque.name = "torque \"x\"; drop schema rig";
            torque.limits = {};
            plant.sensors.insert(plant.sensors.begin(), torque);
            machineOf(plant, "A").slots.push_back({torque.name, false});
            machineOf(plant, "A").layoutVersion = 2;
            sensorOf(plant, "rpm").retired = true;
            machineOf(plant, "A").slots[0].retired = true;
            machineOf(plant, "A").stateRule.reset();
            machineOf(plant, "A").ownLimits.clear();
        });
        QCOMPARE(columns(), u"id,machine_id,timestamp,created_at,quality,custom_sensors,rpm,old_gauge,"
                            "torque \"x\"; drop schema rig"_s);
        QCOMPARE(row(), u"A|2026-01-12 12:00:00+00|good|3100.5|{\"inlet_dust\": 0.7}"_s);
    }

    void shouldPutWhatCanBeNoColumnUnderCustomSensors()
    {
        change([](PlantDefinition &plant) {
            for (const std::string &name :
                 {std::string("quality"), std::string("ctid"), std::string(64, 'n')}) {
                rig::Sensor odd = sensorOf(plant, "old_gauge");
                odd.name = name;
                odd.retired = false;
                plant.sensors.push_back(odd);
                machineOf(plant, "A").slots.push_back({odd.name, false});
            }
            machineOf(plant, "A").layoutVersion = 2;
        });
        m_world->store({HistoryWorld::readingAt(noon, {1, rig::noValue, 3, 4, 5})}, 2);
        QCOMPARE(columns(), u"id,machine_id,timestamp,created_at,quality,custom_sensors,rpm,old_gauge"_s);
        QCOMPARE(sql().number("select custom_sensors->>'quality' from sensor_readings"), 3);
        QCOMPARE(sql().number("select (select count(*) from jsonb_object_keys(custom_sensors)) from "
                              "sensor_readings"),
                 3);
    }

    void shouldFollowLaterWhereAReaderHoldsTheView()
    {
        Sql reader(m_world->database.url());
        reader.run("begin; select count(*) from sensor_readings");
        addSensor("extra");
        QVERIFY(!columns().contains(u"extra"_s));
        reader.run("rollback");
        QVERIFY(m_world->upkeep->followPlant());
        QVERIFY(columns().endsWith(u",extra"_s));
    }

    void shouldFollowOnceWhereSeveralFollow()
    {
        Sql other(m_world->database.url());
        sql().run("update rig.reading_view set revision = 0");
        QCOMPARE(sql().text("select rig.follow_plant()"), std::string("t"));
        QCOMPARE(other.text("select rig.follow_plant()"), std::string("t"));
        QCOMPARE(sql().number("select revision from rig.reading_view"), 1);
    }

    void shouldShowWhatIsInMaintenanceWithoutWhatWasTakenBack()
    {
        const auto connection = connectTo(m_world->database);
        const rig::Maintenance open{"A", {}, noon, {}, "oil"};
        const rig::Maintenance takenBack{"A", {}, noon - 1h, noon, "a mistake"};
        for (const rig::Maintenance &one : {open, {"A", "rpm", noon, noon + 90s, "new probe"}, takenBack})
            QVERIFY(addMaintenance(*connection, one));
        QVERIFY(endMaintenance(*connection, takenBack, noon - 2h));
        QCOMPARE(sql().text("set time zone 'UTC'; select string_agg(concat_ws('|', machine, coalesce(sensor, "
                            "'-'), starts_at, coalesce(ends_at::text, '-'), reason), ' ' order by sensor) "
                            "from public.rig_maintenance"),
                 "A|rpm|2026-01-12 12:00:00+00|2026-01-12 12:01:30+00|new probe "
                 "A|-|2026-01-12 12:00:00+00|-|oil");
    }

    void shouldLetTheReaderRoleLookAtViewsAndAtNothingElse()
    {
        addSensor("extra");
        m_world->store({HistoryWorld::readingAt(noon, {1, 2})}, 2);
        QCOMPARE(
            prepareReaderRole(*Connection::open(addressOf(m_world->database.urlAsAdmin())).value()).value(),
            QString());
        Sql tool(m_world->database.urlAsAdmin());
        tool.run("set role rig_reader");
        for (const char *view : {"rig_messages", "rig_readings", "sensor_readings", "rig_rejected",
                                 "rig_limit_events", "rig_findings", "rig_maintenance"})
            QVERIFY(tool.number(std::string("select count(*) from public.") + view) >= 0);
        QCOMPARE(tool.number("select count(*) from sensor_readings where machine_id = 'A' and rpm = 1"), 1);
        for (const char *denied :
             {"select count(*) from rig.reading", "select count(*) from rig.audit_record",
              "delete from public.rig_messages", "select rig.follow_plant()", "select rig.drop_expired()",
              "create table public.mine (a int)", "create table rig.mine (a int)",
              "create temp table mine (a int)"})
            QVERIFY2(refused(tool, denied), denied);
    }

    void shouldSayWhatIsToBeDoneWhereNoRoleMayBeMade()
    {
        const QString sql = prepareReaderRole(*connectTo(m_world->database)).value();
        // Another test may have made the role of this server meanwhile.
        QVERIFY(sql.isEmpty() || sql.startsWith(u"create role rig_reader;\ngrant "_s));
    }

private:
    Sql &sql() { return m_world->sql(); }

    QString row()
    {
        return QString::fromStdString(
            sql().text("set time zone 'UTC'; select concat_ws('|', machine_id, \"timestamp\", quality, rpm, "
                       "custom_sensors) from public.sensor_readings"));
    }

    QString columns()
    {
        return QString::fromStdString(
            sql().text("select string_agg(attname, ',' order by attnum) from pg_attribute "
                       "where attrelid = 'public.sensor_readings'::regclass"));
    }

    template <class Make> void change(const Make &make)
    {
        PlantTables plant(addressOf(m_world->database), {});
        const auto changed = plant.alter([&](PlantDefinition next) {
            make(next);
            return rig::Result<PlantDefinition>(std::move(next));
        });
        QVERIFY2(changed, changed ? "" : qPrintable(changed.error().sentence));
    }

    void addSensor(const std::string &name)
    {
        change([&](PlantDefinition &plant) {
            rig::Sensor extra = sensorOf(plant, "old_gauge");
            extra.name = name;
            plant.sensors.push_back(extra);
        });
    }

    static bool refused(Sql &tool, const std::string &statement)
    {
        try {
            tool.run(statement);
        } catch (const std::runtime_error &) {
            return true;
        }
        return false;
    }

    std::unique_ptr<HistoryWorld> m_world;
};

std::unique_ptr<QObject> makeViewsTest()
{
    return std::make_unique<ViewsTest>();
}

#include "viewstest.moc"
