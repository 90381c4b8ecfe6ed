#pragma once

#include <cstdint>
#include <string_view>

namespace rig::simulator {

/// Randomness as a pure function of a seed and a place in time, so that a value does not depend on which
/// values were asked for before it. Its own arithmetic throughout: the distributions of the standard library
/// differ between implementations, and the same seed must give the same bits.
class Noise
{
public:
    explicit Noise(std::uint64_t seed) : m_seed(seed) {}

    /// The noise of something named, independent of that of every other name.
    Noise of(std::string_view name) const;

    /// Evenly spread in [-1, 1), another for every `place`.
    double even(std::uint64_t place) const;
    /// Bell-shaped around 0 with deviation 1, never beyond ±`whiteBound`.
    double white(std::uint64_t place) const;
    /// Wanders in [-1, 1] and turns about once per unit of `position` (>= 0).
    double wandering(double position) const;

    static constexpr double whiteBound = 3.4641016151377544;

private:
    std::uint64_t m_seed;
};

} // namespace rig::simulator
