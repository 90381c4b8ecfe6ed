#include "widgets/expectedchart.h"

#include "presentation/numbers.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rig::widgets {

using presentation::EvidencePicture;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::widgets::ExpectedChart", text);
}

double seconds(Instant at)
{
    return static_cast<double>(at.time_since_epoch().count()) / 1e6;
}

/// What an axis shows: round numbers, a step apart.
struct Axis
{
    double low = 0;
    double step = 1;
    int steps = 1;

    double high() const { return low + steps * step; }
};

/// 1, 2, 2.5 or 5 times a power of ten, at least this much.
double roundStep(double least)
{
    const double power = std::pow(10., std::floor(std::log10(least)));
    for (const double factor : {1., 2., 2.5, 5.})
        if (factor * power >= least * (1 - 1e-9))
            return factor * power;
    return 10 * power;
}

/// Of a course and what was expected of it, in two or three steps; never without height.
Axis axisOf(const std::vector<ExpectedStep> &course)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const ExpectedStep &step : course)
        for (const double value :
             {step.actual, step.expected - 2 * step.deviation, step.expected + 2 * step.deviation})
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    if (!(low <= high))
        return {};
    const double least = std::max(1e-9, std::abs(high) * 1e-6);
    Axis axis;
    for (double wanted = std::max(high - low, least) / 2;; wanted *= 1.2) {
        axis.step = roundStep(wanted);
        axis.low = std::floor(low / axis.step) * axis.step;
        axis.steps = std::max(1, static_cast<int>(std::ceil((high - axis.low) / axis.step - 1e-9)));
        if (axis.steps <= 3)
            return axis;
    }
}

/// As few decimals as tell the steps of an axis apart.
int decimalsOf(double step)
{
    for (int decimals = 0; decimals < 6; ++decimals)
        if (const double scaled = step * std::pow(10., decimals);
            std::abs(scaled - std::round(scaled)) < 1e-6)
            return decimals;
    return 6;
}

} // namespace

/// Where times and values lie in the plot.
struct ExpectedChart::Scale
{
    QRectF plot;
    Axis axis;
    double first = 0; ///< seconds
    double span = 1;

    Scale(const QRectF &area, const std::vector<ExpectedStep> &course)
        : plot(area),
          axis(axisOf(course)),
          first(seconds(course.front().at)),
          span(std::max(1., seconds(course.back().at) - first))
    {
    }

    double x(Instant at) const { return plot.left() + plot.width() * (seconds(at) - first) / span; }
    double y(double value) const
    {
        return plot.bottom() - plot.height() * (value - axis.low) / (axis.high() - axis.low);
    }
};

ExpectedChart::ExpectedChart(const presentation::Theme &theme)
    : m_theme(theme),
      m_figure(TextStyle::figure),
      m_number(TextStyle::number),
      m_strong(TextStyle::strong),
      m_small(TextStyle::small),
      m_tiny(TextStyle::tiny)
{
}

void ExpectedChart::paint(QPainter &painter, const QRectF &area, const EvidencePicture::Chart &chart,
                          Instant started) const
{
    paintFigures(painter, area, chart);
    if (chart.course.empty())
        return;
    const Scale scale(QRectF(area.left() + 44, area.top() + 24, area.width() - 50, area.height() - 46),
                      chart.course);
    paintAxis(painter, scale);
    painter.save();
    painter.setClipRect(scale.plot.adjusted(0, -1, 3, 1));
    painter.setBrush(Qt::NoBrush);
    paintExpected(painter, scale, chart.course);
    paintActual(painter, scale, chart.course);
    painter.restore();
    paintTimes(painter, scale, area.bottom() - 6, chart.course, started);
}

void ExpectedChart::paintFigures(QPainter &painter, const QRectF &area,
                                 const EvidencePicture::Chart &chart) const
{
    const double base = area.top() + 13;
    const double expectedWidth = m_number.width(chart.expected);
    paintText(painter, {area.right() - expectedWidth, base}, chart.expected, m_number,
              m_theme.status(Status::notNow).ink);
    const QString between = tr("expected ");
    double x = area.right() - expectedWidth - m_small.width(between);
    paintText(painter, {x, base}, between, m_small, m_theme.colour(Role::text2));
    x -= m_figure.width(chart.actual) + 10;
    paintText(painter, {x, base}, chart.actual, m_figure, m_theme.colour(Role::text1));
    paintFitted(painter, {area.left(), base}, x - area.left() - 8, chart.title, m_strong,
                m_theme.colour(Role::text1));
}

