#include "presentation/worstsensor.h"

#include "presentation/machinesummary.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::presentation {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::WorstSensor)
};

} // namespace

WorstSensor worstSensor(const MachineLayout &layout, const MachineState &machine)
{
    WorstSensor worst;
    for (std::size_t slot = 0; slot < layout.columns().size() && slot < machine.sensors.size(); ++slot) {
        const Glyph glyph = signOf(machine.sensors[slot], machine.run);
        if (!layout.columns()[slot].live || glyph == Glyph::unknown || urgency(glyph) <= urgency(worst.glyph))
            continue;
        worst = {glyph, static_cast<int>(slot)};
    }
    return worst;
}

QString stateWord(Glyph glyph, RunState run)
{
    switch (statusOf(glyph)) {
    case Status::alarm:
        return Words::tr("ALARM");
    case Status::warning:
        return Words::tr("WARNING");
    case Status::stale:
        return Words::tr("STALE");
    case Status::bad:
        return Words::tr("BAD");
    case Status::unknown:
        return Words::tr("UNKNOWN");
    default:
        return runWord(run).toUpper();
    }
}

const MachineState *machineState(const PlantState &state, std::int32_t machine)
{
    const auto found =
        std::find_if(state.machines.begin(), state.machines.end(),
                     [machine](const MachineState &candidate) { return candidate.machine == machine; });
    return found == state.machines.end() ? nullptr : &*found;
}

} // namespace rig::presentation
