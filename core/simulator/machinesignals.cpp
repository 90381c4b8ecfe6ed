#include "simulator/machinesignals.h"

#include <cmath>
#include <numbers>

namespace rig::simulator {

namespace {

/// The simulated day begins at eight in the morning whenever it is started, or the same seed would give other
/// values at another hour.
constexpr double firstHour = 8;
constexpr double warmestHour = 15;
constexpr double secondsPerDay = 86'400;

/// 1 in the warmest hour, -1 twelve hours later.
double ambientAt(double seconds, double shift)
{
    const double day = seconds / secondsPerDay + (firstHour - warmestHour) / 24 + shift;
    return std::cos(2 * std::numbers::pi * day);
}

double rounded(double value, int decimals)
{
    static constexpr double powers[]{1, 10, 100, 1000};
    return std::round(value * powers[decimals]) / powers[decimals] + 0.0; // no negative zero
}

} // namespace

MachineSignals::MachineSignals(std::string_view machine, std::uint64_t seed)
    : m_batches(Noise(seed).of(machine).of("batches")), m_orders(Noise(seed).of(machine).of("orders"))
{
    const Noise own = Noise(seed).of(machine);
    m_coarseness = 0.85 + 0.15 * own.of("coarseness").even(0);
    m_dayShift = own.of("day").even(0) / 24;
    for (const Signal &signal : signalTable()) {
        const Noise noise = own.of(signal.name);
        const double minutes = 12 + 8 * noise.of("turns").even(0);
        m_channels.push_back(
            {noise, signal.character * noise.of("character").even(0), noise.of("drift"), 1 / (60 * minutes)});
    }
}

void MachineSignals::sample(Elapsed now, std::vector<double> &values) const
{
    const auto signals = signalTable();
    const Moment common = moment(now);
    values.resize(signals.size());
    for (std::size_t i = 0; i < signals.size(); ++i)
        values[i] = rounded(value(signals[i], m_channels[i], common), signals[i].decimals);
}

MachineSignals::Moment MachineSignals::moment(Elapsed now) const
{
    const double seconds = std::chrono::duration<double>(now).count();
    // Batches of some minutes on a slower change of orders.
    const double load = (m_batches.wandering(seconds / 150) + m_orders.wandering(seconds / 1800)) / 2;
    return {seconds, static_cast<std::uint64_t>(now.count()), m_rotor.speed(now), m_rotor.warmth(now),
            load,    ambientAt(seconds, m_dayShift),          severity(now)};
}

double MachineSignals::value(const Signal &signal, const Channel &channel, const Moment &moment) const
{
    const double inOperation = signal.follows == Follows::nothing ? 1
                               : signal.follows == Follows::speed ? moment.speed
                                                                  : moment.warmth;
    // What turns is still when it stands; what is warm goes on wandering with the hall around it.
    const double alive = signal.follows == Follows::speed ? moment.speed : 1;
    double value = signal.idle + (signal.working - signal.idle) * inOperation;
    value += signal.load * moment.load * inOperation;
    value += signal.ambient * moment.ambient * alive;
    value += signal.drift * channel.drift.wandering(moment.seconds * channel.driftTurns) * alive;
    value += channel.offset * alive;
    if (!std::isnan(signal.worn))
        value += (signal.worn - value) * moment.severity * inOperation;
    return value + signal.noise * m_coarseness * channel.noise.white(moment.place) * alive;
}

} // namespace rig::simulator
