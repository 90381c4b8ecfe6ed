#include "simulator/noise.h"

namespace rig::simulator {

namespace {

/// SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t scrambled(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

} // namespace

Noise Noise::of(std::string_view name) const
{
    std::uint64_t seed = scrambled(m_seed); // else seed 1 with "A" were seed 2 with "B"
    for (const char c : name)
        seed = scrambled(seed ^ static_cast<unsigned char>(c));
    return Noise(scrambled(seed ^ name.size()));
}

double Noise::even(std::uint64_t place) const
{
    const std::uint64_t bits = scrambled(m_seed ^ scrambled(place)) >> 11U;
    return static_cast<double>(bits) / static_cast<double>(std::uint64_t{1} << 52U) - 1;
}

double Noise::white(std::uint64_t place) const
{
    // Four even ones have a deviation of 2/sqrt(3) together (Irwin and Hall 1927).
    const double sum = even(4 * place) + even(4 * place + 1) + even(4 * place + 2) + even(4 * place + 3);
    return sum * (whiteBound / 4);
}

double Noise::wandering(double position) const
{
    const auto step = static_cast<std::uint64_t>(position);
    const double within = position - static_cast<double>(step);
    const double smooth = within * within * (3 - 2 * within);
    const double from = even(step);
    return from + (even(step + 1) - from) * smooth;
}

} // namespace rig::simulator
