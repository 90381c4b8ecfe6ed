#include "ml/lifetrends.h"

#include "ml/lifetrend.h"

#include <algorithm>
#include <cmath>

namespace rig::ml {

using namespace std::chrono_literals;

namespace {

constexpr auto minute = 1min;
constexpr std::chrono::microseconds longestWarmUp = 30min;
constexpr int beyondFor = 15; ///< minutes after which somebody has to have seen to it
constexpr int withinFor = 30;
/// What does not move is looked at in turns.
constexpr int turns = 5;
constexpr double freshHours = 1; ///< older than this the newest says nothing of now

/// The health of a machine has one limit: below .5 it is critical.
const Limits healthLimits{{.5}, {.5}, {}, {}, 0};

/// The first limit beyond which a value is.
std::optional<double> brokenBy(double value, const Limits &limits)
{
    if (const auto high = limits.hi ? limits.hi : limits.hiHi; high && value > *high)
        return high;
    const auto low = limits.lo ? limits.lo : limits.loLo;
    return low && value < *low ? low : std::nullopt;
}

double middleOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[(values.size() - 1) / 2];
}

std::vector<TrendGoal> goalsOf(const Limits &limits)
{
    std::vector<TrendGoal> goals;
    if (const auto high = limits.hiHi ? limits.hiHi : limits.hi)
        goals.push_back({*high, true});
    if (const auto low = limits.loLo ? limits.loLo : limits.lo)
        goals.push_back({*low, false});
    return goals;
}

LifeEstimate estimateOf(const std::vector<TrendBin> &bins, const Limits &limits)
{
    LifeEstimate estimate;
    if (bins.empty() || bins.back().hour < -freshHours)
        return estimate;
    for (const TrendGoal &goal : goalsOf(limits)) {
        const auto trend = trendTowards(bins, goal);
        if (!trend || (estimate.life && estimate.life->p50 <= trend->life.p50))
            continue;
        estimate.state = LifeState::degrading;
        estimate.life = trend->life;
        estimate.shape = trend->shape;
        estimate.perHour = trend->perHour;
        estimate.limit = goal.limit;
    }
    if (!estimate.life && -bins.front().hour >= wholeDayHours)
        estimate.state = LifeState::stable;
    return estimate;
}

} // namespace

void LifeTrends::take(const MachineLayout &layout, const MinuteMeans &now)
{
    if (m_newest && now.at < *m_newest)
        return;
    const Instant since = m_newest.value_or(now.at);
    m_newest = now.at + minute;
    m_maintained = m_maintained || layout.isMaintainedWithin(since, now.at);
    if (now.run == RunState::stopped || now.run == RunState::maintenance) {
        rest(now);
        return;
    }
    if (m_restSince) {
        m_warmAt = now.at + std::min(now.at - *m_restSince, longestWarmUp);
        m_restSince.reset();
    }
    if (std::exchange(m_maintained, false))
        m_courses.clear();
    if (now.at < m_warmAt)
        return;
    std::map<std::string, Course> courses;
    for (std::size_t slot = 0; slot < layout.columns().size(); ++slot) {
        const MachineLayout::Column &column = layout.columns()[slot];
        if (!column.live || goalsOf(column.limits).empty())
            continue;
        auto node = m_courses.extract(column.sensor->name);
        Course course = node ? std::move(node.mapped()) : Course();
        if (layout.isMaintainedWithin(slot, since, now.at))
            course = Course();
        if (!layout.maintenance(slot, now.at))
            takeValue(course, now.at, now.means[slot], column.limits);
        courses.emplace(column.sensor->name, std::move(course));
    }
    auto health = m_courses.extract(std::string());
    Course whole = health ? std::move(health.mapped()) : Course();
    takeValue(whole, now.at, weakest(healthOf(now, layout)), healthLimits);
    courses.emplace(std::string(), std::move(whole));
    m_courses = std::move(courses);
}

void LifeTrends::rest(const MinuteMeans &now)
{
    if (!m_restSince)
        m_restSince = now.at;
    m_maintained = m_maintained || now.run == RunState::maintenance;
}

void LifeTrends::takeValue(Course &course, Instant at, double value, const Limits &limits) const
{
    if (!std::isfinite(value))
        return;
    course.newest.push_back(value);
    if (course.newest.size() > 3)
        course.newest.erase(course.newest.begin());
    value = middleOf(course.newest);
    course.history.add(at, value);
    if (const auto limit = brokenBy(value, limits)) {
        course.broken = *limit;
        ++course.beyond;
        course.within = 0;
    } else if (course.beyond < beyondFor) {
        course.beyond = 0;
    } else {
        const double usual = course.history.median();
        course.within = std::abs(value - usual) < std::abs(value - course.broken) ? course.within + 1 : 0;
    }
    if (course.within >= withinFor) {
        course.history.cutBefore(at - withinFor * minute);
        course.beyond = course.within = 0;
        course.estimate.reset();
    }
}

LifeEstimate LifeTrends::estimated(Course &course, const std::string &sensor, const Limits &limits,
                                   int turn) const
{
    if (course.limits != limits)
        course.estimate.reset();
    course.limits = limits;
    const auto minutes = std::chrono::floor<std::chrono::minutes>(m_newest->time_since_epoch()).count();
    const bool due = !course.estimate || course.estimate->state == LifeState::degrading ||
                     minutes % turns == turn % turns || *m_newest - course.estimated >= turns * minute;
    if (due) {
        const std::vector<TrendBin> bins = course.history.bins(*m_newest);
        course.estimate = estimateOf(bins, limits);
        course.estimate->sensor = sensor;
        if (!bins.empty())
            course.estimate->since =
                *m_newest + std::chrono::duration_cast<std::chrono::microseconds>(
                                std::chrono::duration<double, std::ratio<3600>>(bins.front().hour));
        course.estimated = *m_newest;
    }
    return *course.estimate;
}

std::vector<LifeEstimate> LifeTrends::estimate(const MachineLayout &layout)
{
    std::vector<LifeEstimate> estimates;
    if (!m_newest)
        return estimates;
    for (std::size_t slot = 0; slot < layout.columns().size(); ++slot) {
        const MachineLayout::Column &column = layout.columns()[slot];
        if (!column.live || goalsOf(column.limits).empty())
            continue;
        const std::string &sensor = column.sensor->name;
        const auto course = m_courses.find(sensor);
        estimates.push_back(course == m_courses.end()
                                ? LifeEstimate{sensor}
                                : estimated(course->second, sensor, column.limits, static_cast<int>(slot)));
    }
    const auto whole = m_courses.find(std::string());
    estimates.push_back(whole == m_courses.end() ? LifeEstimate()
                                                 : estimated(whole->second, {}, healthLimits, 0));
    return estimates;
}

} // namespace rig::ml
