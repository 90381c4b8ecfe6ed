#pragma once

#include "domain/plant.h"

#include <random>

namespace rig::ctl {

/// The load of the benches: the demo plant's 50 sensors on machines that send 20 readings a second each, with
/// values that keep within their limits but for one in some thousand. The same seed makes the same messages.
class IngestLoad
{
public:
    static constexpr std::chrono::milliseconds period{50}; ///< of one machine

    struct Message
    {
        std::string machine;
        std::string payload;
    };

    /// `machines` of them, numbered from 1.
    IngestLoad(const PlantDefinition &demo, int machines, Instant start, std::uint32_t seed);

    const PlantDefinition &plant() const { return m_plant; }
    /// Of the next machine; the first one's turn is again when each has had one.
    Message next();

private:
    PlantDefinition m_plant;
    Instant m_start;
    std::mt19937 m_random;
    std::size_t m_made = 0;
};

} // namespace rig::ctl
