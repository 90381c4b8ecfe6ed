#include "access/plantdifference.h"
#include "access/tests.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace rig;
using namespace Qt::Literals::StringLiterals;

namespace {

Sensor sensor(const std::string &name)
{
    Sensor sensor;
    sensor.name = name;
    sensor.title = name;
    sensor.unit = "RPM";
    sensor.range = Range{0, 5000};
    sensor.limits.hi = 4000;
    return sensor;
}

PlantDefinition definition()
{
    Machine machine;
    machine.id = "A";
    machine.number = 1;
    machine.slots = {{"rpm", false}};
    return {{}, {sensor("rpm"), sensor("torque")}, {machine}};
}

access::PlantDifference difference(const PlantDefinition &present, const PlantDefinition &next)
{
    return access::differenceOf(**Plant::make(4, present), **Plant::make(5, next));
}

QString text(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

class PlantDifferenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldNameNothingButTheRevisionsWhereNothingDiffers()
    {
        const auto none = difference(definition(), definition());
        QCOMPARE(text(none.previous), u"{\"revision\":4}"_s);
        QCOMPARE(text(none.next), u"{\"revision\":5}"_s);
    }

    void shouldNameOnlyTheFieldsThatDiffer()
    {
        PlantDefinition next = definition();
        next.sensors[0].limits.hi = 4200;
        const auto changed = difference(definition(), next);
        QCOMPARE(text(changed.previous),
                 u"{\"revision\":4,\"sensors\":{\"rpm\":{\"limits\":{\"hi\":4000}}}}"_s);
        QCOMPARE(text(changed.next), u"{\"revision\":5,\"sensors\":{\"rpm\":{\"limits\":{\"hi\":4200}}}}"_s);
    }

    void shouldTellASetLimitFromAnAbsentOne()
    {
        PlantDefinition next = definition();
        next.sensors[0].limits.hi.reset();
        next.sensors[0].limits.loLo = 0;
        const auto changed = difference(definition(), next);
        QCOMPARE(text(changed.previous["sensors"_L1].toObject()), u"{\"rpm\":{\"limits\":{\"hi\":4000}}}"_s);
        QCOMPARE(text(changed.next["sensors"_L1].toObject()), u"{\"rpm\":{\"limits\":{\"lo_lo\":0}}}"_s);
    }

    void shouldSayAddedForWhatIsNew()
    {
        PlantDefinition next = definition();
        next.areas.push_back({"hall", "Hall"});
        next.sensors.push_back(sensor("dust"));
        next.machines[0].slots.push_back({"dust", false});
        const auto changed = difference(definition(), next);
        QCOMPARE(text(changed.next["areas"_L1].toObject()), u"{\"hall\":\"added\"}"_s);
        QCOMPARE(text(changed.next["sensors"_L1].toObject()), u"{\"dust\":\"added\"}"_s);
        QCOMPARE(text(changed.next["machines"_L1].toObject()), u"{\"A\":{\"sensors\":[\"rpm\",\"dust\"]}}"_s);
        QVERIFY(!changed.previous.contains("areas"_L1));
        QCOMPARE(text(changed.previous["machines"_L1].toObject()), u"{\"A\":{\"sensors\":[\"rpm\"]}}"_s);
    }

    void shouldSayWhatWasRetired()
    {
        PlantDefinition next = definition();
        next.sensors[1].retired = true;
        next.machines[0].retired = true;
        const auto changed = difference(definition(), next);
        QCOMPARE(text(changed.next["sensors"_L1].toObject()), u"{\"torque\":{\"retired\":true}}"_s);
        QCOMPARE(text(changed.next["machines"_L1].toObject()), u"{\"A\":{\"retired\":true}}"_s);
    }

    void shouldCountWhatFindsNoRoom()
    {
        PlantDefinition next = definition();
        constexpr int many = 20'000;
        for (int i = 0; i < many; ++i)
            next.sensors.push_back(sensor("sensor_" + std::to_string(i)));
        const auto changed = difference(definition(), next);
        const qsizetype listed = changed.next["sensors"_L1].toObject().size();
        QVERIFY(listed > 1'000);
        QCOMPARE(listed + changed.next["not_listed"_L1].toInteger(), many);
        QVERIFY(text(changed.next).size() < 100'000);
    }
};

std::unique_ptr<QObject> makePlantDifferenceTest()
{
    return std::make_unique<PlantDifferenceTest>();
}

#include "plantdifference_test.moc"
