#include "access/permissions.h"
#include "access/tests.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace rig;
using access::numberOf;
using access::permitted;
using Role = Actor::Role;

namespace {

constexpr std::array roles{Role::observer, Role::operator_, Role::engineer, Role::admin};

/// Who may do what, said a second time and by a person: an action that is not here fails the build.
struct Expected
{
    std::size_t action;
    std::array<bool, roles.size()> may; ///< by the order of `roles`
};

constexpr std::array expected{
    Expected{numberOf<StartSimulatedMachine>(), {false, true, true, true}},
    Expected{numberOf<StopSimulatedMachine>(), {false, true, true, true}},
    Expected{numberOf<SetSimulationRate>(), {false, true, true, true}},
    Expected{numberOf<InjectFault>(), {false, true, true, true}},
    Expected{numberOf<ClearFaults>(), {false, true, true, true}},
    Expected{numberOf<ImportPlant>(), {false, false, false, true}},
    Expected{numberOf<EditPlant>(), {false, false, false, true}},
    Expected{numberOf<AcceptGap>(), {false, false, false, true}},
    Expected{numberOf<SetRetention>(), {false, false, false, true}},
    Expected{numberOf<MarkFinding>(), {false, true, true, true}},
    Expected{numberOf<PutIntoMaintenance>(), {false, true, true, true}},
    Expected{numberOf<EndMaintenance>(), {false, true, true, true}},
    Expected{numberOf<UseModel>(), {false, false, true, true}},
    Expected{numberOf<PinNote>(), {false, true, true, true}},
    Expected{numberOf<UnpinNote>(), {false, true, true, true}},
};
static_assert(expected.size() == std::variant_size_v<Action>, "an action was added: say here who may do it");

} // namespace

class PermissionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldHaveOneRowForEveryAction()
    {
        for (std::size_t action = 0; action < std::variant_size_v<Action>; ++action) {
            const auto rows = std::ranges::count(access::permissions(), action, &access::Permission::action);
            QVERIFY2(rows == 1, qPrintable(QStringLiteral("action %1 has %2 rows").arg(action).arg(rows)));
        }
    }

    void shouldPermitExactlyWhatTheTableSays()
    {
        for (std::size_t action = 0; action < std::variant_size_v<Action>; ++action) {
            const auto row = std::ranges::find(expected, action, &Expected::action);
            QVERIFY(row != expected.end());
            for (std::size_t i = 0; i < roles.size(); ++i)
                QVERIFY2(permitted(action, roles[i]) == row->may[i],
                         qPrintable(QStringLiteral("action %1, role %2").arg(action).arg(i)));
        }
    }

    void shouldPermitNobodyWhatHasNoRow()
    {
        for (const Role role : roles)
            QVERIFY(!permitted(std::variant_size_v<Action>, role));
    }

    void shouldPermitNothingToARoleItDoesNotKnow()
    {
        for (std::size_t action = 0; action < std::variant_size_v<Action>; ++action)
            QVERIFY(!permitted(action, static_cast<Role>(99)));
    }

    void shouldNumberActionsByTheirPlaceInTheVariant()
    {
        QCOMPARE(numberOf<StartSimulatedMachine>(), Action(StartSimulatedMachine()).index());
        QCOMPARE(numberOf<ImportPlant>(), Action(ImportPlant()).index());
        QCOMPARE(numberOf<AcceptGap>(), Action(AcceptGap()).index());
    }

    void shouldReadBackTheWordsOfRoles()
    {
        for (const Role role : roles) {
            QVERIFY(!word(role).empty());
            QVERIFY(roleFromWord(word(role)) == role);
        }
        QVERIFY(!roleFromWord("root"));
    }
};

std::unique_ptr<QObject> makePermissionsTest()
{
    return std::make_unique<PermissionsTest>();
}

#include "permissions_test.moc"
