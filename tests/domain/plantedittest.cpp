#include "domain/plantedit.h"

#include "domain/plants.h"
#include "domain/tests.h"

#include <QTest>

#include <functional>

using namespace Qt::Literals::StringLiterals;
using rig::edited;
using rig::ErrorKind;
using rig::PlantDefinition;
using rig::PlantEdit;
using rig::subjectOf;

namespace {

PlantDefinition storedPlant()
{
    PlantDefinition plant = soundPlant();
    machineOf(plant, "A").number = 1;
    machineOf(plant, "Mühle 7").number = 2;
    return plant;
}

/// A change of machine A.
PlantEdit ofMachine(const std::function<void(rig::Machine &)> &change)
{
    PlantDefinition plant = storedPlant();
    const rig::Machine before = machineOf(plant, "A");
    rig::Machine after = before;
    change(after);
    PlantEdit edit;
    edit.change(before, after);
    return edit;
}

PlantEdit ofSensor(const std::function<void(rig::Sensor &)> &change)
{
    PlantDefinition plant = storedPlant();
    const rig::Sensor before = sensorOf(plant, "rpm");
    rig::Sensor after = before;
    change(after);
    PlantEdit edit;
    edit.change(before, after);
    return edit;
}

rig::OwnLimits ownHi(double hi)
{
    rig::OwnLimits own;
    own.sensor = "rpm";
    own.hi = hi;
    return own;
}

QString subject(const PlantEdit &edit)
{
    const rig::EditSubject subject = subjectOf(edit);
    return QString::fromStdString(std::string(subject.action) + ' ' + std::string(subject.type) + ' ' +
                                  subject.name);
}

} // namespace

class PlantEditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldMakeASensorAndGiveItToAMachineAtOnce()
    {
        PlantEdit edit =
            ofMachine([](rig::Machine &machine) { machine = withSensor(machine, "inlet_speed"); });
        edit.create(sensor("inlet_speed", "Inlet speed", rig::Category::custom, "m/s"));
        auto plant = edited(storedPlant(), edit);
        QVERIFY2(plant, plant ? "" : qPrintable(plant.error().sentence));
        QCOMPARE(sensorOf(*plant, "inlet_speed").unit, "m/s");
        const rig::Machine &machine = machineOf(*plant, "A");
        QCOMPARE(machine.slots.back().sensor, "inlet_speed");
        QCOMPARE(machine.layoutVersion, 2);
        QCOMPARE(machine.number, 1);
        QCOMPARE(plant->machines.size(), 2u);
        QCOMPARE(subject(edit), u"CREATE custom_sensor inlet_speed"_s);
    }

    void shouldTakeASensorFromAMachineAndGiveItsOldPlaceBack()
    {
        const auto without =
            edited(storedPlant(),
                   ofMachine([](rig::Machine &machine) { machine = withoutSensor(machine, "inlet_dust"); }));
        QVERIFY2(without, without ? "" : qPrintable(without.error().sentence));
        PlantDefinition plant = *without;
        const rig::Machine before = machineOf(plant, "A");
        const std::vector<rig::Slot> retired{{"rpm", false}, {"inlet_dust", true}};
        QVERIFY(before.slots == retired);
        QCOMPARE(before.layoutVersion, 2);
        PlantEdit back;
        back.change(before, withSensor(before, "inlet_dust"));
        auto again = edited(plant, back);
        QVERIFY(again);
        PlantDefinition first = storedPlant();
        QVERIFY(machineOf(*again, "A").slots == machineOf(first, "A").slots);
        QCOMPARE(machineOf(*again, "A").layoutVersion, 3);
    }

    void shouldRefuseWhatSomebodyElseChangedMeanwhile()
    {
        PlantDefinition meanwhile = storedPlant();
        machineOf(meanwhile, "A").title = "Alpha two";
        const auto plant =
            edited(meanwhile, ofMachine([](rig::Machine &machine) { machine.title = "Alpha three"; }));
        QVERIFY(!plant);
        QCOMPARE(plant.error().kind, ErrorKind::conflict);
        QVERIFY(plant.error().sentence.contains(u"'A'"_s));

        meanwhile = storedPlant();
        meanwhile.sensors.erase(meanwhile.sensors.begin());
        QCOMPARE(edited(meanwhile, ofSensor([](rig::Sensor &one) { one.title = "RPM"; })).error().kind,
                 ErrorKind::conflict);
    }

    void shouldRefuseToMakeWhatThereIs()
    {
        PlantEdit edit;
        edit.create(sensor("rpm"));
        QCOMPARE(edited(storedPlant(), edit).error().kind, ErrorKind::conflict);
        edit = {};
        edit.create(rig::Area{"yard", "Yard"});
        QCOMPARE(edited(storedPlant(), edit).error().kind, ErrorKind::conflict);
    }

    void shouldRefuseAnotherUnitAndWhatIsUnsound()
    {
        QCOMPARE(edited(storedPlant(), ofSensor([](rig::Sensor &one) { one.unit = "Hz"; })).error().kind,
                 ErrorKind::refused);
        const auto unsound = edited(
            storedPlant(), ofMachine([](rig::Machine &machine) { setOwnLimits(machine, ownHi(1100)); }));
        QVERIFY(!unsound);
        QCOMPARE(unsound.error().kind, ErrorKind::badConfiguration);
        QCOMPARE(unsound.error().sentence,
                 u"Sensor 'rpm' on machine 'A': limits must be numbers in the order "
                 "lo_lo, lo, hi, hi_hi."_s);
    }

    void shouldNotBeKeptFromChangingByWhatWasWrongBefore()
    {
        PlantDefinition old = storedPlant();
        machineOf(old, "Mühle 7").title = "Mill\tseven"; // stored before a rule forbade it
        QVERIFY(edited(old, ofMachine([](rig::Machine &machine) { machine.title = "Alpha two"; })));
    }

    void shouldSayWhatAnEditIsAbout()
    {
        QCOMPARE(subject(ofSensor([](rig::Sensor &one) { one.limits.hi = 4300; })), u"UPDATE limit rpm"_s);
        QCOMPARE(subject(ofSensor([](rig::Sensor &one) { one.title = "Speed"; })), u"UPDATE sensor rpm"_s);
        QCOMPARE(subject(ofSensor([](rig::Sensor &one) { one.retired = true; })), u"DELETE sensor rpm"_s);
        QCOMPARE(subject(ofMachine([](auto &machine) { setOwnLimits(machine, ownHi(4300)); })),
                 u"UPDATE limit A/rpm"_s);
        QCOMPARE(subject(ofMachine([](auto &machine) {
                     setOwnLimits(machine, ownHi(4300));
                     machine.title = "Alpha two";
                 })),
                 u"UPDATE machine A"_s);
        QCOMPARE(subject(ofMachine([](auto &machine) { machine.retired = true; })), u"DELETE machine A"_s);
        PlantDefinition plant = storedPlant();
        rig::Sensor old = sensorOf(plant, "old_gauge"); // retired long ago
        old.title = "Older gauge";
        PlantEdit ofOld;
        ofOld.change(sensorOf(plant, "old_gauge"), old);
        QCOMPARE(subject(ofOld), u"UPDATE sensor old_gauge"_s);
        PlantEdit area;
        area.create(rig::Area{"hall-2", "Hall 2"});
        QCOMPARE(subject(area), u"CREATE area hall-2"_s);
    }

    void shouldBeEmptyWhereNothingDiffers()
    {
        QVERIFY(ofMachine([](rig::Machine &) {}).empty());
        QVERIFY(!ofMachine([](rig::Machine &machine) { machine.retired = true; }).empty());
    }
};

std::unique_ptr<QObject> makePlantEditTest()
{
    return std::make_unique<PlantEditTest>();
}

#include "plantedittest.moc"
