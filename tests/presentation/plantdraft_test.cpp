#include "madeup/madeupplant.h"
#include "presentation/plantdraft.h"
#include "tests.h"

#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Kind = PlantSubject::Kind;

namespace {

class PlantDraftTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldChangeNothingWhereNothingWasTyped();
    void shouldMakeASensorAndGiveItToItsMachine();
    void shouldNameEveryFieldThatHoldsNoNumber();
    void shouldWantBothEndsOfARange();
    void shouldGiveAndTakeASensor();
    void shouldSetOwnLimitsOneByOne();
    void shouldMakeAMachineLikeAnotherOne();
    void shouldMakeAnArea();
    void shouldTellWhatIsDifferent();
    void shouldTellWhatCounts();

private:
    const PlantDefinition m_plant = madeup::demoPlant()->definition();
};

const PlantSubject bearing{Kind::sensor, "bearing_temp", {}};

void PlantDraftTest::shouldChangeNothingWhereNothingWasTyped()
{
    for (const Sensor &sensor : m_plant.sensors) {
        const PlantSubject subject{Kind::sensor, sensor.name, {}};
        QVERIFY(editOf(m_plant, subject, draftOf(m_plant, subject))->empty());
    }
    for (const Machine &machine : m_plant.machines)
        for (const PlantSubject &subject : {PlantSubject{Kind::machine, {}, machine.id},
                                            PlantSubject{Kind::ownLimits, "vibration", machine.id}})
            QVERIFY(editOf(m_plant, subject, draftOf(m_plant, subject))->empty());
    QVERIFY(draftOf(m_plant, {Kind::sensor, "nowhere", {}}) == PlantDraft());
}

void PlantDraftTest::shouldMakeASensorAndGiveItToItsMachine()
{
    const PlantSubject subject{Kind::newSensor, "inlet_dust", "B"};
    auto draft = std::get<SensorDraft>(draftOf(m_plant, subject));
    QCOMPARE(draft.name, u"inlet_dust"_s);
    draft.unit = u" mg/m³ "_s;
    draft.low = u"0"_s;
    draft.high = u"20"_s;
    draft.hi = u"2.5"_s;
    draft.lo = u"−1"_s; // as we write it ourselves
    draft.interval = u"0.05"_s;
    const auto edit = editOf(m_plant, subject, draft);
    QCOMPARE(edit->after.sensors.size(), std::size_t(1));
    const Sensor &sensor = edit->after.sensors[0];
    QCOMPARE(sensor.title, std::string("inlet_dust"));
    QCOMPARE(sensor.unit, std::string("mg/m³"));
    QVERIFY(sensor.range == (Range{0, 20}));
    QVERIFY(sensor.limits == (Limits{{}, -1, 2.5, {}, 0}));
    QVERIFY(sensor.interval == 50ms);
    QCOMPARE(edit->after.machines.size(), std::size_t(1));
    QCOMPARE(edit->after.machines[0].slots.back().sensor, std::string("inlet_dust"));
    const auto next = edited(m_plant, *edit);
    QVERIFY2(next, next ? "" : qPrintable(next.error().sentence));
}

