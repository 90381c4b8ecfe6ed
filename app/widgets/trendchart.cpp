#include "widgets/trendchart.h"

#include "presentation/numbers.h"
#include "widgets/trendpainter.h"

#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <QGraphicsLayout>
#include <QGraphicsObject>
#include <QGraphicsScene>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;
using presentation::TextStyle;
using presentation::Theme;
using std::chrono::microseconds;

namespace {

constexpr double labelEvery = 96; ///< px between two times on the axis, at least
constexpr double zoomStep = 1.25; ///< per notch of the wheel
constexpr QMargins leastMargins{0, 22, 4, 0};

constexpr double timeSteps[] = {1,     2,     5,      10,     15,      30,     60,    120,
                                300,   600,   900,    1800,   3600,    7200,   10800, 21600,
                                43200, 86400, 172800, 604800, 1209600, 2592000};

double seconds(microseconds span)
{
    return static_cast<double>(span.count()) / 1e6;
}

/// "08:15", "08:15:30", "12 Jan" as fine as the step needs.
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

/// The library's axes and grid; between them the curves as an item of ours.
class TrendChart::Scene : public QGraphicsObject
{
public:
    explicit Scene(const Theme &theme) : m_theme(theme), m_number(TextStyle::number), m_painter(theme)
    {
        m_chart = new QChart;
        m_chart->setBackgroundVisible(false);
        m_chart->setMargins(leastMargins);
        m_chart->layout()->setContentsMargins(0, 0, 0, 0);
        m_chart->legend()->hide();
        m_chart->setAnimationOptions(QChart::NoAnimation);
        m_view = new QChartView(m_chart);
        m_view->setFrameShape(QFrame::NoFrame);
        m_view->setBackgroundBrush(Qt::NoBrush);
        m_view->setStyleSheet(u"background: transparent"_s);
        m_view->setMouseTracking(true);
        m_view->viewport()->setMouseTracking(true);
        setParentItem(m_chart);
        setZValue(10);
        // The axes are laid out after what we paint between them has been asked for, and maybe painted.
        connect(m_chart, &QChart::plotAreaChanged, this, [this] { update(); });
    }

    QChartView *view() const { return m_view; }
    QRectF plot() const { return m_chart->plotArea(); }

    void present(TrendPicture picture)
    {
        prepareGeometryChange();
        m_painter.setPicture(std::move(picture));
        layOutAxes();
        update();
    }

    /// Where the mouse is, in the view; none when it is elsewhere.
    void setCursor(std::optional<QPointF> point)
    {
        m_cursor = point && plot().contains(*point) ? std::optional(point->x()) : std::nullopt;
        update();
    }

    double fraction(double x) const { return std::clamp((x - plot().left()) / plot().width(), 0.0, 1.0); }

    QStringList cursorTexts() const
    {
        return m_cursor ? m_painter.cursorTexts(plot(), *m_cursor) : QStringList();
    }

    QRectF boundingRect() const override { return m_chart->rect(); }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        m_painter.paint(*painter, plot(), m_cursor);
    }

private:
    void layOutAxes()
    {
        // The axes are few, and made anew: what they go over changes with everything.
        m_chart->removeAllSeries();
        for (QAbstractAxis *axis : m_chart->axes()) {
            m_chart->removeAxis(axis);
            delete axis;
        }
        m_chart->setMargins(leastMargins);
        if (m_painter.picture().note)
            return;
        auto *time = timeAxis();
        m_chart->setMargins(marginsFor(*time));
        m_chart->addAxis(time, Qt::AlignBottom);
        const std::vector<TrendScale> &scales = m_painter.scales();
        for (std::size_t i = 0; i < scales.size(); ++i) {
            auto *axis = valueAxis(scales[i], i == 0);
            m_chart->addAxis(axis, i == 0 ? Qt::AlignLeft : Qt::AlignRight);
            // An axis is laid out where a series has it.
            auto *series = new QLineSeries;
            m_chart->addSeries(series);
            series->attachAxis(time);
            series->attachAxis(axis);
        }
    }

