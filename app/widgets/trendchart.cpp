#include "widgets/trendchart.h"

#include "presentation/numbers.h"
#include "widgets/paint.h"

#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <QCoreApplication>
#include <QGraphicsItem>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;
using presentation::Theme;
using std::chrono::microseconds;

namespace {

constexpr double labelEvery = 96; ///< px between two times on the axis, at least
constexpr int rows = 5;           ///< of the grid, about
constexpr double narrowestGap = 4;
constexpr std::size_t densePoints = 400; ///< of a curve: about one in two pixels
constexpr double zoomStep = 1.25;        ///< per notch of the wheel

const std::vector<double> timeSteps{1,     2,     5,      10,     15,      30,     60,    120,
                                    300,   600,   900,    1800,   3600,    7200,   10800, 21600,
                                    43200, 86400, 172800, 604800, 1209600, 2592000};

double seconds(microseconds span)
{
    return static_cast<double>(span.count()) / 1e6;
}

/// A step of 1, 2 or 5 times a power of ten.
double niceStep(double raw)
{
    const double power = std::pow(10, std::floor(std::log10(raw)));
    const double rest = raw / power;
    return power * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
}

struct Scale
{
    double low = 0;
    double high = 1;
    double step = 1;
    int decimals = 0;
};

/// What the axis of a unit goes over: the curves, and a limit where one is near.
Scale scaleOf(const std::vector<const TrendCurve *> &curves)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    int decimals = 0;
    for (const TrendCurve *curve : curves) {
        decimals = std::max(decimals, curve->decimals);
        for (const TrendPoint &point : curve->line.points) {
            low = std::min(low, point.low);
            high = std::max(high, point.high);
        }
    }
    if (!(low <= high))
        return {0, 1, 1, 0};
    const double least = 4 * std::pow(10, -decimals);
    const double span = std::max(high - low, std::max(least, 1e-9 * std::abs(high)));
    const double middle = (low + high) / 2;
    low = middle - span / 2;
    high = middle + span / 2;
    for (const TrendCurve *curve : curves)
        for (const auto &limit : {curve->limits.loLo, curve->limits.lo, curve->limits.hi, curve->limits.hiHi})
            if (limit && *limit > low - span * .35 && *limit < high + span * .35) {
                low = std::min(low, *limit);
                high = std::max(high, *limit);
            }
    const double step = niceStep((high - low) / rows);
    const double pad = (high - low) * .04;
    // What is never negative needs no room below zero.
    const double lowest = low >= 0 ? std::max(0.0, low - pad) : low - pad;
    return {std::floor(lowest / step) * step, std::ceil((high + pad) / step) * step, step,
            std::max(0, static_cast<int>(-std::floor(std::log10(step))))};
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

QPen seriesPen(const Theme &theme, std::size_t series, double width)
{
    static const std::vector<QList<double>> dashes{{}, {}, {6, 3}, {8, 3, 2, 3}, {2, 3}, {12, 4}};
    QPen pen(theme.series().at(series), width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (!dashes[series].isEmpty()) {
        QList<double> pattern;
        for (const double px : dashes[series])
            pattern.append(px / width);
        pen.setDashPattern(pattern);
    }
    return pen;
}

/// Axes and grid are the library's, the curves are painted here: it knows no gaps, no band per column, and is
/// slow with many pieces.
class TrendChart::Scene : public QGraphicsItem
{
public:
    explicit Scene(const Theme &theme)
        : m_theme(theme),
          m_number(TextStyle::number),
          m_small(TextStyle::tiny),
          m_strong(TextStyle::smallStrong)
    {
        m_chart = new QChart;
        m_chart->setBackgroundVisible(false);
        m_chart->setMargins(QMargins(0, 22, 4, 0));
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
    }

    QChartView *view() const { return m_view; }
    QRectF plot() const { return m_chart->plotArea(); }

    void present(TrendPicture picture)
    {
        prepareGeometryChange();
        m_picture = std::move(picture);
        layOutAxes();
        update();
    }

    /// Where the mouse is, in the view; none when it is elsewhere.
    void setCursor(std::optional<QPointF> point)
    {
        m_cursor = point && plot().contains(*point) ? point : std::nullopt;
        update();
    }

    double fraction(double x) const { return std::clamp((x - plot().left()) / plot().width(), 0.0, 1.0); }

    QStringList cursorTexts() const
    {
        if (!m_cursor || m_picture.note)
            return {};
        const Instant at = instantAt(m_cursor->x());
        QStringList texts{presentation::timeText(at)};
        for (const TrendCurve &curve : m_picture.curves) {
            const TrendPoint *point = pointAt(curve.line, at);
            texts.append(u"%1 %2 %3"_s.arg(curve.title,
                                           point ? presentation::fixedNumber(point->last, curve.decimals)
                                                 : presentation::noValueText(),
                                           point ? curve.unit : QString()));
        }
        return texts;
    }

    QRectF boundingRect() const override { return m_chart->rect(); }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        if (m_picture.note) {
            paintEmptyNote(*painter, plot(), *m_picture.note, m_theme);
            return;
        }
        painter->save();
        painter->setClipRect(plot());
        if (!m_picture.curves.empty())
            paintGaps(*painter, m_picture.curves.front().line);
        std::vector<double> named;
        for (const TrendCurve &curve : m_picture.curves)
            paintLimits(*painter, curve, named);
        for (std::size_t i = 0; i < m_picture.curves.size(); ++i)
            paintCurve(*painter, m_picture.curves[i], i);
        for (std::size_t i = 0; i < m_picture.curves.size(); ++i)
            paintName(*painter, m_picture.curves[i], i);
        painter->restore();
        paintUnits(*painter);
        if (m_cursor)
            paintCursor(*painter);
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
        m_scales.clear();
        if (m_picture.note)
            return;
        auto *time = timeAxis();
        m_chart->addAxis(time, Qt::AlignBottom);
        std::vector<QString> units;
        for (const TrendCurve &curve : m_picture.curves)
            if (std::ranges::find(units, curve.unit) == units.end())
                units.push_back(curve.unit);
        for (std::size_t i = 0; i < units.size(); ++i) {
            std::vector<const TrendCurve *> curves;
            std::size_t first = m_picture.curves.size();
            for (std::size_t n = 0; n < m_picture.curves.size(); ++n)
                if (m_picture.curves[n].unit == units[i]) {
                    curves.push_back(&m_picture.curves[n]);
                    first = std::min(first, n);
                }
            const Scale scale = scaleOf(curves);
            m_scales[units[i]] = scale;
            // One of several of the same unit has no colour of its own.
            const QColor colour = curves.size() > 1 || units.size() == 1 ? m_theme.colour(Role::text3)
                                                                         : m_theme.series().at(first);
            auto *axis = valueAxis(scale, colour, i == 0);
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
        const double span = seconds(m_picture.to - m_picture.from);
        const double most = std::max(2.0, std::floor(m_chart->size().width() / labelEvery));
        const auto step = std::ranges::find_if(timeSteps, [&](double one) { return span / one <= most; });
        const double every = step == timeSteps.end() ? std::ceil(span / most / 2592000) * 2592000 : *step;
        auto *axis = new QCategoryAxis;
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setRange(0, span);
        const double begin = seconds(m_picture.from.time_since_epoch());
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

    QValueAxis *valueAxis(const Scale &scale, const QColor &colour, bool grid) const
    {
        auto *axis = new QValueAxis;
        axis->setRange(scale.low, scale.high);
        axis->setTickType(QValueAxis::TicksDynamic);
        axis->setTickAnchor(scale.low);
        axis->setTickInterval(scale.step);
        axis->setLabelFormat(u"%.%1f"_s.arg(scale.decimals));
        style(axis, colour);
        axis->setGridLineVisible(grid);
        axis->setGridLineColor(m_theme.colour(Role::line));
        return axis;
    }

    void style(QAbstractAxis *axis, const QColor &colour) const
    {
        axis->setLabelsFont(m_number.font);
        axis->setLabelsColor(colour);
        axis->setLinePenColor(m_theme.colour(Role::lineStrong));
    }

    double x(Instant at) const
    {
        return plot().left() +
               plot().width() * seconds(at - m_picture.from) / seconds(m_picture.to - m_picture.from);
    }

    double y(const QString &unit, double value) const
    {
        const Scale &scale = m_scales.at(unit);
        return plot().bottom() - plot().height() * (value - scale.low) / (scale.high - scale.low);
    }

    Instant instantAt(double position) const
    {
        const double share = fraction(position);
        return m_picture.from + microseconds(std::llround(
                                    share * static_cast<double>((m_picture.to - m_picture.from).count())));
    }

    /// The newest at this instant, unless a gap lies there.
    static const TrendPoint *pointAt(const TrendLine &line, Instant at)
    {
        const auto after = std::ranges::upper_bound(line.points, at, {}, &TrendPoint::at);
        if (after == line.points.begin() || (after != line.points.end() && after->gapBefore))
            return nullptr;
        return &*std::prev(after);
    }

    void paintGaps(QPainter &painter, const TrendLine &line) const
    {
        for (std::size_t i = 1; i < line.points.size(); ++i) {
            const QRectF gap(QPointF(x(line.points[i - 1].at), plot().top()),
                             QPointF(x(line.points[i].at), plot().bottom()));
            if (!line.points[i].gapBefore || gap.width() < narrowestGap)
                continue;
            QColor ink = m_theme.status(Status::stale).ink;
            ink.setAlphaF(.2F);
            paintHatch(painter, gap, ink, 9, 1);
            const QString words = QCoreApplication::translate("rig::widgets::TrendChart", "no data");
            if (m_small.width(words) + 8 < gap.width())
                paintText(painter, {gap.center().x() - m_small.width(words) / 2, gap.bottom() - 8}, words,
                          m_small, m_theme.colour(Role::text3));
        }
    }

    /// `named`: where words stand already; close beside them a line has none.
    void paintLimits(QPainter &painter, const TrendCurve &curve, std::vector<double> &named) const
    {
        const Scale &scale = m_scales.at(curve.unit);
        const auto paintOne = [&](const std::optional<double> &limit, const QString &word, bool second) {
            if (!limit || *limit < scale.low || *limit > scale.high)
                return;
            QPen pen(m_theme.colour(Role::lineStrong), second ? 1.5 : 1);
            if (!second)
                pen.setDashPattern({3, 3});
            const double line = std::round(y(curve.unit, *limit)) + .5;
            painter.setPen(pen);
            painter.drawLine(QPointF(plot().left(), line), QPointF(plot().right(), line));
            if (std::ranges::any_of(named, [&](double other) { return std::abs(other - line) < 14; }))
                return;
            named.push_back(line);
            QString text = word + u' ' + presentation::plainNumber(*limit);
            if (m_picture.curves.size() > 1)
                text.prepend(curve.title + u' ');
            paintText(painter, {plot().left() + 6, line - 4}, text, m_small, m_theme.colour(Role::text2));
        };
        paintOne(curve.limits.lo, u"Lo"_s, false);
        paintOne(curve.limits.hi, u"Hi"_s, false);
        paintOne(curve.limits.loLo, u"LoLo"_s, true);
        paintOne(curve.limits.hiHi, u"HiHi"_s, true);
    }

    void paintCurve(QPainter &painter, const TrendCurve &curve, std::size_t series) const
    {
        std::vector<QLineF> lines;
        lines.reserve(2 * curve.line.points.size());
        const TrendPoint *before = nullptr;
        for (const TrendPoint &point : curve.line.points) {
            const double at = x(point.at);
            if (before && !point.gapBefore)
                lines.emplace_back(x(before->at), y(curve.unit, before->last), at,
                                   y(curve.unit, std::clamp(before->last, point.low, point.high)));
            // Also a value alone between two gaps is seen.
            const double low = y(curve.unit, point.low);
            const double high = y(curve.unit, point.high);
            if (low != high || !before || point.gapBefore)
                lines.emplace_back(at, low + .5, at, high - .5);
            before = &point;
        }
        // Thousands of smoothed strokes cost ten times as much, and nobody sees the difference.
        painter.setRenderHint(QPainter::Antialiasing, curve.line.points.size() < densePoints);
        painter.setPen(seriesPen(m_theme, series, 2));
        painter.drawLines(lines.data(), static_cast<int>(lines.size()));
    }

    /// At the line's end, where it can be told which it is without a legend.
    void paintName(QPainter &painter, const TrendCurve &curve, std::size_t series) const
    {
        if (curve.line.points.empty())
            return;
        const TrendPoint &end = curve.line.points.back();
        const double width = m_strong.width(curve.title);
        const double left = std::clamp(x(end.at) - width - 6, plot().left() + 4, plot().right() - width - 4);
        const double base = std::clamp(y(curve.unit, end.high) - 8 - 16.0 * static_cast<double>(series),
                                       plot().top() + 14, plot().bottom() - 4);
        QColor plate = m_theme.colour(Role::panel);
        plate.setAlphaF(.8F);
        painter.fillRect(QRectF(left - 3, base - 12, width + 6, 16), plate);
        paintText(painter, {left, base}, curve.title, m_strong, m_theme.series().at(series));
    }

    void paintUnits(QPainter &painter) const
    {
        bool first = true;
        double right = plot().right();
        for (const TrendCurve &curve : m_picture.curves) {
            if (first)
                paintText(painter, {plot().left(), plot().top() - 8}, curve.unit, m_small,
                          m_theme.colour(Role::text2));
            else if (curve.unit != m_picture.curves.front().unit) {
                paintText(painter, {right - m_small.width(curve.unit), plot().top() - 8}, curve.unit, m_small,
                          m_theme.colour(Role::text2));
                right += 48;
            }
            first = false;
        }
    }

    void paintCursor(QPainter &painter) const
    {
        const double at = std::round(m_cursor->x()) + .5;
        painter.setPen(QPen(m_theme.colour(Role::text2), 1));
        painter.drawLine(QPointF(at, plot().top()), QPointF(at, plot().bottom()));
        const QStringList texts = cursorTexts();
        double width = 0;
        for (const QString &text : texts)
            width = std::max(width, m_number.width(text));
        const QSizeF size(width + 20, 18.0 * static_cast<double>(texts.size()) + 10);
        const bool leftOf = at + 12 + size.width() > plot().right();
        const QRectF plate(QPointF(leftOf ? at - 12 - size.width() : at + 12, plot().top() + 8), size);
        paintBox(painter, plate, m_theme.colour(Role::raised), m_theme.colour(Role::lineStrong));
        double base = plate.top() + 18;
        for (qsizetype i = 0; i < texts.size(); ++i, base += 18)
            paintText(painter, {plate.left() + 10, base}, texts[i], m_number,
                      i == 0 ? m_theme.colour(Role::text2)
                             : m_theme.series().at(static_cast<std::size_t>(i - 1)));
    }

    Theme m_theme;
    Ink m_number;
    Ink m_small;
    Ink m_strong;
    QChart *m_chart;
    QChartView *m_view;
    TrendPicture m_picture;
    std::map<QString, Scale> m_scales;
    std::optional<QPointF> m_cursor;
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
