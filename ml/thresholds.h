#pragma once

#include "ml/record.h"

#include <array>
#include <limits>
#include <span>

namespace rig::ml {

/// From where on the measure of a row is no chance any more. An immutable value.
struct Thresholds
{
    double anomalous = 0; ///< a row is from here on
    double still = 0;     ///< and stays so down to here
    double finding = 0;   ///< a finding begins where several rows one after another lie beyond this

    /// By the measures of healthy rows in their order, each by what was learnt without it, in so many parts
    /// of about one length. Of healthy rows the share `anomalousShare`, 0 to .5, is to be anomalous; at most
    /// so many findings a row are wanted on a healthy machine, more than 0.
    static Thresholds of(std::span<const double> measures, std::size_t parts, double anomalousShare,
                         double findingsPerRow);

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
