#pragma once

#include "ml/course.h"

#include <functional>
#include <map>

namespace rig::ml {

/// The findings of one machine that stand, and what is to be told of them. One thread at a time.
class StandingFindings
{
public:
    /// One of somebody who watched before us. Nothing where one of the same sensor stands.
    void resume(Finding finding);

    /// `now` is what the finding would be that begins with the row `values`: it stands, or it does not.
    /// `settled`: enough was seen to say that one which was resumed does not. What is to be told, if
    /// anything.
    std::optional<Finding> follow(bool stands, const Finding &now, std::span<const double> values,
                                  const Course &course, bool settled);
    /// All of them, as they are told.
    std::vector<Finding> end(Instant at, const Course &course);
    /// Those of sensors that satisfy `over`, at the latest instant that is known of them.
    std::vector<Finding> endWhere(const std::function<bool(const std::string &sensor)> &over,
                                  std::optional<Instant> newest, const Course &course);

    bool empty() const { return m_standing.empty(); }
    bool contains(const std::string &sensor) const { return m_standing.contains(sensor); }
    /// As they were told; without those that were only resumed.
    std::vector<Finding> told() const;
    /// The machine has another model.
    void goOn(const Course &course, const Course &before);

private:
    struct Standing
    {
        Finding finding;
        Course::Peak peak;
        Instant told;
        bool grown = false;   ///< since it was told
        bool resumed = false; ///< as somebody else found it: what it peaked with is not known
    };

    static Finding tell(Standing &standing, const Course &course);

    std::map<std::string, Standing> m_standing; ///< by the sensor that failed; "" for what is unusual
};

} // namespace rig::ml
