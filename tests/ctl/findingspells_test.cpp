#include "ctl/findingspells.h"
#include "ctl/tests.h"

#include <QTest>

using rig::ctl::FaultTold;
using rig::ctl::FindingSpell;
using rig::ctl::FindingSpells;
using rig::ctl::toldOfFault;
using rig::ml::Failure;

namespace {

constexpr std::size_t onset = 100;
constexpr std::size_t movedSensor = 1;

bool moves(std::size_t sensor)
{
    return sensor == movedSensor;
}

} // namespace

class FindingSpellsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldFollowWhatStandsSideBySide()
    {
        FindingSpells spells;
        const auto largest = [] { return std::vector<std::size_t>{2}; };
        const auto take = [&](std::size_t row, bool unusual, Failure second) {
            spells.take(row, unusual, std::vector{Failure::none, second}, largest);
        };
        take(0, false, Failure::none);
        take(1, true, Failure::none);
        take(2, true, Failure::frozen);
        take(3, false, Failure::frozen);
        take(4, true, Failure::none);
        const std::vector<FindingSpell> &all = spells.all();
        QCOMPARE(all.size(), std::size_t{3});
        QVERIFY(all[0].first == 1 && all[0].past == 3 && !all[0].failed && all[0].sensors == largest());
        QVERIFY(all[1].first == 2 && all[1].past == 4 && all[1].failed == std::size_t{1});
        QVERIFY(all[2].first == 4 && all[2].past == 5 && !all[2].failed);
    }

    void shouldTellOfAFaultByWhatBeganAfterIt()
    {
        const std::vector<FindingSpell> findings{{10, 20, {}, {}},
                                                 {120, 130, std::size_t{0}, {}},
                                                 {140, 150, {}, {}},
                                                 {160, 170, movedSensor, {}}};
        const FaultTold told = toldOfFault(findings, onset, moves);
        QVERIFY(!told.stood);
        QVERIFY(told.finding && told.finding->first == 140);
    }

    void shouldTellOfAFaultByASensorOnlyWhereItMovesThat()
    {
        const std::vector<FindingSpell> other{{120, 130, std::size_t{0}, {}}};
        QVERIFY(!toldOfFault(other, onset, moves).finding);
        const std::vector<FindingSpell> right{{120, 130, movedSensor, {}}};
        QVERIFY(toldOfFault(right, onset, moves).finding);
    }

    void shouldNotTellOfAFaultWhereOneStoodBefore()
    {
        const std::vector<FindingSpell> findings{{90, 110, {}, {}}, {120, 130, {}, {}}};
        const FaultTold told = toldOfFault(findings, onset, moves);
        QVERIFY(told.stood);
        QVERIFY(!told.finding);
    }
};

std::unique_ptr<QObject> makeFindingSpellsTest()
{
    return std::make_unique<FindingSpellsTest>();
}

#include "findingspells_test.moc"
