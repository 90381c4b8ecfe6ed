#pragma once

#include "domain/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rig {

/// How a model does on findings that people have marked.
struct MarkedQuality
{
    std::int64_t trueOnes = 0;  ///< findings that are marked true …
    std::int64_t trueFound = 0; ///< … and of these, those within which it finds something
    std::int64_t falseOnes = 0; ///< likewise, that are marked false
    std::int64_t falseFound = 0;

    bool operator==(const MarkedQuality &) const = default;
};

/// What a person has to know of a machine's model: which one it is, what it was taught by, and what it is to
/// be trusted. A value.
struct ModelFacts
{
    std::string version; ///< the beginning of a checksum of the whole model: no two have the same one
    std::vector<std::string> sensors;
    std::vector<std::string> leftOut; ///< sensors of the readings that had too few values to learn from
    bool series = true;               ///< the rows followed one another in time
    std::int64_t rows = 0;            ///< readings that it was taught by
    /// Of the table that it was taught by: SHA-256 over its sensors and values, in hexadecimal.
    std::string fingerprint;
    bool forest = false;
    bool subspace = false;
    bool autoencoder = false;
    std::optional<Instant> trained; ///< by the clock of where it was trained
    /// Source times of the oldest and the newest of its readings: both, or none where the readings had none.
    std::optional<Instant> first;
    std::optional<Instant> last;
    /// Which share of healthy readings was to be anomalous, and which of the readings is: each fifth of them
    /// judged by what was learnt from the others. Above the first one where the machine differs from fifth to
    /// fifth.
    double nominalShare = 0;
    double anomalousShare = 0;
    /// How many findings a reading of a healthy machine is expected to begin, by how the same judgements fall
    /// off beyond those that are common. That the machine goes on to change is not in it.
    double findingsPerRow = 0;
    /// On the marked findings of the time that it was taught by; none where nothing was marked. Those marked
    /// true were not among what it learnt, those marked false were.
    std::optional<MarkedQuality> marks;
    std::optional<MarkedQuality> marksBefore; ///< of the model whose place it took, on the same findings

    /// The findings of a day on which as many readings come as in the time it was taught by; none where that
    /// time is not known.
    std::optional<double> findingsPerDay() const
    {
        if (!first || !last || *last <= *first)
            return {};
        const std::chrono::duration<double, std::chrono::days::period> span = *last - *first;
        return findingsPerRow * static_cast<double>(rows) / span.count();
    }

    /// Whether that time is known and less than a day: what a machine does at other times is not known then,
    /// so that thresholds are wide.
    bool briefly() const { return first && last && *last - *first < std::chrono::hours(23); }

    bool operator==(const ModelFacts &) const = default;
};

} // namespace rig
