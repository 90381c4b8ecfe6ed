#include "framebench.h"

#include <sys/resource.h>

#include <algorithm>
#include <cmath>

namespace rig::gallery {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double uncounted = 1; ///< seconds: shaders are made, pages are touched

double processorMilliseconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

/// Along the hall and back in half a minute, looking to both sides.
qml::Stance stanceAt(double seconds, const qml::BakedHall &hall)
{
    const float depth = hall.plan.depth;
    const double along = .5 - .5 * std::cos(seconds * .21);
    const double aside = .9 * std::sin(seconds * .7);
    const float middle = qml::naveMiddle(hall.plan, qml::navesOf(hall.plan) / 2);
    return {{middle + static_cast<float>(aside), 1.68F, -1.2F - (depth - 9) * static_cast<float>(along)},
            static_cast<float>(22 * std::sin(seconds * .5)),
            -1};
}

} // namespace

FrameBench::FrameBench(qml::FloorView &view, double seconds) : m_view(view), m_seconds(seconds)
{
    connect(&view, &QQuickWindow::frameSwapped, this, &FrameBench::swapped);
    m_since.start();
    view.update();
}

void FrameBench::swapped()
{
    const double at = static_cast<double>(m_since.nsecsElapsed()) / 1e6;
    m_view.stand(stanceAt(at / 1e3, *m_view.hall()));
    if (at < uncounted * 1e3)
        return;
    if (m_ends.empty())
        m_processorAtStart = processorMilliseconds();
    m_ends.push_back(at);
    if (at > (uncounted + m_seconds) * 1e3)
        Q_EMIT finished();
}

QJsonObject FrameBench::result() const
{
    std::vector<double> frames;
    for (std::size_t i = 1; i < m_ends.size(); ++i)
        frames.push_back(m_ends[i] - m_ends[i - 1]);
    std::ranges::sort(frames);
    if (frames.empty())
        return {};
    const auto count = static_cast<double>(frames.size());
    return {{u"fps"_s, count * 1e3 / (m_ends.back() - m_ends.front())},
            {u"p95_ms"_s, frames[frames.size() * 95 / 100]},
            {u"cpu_ms_per_frame"_s, (processorMilliseconds() - m_processorAtStart) / count},
            {u"frames"_s, count},
            {u"triangles"_s, static_cast<qint64>(m_view.hall()->triangles())},
            {u"draws"_s, m_view.models()},
            {u"renderer"_s, m_view.renderer()},
            {u"tier"_s, qml::nameOf(m_view.tier())}};
}

} // namespace rig::gallery
