#pragma once

#include "domain/plant.h"
#include "presentation/glyph.h"

#include <QString>

namespace rig::presentation {

/// The sensor that makes a machine look as it does.
struct WorstSensor
{
    Glyph glyph = Glyph::normal;
    int slot = -1; ///< -1 where nothing is abnormal
};

/// The first among equals in the plant's order. A sensor that never spoke is not the cause of anything.
WorstSensor worstSensor(const MachineLayout &layout, const MachineState &machine);

/// "ALARM"; a machine's run state in capitals where its sign is no complaint.
QString stateWord(Glyph glyph, RunState run);

/// The state of the machine with this number; null where `state` has none such.
const MachineState *machineState(const PlantState &state, std::int32_t machine);

} // namespace rig::presentation
