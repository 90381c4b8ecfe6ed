#include "judge/bench.h"

#include <cmath>

namespace rig::test {

namespace {

constexpr Instant start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12};

} // namespace

Bench::Bench(std::vector<Sensor> sensors, const std::optional<StateRule> &rule)
{
    PlantDefinition definition;
    definition.machines.push_back(machine("A", 7, sensors, rule));
    definition.sensors = std::move(sensors);
    plant = plantOf(std::move(definition));
}

void Bench::change(const std::function<void(PlantDefinition &)> &change)
{
    PlantDefinition definition = plant->definition();
    change(definition);
    plant = plantOf(std::move(definition), plant->revision() + 1);
}

void Bench::maintain(const std::string &sensor, double from, std::optional<double> to)
{
    std::vector<Maintenance> all = plant->maintenance();
    all.push_back({"A", sensor, instant(from), to ? std::optional(instant(*to)) : std::nullopt, "oil"});
    plant = *Plant::make(plant->revision() + 1, plant->definition(), all);
}

QStringList Bench::take(double seconds, const std::map<std::string, double> &values)
{
    return take(seconds, seconds, seconds, values);
}

QStringList Bench::take(double at, double recordTime, double receivedAt,
                        const std::map<std::string, double> &values, bool late)
{
    Reading reading;
    reading.machine = layout().machine().number;
    reading.partition = 2;
    reading.offset = m_offset++;
    reading.at = instant(at);
    reading.recordTime = instant(recordTime);
    reading.receivedAt = instant(receivedAt);
    for (const MachineLayout::Column &column : layout().columns()) {
        const auto value = values.find(column.sensor->name);
        reading.values.push_back(value == values.end() ? noValue : value->second);
    }
    events.clear();
    judge(reading, layout(), late, memory, events);
    return words(events, *plant);
}

QStringList Bench::absence(double until, std::optional<double> now)
{
    events.clear();
    judgeAbsence(instant(until), instant(now.value_or(until)), layout(), memory, events);
    return words(events, *plant);
}

std::optional<Instant> Bench::nextAbsence() const
{
    return rig::nextAbsence(layout(), memory);
}

Instant Bench::instant(double seconds)
{
    return start + std::chrono::microseconds{std::llround(seconds * 1e6)};
}

double Bench::seconds(Instant instant)
{
    return std::chrono::duration<double>(instant - start).count();
}

} // namespace rig::test
