#include "ml/thresholds.h"

#include "ml/statistics.h"

#include <algorithm>
#include <cmath>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A row that is anomalous stays so down to what so many times as many healthy rows reach.
constexpr double stillTimes = 2;
/// What lies beyond this is the tail that is drawn on.
constexpr double tailQuantile = .98;
/// A tail is no shorter: rows that all measure the same have none.
constexpr double leastTail = 1e-6;
/// What comes after the healthy time lies off by what its parts differ from one another, and by what few rows
/// do not tell: thresholds rise by so much of the deviation between them, and by so many rows' worth.
constexpr double betweenParts = .5;
constexpr double untoldRows = 75;

/// What the measures of the parts do not tell of those to come.
double unknownIn(std::span<const double> measures, std::size_t parts)
{
    std::vector<double> means;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t first = part * measures.size() / parts;
        means.push_back(meanOf(measures.subspan(first, (part + 1) * measures.size() / parts - first)));
    }
    return betweenParts * deviationOf(means, parts - 1) + untoldRows / static_cast<double>(measures.size());
}

/// How far episodes of rows that persist reach beyond a threshold: their peaks fall off exponentially (Coles
/// 2001, "An Introduction to Statistical Modeling of Extreme Values", of peaks over a threshold), so that it
/// is known also how seldom what lies beyond all that was seen is reached.
struct Peaks
{
    double threshold = 0;
    double episodes = 0;
    double meanExcess = 0;

    explicit Peaks(std::span<const double> measures)
    {
        Persistence persistence;
        std::vector<double> persisting;
        for (const double measure : measures)
            persisting.push_back(persistence.next(measure));
        threshold = quantileOf(persisting, tailQuantile);
        double peak = 0;
        for (const double one : persisting) {
            if (one > threshold)
                peak = std::max(peak, one - threshold);
            else
                count(peak);
        }
        count(peak);
        meanExcess = episodes > 0 ? meanExcess / episodes : 0;
    }

    /// What so many episodes reach.
    double reachedBy(double wanted) const
    {
        return episodes > 0 ? threshold + meanExcess * std::max(0., std::log(episodes / wanted)) : threshold;
    }

    /// How many reach so far.
    double beyond(double level) const
    {
        return episodes > 0 ? episodes * std::exp(std::min(0., threshold - level) / meanExcess) : 0;
    }

private:
    void count(double &peak)
    {
        episodes += peak > 0 ? 1 : 0;
        meanExcess += peak;
        peak = 0;
    }
};

} // namespace

Thresholds Thresholds::of(std::span<const double> measures, std::size_t parts, double wandering,
                          double anomalousShare, double findingsPerRow)
{
    const double unknown = unknownIn(measures, parts);
    const std::vector<double> all(measures.begin(), measures.end());
    const double anomalous = quantileOf(all, 1 - anomalousShare) + unknown;
    const double wanted = findingsPerRow * static_cast<double>(measures.size());
    const double byPeaks = std::max(anomalous, Peaks(measures).reachedBy(wanted) + unknown);
    // The peaks of a machine that has not shown all that it is are of its changing: no law draws on from
    // them.
    Thresholds found{anomalous, quantileOf(all, 1 - stillTimes * anomalousShare) + unknown,
                     std::lerp(byPeaks, anomalous, wandering)};
    for (std::size_t step = 0; step < usualSteps; ++step)
        found.usual[step] = quantileOf(all, static_cast<double>(step) / usualSteps);
    double excess = 0;
    double beyond = 0;
    for (const double measure : measures) {
        excess += std::max(0., measure - found.usual.back());
        beyond += measure > found.usual.back() ? 1 : 0;
    }
    found.tail = beyond > 0 ? std::max(excess / beyond, leastTail) : leastTail;
    return found;
}

double Thresholds::pValue(double measure) const
{
    constexpr double step = 1. / usualSteps;
    if (measure > usual.back())
        return step * std::exp((usual.back() - measure) / tail);
    const auto above = static_cast<double>(std::ranges::lower_bound(usual, measure) - usual.begin());
    return 1 - std::max(0., above - 1) * step;
}

double Thresholds::anomalousAmong(std::span<const double> measures) const
{
    bool stands = false;
    std::size_t found = 0;
    for (const double measure : measures) {
        stands = measure > (stands ? still : anomalous);
        found += stands ? 1 : 0;
    }
    return measures.empty() ? 0 : static_cast<double>(found) / static_cast<double>(measures.size());
}

double Thresholds::findingsPerRowOf(std::span<const double> measures) const
{
    return measures.empty() ? 0 : Peaks(measures).beyond(finding) / static_cast<double>(measures.size());
}

Record Thresholds::record() const
{
    Record record;
    record.set("anomalous"_L1, anomalous);
    record.set("still"_L1, still);
    record.set("finding"_L1, finding);
    record.setNumbers<double>("usual"_L1, usual);
    record.set("tail"_L1, tail);
    return record;
}

Thresholds Thresholds::from(Record &record)
{
    const Thresholds thresholds{record.number("anomalous"_L1), record.number("still"_L1),
                                record.number("finding"_L1), record.numbers("usual"_L1, usualSteps),
                                record.number("tail"_L1)};
    record.expect(std::ranges::is_sorted(thresholds.usual) && thresholds.tail >= leastTail);
    record.expect(thresholds.still <= thresholds.anomalous && thresholds.anomalous <= thresholds.finding);
    return thresholds;
}

double Persistence::next(double measure)
{
    m_last[m_at] = measure;
    m_at = (m_at + 1) % rows;
    return *std::ranges::min_element(m_last);
}

} // namespace rig::ml
