#include "simulator/rotor.h"

#include <algorithm>
#include <cmath>

namespace rig::simulator {

namespace {

constexpr double toCritical = 3;  ///< seconds
constexpr double spinUp = 8;      ///< seconds, all of it
constexpr double warmingUp = 120; ///< seconds to 63 %

double seconds(Elapsed time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

double Rotor::speed(Elapsed now) const
{
    const double at = ramp(now);
    if (at < toCritical)
        return belowCritical * at / toCritical;
    return aboveCritical + (1 - aboveCritical) * (at - toCritical) / (spinUp - toCritical);
}

double Rotor::warmth(Elapsed now) const
{
    const double target = m_running ? 1 : 0;
    return target + (m_warmthThen - target) * std::exp(-seconds(now - m_since) / warmingUp);
}

void Rotor::turn(bool running, Elapsed now)
{
    if (running == m_running)
        return;
    m_rampThen = ramp(now);
    m_warmthThen = warmth(now);
    m_since = now;
    m_running = running;
}

double Rotor::ramp(Elapsed now) const
{
    const double passed = seconds(now - m_since);
    return std::clamp(m_running ? m_rampThen + passed : m_rampThen - passed, 0.0, spinUp);
}

} // namespace rig::simulator
