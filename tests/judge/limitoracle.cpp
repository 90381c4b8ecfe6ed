#include "judge/limitoracle.h"

#include "support/messages.h"

#include <algorithm>

namespace rig::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Readings = std::vector<JudgedReading>;

const Sensor &named(const PlantDefinition &plant, std::string_view name)
{
    return *std::find_if(plant.sensors.begin(), plant.sensors.end(),
                         [&](const Sensor &sensor) { return sensor.name == name; });
}

std::optional<double> valueOf(const JudgedReading &reading, const std::string &sensor)
{
    const auto found = reading.values.find(sensor);
    return found == reading.values.end() ? std::nullopt : std::optional(found->second);
}

/// After each reading whether the machine was stopped.
std::vector<bool> stopped(const Readings &readings, const std::optional<StateRule> &rule)
{
    std::vector<bool> states;
    bool now = false;
    for (const JudgedReading &reading : readings) {
        const auto value = rule ? valueOf(reading, rule->sensor) : std::nullopt;
        if (value && *value < rule->threshold - rule->hysteresis)
            now = true;
        else if (value && *value >= rule->threshold)
            now = false; // running or starting, which is the same to limits
        states.push_back(now);
    }
    return states;
}

/// One limit as a number on an axis along which "beyond" is "greater".
struct Axis
{
    std::string word;
    double sign;
    std::optional<double> limit;
};

std::vector<Axis> axesOf(const Sensor &sensor)
{
    auto [loLo, lo, hi, hiHi, deadband] = sensor.limits;
    if (sensor.range && lo && !loLo && *lo > sensor.range->low)
        loLo = (*lo + sensor.range->low) / 2;
    if (sensor.range && hi && !hiHi && *hi < sensor.range->high)
        hiHi = (*hi + sensor.range->high) / 2;
    return {{"lo_lo", -1, loLo}, {"lo", -1, lo}, {"hi", 1, hi}, {"hi_hi", 1, hiHi}};
}

class Machine
{
public:
    Machine(const PlantDefinition &plant, const rig::Machine &machine, const Readings &all)
        : m_plant(plant), m_machine(machine)
    {
        std::copy_if(all.begin(), all.end(), std::back_inserter(m_readings),
                     [&](const JudgedReading &reading) { return reading.machine == machine.id; });
        m_stopped = stopped(m_readings, machine.stateRule);
    }

    void judge(std::optional<Instant> until, std::vector<ExpectedEvent> &events) const
    {
        for (const Slot &slot : m_machine.slots) {
            const Sensor &sensor = named(m_plant, slot.sensor);
            for (const Axis &axis : axesOf(sensor))
                if (axis.limit)
                    judgeLimit(sensor, axis, events);
            judgeAge(sensor, until, events);
        }
    }

private:
    void judgeLimit(const Sensor &sensor, const Axis &axis, std::vector<ExpectedEvent> &events) const
    {
        const double limit = axis.sign * *axis.limit;
        bool stands = false;
        std::int64_t occurrence = 0;
        for (std::size_t i = 0; i < m_readings.size(); ++i) {
            const auto value = valueOf(m_readings[i], sensor.name);
            const bool beyond = value && axis.sign * *value > limit;
            const bool inside = value && axis.sign * *value <= limit - sensor.limits.deadband;
            if (!stands && beyond && !m_stopped[i]) {
                stands = true;
                events.push_back(event(sensor, axis.word, ++occurrence, "raised", m_readings[i]));
            } else if (stands && (inside || m_stopped[i])) {
                stands = false;
                events.push_back(event(sensor, axis.word, occurrence, "returned", m_readings[i]));
            }
        }
    }

    void judgeAge(const Sensor &sensor, std::optional<Instant> until,
                  std::vector<ExpectedEvent> &events) const
    {
        const milliseconds patience = std::max<milliseconds>(3 * sensor.interval, 2s);
        std::optional<Instant> newest;
        std::int64_t occurrence = 0;
        const auto raise = [&] {
            ExpectedEvent raised{m_machine.id, sensor.name,        "stale", ++occurrence,
                                 "raised",     *newest + patience, {},      {}};
            events.push_back(std::move(raised));
        };
        for (const JudgedReading &reading : m_readings) {
            if (!valueOf(reading, sensor.name))
                continue;
            if (newest && reading.recordTime > *newest + patience) {
                raise();
                events.push_back(event(sensor, "stale", occurrence, "returned", reading));
            }
            newest = std::max(newest.value_or(reading.recordTime), reading.recordTime);
        }
        if (newest && until && *until > *newest + patience)
            raise();
    }

    ExpectedEvent event(const Sensor &sensor, const std::string &limit, std::int64_t occurrence,
                        const std::string &state, const JudgedReading &reading) const
    {
        const auto value = valueOf(reading, sensor.name);
        return {m_machine.id,
                sensor.name,
                limit,
                occurrence,
                state,
                reading.at,
                value ? numberText(*value) : std::string(),
                std::to_string(reading.partition) + ':' + std::to_string(reading.offset)};
    }

    const PlantDefinition &m_plant;
    const rig::Machine &m_machine;
    Readings m_readings;
    std::vector<bool> m_stopped;
};

QString shown(const ExpectedEvent &event)
{
    QStringList parts;
    for (const std::string &part :
         {event.machine, event.sensor, event.limit, std::to_string(event.occurrence), event.state,
          formatInstant(event.at), event.value, event.cause})
        parts.append(QString::fromStdString(part));
    return parts.join(u' ');
}

} // namespace

std::vector<ExpectedEvent> expectedEvents(const PlantDefinition &plant, const Readings &readings,
                                          std::optional<Instant> until)
{
    std::vector<ExpectedEvent> events;
    for (const rig::Machine &machine : plant.machines)
        Machine(plant, machine, readings).judge(until, events);
    return events;
}

QStringList differences(std::vector<ExpectedEvent> expected, std::vector<ExpectedEvent> found)
{
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    std::vector<ExpectedEvent> missing;
    std::vector<ExpectedEvent> surplus;
    std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(),
                        std::back_inserter(missing));
    std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(),
                        std::back_inserter(surplus));
    QStringList sentences;
    for (const ExpectedEvent &event : missing)
        sentences.append(u"missing: "_s + shown(event));
    for (const ExpectedEvent &event : surplus)
        sentences.append(u"not expected: "_s + shown(event));
    return sentences.mid(0, 20);
}

} // namespace rig::test