void PlantDraftTest::shouldNameEveryFieldThatHoldsNoNumber()
{
    auto draft = std::get<SensorDraft>(draftOf(m_plant, bearing));
    draft.hi = u"1,5"_s;
    draft.interval = u"soon"_s;
    draft.deadband = u"inf"_s;
    const auto edit = editOf(m_plant, bearing, draft);
    QVERIFY(!edit && edit.error().kind == ErrorKind::badConfiguration);
    const QStringList lines = edit.error().sentence.split(u'\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0], u"Hi is a number such as 7.25, with a point, not '1,5'."_s);
    QVERIFY(lines[1].startsWith(u"Deadband"_s) && lines[2].startsWith(u"Every"_s));
}

void PlantDraftTest::shouldWantBothEndsOfARange()
{
    auto draft = std::get<SensorDraft>(draftOf(m_plant, bearing));
    draft.low.clear();
    QVERIFY(!editOf(m_plant, bearing, draft));
    draft.high.clear();
    QVERIFY(!editOf(m_plant, bearing, draft)->after.sensors[0].range);
}

void PlantDraftTest::shouldGiveAndTakeASensor()
{
    auto draft = std::get<SensorDraft>(draftOf(m_plant, bearing));
    QVERIFY(draft.machines == (std::set<std::string>{"A", "B", "C"}));
    draft.machines.erase("B");
    const auto edit = editOf(m_plant, bearing, draft);
    QVERIFY(edit->after.sensors.empty());
    QCOMPARE(edit->after.machines.size(), std::size_t(1));
    QVERIFY(std::ranges::find(edit->after.machines[0].slots, "bearing_temp", &Slot::sensor)->retired);
    const auto back =
        edited(*edited(m_plant, *edit), *editOf(*edited(m_plant, *edit), bearing, draftOf(m_plant, bearing)));
    QVERIFY(draftOf(*back, bearing) == draftOf(m_plant, bearing));
}

void PlantDraftTest::shouldSetOwnLimitsOneByOne()
{
    using From = OwnLimitDraft::From;
    const PlantSubject subject{Kind::ownLimits, "bearing_temp", "A"};
    auto draft = std::get<OwnLimitsDraft>(draftOf(m_plant, subject));
    draft.limits[1].from = From::none;
    draft.limits[2] = {From::own, u"165"_s};
    const auto edit = editOf(m_plant, subject, draft);
    const OwnLimits own = ownLimits(edit->after.machines[0], "bearing_temp");
    QVERIFY(own == (OwnLimits{"bearing_temp", {}, std::optional<double>(), 165.0, {}, {}}));
    const auto next = edited(m_plant, *edit);
    QVERIFY(draftOf(*next, subject) == PlantDraft(draft));
    draft.limits[2].text = u"warm"_s;
    QVERIFY(!editOf(m_plant, subject, draft));
    // Taken back, it says nothing any more.
    QVERIFY(editOf(*next, subject, OwnLimitsDraft())->after.machines[0].ownLimits.empty());
}

void PlantDraftTest::shouldMakeAMachineLikeAnotherOne()
{
    const PlantSubject subject{Kind::newMachine, {}, "A"};
    auto draft = std::get<MachineDraft>(draftOf(m_plant, subject));
    QVERIFY(draft.id.isEmpty() && draft.sensors.size() == 50);
    draft.id = u"D"_s;
    draft.sensors.erase("vibration");
    const auto edit = editOf(m_plant, subject, draft);
    const Machine &machine = edit->after.machines[0];
    QCOMPARE(machine.slots.size(), std::size_t(49));
    QCOMPARE(machine.title, std::string("D"));
    QCOMPARE(machine.area, m_plant.machines[0].area);
    QVERIFY(machine.stateRule == m_plant.machines[0].stateRule);
    QVERIFY(edited(m_plant, *edit));
    // Without the sensor that its state is told from there is no rule.
    draft.sensors.erase("rpm");
    QVERIFY(!editOf(m_plant, subject, draft)->after.machines[0].stateRule);
}

void PlantDraftTest::shouldMakeAnArea()
{
    const PlantSubject subject{Kind::machine, {}, "B"};
    auto draft = std::get<MachineDraft>(draftOf(m_plant, subject));
    draft.newArea = u"Hall 9"_s;
    const auto edit = editOf(m_plant, subject, draft);
    QVERIFY(edit->after.areas == (std::vector<Area>{{"Hall 9", "Hall 9"}}));
    QCOMPARE(edited(m_plant, *edit)->machines[1].area, std::string("Hall 9"));
}

void PlantDraftTest::shouldTellWhatIsDifferent()
{
    auto draft = std::get<SensorDraft>(draftOf(m_plant, bearing));
    const PlantDraft before = draft;
    QVERIFY(differences(before, draft).isEmpty());
    draft.hi = u"155"_s;
    draft.hiHi = u"170"_s;
    draft.machines.erase("C");
    QCOMPARE(differences(before, draft),
             (QStringList{u"Hi: 160 → 155"_s, u"HiHi: nothing → 170"_s, u"Machines: A, B, C → A, B"_s}));
}

void PlantDraftTest::shouldTellWhatCounts()
{
    auto draft = std::get<SensorDraft>(draftOf(m_plant, bearing));
    draft.hi = u"150"_s;
    draft.lo = u"8x"_s; // half written: what it was
    QCOMPARE(countingText(m_plant, bearing, draft),
             u"LoLo 75 (half way) · Lo 80 (sensor) · Hi 150 (sensor) · HiHi 165 (half way)"_s);
    const PlantSubject own{Kind::ownLimits, "bearing_temp", "A"};
    OwnLimitsDraft limits;
    limits.limits[1].from = OwnLimitDraft::From::none;
    limits.limits[2] = {OwnLimitDraft::From::own, u"170"_s};
    QCOMPARE(countingText(m_plant, own, limits), u"Hi 170 (machine) · HiHi 175 (half way)"_s);
}

} // namespace

std::unique_ptr<QObject> makePlantDraftTest()
{
    return std::make_unique<PlantDraftTest>();
}

#include "plantdraft_test.moc"
