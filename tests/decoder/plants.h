#pragma once

#include "domain/plant.h"
#include "pipeline/decoder.h"

#include <limits>
#include <string>

/// Machines A and B with the same sensors in different slots, and a retired one, R. Of A's slots `oldSlot` is
/// retired, and the sensor `retired_sensor` is so everywhere. Some names need escapes in JSON.
rig::PlantPtr makeTestPlant();

/// Another layout of the same machines, as after a change of the plant.
rig::PlantPtr makeChangedPlant();

/// One decoder and what it needs, with a record whose time is 2026-01-12T08:00:00Z.
struct Fixture
{
    Fixture();

    tl::expected<rig::Reading, std::string> decode(std::string_view payload);
    /// Of machine A; NaN where the message was no reading, or had no such value.
    double value(std::string_view payload, std::string_view sensor);
    rig::QualityReason quality(std::string_view payload, std::string_view sensor);
    /// Why it is no reading; empty where it is one.
    std::string reason(std::string_view payload);
    std::size_t slot(std::string_view sensor) const;

    rig::PlantPtr plant;
    rig::pipeline::Decoder decoder{"A"};
    rig::pipeline::UnknownNames unknown;
    rig::Record record;
};
