#include "simulator/replaypace.h"

#include <algorithm>
#include <cmath>

namespace rig::simulator {

using namespace std::chrono_literals;
using std::chrono::microseconds;

ReplayPace::ReplayPace(double speed, Stamps stamps, Instant firstRow, Instant began)
    : m_speed(speed), m_stamps(stamps), m_firstRow(firstRow), m_began(began), m_lastStamp(began - 1us)
{
}

std::chrono::nanoseconds ReplayPace::due(Instant row) const
{
    // Counted in nanoseconds there is room for 292 years.
    constexpr auto longest = std::chrono::floor<microseconds>(std::chrono::nanoseconds::max());
    return m_speed > 0 ? std::clamp(sinceFirst(row), 0us, longest) : 0us;
}

Instant ReplayPace::stamp(Instant row, Instant now)
{
    if (m_stamps == Stamps::kept)
        return row;
    if (m_speed > 0)
        return m_began + sinceFirst(row);
    m_lastStamp = std::max(now, m_lastStamp + 1us);
    return m_lastStamp;
}

/// At the replay's speed.
microseconds ReplayPace::sinceFirst(Instant row) const
{
    const microseconds recorded = row - m_firstRow;
    // A whole number stays one: what was recorded at speed 1 keeps its spacing to the microsecond.
    if (m_speed == 1)
        return recorded;
    // Thirty thousand years either way: what a slow replay stretches beyond is not sent in anybody's time.
    return microseconds(
        std::llround(std::clamp(static_cast<double>(recorded.count()) / m_speed, -1e18, 1e18)));
}

} // namespace rig::simulator
