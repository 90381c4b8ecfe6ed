#pragma once

#include "ml/record.h"

#include <cstddef>
#include <span>
#include <vector>

namespace rig::ml {

/// What rows say of the row after them: each value as a weighted sum of all values of the two rows before it
/// (a vector autoregression of order 2, by ridge regression). An immutable value.
class Autoregression
{
public:
    static constexpr std::size_t order = 2;

    /// Foretells nothing.
    explicit Autoregression(std::size_t width = 0) : m_width(width), m_weights(width * order * width) {}
    /// Learns from rows (row by row, `width` a row) in their order; rows next to which a value is missing are
    /// left out.
    Autoregression(std::span<const double> rows, std::size_t width);

    std::size_t width() const { return m_width; }

    /// What the rows `before` (the newest first, one behind the other, nothing missing) say of the next one.
    void foretell(std::span<const double> before, std::span<double> next) const;

    Record record() const;
    static Autoregression from(Record &record, std::size_t width);

private:
    std::size_t m_width = 0;
    std::vector<double>
        m_weights; ///< by value foretold, then by row before (the newest first) and value there
};

} // namespace rig::ml
