#include "simulator/surroundings.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rig::simulator {

namespace {

constexpr double warmestHour = 15;
constexpr double secondsPerDay = 86'400;

/// An order takes half an hour, and some are followed by a pause.
constexpr double orderTime = 1800;
constexpr double pauseTime = 240;
constexpr double pauseShare = 0.4; ///< of the orders
constexpr double rampTime = 20;    ///< between load and idling
constexpr double idleLoad = 0.45;

} // namespace

Elapsed timeOfDay(Instant instant)
{
    return instant - std::chrono::floor<std::chrono::days>(instant);
}

Surroundings::Surroundings(const Noise &own, Elapsed begins)
    : m_batches(own.of("batches")),
      m_orders(own.of("orders")),
      m_pauses(own.of("pauses")),
      m_mains(own.of("mains")),
      m_people(own.of("people")),
      m_dayShift(own.of("day").even(0) / 24),
      m_begins(std::chrono::duration<double, std::ratio<3600>>(begins).count())
{
}

Moment Surroundings::at(double seconds) const
{
    const double day = seconds / secondsPerDay + (m_begins - warmestHour) / 24 + m_dayShift;
    const double warm = std::cos(2 * std::numbers::pi * day);
    return {warm, loadAt(seconds), m_mains.wandering(seconds / 90),
            (1 + 0.7 * warm + 0.3 * m_people.wandering(seconds / 900)) / 2};
}

double Surroundings::loadAt(double seconds) const
{
    // Batches of some minutes on a slower change of orders.
    const double asked =
        0.88 + 0.1 * m_batches.wandering(seconds / 150) + 0.12 * m_orders.wandering(seconds / orderTime);
    const double order = std::floor(seconds / orderTime);
    if ((1 + m_pauses.even(static_cast<std::uint64_t>(order))) / 2 > pauseShare)
        return asked;
    const double untilNext = (order + 1) * orderTime - seconds;
    const double within = pauseTime - untilNext; // of the pause
    const double down = std::clamp(within / rampTime, 0.0, 1.0);
    const double up = std::clamp(untilNext / rampTime, 0.0, 1.0);
    return asked + (idleLoad - asked) * std::min(down, up);
}

} // namespace rig::simulator
