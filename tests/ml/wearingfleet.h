#pragma once

#include "ml/fleet.h"

#include <cmath>
#include <random>

namespace rig::test {

/// Machines that run in three conditions and wear until they fail: one sensor rises and one falls the more
/// they are worn, each from another level in each condition; one is noise, one stands still.
inline ml::Fleet wearingFleet(std::size_t units, std::uint32_t seed, double noise = .3)
{
    std::mt19937 random(seed);
    const auto any = [&](double most) { return most * static_cast<double>(random() % 10'000) / 10'000; };
    const auto off = [&] { return noise * (any(1) + any(1) + any(1) + any(1) - 2); };
    ml::Fleet fleet{{"setting_1", "setting_2"}, {"heat", "flow", "noise", "still"}, {}};
    for (std::size_t unit = 0; unit < units; ++unit) {
        const auto life = 100 + static_cast<int>(any(120));
        ml::FleetUnit one{std::to_string(unit + 1), {}, {}, {}};
        for (int cycle = 1; cycle <= life; ++cycle) {
            const auto condition = static_cast<double>(random() % 3);
            const double worn = std::exp(-(life - cycle) / 25.) * 4;
            one.cycles.push_back(cycle);
            one.settings.insert(one.settings.end(), {condition * 20 + any(.01), 100});
            one.sensors.insert(one.sensors.end(), {500 + 40 * condition + (1 + condition) * (worn + off()),
                                                   30 - 5 * condition - worn + off(), off(), 7});
        }
        fleet.units.push_back(std::move(one));
    }
    return fleet;
}

/// As it was after so many rows.
inline ml::FleetUnit after(const ml::FleetUnit &unit, std::size_t rows)
{
    const auto part = [&](const std::vector<double> &values) {
        return std::vector<double>(values.begin(),
                                   values.begin() +
                                       static_cast<std::ptrdiff_t>(rows * (values.size() / unit.rows())));
    };
    return {unit.unit, part(unit.cycles), part(unit.settings), part(unit.sensors)};
}

} // namespace rig::test