void ExpectedChart::paintAxis(QPainter &painter, const Scale &scale) const
{
    const int decimals = decimalsOf(scale.axis.step);
    for (int i = 0; i <= scale.axis.steps; ++i) {
        const double value = scale.axis.low + i * scale.axis.step;
        const double y = scale.y(value);
        painter.setPen(m_theme.colour(Role::line));
        painter.drawLine(QPointF(scale.plot.left(), y), QPointF(scale.plot.right(), y));
        paintTextRight(painter, {scale.plot.left() - 6, y + 4}, presentation::fixedNumber(value, decimals),
                       m_tiny, m_theme.colour(Role::text2));
    }
}

/// The band that holds 95 of 100 healthy readings, and its middle.
void ExpectedChart::paintExpected(QPainter &painter, const Scale &scale,
                                  const std::vector<ExpectedStep> &course) const
{
    const presentation::StatusColours notNow = m_theme.status(Status::notNow);
    QPolygonF above;
    QPolygonF middle;
    QPolygonF below;
    for (const ExpectedStep &step : course) {
        const double x = scale.x(step.at);
        above.append({x, scale.y(step.expected + 2 * step.deviation)});
        middle.append({x, scale.y(step.expected)});
        below.prepend({x, scale.y(step.expected - 2 * step.deviation)});
    }
    QPainterPath band;
    band.addPolygon(above + below);
    QColor wash = notNow.fill;
    wash.setAlphaF(.28F);
    painter.fillPath(band, wash);
    QPen dashed(notNow.ink, 1.5);
    dashed.setDashPattern({10 / 3., 2});
    painter.setPen(dashed);
    painter.drawPolyline(middle);
}

/// A gap stays a gap; the newest value is a dot.
void ExpectedChart::paintActual(QPainter &painter, const Scale &scale,
                                const std::vector<ExpectedStep> &course) const
{
    QPainterPath line;
    bool drawn = false;
    for (const ExpectedStep &step : course) {
        const bool there = std::isfinite(step.actual);
        const QPointF point(scale.x(step.at), there ? scale.y(step.actual) : 0);
        if (there)
            drawn ? line.lineTo(point) : line.moveTo(point);
        drawn = there;
    }
    painter.setPen(QPen(m_theme.colour(Role::text1), 2));
    painter.drawPath(line);
    if (!drawn)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(Role::text1));
    painter.drawEllipse(QPointF(scale.plot.right(), scale.y(course.back().actual)), 3, 3);
}

void ExpectedChart::paintTimes(QPainter &painter, const Scale &scale, double base,
                               const std::vector<ExpectedStep> &course, Instant started) const
{
    const QColor plain = m_theme.colour(Role::text2);
    const auto clock = [](Instant at) { return presentation::timeText(at).left(5); };
    const QString from = clock(course.front().at);
    const QString to = clock(course.back().at);
    const QRectF &plot = scale.plot;
    paintText(painter, {plot.left(), base}, from, m_tiny, plain);
    paintTextRight(painter, {plot.right(), base}, to, m_tiny, plain);
    const double at = scale.x(started);
    if (at < plot.left() || at > plot.right())
        return;
    painter.setPen(QPen(m_theme.colour(Role::lineStrong), 1.5, Qt::DotLine));
    painter.drawLine(QPointF(at, plot.top() - 4), QPointF(at, plot.bottom() + 4));
    const QString words = tr("start");
    const double half = m_tiny.width(words) / 2;
    if (at - half > plot.left() + m_tiny.width(from) + 6 && at + half < plot.right() - m_tiny.width(to) - 6)
        paintText(painter, {at - half, base}, words, m_tiny, plain);
}

} // namespace rig::widgets
