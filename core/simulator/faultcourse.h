#pragma once

#include "domain/ports/simulator.h"
#include "simulator/rotor.h"

#include <algorithm>

namespace rig::simulator {

/// How bad one fault is at an instant: it grows with the square of the time, as what breaks up does, and goes
/// back evenly where it is repaired.
class FaultCourse
{
public:
    /// What was repaired settles this fast.
    static constexpr std::chrono::seconds recovery{20};

    FaultCourse(const FaultInjection &injection, Elapsed onset)
        : m_onset(onset), m_growth(injection.growth), m_severity(injection.severity)
    {
    }

    /// 0 to 1; 0 before its onset.
    double severity(Elapsed now) const
    {
        if (!m_repaired || now <= *m_repaired)
            return grown(now);
        const std::chrono::duration<double> left = *m_repaired + recovery - now;
        return grown(*m_repaired) * std::clamp(left / recovery, 0.0, 1.0);
    }

    Elapsed onset() const { return m_onset; }
    std::chrono::seconds growth() const { return m_growth; }
    /// What it grows to.
    double worst() const { return m_severity; }

    void repair(Elapsed now) { m_repaired = m_repaired.value_or(now); }
    bool repaired() const { return m_repaired.has_value(); }
    bool begun(Elapsed now) const { return now >= m_onset; }
    /// Nothing of it is left.
    bool over(Elapsed now) const { return m_repaired && now >= *m_repaired + recovery; }

private:
    double grown(Elapsed now) const
    {
        const double share = std::clamp(std::chrono::duration<double>(now - m_onset) / m_growth, 0.0, 1.0);
        return m_severity * share * share;
    }

    Elapsed m_onset;
    std::chrono::seconds m_growth;
    double m_severity;
    std::optional<Elapsed> m_repaired;
};

} // namespace rig::simulator
