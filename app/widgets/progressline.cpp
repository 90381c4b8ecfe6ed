#include "widgets/progressline.h"

#include <QPainter>

#include <algorithm>

namespace rig::widgets {

using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int textHeight = 18;
constexpr int barHeight = 8;
constexpr int between = 6;
constexpr int leastWidth = 120;

} // namespace

ProgressLine::ProgressLine(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_ink(TextStyle::smallStrong), m_figures(TextStyle::number)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProgressLine::present(const QString &words, const QString &time, double share)
{
    if (words == m_words && time == m_time && share == m_share)
        return;
    m_words = words;
    m_time = time;
    m_share = std::clamp(share, 0., 1.);
    setAccessibleName(words);
    update();
}

QSize ProgressLine::sizeHint() const
{
    return {leastWidth, textHeight + between + barHeight};
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double base = m_ink.middle(0, textHeight);
    paintTextRight(painter, {static_cast<double>(width()), base}, m_time, m_figures,
                   m_theme.colour(Role::text2));
    const double room = width() - m_figures.width(m_time) - between;
    paintText(painter, {0, base}, m_ink.metrics.elidedText(m_words, Qt::ElideRight, room), m_ink,
              m_theme.colour(Role::text1));
    const QRectF bar(0, textHeight + between, width(), barHeight);
    paintBox(painter, bar, m_theme.colour(Role::rangeBand), Qt::transparent, 1, 2);
    if (m_share > 0)
        paintBox(painter, QRectF(bar.topLeft(), QSizeF(std::max(2., bar.width() * m_share), barHeight)),
                 m_theme.colour(Role::accent), Qt::transparent, 1, 2);
}

} // namespace rig::widgets
