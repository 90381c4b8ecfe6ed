#include "simulator/machinesignals.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rig::simulator {

namespace {

/// What the instrument shows of what reaches it: noise beside zero flow is no flow backwards.
double resolved(double value, const Signal &signal)
{
    static constexpr double powers[]{1, 10, 100, 1000};
    const double power = powers[signal.decimals];
    return std::round(std::clamp(value, signal.least, signal.most) * power) / power + 0.0; // no negative zero
}

Noise characterOf(std::string_view machine, std::uint64_t seed, std::optional<std::uint64_t> character)
{
    return character ? Noise(*character).of("character") : Noise(seed).of(machine).of("character");
}

std::optional<Quantity> quantityNamed(std::string_view name)
{
    const auto signals = signalTable();
    const auto found = std::ranges::find(signals, name, &Signal::name);
    return found == signals.end() ? std::optional<Quantity>()
                                  : static_cast<Quantity>(found - signals.begin());
}

} // namespace

MachineSignals::MachineSignals(std::string_view machine, std::uint64_t seed,
                               std::optional<std::uint64_t> character, Elapsed begins)
    : m_own(Noise(seed).of(machine)),
      m_surroundings(m_own, begins),
      m_physics(Character::of(characterOf(machine, seed, character)))
{
    const Noise makes = characterOf(machine, seed, character);
    for (const Signal &signal : signalTable()) {
        const Noise noise = m_own.of(signal.name);
        const double minutes = 12 + 8 * makes.of("turns").of(signal.name).even(0);
        m_instruments.push_back(
            {noise, signal.character * makes.of(signal.name).even(0), noise.of("drift"), 1 / (60 * minutes)});
    }
}

void MachineSignals::inject(const FaultInjection &injection, Elapsed onset)
{
    const FaultDescription *description = faultNamed(injection.fault);
    std::optional<Quantity> sensor;
    if (description->effects.empty()) {
        sensor = quantityNamed(injection.sensor);
        if (!sensor) {
            const double drawn = (1 + m_own.of("failing").of(injection.fault).even(0)) / 2;
            sensor = static_cast<Quantity>(drawn * static_cast<double>(quantityCount));
        }
    }
    std::erase_if(m_faults, [&](const ActiveFault &one) {
        return one.description == description && one.sensor == sensor;
    });
    m_faults.push_back({description, sensor, FaultCourse(injection, onset), {}});
}

void MachineSignals::repair(Elapsed now)
{
    std::erase_if(m_faults, [&](const ActiveFault &one) { return one.sensor || !one.course.begun(now); });
    for (ActiveFault &one : m_faults)
        one.course.repair(now);
}

void MachineSignals::sample(Elapsed now, std::vector<double> &values)
{
    advanceTo(now);
    values.resize(m_instruments.size());
    for (std::size_t i = 0; i < m_instruments.size(); ++i)
        values[i] = resolved(shown(i, now), signalTable()[i]);
    letSensorsFail(now, values);
    std::erase_if(m_faults, [&](const ActiveFault &one) { return one.course.over(now); });
}

void MachineSignals::advanceTo(Elapsed now)
{
    while (!m_begun || m_done + MachinePhysics::step <= now) {
        if (m_begun)
            m_done += MachinePhysics::step;
        m_begun = true;
        m_physics.advance(m_rotor.speed(m_done),
                          m_surroundings.at(std::chrono::duration<double>(m_done).count()),
                          severities(m_done));
    }
}

Faults MachineSignals::severities(Elapsed now) const
{
    Faults faults;
    for (const ActiveFault &one : m_faults)
        if (!one.sensor)
            faults[one.description->fault] = one.course.severity(now);
    return faults;
}

double MachineSignals::shown(std::size_t place, Elapsed now) const
{
    const Signal &signal = signalTable()[place];
    const Instrument &instrument = m_instruments[place];
    const double speed = m_physics.values()[Quantity::rpm];
    const double alive = signal.still && speed == 0 ? 0 : 1;
    const double seconds = std::chrono::duration<double>(now).count();
    return m_physics.values()[static_cast<Quantity>(place)] +
           alive * (instrument.offset +
                    signal.drift * instrument.drift.wandering(seconds * instrument.driftTurns) +
                    signal.noise * instrument.noise.white(static_cast<std::uint64_t>(now.count())));
}

void MachineSignals::letSensorsFail(Elapsed now, std::vector<double> &values)
{
    for (ActiveFault &one : m_faults) {
        if (!one.sensor || !one.course.begun(now))
            continue;
        const auto place = static_cast<std::size_t>(*one.sensor);
        const Signal &signal = signalTable()[place];
        switch (one.description->fault) {
        case Fault::frozenSensor:
            if (!one.held)
                one.held = values[place];
            values[place] = *one.held;
            break;
        case Fault::driftingSensor:
            values[place] = resolved(values[place] + signal.span * one.course.severity(now), signal);
            break;
        default:
            values[place] = std::numeric_limits<double>::quiet_NaN();
        }
    }
}

} // namespace rig::simulator
