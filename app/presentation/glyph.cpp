#include "presentation/glyph.h"

namespace rig::presentation {

Status statusOf(Glyph glyph)
{
    switch (glyph) {
    case Glyph::warningHigh:
    case Glyph::warningLow:
        return Status::warning;
    case Glyph::alarmHigh:
    case Glyph::alarmLow:
        return Status::alarm;
    case Glyph::stale:
        return Status::stale;
    case Glyph::bad:
        return Status::bad;
    case Glyph::unknown:
        return Status::unknown;
    case Glyph::simulated:
        return Status::simulated;
    case Glyph::maintenance:
        return Status::maintenance;
    case Glyph::none:
    case Glyph::normal:
    case Glyph::running:
    case Glyph::starting:
    case Glyph::stopped:
    case Glyph::done:
        break;
    }
    return Status::normal;
}

Glyph signOf(const SensorState &sensor, RunState run)
{
    if (run == RunState::maintenance || sensor.maintenance)
        return Glyph::maintenance;
    if (!sensor.recordTime)
        return Glyph::unknown;
    if (sensor.quality == Quality::bad)
        return Glyph::bad;
    if (sensor.reason == QualityReason::stale)
        return Glyph::stale;
    switch (sensor.limit) {
    case LimitState::normal:
        return Glyph::normal;
    case LimitState::lo:
        return Glyph::warningLow;
    case LimitState::hi:
        return Glyph::warningHigh;
    case LimitState::loLo:
        return Glyph::alarmLow;
    case LimitState::hiHi:
        return Glyph::alarmHigh;
    case LimitState::unjudged:
        break;
    }
    return run == RunState::stopped ? Glyph::stopped : Glyph::unknown;
}

int urgency(Glyph glyph)
{
    switch (statusOf(glyph)) {
    case Status::alarm:
        return 5;
    case Status::warning:
        return 4;
    case Status::bad:
        return 3;
    case Status::stale:
        return 2;
    case Status::unknown:
        return 1;
    default:
        return 0;
    }
}

} // namespace rig::presentation
