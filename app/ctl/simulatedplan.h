#pragma once

#include "simulator/simulationrun.h"

#include <QString>

namespace rig::ctl {

/// What one value of an option of `rigctl simulate` asks for. Each reader gives badConfiguration with a
/// sentence that names the option where it makes no sense.

/// The longest a simulation may take, in seconds.
inline constexpr double longestRun = 366.0 * 86'400;

/// Readings per second, 1 to 20.
struct PlannedRate
{
    std::optional<std::string> machine; ///< none: of all without one of their own
    double rate = 1;
};

struct PlannedSensorInterval
{
    std::optional<std::string> machine; ///< none: on all without one of their own
    simulator::PlannedInterval interval;
};

/// `what` is what the sentence about another number begins with.
Result<double> numberIn(const QString &text, double least, double most, const QString &what);

/// `NAME[=SENSOR][:ONSET_S[:SEVERITY[:GROWTH_S]]]`
Result<simulator::PlannedFault> faultOf(const QString &text);
/// `FROM_S:TO_S`
Result<simulator::PlannedStop> stopOf(const QString &text);
/// `[MACHINE=]HZ`. No number holds an equals sign, so that a machine's id may.
Result<PlannedRate> rateOf(const QString &text);
/// `[MACHINE/]SENSOR=SECONDS`. No sensor of the catalogue holds a slash, so that a machine's id may.
Result<PlannedSensorInterval> intervalOf(const QString &text);

simulator::Elapsed elapsed(double seconds);

} // namespace rig::ctl
