#include "presentation/trendview.h"

#include <algorithm>
#include <cmath>

namespace rig::presentation {

using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

constexpr auto soonest = 1s;
constexpr auto afterTrouble = 5s;
constexpr auto leastStep = 1s; ///< of the live edge

const MachineLayout *layoutOf(const PlantState &state, std::int32_t machine)
{
    return state.plant ? state.plant->machineByNumber(machine) : nullptr;
}

bool has(const MachineLayout &layout, const std::string &sensor)
{
    return layout.slotOf(sensor) >= 0;
}

} // namespace

TrendView::TrendView(TrendSource &source, QObject *parent) : QObject(parent), m_source(source) {}

void TrendView::present(const PlantState &state, std::int32_t machine)
{
    m_now = state.time;
    const MachineLayout *layout = layoutOf(state, machine);
    if (machine != m_machine) {
        // The same sensors of another machine, as far as it has them.
        m_machine = machine;
        withdraw();
        m_trend.reset();
        m_trouble.reset();
        m_outdated = true;
    }
    if (layout) {
        const auto gone = [&](const std::string &sensor) { return !has(*layout, sensor); };
        if (std::erase_if(m_sensors, gone) > 0)
            m_outdated = true;
        if (m_sensors.empty())
            for (const MachineLayout::Column &column : layout->columns())
                if (column.live) {
                    m_sensors.push_back(column.sensor->name);
                    m_outdated = true;
                    break;
                }
    }
    ask();
    // The live edge moves by whole columns, and not oftener than answers come.
    const auto step = std::max<microseconds>(leastStep, m_span / std::max(1, m_columns));
    if (live() && (m_now < m_shownAt || m_now - m_shownAt >= step)) {
        m_shownAt = m_now;
        Q_EMIT changed();
    }
}

void TrendView::setColumns(int columns)
{
    columns = std::clamp(columns, 0, TrendQuestion::mostColumns);
    if (columns == m_columns)
        return;
    m_columns = columns;
    m_outdated = true;
}

void TrendView::show(const std::string &sensor)
{
    m_sensors = {sensor};
    m_outdated = true;
}

void TrendView::toggle(const std::string &sensor)
{
    const auto found = std::ranges::find(m_sensors, sensor);
    if (found != m_sensors.end()) {
        if (m_sensors.size() == 1)
            return; // an empty chart tells nothing
        m_sensors.erase(found);
    } else {
        if (m_sensors.size() == mostSensors)
            m_sensors.erase(m_sensors.begin());
        m_sensors.push_back(sensor);
    }
    m_outdated = true;
    ask();
    Q_EMIT changed();
}

void TrendView::setSpan(microseconds span)
{
    m_span = std::clamp<microseconds>(span, leastSpan, greatestSpan);
    m_outdated = true;
    ask();
    Q_EMIT changed();
}

void TrendView::zoom(double factor, double fraction)
{
    const bool wasLive = live();
    const Instant before = from();
    const auto anchor = before + microseconds(std::llround(fraction * static_cast<double>(m_span.count())));
    const auto span = microseconds(std::llround(factor * static_cast<double>(m_span.count())));
    m_span = std::clamp<microseconds>(span, leastSpan, greatestSpan);
    if (!wasLive)
        move(anchor + microseconds(std::llround((1 - fraction) * static_cast<double>(m_span.count()))));
    m_outdated = true;
    ask();
    Q_EMIT changed();
}

void TrendView::pan(double fraction)
{
    move(to() + microseconds(std::llround(fraction * static_cast<double>(m_span.count()))));
    m_outdated = true;
    ask();
    Q_EMIT changed();
}

void TrendView::move(Instant end)
{
    if (end >= m_now)
        m_end.reset();
    else
        m_end = end;
}

void TrendView::goLive()
{
    if (live())
        return;
    m_end.reset();
    m_outdated = true;
    ask();
    Q_EMIT changed();
}

void TrendView::retry()
{
    withdraw();
    m_trouble.reset();
    m_outdated = true;
    m_lastAsked = {};
    ask();
    Q_EMIT changed();
}

/// At the live edge an answer is outdated once a column's time has gone by.
void TrendView::ask()
{
    const auto sinceLast = m_now - m_lastAsked;
    if (m_asked && m_outdated && sinceLast >= soonest)
        withdraw(); // nobody waits for it any more
    if (m_asked || m_machine == 0 || m_sensors.empty() || m_columns == 0)
        return;
    if (sinceLast < (m_trouble ? microseconds(afterTrouble) : microseconds(soonest)) && sinceLast >= 0s)
        return;
    if (!m_outdated && !m_trouble && !(live() && sinceLast >= m_span / m_columns))
        return;
    m_outdated = false;
    m_asked = m_lastAsked = m_now;
    m_interest = m_source.ask({m_machine, m_sensors, from(), to(), m_columns},
                              [this](Result<Trend> answer) { heard(std::move(answer)); });
}

void TrendView::withdraw()
{
    m_asked.reset();
    m_interest.reset();
}

void TrendView::heard(Result<Trend> answer)
{
    m_asked.reset();
    m_interest.reset();
    if (!answer) {
        m_trouble = answer.error();
    } else if (answer->question.machine == m_machine) {
        m_trend = std::move(*answer);
        m_trouble.reset();
    }
    Q_EMIT changed();
}

QString grainText(TrendGrain grain)
{
    switch (grain) {
    case TrendGrain::raw:
        return TrendView::tr("raw values");
    case TrendGrain::tenSeconds:
        return TrendView::tr("10 s rollup");
    case TrendGrain::thirtySeconds:
        return TrendView::tr("30 s rollup");
    case TrendGrain::minute:
        return TrendView::tr("1 min rollup");
    }
    return {};
}

} // namespace rig::presentation