    QCategoryAxis *timeAxis() const
    {
        const TrendPicture &picture = m_painter.picture();
        const double span = seconds(picture.to - picture.from);
        const double most = std::max(2.0, std::floor(m_chart->size().width() / labelEvery));
        const auto step = std::ranges::find_if(timeSteps, [&](double one) { return span / one <= most; });
        const double every = step == std::end(timeSteps) ? std::ceil(span / most / 2592000) * 2592000 : *step;
        auto *axis = new QCategoryAxis;
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setRange(0, span);
        const double begin = seconds(picture.from.time_since_epoch());
        for (double at = std::ceil(begin / every) * every; at <= begin + span; at += every) {
            const Instant instant{microseconds(std::llround(at * 1e6))};
            QString label = tickText(instant, every);
            while (axis->categoriesLabels().contains(label))
                label += QChar(0x200B); // the library wants every label once
            axis->append(label, at - begin);
        }
        style(axis, m_theme.colour(Role::text3));
        axis->setGridLineColor(m_theme.colour(Role::line));
        return axis;
    }

    QValueAxis *valueAxis(const TrendScale &scale, bool grid) const
    {
        auto *axis = new QValueAxis;
        axis->setRange(scale.low, scale.high);
        axis->setTickType(QValueAxis::TicksDynamic);
        axis->setTickAnchor(scale.low);
        axis->setTickInterval(scale.step);
        axis->setLabelFormat(u"%.%1f"_s.arg(scale.decimals));
        style(axis, scale.onlyCurve ? m_theme.series().at(*scale.onlyCurve) : m_theme.colour(Role::text3));
        axis->setGridLineVisible(grid);
        axis->setGridLineColor(m_theme.colour(Role::line));
        return axis;
    }

    /// Half of a time stands beyond the plot where its line is on the edge. The library leaves no room for it
    /// but that of the axes that stand there.
    QMargins marginsFor(QCategoryAxis &time) const
    {
        double half = m_number.width(u"00:00"_s) / 2; // it does not move when a longer one comes and goes
        for (const QString &label : time.categoriesLabels())
            half = std::max(half, m_number.width(label) / 2);
        double left = 0;
        double right = 0;
        for (const TrendScale &scale : m_painter.scales())
            (&scale == &m_painter.scales().front() ? left : right) += numbersWidth(scale);
        QMargins margins = leastMargins;
        margins.setLeft(std::max(margins.left(), static_cast<int>(std::ceil(half - left))));
        margins.setRight(std::max(margins.right(), static_cast<int>(std::ceil(half - right))));
        return margins;
    }

    double numbersWidth(const TrendScale &scale) const
    {
        return std::max(m_number.width(QString::number(scale.low, 'f', scale.decimals)),
                        m_number.width(QString::number(scale.high, 'f', scale.decimals)));
    }

    void style(QAbstractAxis *axis, const QColor &colour) const
    {
        axis->setLabelsFont(m_number.font);
        axis->setLabelsColor(colour);
        axis->setLinePenColor(m_theme.colour(Role::lineStrong));
    }

    Theme m_theme;
    Ink m_number;
    TrendPainter m_painter;
    QChart *m_chart;
    QChartView *m_view;
    std::optional<double> m_cursor; ///< x, while the mouse is between the axes
};

TrendChart::TrendChart(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_scene(std::make_unique<Scene>(theme))
{
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scene->view());
    m_scene->view()->viewport()->installEventFilter(this);
    setAccessibleName(tr("Trend"));
}

TrendChart::~TrendChart()
{
    // The scene owns the item that we own.
    if (m_scene->scene())
        m_scene->scene()->removeItem(m_scene.get());
}

void TrendChart::present(TrendPicture picture)
{
    m_scene->present(std::move(picture));
    const int columns = static_cast<int>(m_scene->plot().width());
    if (columns > 0 && columns != m_columns) {
        m_columns = columns;
        Q_EMIT columnsChanged(columns);
    }
}

int TrendChart::columns() const
{
    return m_columns > 0 ? m_columns : std::max(1, width() - 64);
}

QStringList TrendChart::cursorTexts() const
{
    return m_scene->cursorTexts();
}

bool TrendChart::eventFilter(QObject *object, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Wheel: {
        const auto *wheel = static_cast<QWheelEvent *>(event);
        if (wheel->angleDelta().y() != 0)
            Q_EMIT zoomed(std::pow(zoomStep, -wheel->angleDelta().y() / 120.0),
                          m_scene->fraction(wheel->position().x()));
        return true;
    }
    case QEvent::MouseButtonPress:
        m_drag = static_cast<QMouseEvent *>(event)->position();
        return true;
    case QEvent::MouseMove: {
        const QPointF point = static_cast<QMouseEvent *>(event)->position();
        if (m_drag && m_scene->plot().width() > 0 && std::abs(point.x() - m_drag->x()) >= 1) {
            Q_EMIT panned((m_drag->x() - point.x()) / m_scene->plot().width());
            m_drag = point;
        }
        m_scene->setCursor(point);
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
        m_scene->setCursor({});
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
