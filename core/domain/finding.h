#pragma once

#include "domain/machinescore.h"
#include "domain/reading.h"

namespace rig {

/// The numbers are stored in the database: append, never renumber.
enum class FindingKind : std::int16_t
{
    unusual = 0, ///< what the machine does is not what it does when it is healthy
    frozen = 1,  ///< a sensor goes on sending one value
    lost = 2     ///< a sensor sends nothing
};

/// What a sensor was, and what the others foretold of it.
struct ExpectedStep
{
    Instant at;
    double actual = noValue;
    double expected = noValue;
    double deviation = 0; ///< by which healthy rows differ from it: 95 of 100 by less than two of these

    bool operator==(const ExpectedStep &) const = default;
};

/// The course of one sensor up to when the finding was last told.
struct SensorEvidence
{
    std::string sensor;
    ExpectedStep peak; ///< at the finding's peak
    std::vector<ExpectedStep>
        course; ///< the oldest first, at most 60 steps, from before it began where known

    bool operator==(const SensorEvidence &) const = default;
};

/// Two sensors that always went together while the machine was healthy, and do not at the peak. Correlations
/// (Pearson) over a minute or so of readings.
struct BrokenRelation
{
    std::string one;
    std::string other;
    double usual = 0; ///< the median of healthy times
    double now = 0;

    bool operator==(const BrokenRelation &) const = default;
};

/// What makes a finding understood.
struct FindingEvidence
{
    std::vector<SensorEvidence> sensors;   ///< of the largest shares, at most 3
    std::vector<BrokenRelation> relations; ///< the most broken first, at most 3

    bool operator==(const FindingEvidence &) const = default;
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
    std::optional<Instant> ended; ///< none while it stands
    double score = 0;             ///< above .5, at most 1
    double pValue = 1;            ///< of its highest row: how many healthy rows are as unusual
    std::optional<double>
        isolationForest; ///< 0 to 1: above .5 where it alone would be enough; as those below
    std::optional<double> autoencoder;
    std::optional<double> subspace;
    std::vector<FindingShare> shares; ///< the largest first; together at most 1
    RunState run = RunState::unknown;
    /// Sensors that could not be looked at, and why: "rpm (lost), torque (in maintenance)"; empty: none.
    std::string degraded;
    std::string model; ///< the version of the model that found it
    FindingEvidence evidence;

    bool operator==(const Finding &) const = default;
};

} // namespace rig
