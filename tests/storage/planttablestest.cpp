#include "storage/planttables.h"

#include "decoder/commalocale.h"
#include "domain/plants.h"
#include "storage/database.h"
#include "storage/maintenancerows.h"
#include "storage/migrations.h"
#include "storage/tests.h"

#include <algorithm>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace rig::storage;
using namespace rig::test;
using rig::PlantDefinition;
using rig::Result;

namespace {

PlantTables::Change to(const PlantDefinition &plant)
{
    return [plant](const PlantDefinition &) { return Result<PlantDefinition>(plant); };
}

PlantTables::Change by(void (*change)(PlantDefinition &))
{
    return [change](PlantDefinition plant) {
        change(plant);
        return Result<PlantDefinition>(std::move(plant));
    };
}

} // namespace

class PlantTablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }
    void init()
    {
        m_database = std::make_unique<TestDatabase>();
        QVERIFY(migrate(*connectTo(*m_database), Foreign::refuse));
        m_tables = std::make_unique<PlantTables>(addressOf(*m_database), rig::WaitCheck());
    }
    void cleanup()
    {
        m_tables.reset();
        m_database.reset();
    }

    void shouldBeEmptyAtRevisionZero()
    {
        QCOMPARE(m_tables->revision().value(), 0);
        QVERIFY(m_tables->load().value()->empty());
    }

    void shouldReadWhatWasStoredInAnyLocale()
    {
        const CommaLocale locale;
        if (!locale.active())
            QSKIP("no locale with a decimal comma is installed and none can be made (package locales)");
        PlantDefinition plant = soundPlant();
        sensorOf(plant, "inlet_dust").limits = {5e-324, 0.1, 1.0 / 3, 1.7976931348623157e308, 0.125};
        machineOf(plant, "A").place.x = -0.75;
        const auto stored = m_tables->alter(to(plant));
        QVERIFY2(stored, stored ? "" : qPrintable(stored.error().sentence));
        QCOMPARE((*stored)->revision(), 1);
        QCOMPARE(m_tables->revision().value(), 1);
        machineOf(plant, "A").number = 1;
        machineOf(plant, "Mühle 7").number = 2;
        QVERIFY((*stored)->definition() == plant);
        QVERIFY(loaded() == plant);
    }

    void shouldMoveTheRevisionOnlyWhenSomethingChanges()
    {
        QVERIFY(m_tables->alter(to(soundPlant())));
        QCOMPARE(m_tables->alter(by([](PlantDefinition &) {})).value()->revision(), 1);
        const auto changed =
            m_tables->alter(by([](PlantDefinition &plant) { sensorOf(plant, "rpm").limits.hi = 4300; }));
        QCOMPARE(changed.value()->revision(), 2);
        PlantDefinition plant = loaded();
        QCOMPARE(sensorOf(plant, "rpm").limits.hi, std::optional(4300.0));
    }

    void shouldStoreWhateverChanges()
    {
        QVERIFY(m_tables->alter(to(soundPlant())));
        const auto changed = m_tables->alter(by([](PlantDefinition &plant) {
            const std::string unit = sensorOf(plant, "rpm").unit;
            sensorOf(plant, "rpm") = {"rpm",
                                      "Speed",
                                      rig::Category::thermal,
                                      unit,
                                      rig::Range{-10, 6000},
                                      {1, 2, 3000, 4000, 5},
                                      rig::milliseconds{750},
                                      3,
                                      false};
            sensorOf(plant, "old_gauge").retired = false;
            rig::Machine &alpha = machineOf(plant, "A");
            alpha.title = "Alpha two";
            alpha.area = "yard";
            alpha.place = {-1, -2, -3, "#00ff00", {}};
            alpha.stateRule = rig::StateRule{"inlet_dust", 10, 1, rig::milliseconds{4'500}};
            alpha.slots = {{"rpm", true}, {"inlet_dust", false}, {"old_gauge", false}};
            alpha.layoutVersion = 2;
            alpha.ownLimits.clear();
            rig::OwnLimits own;
            own.sensor = "inlet_dust";
            own.hiHi = 7;
            setOwnLimits(alpha, own);
            machineOf(plant, "Mühle 7").retired = false;
            plant.areas[0].title = "Hall one";
            std::reverse(plant.areas.begin(), plant.areas.end());
            std::reverse(plant.sensors.begin(), plant.sensors.end());
            std::reverse(plant.machines.begin(), plant.machines.end());
        }));
        QVERIFY2(changed, changed ? "" : qPrintable(changed.error().sentence));
        QVERIFY(loaded() == (*changed)->definition());
    }

    void shouldStoreNothingOfAChangeThatIsRefused()
    {
        QVERIFY(m_tables->alter(to(soundPlant())));
        const PlantDefinition before = loaded();
        const auto refused = m_tables->alter([](const PlantDefinition &) -> Result<PlantDefinition> {
            return rig::failure(rig::ErrorKind::refused, u"no"_s);
        });
        QVERIFY(!refused);
        const auto unsound =
            m_tables->alter(by([](PlantDefinition &plant) { sensorOf(plant, "rpm").decimals = 9; }));
        QVERIFY(!unsound);
        QCOMPARE(unsound.error().kind, rig::ErrorKind::badConfiguration);
        QCOMPARE(m_tables->revision().value(), 1);
        QVERIFY(loaded() == before);
    }

    /// A change of the plant leaves it as it is, and whoever learns from the past gets what is long over.
    void shouldBringWhatIsInMaintenanceAndNotLongOver()
    {
        QVERIFY(m_tables->alter(to(soundPlant())));
        const rig::Instant now =
            std::chrono::time_point_cast<rig::Instant::duration>(std::chrono::system_clock::now());
        const rig::Maintenance open{"A", {}, now - 1h, {}, "Ölwechsel"};
        const rig::Maintenance planned{"A", "rpm", now + 1us, now + 24h * 400, "new probe"};
        const rig::Maintenance justKept{"A", "rpm", now - 24h * 9, now - 24h * 8 + 1h, "probe"};
        const rig::Maintenance longOver{"A", "rpm", now - 24h * 10, now - 24h * 9, "cable"};
        const rig::Maintenance takenBack{"A", {}, now + 24h, {}, "a mistake"};
        const auto connection = connectTo(*m_database);
        for (const rig::Maintenance &one : {open, planned, justKept, longOver, takenBack})
            QVERIFY(addMaintenance(*connection, one));
        QCOMPARE(m_tables->revision().value(), 6);
        QVERIFY(endMaintenance(*connection, takenBack, now));
        QCOMPARE(m_tables->revision().value(), 7);
        using All = std::vector<rig::Maintenance>;
        QVERIFY(m_tables->load().value()->maintenance() == (All{justKept, open, planned}));
        QVERIFY(m_tables->loadMaintainedSince(now - 24h * 9 - 1us).value()->maintenance() ==
                (All{longOver, justKept, open, planned}));
        QVERIFY(m_tables->loadMaintainedSince(now - 24h * 9).value()->maintenance() ==
                (All{justKept, open, planned}));
        const auto changed =
            m_tables->alter(by([](PlantDefinition &plant) { sensorOf(plant, "rpm").limits.hi = 4300; }));
        QVERIFY(changed.value()->maintenance() == (All{justKept, open, planned}));
        QVERIFY(endMaintenance(*connection, open, now));
        rig::Maintenance ended = open;
        ended.to = now;
        QVERIFY(m_tables->load().value()->maintenance() == (All{justKept, ended, planned}));
        QVERIFY(maintenanceOf(*connection, "A", "rpm").value() == (All{longOver, justKept, planned}));
        QVERIFY(maintenanceOf(*connection, "A", {}).value() == All{ended});
    }

    void shouldLoseNoChangeOfTwoAtTheSameTime()
    {
        QVERIFY(m_tables->alter(to(soundPlant())));
        const auto addAreas = [this](const std::string &prefix) {
            PlantTables tables(addressOf(*m_database), {});
            for (int i = 0; i < 10; ++i) {
                const std::string id = prefix + std::to_string(i);
                const auto done = tables.alter([id](PlantDefinition plant) {
                    plant.areas.push_back({id, id});
                    return Result<PlantDefinition>(std::move(plant));
                });
                if (!done)
                    qFatal("%s", qPrintable(done.error().sentence));
            }
        };
        {
            const std::jthread other([&] { addAreas("first-"); });
            addAreas("second-");
        }
        QCOMPARE(m_tables->revision().value(), 21);
        QCOMPARE(loaded().areas.size(), 22u);
    }

private:
    PlantDefinition loaded() { return m_tables->load().value()->definition(); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<PlantTables> m_tables;
};

std::unique_ptr<QObject> makePlantTablesTest()
{
    return std::make_unique<PlantTablesTest>();
}

#include "planttablestest.moc"
