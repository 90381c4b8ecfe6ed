#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace rig::ml {

/// Rows of one machine's values, the oldest first: what a detector learns from and scores. A value that is
/// missing, not due or bad is NaN. An immutable value once it is filled.
struct Table
{
    std::vector<std::string> sensors; ///< the columns, none twice
    std::vector<double> values;       ///< row by row, as many a row as there are sensors
    /// By value: whether it is missing because its sensor was in maintenance, which says nothing of how often
    /// the sensor is silent. Ends anywhere behind the last one that is.
    std::vector<bool> maintained{};

    std::size_t width() const { return sensors.size(); }
    std::size_t rows() const { return sensors.empty() ? 0 : values.size() / sensors.size(); }
    std::span<const double> row(std::size_t number) const
    {
        return std::span(values).subspan(number * width(), width());
    }
    bool isMaintained(std::size_t number, std::size_t sensor) const
    {
        const std::size_t at = number * width() + sensor;
        return at < maintained.size() && maintained[at];
    }
    /// The rows from `first` to before `past`.
    Table slice(std::size_t first, std::size_t past) const
    {
        const auto at = [this](std::size_t row) {
            return values.begin() + static_cast<std::ptrdiff_t>(row * width());
        };
        Table part{sensors, {at(first), at(past)}};
        for (std::size_t value = first * width(); value < std::min(past * width(), maintained.size());
             ++value)
            part.maintained.push_back(maintained[value]);
        return part;
    }
    /// These, in this order.
    Table withColumns(const std::vector<std::size_t> &columns) const
    {
        Table some;
        for (const std::size_t column : columns)
            some.sensors.push_back(sensors[column]);
        some.values.reserve(rows() * columns.size());
        for (std::size_t number = 0; number < rows(); ++number)
            for (const std::size_t column : columns) {
                some.values.push_back(row(number)[column]);
                if (!maintained.empty())
                    some.maintained.push_back(isMaintained(number, column));
            }
        return some;
    }
};

} // namespace rig::ml
