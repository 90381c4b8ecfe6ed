#pragma once

#include "ml/record.h"

#include <array>
#include <limits>
#include <span>
#include <vector>

namespace rig::ml {

/// From where on the measure of a row is no chance any more. An immutable value.
struct Thresholds
{
    double anomalous = 0; ///< a row is from here on
    double still = 0;     ///< and stays so down to here
    double finding = 0;   ///< a finding begins where several rows one after another lie beyond this
    /// What of the healthy rows 0, 2, 4 … 98 % lie below.
    std::vector<double> usual = std::vector<double>(usualSteps);
    double tail = 1; ///< by how much, on the mean, those beyond the last of these lie beyond it

    static constexpr std::size_t usualSteps = 50;

    /// The share of healthy rows that measure as much or more: as often as it was in the healthy time, and
    /// beyond nearly all of that falling off exponentially.
    double pValue(double measure) const;

    /// By the measures of healthy rows in their order, each by what was learnt without it, in so many parts
    /// of about one length. Of healthy rows the share `anomalousShare`, 0 to .5, is to be anomalous; at most
    /// so many findings a row are wanted on a healthy machine, more than 0. That is held for one that has
    /// shown all that it is; the more it wanders (`wandering`, 0 to 1; wandering.h), the nearer is a finding
    /// to whatever persists in being anomalous.
    static Thresholds of(std::span<const double> measures, std::size_t parts, double wandering,
                         double anomalousShare, double findingsPerRow);

    /// Which share of rows is anomalous, by their measures in their order.
    double anomalousAmong(std::span<const double> measures) const;
    /// How many findings a row of those whose measures these are, in their order, begins on the mean: by the
    /// law of peaks that `finding` was chosen by.
    double findingsPerRowOf(std::span<const double> measures) const;

    Record record() const;
    static Thresholds from(Record &record);
};

/// What the last rows all reach: the least of their measures.
class Persistence
{
public:
    static constexpr std::size_t rows = 5;

    Persistence() { m_last.fill(-std::numeric_limits<double>::infinity()); }

    double next(double measure);

private:
    std::array<double, rows> m_last;
    std::size_t m_at = 0;
};

} // namespace rig::ml
