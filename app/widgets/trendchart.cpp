#include "widgets/trendchart.h"

#include "presentation/numbers.h"
#include "widgets/plotframe.h"
#include "widgets/timeticks.h"
#include "widgets/trendpainter.h"

#include <QMouseEvent>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace rig::widgets {

using presentation::Role;
using presentation::Theme;

namespace {

constexpr double labelEvery = 96; ///< px between two times on the axis, at least
constexpr double zoomStep = 1.25; ///< per notch of the wheel
constexpr QMargins leastMargins{0, 22, 4, 0};

std::vector<PlotTick> valueTicks(const TrendScale &scale)
{
    std::vector<PlotTick> ticks;
    const auto count = std::llround((scale.high - scale.low) / scale.step);
    for (long long i = 0; i <= count; ++i) {
        const double at = scale.low + static_cast<double>(i) * scale.step;
        ticks.push_back({at, QString::number(at, 'f', scale.decimals)});
    }
    return ticks;
}

} // namespace

TrendChart::TrendChart(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_painter(std::make_unique<TrendPainter>(theme)),
      m_frame(new PlotFrame(theme, [this](QPainter &painter, const QRectF &plot) {
          m_painter->paint(painter, plot, m_cursor);
      }))
{
    m_frame->setLeastMargins(leastMargins);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_frame);
    m_frame->viewport().installEventFilter(this);
    setAccessibleName(tr("Trend"));
}

TrendChart::~TrendChart()
{
    delete m_frame; // it paints by the painter
}

void TrendChart::layOutAxes()
{
    const TrendPicture &picture = m_painter->picture();
    if (picture.note)
        return m_frame->setAxes({});
    const double most = std::max(2.0, std::floor(m_frame->width() / labelEvery));
    std::vector<PlotAxis> axes{timeAxis(picture.from, picture.to, most, Qt::AlignBottom)};
    axes.front().colour = m_theme.colour(Role::text3);
    for (const TrendScale &scale : m_painter->scales()) {
        const bool first = axes.size() == 1;
        axes.push_back({first ? Qt::AlignLeft : Qt::AlignRight, scale.low, scale.high, valueTicks(scale),
                        scale.onlyCurve ? m_theme.series().at(*scale.onlyCurve) : m_theme.colour(Role::text3),
                        first});
    }
    m_frame->setAxes(axes);
}

void TrendChart::present(TrendPicture picture)
{
    m_painter->setPicture(std::move(picture));
    layOutAxes();
    const int columns = static_cast<int>(m_frame->plot().width());
    if (columns > 0 && columns != m_columns) {
        m_columns = columns;
        Q_EMIT columnsChanged(columns);
    }
}

/// Where the mouse is; none when it is elsewhere.
void TrendChart::setCursor(std::optional<QPointF> point)
{
    m_cursor = point && m_frame->plot().contains(*point) ? std::optional(point->x()) : std::nullopt;
    m_frame->renew();
}

int TrendChart::columns() const
{
    return m_columns > 0 ? m_columns : std::max(1, width() - 64);
}

QStringList TrendChart::cursorTexts() const
{
    return m_cursor ? m_painter->cursorTexts(m_frame->plot(), *m_cursor) : QStringList();
}

bool TrendChart::eventFilter(QObject *object, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Wheel: {
        const auto *wheel = static_cast<QWheelEvent *>(event);
        if (wheel->angleDelta().y() != 0)
            Q_EMIT zoomed(
                std::pow(zoomStep, -wheel->angleDelta().y() / 120.0),
                std::clamp((wheel->position().x() - m_frame->plot().left()) / m_frame->plot().width(), 0.0,
                           1.0));
        return true;
    }
    case QEvent::MouseButtonPress:
        m_drag = static_cast<QMouseEvent *>(event)->position();
        return true;
    case QEvent::MouseMove: {
        const QPointF point = static_cast<QMouseEvent *>(event)->position();
        if (m_drag && m_frame->plot().width() > 0 && std::abs(point.x() - m_drag->x()) >= 1) {
            Q_EMIT panned((m_drag->x() - point.x()) / m_frame->plot().width());
            m_drag = point;
        }
        setCursor(point);
        return true;
    }
    case QEvent::MouseButtonRelease:
        m_drag.reset();
        return true;
    case QEvent::MouseButtonDblClick:
        m_drag.reset();
        Q_EMIT liveWanted();
        return true;
    case QEvent::Leave:
        setCursor({});
        break;
    default:
        break;
    }
    return QWidget::eventFilter(object, event);
}

void TrendChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_columns = 0;
    Q_EMIT columnsChanged(columns());
}

} // namespace rig::widgets
