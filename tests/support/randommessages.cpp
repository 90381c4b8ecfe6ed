#include "support/randommessages.h"

#include <array>
#include <bit>
#include <cmath>

namespace rig::test {

namespace {

constexpr std::array machines{"A", "B", "C"};
constexpr std::array sensors{"temperature", "vibration", "rpm", "pressure", "oil_temp", "ground_fault"};

} // namespace

Message RandomMessages::next()
{
    if (below(40) == 0)
        return rejected(R"({"machine_id":"A","temperature":"hot)" + std::to_string(below(1000)) + "\"}",
                        "temperature");
    std::map<std::string, double> values;
    for (const char *sensor : sensors)
        if (below(3) != 0)
            values[sensor] = number();
    std::optional<Instant> at;
    if (below(4) != 0)
        at = now() - std::chrono::microseconds(below(1'000'000'000));
    return reading(machines[below(machines.size())], values, at);
}

/// Any double but those that JSON cannot write, or a plain one.
double RandomMessages::number()
{
    if (below(2) == 0)
        return below(100'000) / 100.0;
    while (true) {
        const double any = std::bit_cast<double>(std::uint64_t{m_random()} << 32 | m_random());
        if (std::isfinite(any))
            return any;
    }
}

std::uint32_t RandomMessages::below(std::uint32_t bound)
{
    return static_cast<std::uint32_t>(m_random()) % bound;
}

std::vector<Message> randomMessages(int count, std::uint32_t seed)
{
    RandomMessages random(seed);
    std::vector<Message> messages;
    for (int i = 0; i < count; ++i)
        messages.push_back(random.next());
    return messages;
}

} // namespace rig::test
