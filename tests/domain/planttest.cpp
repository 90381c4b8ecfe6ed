#include "domain/plants.h"
#include "domain/tests.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using rig::Maintenance;
using rig::Plant;
using rig::PlantDefinition;

namespace {

constexpr rig::Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

} // namespace

class PlantTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldBeEmptyWithoutMachines()
    {
        const auto plant = Plant::make(0, {});
        QVERIFY(plant);
        QVERIFY((*plant)->empty());
        QCOMPARE((*plant)->machine("A"), nullptr);
    }

    void shouldFindMachinesByIdAndNumber()
    {
        PlantDefinition definition = soundPlant();
        machineOf(definition, "A").number = 7;
        machineOf(definition, "Mühle 7").number = 9;
        const auto plant = Plant::make(3, definition);
        QVERIFY(plant);
        QCOMPARE((*plant)->revision(), 3);
        QVERIFY((*plant)->definition() == definition);
        QVERIFY((*plant)->machine("A"));
        QCOMPARE((*plant)->machine("A"), (*plant)->machineByNumber(7));
        QCOMPARE((*plant)->machine("a"), nullptr);
        QCOMPARE((*plant)->machineByNumber(8), nullptr);
        // Messages cannot name what is retired, while what it stored must stay readable.
        QCOMPARE((*plant)->machine("Mühle 7"), nullptr);
        QVERIFY((*plant)->machineByNumber(9));
    }

    void shouldJudgeAMachineByItsOwnLimits()
    {
        const auto plant = Plant::make(1, soundPlant());
        QVERIFY(plant);
        const auto &column = (*plant)->machine("A")->columns()[0];
        const rig::Limits expected{100, std::nullopt, 4500, 4800, 20};
        QVERIFY(column.limits == expected);
        QVERIFY(column.limitSources.hi == rig::LimitSource::machine);
        QVERIFY(column.limitSources.hiHi == rig::LimitSource::sensor);
        QVERIFY(column.limitSources.lo == rig::LimitSource::none);
        PlantDefinition other = soundPlant();
        machineOf(other, "A").ownLimits.clear();
        const auto global = Plant::make(1, other);
        QCOMPARE((*global)->machine("A")->columns()[0].limits.hi, std::optional(4200.0));
    }

    void shouldFindOnlyLiveSlots()
    {
        PlantDefinition definition = soundPlant();
        machineOf(definition, "A").slots = {{"old_gauge", false}, {"inlet_dust", true}, {"rpm", false}};
        const auto plant = Plant::make(1, definition);
        QVERIFY(plant);
        const rig::MachineLayout &layout = *(*plant)->machine("A");
        QCOMPARE(layout.slotOf("rpm"), 2);
        QCOMPARE(layout.slotOf("inlet_dust"), -1); // the machine lost it
        QCOMPARE(layout.slotOf("old_gauge"), -1);  // the whole plant lost it
        QCOMPARE(layout.slotOf("temperature"), -1);
        QCOMPARE(layout.columns().size(), 3u);
        QVERIFY(layout.columns()[2].live);
        QCOMPARE(layout.columns()[2].limits.hiHi, std::optional(4800.0));
    }

    void shouldSayWhatIsInMaintenanceAtAnInstant()
    {
        PlantDefinition definition = soundPlant();
        machineOf(definition, "A")
            .slots.insert(machineOf(definition, "A").slots.begin(), {"old_gauge", true});
        machineOf(definition, "Mühle 7").retired = false;
        const std::vector<Maintenance> all{
            {"Mühle 7", {}, noon + 2h, {}, "grinding"},   {"A", "rpm", noon, noon + 1h, "new probe"},
            {"A", "inlet_dust", noon + 9h, {}, "filter"}, {"A", {}, noon + 1h, noon + 2h, "oil"},
            {"A", "no such sensor", noon, {}, "gone"},    {"B", {}, noon, {}, "no such machine"}};
        const auto plant = Plant::make(1, definition, all);
        QVERIFY(plant);
        QCOMPARE((*plant)->maintenance().size(), all.size());
        const rig::MachineLayout &a = *(*plant)->machine("A");
        const auto rpm = static_cast<std::size_t>(a.slotOf("rpm"));
        const auto reasonAt = [](const Maintenance *one) { return one ? one->reason : std::string("-"); };
        // The end is the first instant after it.
        QCOMPARE(reasonAt(a.maintenance(noon + 1h - 1us)), "-");
        QCOMPARE(reasonAt(a.maintenance(noon + 1h)), "oil");
        QCOMPARE(reasonAt(a.maintenance(noon + 2h - 1us)), "oil");
        QCOMPARE(reasonAt(a.maintenance(noon + 2h)), "-");
        QCOMPARE(reasonAt(a.maintenance(rpm, noon - 1us)), "-");
        QCOMPARE(reasonAt(a.maintenance(rpm, noon)), "new probe");
        QCOMPARE(reasonAt(a.maintenance(rpm, noon + 1h)), "-"); // that of the machine is another
        QCOMPARE(reasonAt(a.maintenance(rpm + 1, noon + 24h * 365)), "filter");
        QCOMPARE(reasonAt((*plant)->machine("Mühle 7")->maintenance(noon + 2h)), "grinding");
    }

    void shouldSayWhatIsWrongWithAMaintenance_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<bool>("sound");
        QTest::newRow("sound") << u"Ölwechsel"_s << 1 << true;
        QTest::newRow("200 characters") << QString(u"\U0001f527"_s).repeated(200) << 1 << true;
        QTest::newRow("201 characters") << QString(201, u'x') << 1 << false;
        QTest::newRow("no reason") << QString() << 1 << false;
        QTest::newRow("blanks") << u"  "_s << 1 << false;
        QTest::newRow("two lines") << u"oil\nfilter"_s << 1 << false;
        QTest::newRow("turned around") << u"oil\u202e"_s << 1 << false;
        QTest::newRow("ends as it begins") << u"oil"_s << 0 << false;
        QTest::newRow("ends before") << u"oil"_s << -1 << false;
    }
    void shouldSayWhatIsWrongWithAMaintenance()
    {
        QFETCH(QString, reason);
        QFETCH(int, minutes);
        QFETCH(bool, sound);
        const Maintenance one{"A", {}, noon, noon + std::chrono::minutes(minutes), reason.toStdString()};
        const rig::Done done = rig::check(one);
        QCOMPARE(done.has_value(), sound);
        if (!sound)
            QCOMPARE(done.error().kind, rig::ErrorKind::refused);
        QVERIFY(!rig::check({"A", {}, noon, {}, "\xff"}));
    }

    void shouldTellWhetherTwoMaintenancesOverlap()
    {
        const Maintenance first{"A", "rpm", noon, noon + 1h, "x"};
        const auto overlapping = [&](Maintenance other) {
            const bool both = first.overlaps(other);
            return both == other.overlaps(first) ? int(both) : -1;
        };
        QCOMPARE(overlapping({"A", "rpm", noon + 1h, {}, "x"}), 0); // one ends as the other begins
        QCOMPARE(overlapping({"A", "rpm", noon + 1h - 1us, {}, "x"}), 1);
        QCOMPARE(overlapping({"A", "rpm", noon - 1h, noon, "x"}), 0);
        QCOMPARE(overlapping({"A", "rpm", noon - 1h, noon + 1us, "x"}), 1);
        QCOMPARE(overlapping({"A", "rpm", noon - 1h, {}, "x"}), 1);
        QCOMPARE(overlapping({"A", {}, noon, {}, "x"}), 0);
        QCOMPARE(overlapping({"A", "inlet_dust", noon, {}, "x"}), 0);
        QCOMPARE(overlapping({"B", "rpm", noon, {}, "x"}), 0);
    }
};

std::unique_ptr<QObject> makePlantTest()
{
    return std::make_unique<PlantTest>();
}

#include "planttest.moc"
