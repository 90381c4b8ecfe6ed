#include "widgets/healthplot.h"

#include "presentation/numbers.h"
#include "presentation/sensorcard.h"
#include "widgets/emptynote.h"
#include "widgets/glyphpainter.h"
#include "widgets/hint.h"
#include "widgets/timeticks.h"
#include "widgets/trendpainter.h"

#include <QHelpEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::HealthLine;
using presentation::HealthMark;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr double whole = 100;
constexpr double half = 50;
constexpr double headroom = .16;  ///< of the scale, above 100: there stand the findings
constexpr double together = 99.5; ///< lines from there on lie on one another
constexpr double labelEvery = 84;
constexpr int namesRoom = 76;
constexpr double nameHeight = 15;
constexpr double signSize = 14;
constexpr double near = 9;
constexpr QSize leastPlot{220, 90};

} // namespace

/// What is written at the end of a line.
struct HealthPlot::Ending
{
    QString words;
    double percent;
    QColor colour;
};

HealthPlot::HealthPlot(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_name(TextStyle::tiny),
      m_strong(TextStyle::tinyStrong),
      m_frame(new PlotFrame(theme, [this](QPainter &painter, const QRectF &) { paint(painter); }))
{
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(4, 4, 4, 2);
    whole->addWidget(m_frame);
    m_frame->setLeastMargins({4, 4, namesRoom, 0});
    m_frame->setMinimumSize(leastPlot);
    m_frame->viewport().installEventFilter(this);
    setAccessibleName(tr("Health by category over time"));
}

HealthPlot::~HealthPlot()
{
    delete m_frame; // it paints by us
}

void HealthPlot::present(presentation::HealthChart chart)
{
    if (chart == m_chart)
        return;
    m_chart = std::move(chart);
    QStringList spoken;
    for (const Ending &one : endings())
        spoken << one.words;
    for (const HealthMark &mark : m_chart.marks)
        spoken << tr("finding %1").arg(mark.words);
    setAccessibleDescription(m_chart.headline.isEmpty() ? spoken.join(u", "_s)
                                                        : m_chart.headline + u' ' + m_chart.detail);
    layOutAxes();
}

void HealthPlot::layOutAxes()
{
    if (m_chart.lines.empty()) {
        m_frame->setAxes({});
        return;
    }
    const double most = std::max(2.0, std::floor((m_frame->width() - namesRoom) / labelEvery));
    PlotAxis time = timeAxis(m_chart.from, m_chart.to, most, Qt::AlignBottom);
    time.colour = m_theme.colour(Role::text3);
    time.grid = false;
    const double span = time.high;
    std::erase_if(time.ticks, [&](const PlotTick &tick) {
        return span - tick.at < span * labelEvery / 2 / std::max(labelEvery, m_frame->plot().width());
    });
    time.ticks.push_back({span, tr("now")});
    const double low = lowest();
    PlotAxis percent{Qt::AlignLeft, low, whole + (whole - low) * headroom, {}, m_theme.colour(Role::text3)};
    for (const double at : {0.0, half, 80.0, whole})
        if (at >= low)
            percent.ticks.push_back({at, QString::number(at)});
    m_frame->setAxes({time, percent});
}

double HealthPlot::lowest() const
{
    double low = whole;
    for (const HealthLine &line : m_chart.lines)
        for (const auto &piece : line.pieces)
            for (const auto &[at, percent] : piece)
                low = std::min(low, percent);
    return low < half ? 0 : half - 5;
}

double HealthPlot::x(Instant at) const
{
    const QRectF plot = m_frame->plot();
    const auto span = static_cast<double>((m_chart.to - m_chart.from).count());
    return plot.left() + plot.width() * static_cast<double>((at - m_chart.from).count()) / span;
}

double HealthPlot::y(double percent) const
{
    const QRectF plot = m_frame->plot();
    const double low = lowest();
    const double high = whole + (whole - low) * headroom;
    return plot.bottom() - plot.height() * (percent - low) / (high - low);
}

std::vector<HealthPlot::Ending> HealthPlot::endings() const
{
    std::vector<Ending> all;
    int atTop = 0;
    for (const HealthLine &line : m_chart.lines)
        atTop += line.now.value_or(0) >= together ? 1 : 0;
    const bool merged = atTop > 1;
    if (merged)
        all.push_back({atTop == std::ssize(m_chart.lines) ? tr("all 100") : tr("others 100"), whole,
                       m_theme.colour(Role::text2)});
    for (const HealthLine &line : m_chart.lines) {
        if (merged && line.now.value_or(0) >= together)
            continue;
        const QString figure = line.now ? QString::number(*line.now) : presentation::noValueText();
        all.push_back({line.name + u' ' + figure, line.now.value_or(line.pieces.back().back().second),
                       m_theme.colour(Role::text1)});
    }
    return all;
}

void HealthPlot::paint(QPainter &painter) const
{
    if (m_chart.lines.empty()) {
        if (!m_chart.headline.isEmpty())
            paintEmptyNote(painter, m_frame->rect(), {m_chart.headline, m_chart.detail, Glyph::unknown},
                           m_theme);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    paintStopped(painter);
    for (const HealthLine &line : m_chart.lines)
        paintLine(painter, line);
    paintMarks(painter);
    paintNames(painter);
}

void HealthPlot::paintStopped(QPainter &painter) const
{
    QColor hatch = m_theme.status(Status::stale).ink;
    hatch.setAlphaF(.18F);
    for (const auto &[from, to] : m_chart.stopped) {
        const QRectF area(QPointF(x(from), m_frame->plot().top()), QPointF(x(to), m_frame->plot().bottom()));
        paintHatch(painter, area, hatch, 9, 1);
        const QString word = tr("stopped");
        if (area.width() > m_name.width(word) + 8)
            paintText(painter, {area.left() + 4, area.bottom() - 5}, word, m_name,
                      m_theme.colour(Role::text2));
    }
}

void HealthPlot::paintLine(QPainter &painter, const HealthLine &line) const
{
    painter.setPen(seriesPen(m_theme, static_cast<std::size_t>(line.category), 2));
    painter.setBrush(Qt::NoBrush);
    for (const auto &piece : line.pieces) {
        QPolygonF points;
        for (const auto &[at, percent] : piece)
            points << QPointF(x(at), y(percent));
        if (points.size() == 1) // a minute alone is one all the same
            points << points.front() + QPointF(1, 0);
        painter.drawPolyline(points);
    }
}

void HealthPlot::paintMarks(QPainter &painter) const
{
    const QRectF plot = m_frame->plot();
    for (const HealthMark &mark : m_chart.marks) {
        QPen pen(m_theme.edge(Status::warning), 1, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({2, 3});
        painter.setPen(pen);
        const double at = std::round(x(mark.at)) + .5;
        painter.drawLine(QPointF(at, plot.top() + signSize), QPointF(at, plot.bottom()));
        paintGlyph(painter, QRectF(at - signSize / 2, plot.top(), signSize, signSize), Glyph::warningHigh,
                   m_theme);
    }
}

void HealthPlot::paintNames(QPainter &painter) const
{
    const QRectF plot = m_frame->plot();
    std::vector<Ending> all = endings();
    std::ranges::stable_sort(all, std::greater(), &Ending::percent);
    // From above to below, none over another; those that would leave the plot push the others up.
    std::vector<double> bases;
    double least = plot.top() + nameHeight / 2;
    for (const Ending &one : all) {
        bases.push_back(std::max(y(one.percent) + 4, least));
        least = bases.back() + nameHeight;
    }
    double most = plot.bottom() + 4;
    for (auto base = bases.rbegin(); base != bases.rend(); ++base) {
        *base = std::min(*base, most);
        most = *base - nameHeight;
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        paintNarrowed(painter, {plot.right() + 6, bases[i]}, m_frame->width() - plot.right() - 8,
                      all[i].words, all[i].percent < together ? m_strong : m_name, all[i].colour);
}

QString HealthPlot::explanationAt(const QPointF &point) const
{
    if (m_chart.lines.empty())
        return {};
    for (const HealthMark &mark : m_chart.marks)
        if (std::abs(x(mark.at) - point.x()) <= near && point.y() < m_frame->plot().top() + 2 * signSize)
            return tr("Finding %1").arg(mark.words);
    QStringList lines;
    for (const HealthLine &line : m_chart.lines) {
        const std::pair<Instant, double> *nearest = nullptr;
        for (const auto &piece : line.pieces)
            for (const auto &one : piece)
                if (std::abs(x(one.first) - point.x()) <= near / 3 + 2 &&
                    (!nearest ||
                     std::abs(x(one.first) - point.x()) < std::abs(x(nearest->first) - point.x())))
                    nearest = &one;
        if (!nearest)
            continue;
        if (lines.isEmpty())
            lines << tr("%1 UTC").arg(presentation::momentText(nearest->first));
        lines << tr("%1: %2 %")
                     .arg(presentation::categoryTitle(line.category),
                          QString::number(std::floor(nearest->second)));
    }
    return lines.join(u'\n');
}

bool HealthPlot::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::eventFilter(watched, event);
    const auto *help = static_cast<QHelpEvent *>(event);
    showHint(*help, explanationAt(help->pos()), *this);
    return true;
}

void HealthPlot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOutAxes();
}

} // namespace rig::widgets
