#pragma once

#include "domain/plant.h"

#include <random>

namespace rig::ctl {

/// The load of the ingest bench: the demo plant's 50 sensors on 100 machines that send 20 readings a second
/// each, with values that keep within their limits but for one in some thousand. The same seed makes the same
/// messages.
class IngestLoad
{
public:
    static constexpr int machines = 100;

    struct Message
    {
        std::string machine;
        std::string payload;
    };

    IngestLoad(const PlantDefinition &demo, Instant start, std::uint32_t seed);

    const PlantDefinition &plant() const { return m_plant; }
    Message next();

private:
    PlantDefinition m_plant;
    Instant m_start;
    std::mt19937 m_random;
    std::size_t m_made = 0;
};

} // namespace rig::ctl
