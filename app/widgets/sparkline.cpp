#include "widgets/sparkline.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace rig::widgets {

using namespace std::chrono_literals;

namespace {

constexpr auto stepTime = 500ms;
constexpr auto shortestPatience = 2000ms;
constexpr double dotRadius = 2;

bool empty(const TraceStep &step)
{
    return std::isnan(step.last);
}

struct Scale
{
    double low = 0;
    double high = 1;
};

Scale scaleOf(const Sparkline &sparkline)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const TraceStep &step : sparkline.steps)
        if (!empty(step)) {
            low = std::min(low, step.low);
            high = std::max(high, step.high);
        }
    if (sparkline.limit) {
        low = std::min(low, *sparkline.limit);
        high = std::max(high, *sparkline.limit);
    }
    const double missing = sparkline.leastSpan - (high - low);
    if (missing > 0 || high == low) {
        const double pad = missing > 0 ? missing / 2 : 1;
        return {low - pad, high + pad};
    }
    return {low, high};
}

/// Where steps and values lie in the area.
class Canvas
{
public:
    Canvas(const QRectF &area, const Sparkline &sparkline)
        : m_area(area),
          m_scale(scaleOf(sparkline)),
          m_pitch((area.width() - dotRadius - 1) /
                  std::max<double>(1, static_cast<double>(sparkline.steps.size()) - 1))
    {
    }

    double x(std::size_t step) const { return m_area.left() + m_pitch * static_cast<double>(step); }
    double y(double value) const
    {
        const double share = (value - m_scale.low) / (m_scale.high - m_scale.low);
        return m_area.bottom() - dotRadius - share * (m_area.height() - 2 * dotRadius);
    }

private:
    QRectF m_area;
    Scale m_scale;
    double m_pitch;
};

/// One unbroken piece; where a step holds more than one value its low and high are both passed.
void addStep(QPolygonF &line, const Canvas &canvas, const TraceStep &step, double x)
{
    const double low = canvas.y(step.low);
    const double high = canvas.y(step.high);
    if (low - high > 1.5)
        line << QPointF(x, high) << QPointF(x, low);
    line << QPointF(x, canvas.y(step.last));
}

void paintGap(QPainter &painter, const QRectF &area, double from, double to, const QColor &colour)
{
    constexpr double dash = 2;
    if (to - from < dash) // a lone dot would look like a value
        return;
    const double y = std::floor(area.bottom()) - .5;
    QPen pen(colour, 1, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({dash, dash});
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(pen);
    painter.drawLine(QPointF(from, y), QPointF(to, y));
    painter.setRenderHint(QPainter::Antialiasing);
}

void paintLimit(QPainter &painter, const QRectF &area, double y, const QColor &colour)
{
    QPen pen(colour, 1, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({3, 3});
    painter.setPen(pen);
    const double line = std::floor(y) + .5;
    painter.drawLine(QPointF(area.left(), line), QPointF(area.right(), line));
}

} // namespace

void paintSparkline(QPainter &painter, const QRectF &area, const Sparkline &sparkline)
{
    const auto &steps = sparkline.steps;
    const Canvas canvas(area, sparkline);
    const auto patience =
        static_cast<std::size_t>(std::max(shortestPatience, 3 * sparkline.interval) / stepTime);
    painter.setRenderHint(QPainter::Antialiasing);
    if (sparkline.limit)
        paintLimit(painter, area, canvas.y(*sparkline.limit), sparkline.limitLine);

    const QPen pen(sparkline.line, 1.5, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin);
    QPolygonF line;
    std::optional<std::size_t> last;
    const auto finish = [&] {
        painter.setPen(pen);
        painter.drawPolyline(line);
        line.clear();
    };
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (empty(steps[i]))
            continue;
        const std::size_t missing = i - (last ? *last + 1 : 0);
        if (missing > (last ? patience : 0)) {
            finish();
            paintGap(painter, area, last ? canvas.x(*last) + 2 : area.left(), canvas.x(i), sparkline.gap);
        }
        addStep(line, canvas, steps[i], canvas.x(i));
        last = i;
    }
    finish();
    const std::size_t tail = steps.size() - (last ? *last + 1 : 0);
    if (!last || tail > patience) {
        paintGap(painter, area, last ? canvas.x(*last) + 3 : area.left(), area.right(), sparkline.gap);
    } else if (sparkline.present) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(sparkline.line);
        painter.drawEllipse(QPointF(canvas.x(*last), canvas.y(steps[*last].last)), dotRadius, dotRadius);
    }
}

} // namespace rig::widgets
