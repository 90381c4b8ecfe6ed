#include "widgets/counterbar.h"

#include "widgets/glyphpainter.h"

#include <QPainter>

#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

// At scale 1.
constexpr double barHeight = 72;
constexpr double signSize = 42;
constexpr double padding = 20;
constexpr double spacing = 14;

} // namespace

CounterBar::CounterBar(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_figure(TextStyle::counter),
      m_word(TextStyle::tileCause),
      m_title(TextStyle::areaName)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setScale(1);
}

void CounterBar::setScale(double scale)
{
    m_scale = scale;
    setFixedHeight(static_cast<int>(std::round(barHeight * scale)));
    update();
}

void CounterBar::present(const presentation::OverviewCounts &counts, int areas)
{
    if (counts == m_counts && areas == m_areas)
        return;
    m_counts = counts;
    m_areas = areas;
    QStringList words;
    for (const Counter &counter : counters())
        words << u"%1 %2"_s.arg(counter.count).arg(counter.word);
    setAccessibleName(summary());
    setAccessibleDescription(words.join(u", "_s));
    update();
}

std::vector<CounterBar::Counter> CounterBar::counters() const
{
    return {{Glyph::alarmHigh, m_counts.alarm, tr("alarm")},
            {Glyph::warningHigh, m_counts.warning, tr("warning")},
            {Glyph::warningHigh, m_counts.finding, tr("finding"), true},
            {Glyph::stale, m_counts.noData, tr("no data")},
            {Glyph::stopped, m_counts.resting, tr("stopped, maint.")},
            {Glyph::normal, m_counts.normal, tr("normal")}};
}

QString CounterBar::summary() const
{
    const int all = m_counts.all();
    const QString machines = all == 1 ? tr("1 machine") : tr("%1 machines").arg(all);
    return m_areas < 2 ? machines : tr("%1 in %2 areas").arg(machines).arg(m_areas);
}

double CounterBar::widthOf(const Counter &counter) const
{
    return padding + signSize + spacing + m_figure.width(QString::number(counter.count)) + spacing +
           m_word.width(counter.word) + padding;
}

void CounterBar::paintSign(QPainter &painter, const QRectF &box, const Counter &counter) const
{
    if (counter.finding) {
        const QRectF frame = box.adjusted(1, 1, -1, -1);
        paintBox(painter, frame, Qt::transparent, m_theme.colour(Role::text1), 3);
        paintGlyph(painter, frame.adjusted(6, 6, -6, -6), counter.glyph, m_theme);
    } else if (statusOf(counter.glyph) == Status::alarm && counter.count > 0) {
        paintGlyphOnFill(painter, box, counter.glyph, m_theme);
    } else {
        paintGlyph(painter, box, counter.glyph, m_theme);
    }
}

double CounterBar::paintCounter(QPainter &painter, double x, const Counter &counter) const
{
    const double wide = widthOf(counter);
    const bool solid = statusOf(counter.glyph) == Status::alarm && counter.count > 0;
    const auto alarm = m_theme.status(Status::alarm);
    if (solid)
        paintBox(painter, QRectF(x, 2, wide, barHeight - 4), alarm.fill, m_theme.edge(Status::alarm), 2);
    const QRectF sign(x + padding, (barHeight - signSize) / 2, signSize, signSize);
    painter.setOpacity(counter.count > 0 ? 1 : .45);
    paintSign(painter, sign, counter);
    painter.setOpacity(1);
    // Nothing there is said quietly.
    const auto status = m_theme.status(statusOf(counter.glyph));
    const bool loud = counter.count > 0 && !counter.finding && statusOf(counter.glyph) == Status::warning;
    const QColor figure = solid                                  ? alarm.on
                          : loud                                 ? status.ink
                          : counter.finding && counter.count > 0 ? m_theme.colour(Role::text1)
                          : counter.count > 0                    ? m_theme.colour(Role::text2)
                                                                 : m_theme.colour(Role::text3);
    const double at = paintText(painter, {sign.right() + spacing, m_figure.middle(0, barHeight)},
                                QString::number(counter.count), m_figure, figure);
    paintText(painter, {at + spacing, m_word.middle(0, barHeight)}, counter.word, m_word,
              solid ? alarm.on : m_theme.colour(counter.count > 0 ? Role::text2 : Role::text3));
    return x + wide;
}

void CounterBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    double needed = 0;
    const auto all = counters();
    for (const Counter &counter : all)
        needed += widthOf(counter);
    // Long words, in another language, make all of it smaller; nothing is cut.
    const double scale = std::min(m_scale, width() / needed);
    painter.translate(0, (height() - barHeight * scale) / 2);
    painter.scale(scale, scale);
    double x = 0;
    for (const Counter &counter : all)
        x = paintCounter(painter, x, counter);
    const double right = width() / scale - padding / 2;
    if (x + padding + m_title.width(summary()) <= right)
        paintTextRight(painter, {right, m_title.middle(0, barHeight)}, summary(), m_title,
                       m_theme.colour(Role::text3));
}

} // namespace rig::widgets
