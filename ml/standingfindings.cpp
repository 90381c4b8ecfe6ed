#include "ml/standingfindings.h"

#include <algorithm>
#include <utility>

namespace rig::ml {

using namespace std::chrono_literals;

namespace {

/// A finding that grows is told this often, in the time of the source.
constexpr auto tellAgain = 10s;
/// And one that does not, so that its evidence goes on.
constexpr auto tellAnyhow = 60s;

} // namespace

void StandingFindings::resume(Finding finding)
{
    const std::string sensor = finding.sensor;
    const Instant told = finding.peaked;
    m_standing.try_emplace(sensor, Standing{std::move(finding), {}, told, false, true});
}

std::optional<Finding> StandingFindings::follow(bool stands, const Finding &now,
                                                std::span<const double> values, const Course &course,
                                                bool settled)
{
    const auto known = m_standing.find(now.sensor);
    if (known == m_standing.end()) {
        if (!stands)
            return {};
        Standing standing{now, {now.peaked, {values.begin(), values.end()}}, now.peaked, true};
        return tell(m_standing.emplace(now.sensor, std::move(standing)).first->second, course);
    }
    Standing &standing = known->second;
    if (!stands) {
        if (standing.resumed && !settled)
            return {};
        standing.finding.ended = std::max(now.peaked, standing.finding.peaked);
        Finding ended = tell(standing, course);
        m_standing.erase(known);
        return ended;
    }
    // That a sensor has failed does not grow.
    if (now.sensor.empty() && now.score > standing.finding.score) {
        const Finding before = std::exchange(standing.finding, now);
        standing.finding.started = before.started;
        standing.finding.evidence = before.evidence;
        standing.peak = {now.peaked, {values.begin(), values.end()}};
        standing.grown = true;
        standing.resumed = false;
    }
    const auto untold = now.peaked - standing.told;
    // That a sensor has failed is no news.
    if ((!standing.grown || untold < tellAgain) && (!now.sensor.empty() || untold < tellAnyhow))
        return {};
    standing.told = now.peaked;
    return tell(standing, course);
}

/// What no longer goes together is looked for where it has grown: that takes its time, and a finding that
/// ends shows the machine as it is again.
Finding StandingFindings::tell(Standing &standing, const Course &course)
{
    Finding &finding = standing.finding;
    if (standing.grown && !finding.ended)
        finding.evidence.relations = course.brokenRelations(finding.shares);
    standing.grown = false;
    if (!standing.resumed)
        finding.evidence.sensors = course.sensors(finding.shares, finding.started, standing.peak);
    return finding;
}

std::vector<Finding> StandingFindings::end(Instant at, const Course &course)
{
    return endWhere([](const std::string &) { return true; }, at, course);
}

std::vector<Finding> StandingFindings::endWhere(const std::function<bool(const std::string &)> &over,
                                                std::optional<Instant> newest, const Course &course)
{
    std::vector<Finding> ended;
    for (auto one = m_standing.begin(); one != m_standing.end();) {
        Standing &standing = one->second;
        if (!over(one->first)) {
            ++one;
            continue;
        }
        standing.finding.ended = std::max(newest.value_or(standing.finding.peaked), standing.finding.peaked);
        ended.push_back(tell(standing, course));
        one = m_standing.erase(one);
    }
    return ended;
}

std::vector<Finding> StandingFindings::told() const
{
    std::vector<Finding> told;
    for (const auto &[sensor, standing] : m_standing)
        if (!standing.resumed)
            told.push_back(standing.finding);
    return told;
}

void StandingFindings::goOn(const Course &course, const Course &before)
{
    for (auto &[sensor, standing] : m_standing)
        if (!standing.resumed)
            standing.peak = course.goOn(standing.peak, before);
}

} // namespace rig::ml
