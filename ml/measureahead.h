#pragma once

#include "ml/forecastmixture.h"

#include <optional>
#include <span>

namespace rig::ml {

/// How far a detector's measure goes within the next rows: by its trailing mean and half of its trend (a
/// damped one, Gardner, McKenzie 1985), and by how healthy rows went beyond that. An immutable value.
class MeasureAhead
{
public:
    /// Nothing is known.
    MeasureAhead() = default;
    /// Of the measures of healthy rows in their order, more than two forecasts of them.
    explicit MeasureAhead(std::span<const double> measures);

    /// By compared step: the chance that within so many rows the measure exceeds the threshold.
    using Chances = std::array<double, comparedSteps.size()>;

    Record record() const;
    static MeasureAhead from(Record &record);

private:
    friend class MeasureWatch;

    static constexpr std::size_t quantiles = 19;
    /// How the largest measure within the steps lay above what was foreseen.
    struct Step
    {
        std::array<double, quantiles> beyond{}; ///< .05 of healthy rows, .1, … .95 were less
        double tail = 1;                        ///< above the last: by how much on average; more than 0
    };
    static double chanceBeyond(const Step &step, double reach);

    std::array<Step, comparedSteps.size()> m_steps;
};

/// The measures of one machine in their order. One thread at a time.
class MeasureWatch
{
public:
    void take(double measure);
    /// Where the measure goes, by compared step; 0 before the first.
    std::array<double, comparedSteps.size()> foreseen() const;
    MeasureAhead::Chances chances(const MeasureAhead &ahead, double threshold) const;

private:
    std::size_t m_count = 0;
    double m_short = 0;
    double m_long = 0;
};

} // namespace rig::ml
