#pragma once

#include "domain/ports/simulator.h"
#include "simulator/rotor.h"

#include <algorithm>

namespace rig::simulator {

inline constexpr std::string_view bearingWear = "bearing_wear";

/// How far one machine's bearing is worn: grows with the square of the time, as one that breaks up does.
class Wear
{
public:
    Wear(const FaultInjection &injection, Elapsed since)
        : m_since(since), m_growth(injection.growth), m_severity(injection.severity)
    {
    }

    /// 0 to 1.
    double severity(Elapsed now) const
    {
        const double share = std::clamp(std::chrono::duration<double>(now - m_since) / m_growth, 0.0, 1.0);
        return m_severity * share * share;
    }

private:
    Elapsed m_since;
    std::chrono::seconds m_growth;
    double m_severity;
};

} // namespace rig::simulator
