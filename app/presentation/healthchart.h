#pragma once

#include "domain/health.h"
#include "domain/result.h"
#include "presentation/healthmatrix.h"

#include <utility>
#include <vector>

namespace rig::presentation {

/// The course of one category.
struct HealthLine
{
    Category category = Category::environmental; ///< by it goes the colour
    QString name;                                ///< "Mech"
    /// Percent, ascending in time; a piece for each time without a gap.
    std::vector<std::vector<std::pair<Instant, double>>> pieces;
    std::optional<double> now; ///< what the matrix says, where it says something

    bool operator==(const HealthLine &) const = default;
};

struct HealthMark
{
    Instant at;
    QString words; ///< "08:11 · Vibration"

    bool operator==(const HealthMark &) const = default;
};

/// Health by category over some time. Equal charts look the same.
struct HealthChart
{
    Instant from;
    Instant to;
    std::vector<HealthLine> lines; ///< of those categories that had a figure
    std::vector<HealthMark> marks; ///< findings, where they began
    std::vector<std::pair<Instant, Instant>> stopped;
    bool marksOutdated = false; ///< there may be findings that are not marked
    bool outdated = false;      ///< the course could not be asked for anew
    QString headline;           ///< why there are no lines; empty where there are
    QString detail;

    bool operator==(const HealthChart &) const = default;
};

/// What is known of a machine's course: as heard last, and why there is nothing newer.
struct KnownCourse
{
    const HealthCourse *course = nullptr;
    std::optional<Error> trouble;
    std::chrono::hours span{24};
};

HealthChart healthChart(const PlantState &state, std::int32_t machine, const KnownCourse &known,
                        const KnownFindings &findings);

} // namespace rig::presentation
