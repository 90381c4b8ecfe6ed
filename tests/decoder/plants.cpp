#include "plants.h"

#include <algorithm>

using namespace rig;

namespace {

Machine machine(std::string id, std::int32_t number, std::vector<Slot> slots)
{
    Machine made;
    made.id = std::move(id);
    made.number = number;
    made.layoutVersion = number + 10;
    made.slots = std::move(slots);
    return made;
}

PlantPtr plantOf(std::int64_t revision, std::vector<Machine> machines)
{
    PlantDefinition definition;
    for (const Machine &one : machines)
        for (const Slot &slot : one.slots) {
            const auto known = std::any_of(definition.sensors.begin(), definition.sensors.end(),
                                           [&](const Sensor &sensor) { return sensor.name == slot.sensor; });
            if (known)
                continue;
            Sensor sensor;
            sensor.name = slot.sensor;
            sensor.retired = slot.sensor == "retired_sensor";
            definition.sensors.push_back(sensor);
        }
    definition.machines = std::move(machines);
    return Plant::make(revision, std::move(definition)).value();
}

} // namespace

PlantPtr makeTestPlant()
{
    Machine gone = machine("R", 3, {{"rpm", false}});
    gone.retired = true;
    return plantOf(1, {machine("A", 1,
                               {{"temperature", false},
                                {"pressure", false},
                                {"rpm", false},
                                {"oldSlot", true},
                                {"retired_sensor", false},
                                {"inlet_dust", false},
                                {"x", false},
                                {"lubrication_pressure", false},
                                {"quote\"d", false},
                                {"back\\nslash", false},
                                {"Ölstand", false}}),
                       machine("B", 2, {{"rpm", false}, {"temperature", false}, {"oldSlot", false}}), gone});
}

PlantPtr makeChangedPlant()
{
    return plantOf(2, {machine("B", 2,
                               {{"rpm", false},
                                {"temperature", true},
                                {"oldSlot", false},
                                {"pressure", false},
                                {"quote\"d", false}}),
                       machine("A", 1, {{"x", false}, {"rpm", false}, {"temperature", false}})});
}

Fixture::Fixture() : plant(makeTestPlant())
{
    using namespace std::chrono;
    record.partition = 2;
    record.offset = 4711;
    record.time = sys_days{year{2026} / January / 12} + hours{8};
    record.receivedAt = *record.time + seconds{1};
}

tl::expected<Reading, std::string> Fixture::decode(std::string_view payload)
{
    record.payload = payload;
    return decoder.decode(record, *plant, &unknown);
}

double Fixture::value(std::string_view payload, std::string_view sensor)
{
    const auto reading = decode(payload);
    return reading ? reading->values[slot(sensor)] : noValue;
}

QualityReason Fixture::quality(std::string_view payload, std::string_view sensor)
{
    const auto reading = decode(payload);
    return !reading || reading->valueQuality.empty() ? QualityReason::none
                                                     : reading->valueQuality[slot(sensor)];
}

std::string Fixture::reason(std::string_view payload)
{
    const auto reading = decode(payload);
    return reading ? std::string() : reading.error();
}

std::size_t Fixture::slot(std::string_view sensor) const
{
    return static_cast<std::size_t>(plant->machine("A")->slotOf(sensor));
}
