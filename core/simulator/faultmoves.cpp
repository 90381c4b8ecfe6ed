#include "simulator/faultmoves.h"

#include "domain/shown.h"
#include "simulator/signal.h"

#include <algorithm>
#include <cmath>

namespace rig::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

using namespace std::chrono_literals;

/// The slowest lag, of a character that is slow, is gone through fourteen times.
constexpr auto settling = 1h;

Quantities settled(const Character &character, const Faults &faults)
{
    MachinePhysics physics(character);
    const Moment rated{0, MachinePhysics::ratedLoad, 0, 0};
    for (auto passed = 0ms; passed < settling; passed += MachinePhysics::step)
        physics.advance(1, rated, faults);
    return physics.values();
}

} // namespace

std::vector<FaultMove> movesOf(const FaultDescription &fault, double severity, const Character &character)
{
    std::vector<FaultMove> moves;
    if (fault.effects.empty())
        return moves;
    Faults faults;
    const Quantities sound = settled(character, faults);
    faults[fault.fault] = severity;
    const Quantities faulty = settled(character, faults);
    for (std::size_t place = 0; place < quantityCount; ++place) {
        const auto quantity = static_cast<Quantity>(place);
        const double by = (faulty[quantity] - sound[quantity]) / signalOf(quantity).noise;
        const auto effect = std::ranges::find(fault.effects, quantity, &FaultEffect::quantity);
        if (std::abs(by) > leastMove)
            moves.push_back(
                {quantity, by > 0, std::abs(by), effect == fault.effects.end() ? nullptr : &*effect});
    }
    std::ranges::stable_sort(moves, [](const FaultMove &one, const FaultMove &other) {
        if ((one.effect == nullptr) != (other.effect == nullptr))
            return one.effect != nullptr;
        return one.deviations > other.deviations;
    });
    return moves;
}

QJsonObject jsonOf(const FaultMove &move)
{
    return {{u"sensor"_s, shown(signalOf(move.quantity).name)},
            {u"direction"_s, move.up ? u"up"_s : u"down"_s},
            {u"direct"_s, move.effect != nullptr},
            {u"noise_deviations"_s, std::round(move.deviations * 10) / 10}};
}

} // namespace rig::simulator
