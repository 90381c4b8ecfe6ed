#pragma once

#include "domain/ports/lifeestimator.h"
#include "ml/lifehistory.h"

#include <map>
#include <optional>
#include <string>

namespace rig::ml {

/// Where one machine's sensors, and its health, are going, by their trends over the last 30 days.
///
/// A single minute that is out of line counts for nothing: of each three the middle one is taken. What a
/// machine shows while it stands says nothing, nor as long again (at most half an hour) after it started.
/// What was before maintenance is forgotten, as is what was before a sensor came back from beyond its first
/// limit and was for half an hour nearer to what it mostly had been than to that: somebody has seen to it. A
/// limit is Lo-Lo or Hi-Hi, else Lo or Hi.
class LifeTrends : public LifeEstimator
{
public:
    void take(const MachineLayout &layout, const MinuteMeans &minute) override;
    std::vector<LifeEstimate> estimate(const MachineLayout &layout) override;

private:
    struct Course
    {
        LifeHistory history;
        std::vector<double> newest{};         ///< minutes, at most 3
        std::optional<Limits> limits{};       ///< by which the estimate was made
        int beyond = 0;                       ///< minutes on end that it was beyond its first limit
        double broken = 0;                    ///< that limit
        int within = 0;                       ///< minutes on end that it was as usual, after that
        std::optional<LifeEstimate> estimate; ///< as of `estimated`
        Instant estimated;
    };

    void takeValue(Course &course, Instant at, double value, const Limits &limits) const;
    void rest(const MinuteMeans &minute);
    LifeEstimate estimated(Course &course, const std::string &sensor, const Limits &limits, int turn) const;

    std::optional<Instant> m_newest; ///< the end of that minute
    std::optional<Instant> m_restSince;
    bool m_maintained = false;               ///< since the last minute that counted
    Instant m_warmAt;                        ///< from then on what it shows counts
    std::map<std::string, Course> m_courses; ///< by sensor; the machine's health has no name
};

} // namespace rig::ml
