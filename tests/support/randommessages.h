#pragma once

#include "support/messages.h"

#include <random>

namespace rig::test {

/// Messages of the demo plant's machines A, B and C as the field might send them, with values of all
/// magnitudes, some without a time of their own and a few that are no readings. The same seed gives the same.
class RandomMessages
{
public:
    explicit RandomMessages(std::uint32_t seed) : m_random(seed) {}

    Message next();

private:
    double number();
    std::uint32_t below(std::uint32_t bound);

    std::mt19937 m_random;
};

/// The first so many of a seed.
std::vector<Message> randomMessages(int count, std::uint32_t seed);

} // namespace rig::test
