#pragma once

#include "domain/plantstate.h"

namespace rig {

/// The numbers are stored in the database: append, never renumber.
enum class FindingKind : std::int16_t
{
    unusual = 0, ///< what the machine does is not what it does when it is healthy
    frozen = 1,  ///< a sensor goes on sending one value
    lost = 2     ///< a sensor sends nothing
};

/// How much of a finding is a sensor's.
struct FindingShare
{
    std::string sensor;
    double share = 0; ///< 0 to 1

    bool operator==(const FindingShare &) const = default;
};

/// A time in which something about a machine was unusual, as far as it is known: told when it begins, now and
/// then while it stands, and when it ends. Machine, kind, sensor and start together are its key. Times are
/// those of the source. Scores, shares and state are of its peak.
struct Finding
{
    std::int32_t machine = 0; ///< its number in the plant
    FindingKind kind = FindingKind::unusual;
    std::string sensor; ///< that has failed; empty for `unusual`
    Instant started;
    Instant peaked;
    std::optional<Instant> ended;          ///< none while it stands
    double score = 0;                      ///< above .5, at most 1
    double pValue = 1;                     ///< of its highest row: how many healthy rows are as unusual
    std::optional<double> isolationForest; ///< in deviations of healthy rows, as those below
    std::optional<double> autoencoder;
    std::optional<double> subspace;
    std::vector<FindingShare> shares; ///< the largest first; together at most 1
    RunState run = RunState::unknown;
    std::string
        degraded;      ///< sensors that could not be looked at: "rpm, torque (in maintenance)"; empty: none
    std::string model; ///< the version of the model that found it

    bool operator==(const Finding &) const = default;
};

} // namespace rig
