#include "madeup/madeupplant.h"

#include <QTimer>

#include <cmath>

namespace rig::madeup {

using namespace std::chrono_literals;

namespace {

constexpr double week = 168;

/// What the picture says of a category: degrading where there is a life.
struct Told
{
    Category category;
    LifeState state;
    RemainingLife life;
};

constexpr Told told[] = {
    {Category::environmental, LifeState::degrading, {9 * week, 14 * week, 21 * week}},
    {Category::mechanical, LifeState::degrading, {6, 9, 14}},
    {Category::thermal, LifeState::degrading, {96, 132, 192}},
    {Category::electrical, LifeState::stable, {}},
    {Category::fluid, LifeState::degrading, {15 * week, 26 * week, 40 * week}},
    {Category::custom, LifeState::notEnoughData, {}},
};

LifeEstimate estimateFor(const MachineLayout::Column &column, bool first, bool pictured, Instant now)
{
    LifeEstimate estimate;
    estimate.sensor = column.sensor->name;
    const Told &category = told[static_cast<std::size_t>(column.sensor->category)];
    estimate.state = category.state == LifeState::notEnoughData ? category.state : LifeState::stable;
    if (estimate.state == LifeState::stable)
        estimate.since = now - 24h * 30;
    if (!first ||
        (pictured ? category.state != LifeState::degrading : column.sensor->category != Category::thermal))
        return estimate;
    estimate.state = LifeState::degrading;
    estimate.life = pictured ? category.life : RemainingLife{8 * week, 11 * week, 17 * week};
    estimate.limit = column.limits.hiHi.value_or(column.limits.hi.value_or(1));
    estimate.perHour = .12;
    estimate.since = now - 26h;
    return estimate;
}

} // namespace

std::shared_ptr<const Outlook> outlookOf(const MachineLayout &layout, Instant now)
{
    Outlook outlook;
    outlook.machine = layout.machine().number;
    outlook.at = std::chrono::floor<std::chrono::minutes>(now);
    outlook.uptime = 24h * 41 + 6h + 12min;
    std::array<bool, categoryCount> seen{};
    for (const MachineLayout::Column &column : layout.columns()) {
        if (!column.live || !(column.limits.hi || column.limits.lo))
            continue;
        const bool first = !std::exchange(seen.at(static_cast<std::size_t>(column.sensor->category)), true);
        outlook.lives.push_back(estimateFor(column, first, outlook.machine == 1, now));
    }
    outlook.lives.push_back(
        {{}, LifeState::stable, {}, TrendShape::linear, noValue, noValue, now - 24h * 30});
    return std::make_shared<const Outlook>(std::move(outlook));
}

void addOutlooks(PlantState &state)
{
    for (MachineState &machine : state.machines)
        if (const MachineLayout *layout = state.plant->machineByNumber(machine.machine))
            machine.outlook = outlookOf(*layout, state.time);
}

HealthCourse healthCourse(const HealthQuestion &question)
{
    HealthCourse course{question, {}};
    const Instant first = std::chrono::ceil<std::chrono::minutes>(question.from);
    for (Instant at = first; at + 1min <= question.to; at += 1min) {
        const double left = std::chrono::duration<double, std::ratio<3600>>(question.to - at).count();
        HealthPoint point{at, {1, 1, 1, 1, 1, noValue}, RunState::running};
        if (left < 6)
            point.shares[1] = 1 - .15 * std::pow((6 - left) / 6, 1.6);
        if (left > 14 && left < 15)
            point.shares[2] = .98;
        if (left < 3.2)
            point.shares[4] = 1 - .02 * std::abs(std::sin(left * 4));
        course.points.push_back(point);
    }
    return course;
}

Result<HealthCourse> Health::nothingStored(const HealthQuestion &question)
{
    return HealthCourse{question, {}};
}

HealthSource::Interest Health::askHealth(HealthQuestion question,
                                         std::function<void(Result<HealthCourse>)> done)
{
    asked.push_back(question);
    Interest interest = std::make_shared<char>();
    QTimer::singleShot(0, [this, question, done = std::move(done), weak = std::weak_ptr(interest)] {
        if (!weak.expired())
            done(course(question));
    });
    return interest;
}

HealthSource::Interest Health::askOutlooks(std::function<void(Result<std::vector<Outlook>>)>)
{
    return std::make_shared<char>();
}

} // namespace rig::madeup
