#pragma once

#include "domain/plantstate.h"
#include "presentation/theme.h"

namespace rig::presentation {

/// The signs of states; each has a form of its own, so that none depends on its colour.
enum class Glyph
{
    none,
    normal,
    warningHigh,
    warningLow,
    alarmHigh,
    alarmLow,
    stale,
    bad,
    unknown,
    simulated,
    maintenance,
    running,
    starting,
    stopped,
    done, ///< a step that is behind us
};

/// The colours a sign wears; `normal` for signs that have no state of their own.
Status statusOf(Glyph glyph);

/// The sign of one sensor on a machine that is in `run`. What is old or unusable comes before any limit; what
/// is in maintenance before that, because it is expected to stay away.
Glyph signOf(const SensorState &sensor, RunState run);

/// How much a sign asks for attention: 0 is nothing, more is more. Not defined over other enums' order.
int urgency(Glyph glyph);

} // namespace rig::presentation
