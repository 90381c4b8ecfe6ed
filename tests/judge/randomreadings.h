#pragma once

#include "judge/limitoracle.h"

#include <random>

namespace rig::test {

/// Three machines A, B and C with a state rule (C has none) and sensors of every kind: all limits with and
/// without a deadband, derived second limits, slow and fast ones, and some that seldom have a value.
PlantDefinition livelyPlant();

/// Readings of the lively plant in the order of their times, 1 to 4000 ms apart, all different: values that
/// wander over their limits, stops, gaps, values that are missing. Offsets are left to whoever writes them.
/// The same seed gives the same.
class RandomReadings
{
public:
    explicit RandomReadings(std::uint32_t seed, Instant start);

    JudgedReading next();

private:
    struct Wandering
    {
        std::map<std::string, double> values;
        bool silent = false;
    };

    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(m_random() % bound); }

    std::mt19937 m_random;
    Instant m_time;
    std::map<std::string, Wandering> m_machines;
};

} // namespace rig::test
