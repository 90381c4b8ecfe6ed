#include "presentation/healthchart.h"

#include "domain/shown.h"
#include "presentation/health.h"
#include "presentation/numbers.h"
#include "presentation/worstsensor.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::HealthChart)
};

constexpr auto unbroken = 2min; ///< between two minutes that a line connects
constexpr auto newest = 3min;   ///< what is stored lags behind; no longer than this it leads up to now

QString shortName(Category category)
{
    switch (category) {
    case Category::environmental:
        return Words::tr("Env");
    case Category::mechanical:
        return Words::tr("Mech");
    case Category::thermal:
        return Words::tr("Therm");
    case Category::electrical:
        return Words::tr("Elec");
    case Category::fluid:
        return Words::tr("Fluid");
    case Category::custom:
        return Words::tr("Cust");
    }
    return {};
}

/// What the matrix says, in whole per cent: the curve must not tremble with every reading.
std::optional<double> presentShare(Category category, const MachineLayout &layout,
                                   const MachineState &machine)
{
    if (machine.run == RunState::stopped || machine.run == RunState::maintenance)
        return {};
    const Health health = healthOf(category, layout, machine);
    if (health.verdict == Health::Verdict::unknown)
        return {};
    return std::floor(health.share * 100);
}

HealthLine lineOf(Category category, const HealthCourse &course, Instant from)
{
    HealthLine line;
    line.category = category;
    line.name = shortName(category);
    const HealthPoint *before = nullptr;
    for (const HealthPoint &point : course.points) {
        const double share = point.shares.at(static_cast<std::size_t>(category));
        if (point.at < from || std::isnan(share)) {
            before = nullptr;
            continue;
        }
        if (!before || point.at - before->at > unbroken)
            line.pieces.emplace_back();
        line.pieces.back().emplace_back(point.at, share * 100);
        before = &point;
    }
    return line;
}

/// Leads the line up to what the matrix says now.
void leadTo(HealthLine &line, std::optional<double> share, Instant now)
{
    line.now = share;
    if (!share)
        return;
    if (line.pieces.empty() || now - line.pieces.back().back().first > newest)
        line.pieces.emplace_back();
    line.pieces.back().emplace_back(now, *share);
}

void addStopped(HealthChart &chart, const HealthCourse &course)
{
    for (const HealthPoint &point : course.points) {
        if (point.run != RunState::stopped || point.at < chart.from)
            continue;
        if (!chart.stopped.empty() && point.at - chart.stopped.back().second <= unbroken)
            chart.stopped.back().second = point.at + 1min;
        else
            chart.stopped.emplace_back(point.at, point.at + 1min);
    }
}

void addMarks(HealthChart &chart, const PlantState &state, std::int32_t machine,
              const KnownFindings &findings)
{
    chart.marksOutdated = findings.outdated || !findings.view;
    const MachineLayout *layout = state.plant->machineByNumber(machine);
    if (!findings.view || !layout)
        return;
    for (const StoredFinding &stored : findings.view->findings) {
        const Finding &finding = stored.finding;
        if (finding.machine != machine || finding.started < chart.from || finding.started > state.time)
            continue;
        const int slot = layout->slotOf(mainSensor(finding));
        const QString what =
            slot < 0 ? QString()
                     : u" · "_s + shown(layout->columns()[static_cast<std::size_t>(slot)].sensor->title);
        chart.marks.push_back({finding.started, timeText(finding.started).left(5) + what});
    }
    std::ranges::sort(chart.marks, {}, &HealthMark::at);
}

/// Why there is no line.
void explain(HealthChart &chart, const KnownCourse &known)
{
    if (!known.course) {
        chart.headline = known.trouble ? Words::tr("Health over time is not known") : Words::tr("Asking …");
        chart.detail = known.trouble ? known.trouble->sentence : QString();
        return;
    }
    const auto &points = known.course->points;
    chart.headline =
        points.empty() ? Words::tr("Nothing is stored of this time") : Words::tr("No health in this time");
    if (points.empty())
        chart.detail = Words::tr("Health is kept minute by minute as readings come in.");
    else if (std::ranges::all_of(points, [](const HealthPoint &one) { return one.run == RunState::stopped; }))
        chart.detail = Words::tr("The machine stood still: it was not judged.");
    else
        chart.detail = Words::tr("Fewer than half of each category's sensors had a usable value.");
}

/// Later than now by less than a step, so that the chart moves on with the minutes and not with every tick.
Instant endOf(Instant now, std::chrono::hours span)
{
    const auto step = Instant::duration(span) / 360;
    const auto since = now.time_since_epoch();
    return Instant(since + (step - since % step) % step);
}

} // namespace

HealthChart healthChart(const PlantState &state, std::int32_t number, const KnownCourse &known,
                        const KnownFindings &findings)
{
    HealthChart chart;
    chart.to = endOf(state.time, known.span);
    chart.from = chart.to - known.span;
    chart.outdated = known.course && known.trouble;
    const MachineLayout *layout = state.plant->machineByNumber(number);
    const MachineState *machine = machineState(state, number);
    if (layout && machine && known.course) {
        for (std::size_t i = 0; i < categoryCount; ++i) {
            const auto category = static_cast<Category>(i);
            HealthLine line = lineOf(category, *known.course, chart.from);
            if (line.pieces.empty())
                continue;
            leadTo(line, presentShare(category, *layout, *machine), chart.to);
            chart.lines.push_back(std::move(line));
        }
        addStopped(chart, *known.course);
    }
    addMarks(chart, state, number, findings);
    if (chart.lines.empty())
        explain(chart, known);
    return chart;
}

} // namespace rig::presentation
