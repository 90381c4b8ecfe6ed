#include "soak.h"

#include "exhibit.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>
#include <malloc.h>
#include <numbers>

namespace rig::gallery {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto betweenStates = 10ms; ///< a tenth of what the floor is given while the plant runs
constexpr auto betweenSteps = 1s;
constexpr int stepsOfRound = 20;
constexpr int roundsUncounted = 6; ///< caches fill, shaders are made, arenas take their size

int entriesIn(const QString &folder)
{
    return static_cast<int>(
        QDir(folder).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size());
}

/// As machines are that are never quite still.
void stir(PlantState &state, int round)
{
    const double swing = std::sin(round * .02 * std::numbers::pi);
    for (MachineState &machine : state.machines)
        for (SensorState &sensor : machine.sensors)
            sensor.value *= 1 + .02 * swing;
}

QJsonObject spanOf(const std::vector<Holdings> &holdings, int Holdings::*what)
{
    const auto [least, most] = std::ranges::minmax(holdings, {}, what);
    return {{u"least"_s, least.*what}, {u"most"_s, most.*what}};
}

} // namespace

Slope heapSlopeOf(const std::vector<Holdings> &holdings)
{
    const auto count = static_cast<double>(holdings.size());
    double middleTime = 0;
    double middleHeap = 0;
    for (const Holdings &one : holdings) {
        middleTime += one.seconds / 60 / count;
        middleHeap += one.heap / count;
    }
    double spread = 0;
    double together = 0;
    for (const Holdings &one : holdings) {
        const double away = one.seconds / 60 - middleTime;
        spread += away * away;
        together += away * (one.heap - middleHeap);
    }
    const double slope = together / spread;
    double missed = 0;
    for (const Holdings &one : holdings) {
        const double off = one.heap - middleHeap - slope * (one.seconds / 60 - middleTime);
        missed += off * off;
    }
    const double degrees = count - 2;
    // The quantile of Student's t at 97.5 %, to a hundredth from 8 degrees of freedom on.
    const double student = 1.96 + 2.4 / degrees + 2.8 / (degrees * degrees);
    const double reach = student * std::sqrt(missed / degrees / spread);
    return {slope, slope - reach, slope + reach};
}

Soak::Soak(qml::FloorView &view, const QString &state, const PlantPtr &plant, const qml::SceneStyle &style,
           double minutes)
    : m_view(view),
      m_usual(stateNamed(state, plant)),
      m_moved(stateNamed(state, withMoved(plant))),
      m_style(style),
      m_minutes(minutes),
      m_contexts(view.isSceneGraphInitialized() ? 1 : 0)
{
    connect(&view, &QQuickWindow::frameSwapped, this, [this] { ++m_frames; });
    connect(&view, &QQuickWindow::sceneGraphInitialized, this, [this] { ++m_contexts; });
    connect(&view, &QQuickWindow::sceneGraphInvalidated, this, [this] { --m_contexts; });
    connect(&m_feed, &QTimer::timeout, this, &Soak::feed);
    connect(&m_step, &QTimer::timeout, this, &Soak::step);
    m_feed.setTimerType(Qt::PreciseTimer);
    m_feed.start(betweenStates);
    m_step.start(betweenSteps);
}

void Soak::feed()
{
    const auto state = std::make_shared<PlantState>(m_isMoved ? m_moved : m_usual);
    stir(*state, ++m_states);
    state->time += m_states * betweenStates;
    m_view.present(state);
    m_view.presentPlates(platesOf(*state, m_style.text, m_style.lineStrong));
}

void Soak::step()
{
    const std::int32_t first = m_usual.machines.front().machine;
    switch (m_steps++ % stepsOfRound) {
    case 0:
        m_view.walkToCause(causeOf(m_usual));
        break;
    case 3:
        m_view.stepBack();
        break;
    case 5:
        m_view.showExpected(true);
        break;
    case 7:
        m_view.showExpected(false);
        break;
    case 8:
        m_view.pin({{first, -1, u"Loud"_s, u"A. Meyer"_s, 1}, {first, 2, u"New probe"_s, u"A. Meyer"_s, 2}});
        break;
    case 10:
        m_view.pin({});
        break;
    case 11:
        m_isMoved = true;
        break;
    case 13:
        m_isMoved = false;
        break;
    case 15:
        m_view.hide();
        break;
    case 16:
        m_view.show();
        break;
    case 17:
        m_view.goTo(m_usual.machines.back().machine);
        break;
    case 19:
        look();
        break;
    default:
        break;
    }
}

void Soak::look()
{
    if (m_steps <= roundsUncounted * stepsOfRound)
        return;
    if (!m_since.isValid())
        m_since.start();
    const auto heap = mallinfo2();
    m_holdings.push_back({static_cast<double>(m_since.elapsed()) / 1e3,
                          static_cast<double>(heap.uordblks + heap.hblkhd),
                          static_cast<int>(m_view.findChildren<QObject *>().size()),
                          entriesIn(u"/proc/self/task"_s), entriesIn(u"/proc/self/fd"_s), m_contexts});
    if (m_holdings.size() > 2 && m_holdings.back().seconds > m_minutes * 60)
        Q_EMIT finished();
}

bool Soak::steady() const
{
    static constexpr std::array kept{&Holdings::objects, &Holdings::threads, &Holdings::files,
                                     &Holdings::contexts};
    return heapSlopeOf(m_holdings).low <= 0 && std::ranges::all_of(kept, [this](int Holdings::*what) {
               return m_holdings.back().*what <= m_holdings.front().*what;
           });
}

QJsonObject Soak::result() const
{
    const Slope slope = heapSlopeOf(m_holdings);
    QJsonArray heap;
    for (const Holdings &one : m_holdings)
        heap.append(one.heap);
    return {{u"minutes"_s, m_holdings.back().seconds / 60},
            {u"rounds"_s, static_cast<qint64>(m_holdings.size())},
            {u"frames"_s, m_frames},
            {u"heap_bytes"_s, heap},
            {u"heap_bytes_per_minute"_s, slope.perMinute},
            {u"low"_s, slope.low},
            {u"high"_s, slope.high},
            {u"objects"_s, spanOf(m_holdings, &Holdings::objects)},
            {u"threads"_s, spanOf(m_holdings, &Holdings::threads)},
            {u"files"_s, spanOf(m_holdings, &Holdings::files)},
            {u"contexts"_s, spanOf(m_holdings, &Holdings::contexts)},
            {u"steady"_s, steady()}};
}

} // namespace rig::gallery
