#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace rig::ml {

/// One machine of a fleet from its beginning on: a row a cycle, whatever a cycle is.
struct FleetUnit
{
    std::string unit;
    std::vector<double> cycles;   ///< rising
    std::vector<double> settings; ///< row by row, as many a row as the fleet has; none is NaN
    std::vector<double> sensors;  ///< likewise; NaN where one is missing

    std::size_t rows() const { return cycles.size(); }
    std::span<const double> settingsOf(std::size_t row) const { return part(settings, row); }
    std::span<const double> sensorsOf(std::size_t row) const { return part(sensors, row); }

private:
    std::span<const double> part(const std::vector<double> &values, std::size_t row) const
    {
        const std::size_t width = values.size() / cycles.size();
        return std::span(values).subspan(row * width, width);
    }
};

/// Machines of one kind. An immutable value once it is filled.
struct Fleet
{
    std::vector<std::string> settings; ///< what people choose: how the machine is run; may be none
    std::vector<std::string> sensors;  ///< what is measured
    std::vector<FleetUnit> units;      ///< each with at least one row

    std::size_t rows() const
    {
        std::size_t sum = 0;
        for (const FleetUnit &unit : units)
            sum += unit.rows();
        return sum;
    }
};

} // namespace rig::ml
