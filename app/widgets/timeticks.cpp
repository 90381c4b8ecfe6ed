#include "widgets/timeticks.h"

#include "presentation/numbers.h"

#include <algorithm>
#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using std::chrono::microseconds;

namespace {

constexpr double longest = 2592000;
constexpr double timeSteps[] = {1,     2,     5,      10,     15,      30,     60,    120,
                                300,   600,   900,    1800,   3600,    7200,   10800, 21600,
                                43200, 86400, 172800, 604800, 1209600, longest};

double seconds(microseconds span)
{
    return static_cast<double>(span.count()) / 1e6;
}

QString tickText(Instant at, double step)
{
    const QString day = presentation::dayText(at);   // Mon 12 Jan 2026
    const QString time = presentation::timeText(at); // 08:15:30
    if (step >= 86400)
        return day.section(u' ', 1, 2);
    const QString shown = step >= 60 ? time.left(5) : time;
    return time == "00:00:00"_L1 ? day.section(u' ', 1, 2) : shown;
}

} // namespace

PlotAxis timeAxis(Instant from, Instant to, double most, Qt::Alignment side)
{
    const double span = seconds(to - from);
    const auto step = std::ranges::find_if(timeSteps, [&](double one) { return span / one <= most; });
    const double every = step == std::end(timeSteps) ? std::ceil(span / most / longest) * longest : *step;
    PlotAxis axis;
    axis.side = side;
    axis.high = span;
    const double begin = seconds(from.time_since_epoch());
    for (double at = std::ceil(begin / every) * every; at <= begin + span; at += every)
        axis.ticks.push_back({at - begin, tickText(Instant{microseconds(std::llround(at * 1e6))}, every)});
    return axis;
}

} // namespace rig::widgets
