#include "widgets/lifeplot.h"

#include "widgets/emptynote.h"
#include "widgets/hint.h"

#include <QHelpEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::LifeRow;
using presentation::LifeTold;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr double hour = 1;
constexpr double first = .85; ///< where the axis begins: the name of its first line needs room
constexpr double day = 24;
constexpr double week = 168;
constexpr double halfAYear = 26 * week;
constexpr double widestRow = 28;
constexpr double lowestRow = 18;
constexpr double boxHeight = 10;
constexpr double narrowestBox = 6;
constexpr double widestNames = .34; ///< of the whole
constexpr double widestWords = 30;  ///< px beyond the last line
constexpr QSize leastPlot{220, 90};

} // namespace

LifePlot::LifePlot(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_name(TextStyle::small),
      m_figure(TextStyle::figure),
      m_tiny(TextStyle::tiny),
      m_frame(new PlotFrame(theme, [this](QPainter &painter, const QRectF &) { paint(painter); }))
{
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(4, 2, 4, 4);
    whole->addWidget(m_frame);
    m_frame->setMinimumSize(leastPlot);
    m_frame->viewport().installEventFilter(this);
    setAccessibleName(tr("Remaining life"));
}

LifePlot::~LifePlot()
{
    delete m_frame; // it paints by us
}

QSize LifePlot::sizeHint() const
{
    return {400, 150};
}

void LifePlot::present(std::vector<LifeRow> rows)
{
    const auto looksLike = [](const LifeRow &one, const LifeRow &other) {
        return one.name == other.name && one.told.words == other.told.words &&
               one.told.band == other.told.band && one.told.life == other.told.life;
    };
    const bool same = std::ranges::equal(rows, m_rows, looksLike);
    m_rows = std::move(rows);
    if (same)
        return;
    QStringList spoken;
    for (const LifeRow &row : m_rows)
        spoken << row.name + u' ' + row.told.words + u", "_s + row.told.band;
    setAccessibleDescription(spoken.join(u"; "_s));
    layOutAxes();
}

double LifePlot::namesWidth() const
{
    double width = 0;
    for (const LifeRow &row : m_rows)
        width = std::max(width, m_name.width(row.name));
    return std::min(width + 20, m_frame->width() * widestNames);
}

void LifePlot::layOutAxes()
{
    m_frame->setLeastMargins({static_cast<int>(namesWidth()), 0, static_cast<int>(widestWords), 2});
    if (m_rows.empty())
        return m_frame->setAxes({});
    PlotAxis along{Qt::AlignTop, std::log10(first), std::log10(halfAYear), {}, m_theme.colour(Role::text3)};
    for (const auto &[at, name] :
         {std::pair(hour, tr("1 h")), std::pair(day, tr("1 d")), std::pair(week, tr("1 w")),
          std::pair(4 * week, tr("4 w")), std::pair(halfAYear, tr("26 w"))})
        along.ticks.push_back({std::log10(at), name});
    const PlotAxis across{Qt::AlignLeft, 0, 1, {}, m_theme.colour(Role::text3), false};
    m_frame->setAxes({along, across});
}

double LifePlot::x(double hours) const
{
    const QRectF plot = m_frame->plot();
    const double share =
        std::log10(std::clamp(hours, first, halfAYear) / first) / std::log10(halfAYear / first);
    return plot.left() + plot.width() * share;
}

std::size_t LifePlot::shown() const
{
    const auto room =
        static_cast<std::size_t>(std::max(1.0, std::floor(m_frame->plot().height() / lowestRow)));
    return m_rows.size() <= room ? m_rows.size() : room - 1;
}

double LifePlot::rowHeight() const
{
    const std::size_t lines = shown() + (shown() < m_rows.size() ? 1 : 0);
    return std::clamp(m_frame->plot().height() / static_cast<double>(std::max<std::size_t>(1, lines)),
                      lowestRow, widestRow);
}

void LifePlot::paint(QPainter &painter) const
{
    if (m_rows.empty()) {
        paintEmptyNote(painter, m_frame->rect(),
                       {tr("No machine is known yet"), {}, presentation::Glyph::unknown}, m_theme);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    double top = m_frame->plot().top();
    for (std::size_t i = 0; i < shown(); ++i, top += rowHeight())
        paintRow(painter, top, m_rows[i]);
    if (shown() < m_rows.size())
        paintText(painter, {8, m_tiny.middle(top, rowHeight())},
                  tr("and %1 more").arg(m_rows.size() - shown()), m_tiny, m_theme.colour(Role::text2));
}

void LifePlot::paintRow(QPainter &painter, double top, const LifeRow &row) const
{
    const double base = m_name.middle(top, rowHeight());
    const QRectF plot = m_frame->plot();
    paintNarrowed(painter, {8, base}, plot.left() - 14, row.name, m_name, m_theme.colour(Role::text1));
    if (row.told.life)
        return paintBand(painter, top + rowHeight() / 2, row.told);
    const double left = plot.left() + 8;
    const QColor ink =
        row.told.status == Status::normal ? m_theme.status(Status::normal).ink : m_theme.colour(Role::text1);
    // Over the lines of the grid: they would strike it through.
    const double width = m_figure.width(row.told.words) + 8 + m_name.width(row.told.band);
    painter.fillRect(QRectF(left - 3, top + 2, std::min(width + 6, plot.right() - left), rowHeight() - 4),
                     m_theme.colour(Role::panel));
    const double x = paintText(painter, {left, base}, row.told.words, m_figure, ink);
    paintNarrowed(painter, {x + 8, base}, m_frame->width() - x - 14, row.told.band, m_name,
                  m_theme.colour(Role::text2));
}

void LifePlot::paintBand(QPainter &painter, double middle, const LifeTold &told) const
{
    const double from = x(told.life->p10);
    const QRectF box(from, std::round(middle - boxHeight / 2),
                     std::max(narrowestBox, x(told.life->p90) - from), boxHeight);
    QColor fill = m_theme.status(told.status).fill;
    fill.setAlphaF(.5F);
    paintBox(painter, box, fill, m_theme.edge(told.status), 1, 1);
    painter.fillRect(QRectF(std::round(x(told.life->p50)) - 1.5, box.top() - 2, 3, boxHeight + 4),
                     m_theme.colour(Role::text1));
    const double width = m_figure.width(told.words);
    const bool fits = box.right() + 8 + width < m_frame->width() - 4;
    const double left = fits ? box.right() + 8 : box.left() - 8 - width;
    painter.fillRect(QRectF(left - 2, box.top() - 2, width + 4, boxHeight + 4), m_theme.colour(Role::panel));
    paintText(painter, {left, m_figure.middle(middle - 8, 16)}, told.words, m_figure,
              m_theme.status(told.status).ink);
}

QString LifePlot::explanationAt(const QPointF &point) const
{
    const double line = (point.y() - m_frame->plot().top()) / rowHeight();
    if (line < 0 || line >= static_cast<double>(shown()))
        return {};
    const LifeRow &row = m_rows[static_cast<std::size_t>(line)];
    return u"%1: %2, %3\n%4"_s.arg(row.name, row.told.words, row.told.band, row.told.how);
}

bool LifePlot::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::eventFilter(watched, event);
    const auto *help = static_cast<QHelpEvent *>(event);
    showHint(*help, explanationAt(help->pos()), *this);
    return true;
}

void LifePlot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOutAxes();
}

} // namespace rig::widgets
