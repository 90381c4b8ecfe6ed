#pragma once

#include "domain/instant.h"
#include "domain/runstate.h"

#include <optional>
#include <string>
#include <vector>

namespace rig {

/// How much of what is unusual is a sensor's.
struct FindingShare
{
    std::string sensor;
    double share = 0; ///< 0 to 1

    bool operator==(const FindingShare &) const = default;
};

/// What a sensor should be, as its machine's others foretell it.
struct ExpectedValue
{
    std::string sensor;
    double expected = 0;
    double deviation = 0; ///< by which healthy rows differ from it: 95 of 100 by less than two of these

    bool operator==(const ExpectedValue &) const = default;
};

/// How unusual a machine is at present.
struct MachineScore
{
    std::int32_t machine = 0;    ///< its number in the plant
    Instant at;                  ///< record time of the newest reading that was judged, at most when it came
    std::optional<double> score; ///< 0 to 1, above .5 within a finding; none while the machine does not run
    double pValue = 1;
    std::vector<FindingShare> shares; ///< the largest three
    RunState run = RunState::unknown;
    std::string degraded; ///< as of a finding
    std::string model;    ///< likewise
    /// Nothing stands, and enough was seen to say so: a finding that somebody else left standing has ended.
    bool settled = false;
    Instant sourceAt{}; ///< source time of that reading, at most `at`: what findings are dated by
    /// Of those of `rigSensors` that the model knows; empty without a score.
    std::vector<ExpectedValue> expected{};

    bool operator==(const MachineScore &) const = default;
};

} // namespace rig
