#pragma once

#include "ml/table.h"

#include <algorithm>
#include <random>

namespace rig::test {

inline constexpr std::size_t sensors = 6;

/// A machine whose load wanders: five sensors follow it, each in its way and with its noise, the last one is
/// by itself.
class WanderingMachine
{
public:
    explicit WanderingMachine(std::uint64_t seed) : m_random(seed) {}

    std::vector<double> row()
    {
        m_load = .9 * m_load + noise();
        std::vector<double> values;
        for (std::size_t i = 0; i + 1 < sensors; ++i)
            values.push_back(100. * static_cast<double>(i + 1) + static_cast<double>(i + 1) * m_load +
                             .3 * noise());
        values.push_back(20 + noise());
        return values;
    }

    ml::Table rows(std::size_t count)
    {
        ml::Table table{{"rpm", "torque", "current", "temperature", "flow", "ambient"}, {}};
        for (std::size_t i = 0; i < count; ++i)
            std::ranges::copy(row(), std::back_inserter(table.values));
        return table;
    }

private:
    double noise()
    {
        double sum = -6;
        for (int i = 0; i < 12; ++i)
            sum += static_cast<double>(m_random() >> 11U) * 0x1p-53;
        return sum;
    }

    std::mt19937_64 m_random;
    double m_load = 0;
};

} // namespace rig::test
