#include "widgets/clocklabel.h"

#include "presentation/numbers.h"

#include <QPainter>

#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr double zoneApart = 5; ///< from the time

} // namespace

ClockLabel::ClockLabel(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_clock(TextStyle::clock),
      m_small(TextStyle::small),
      m_tiny(TextStyle::tiny)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ClockLabel::present(Instant now)
{
    const QString time = presentation::timeText(now);
    if (time == m_time)
        return;
    m_time = time;
    m_day = presentation::dayText(now);
    setAccessibleName(tr("%1 UTC, %2").arg(m_time, m_day));
    update();
}

/// As wide as any time of day, so that nothing beside it moves.
QSize ClockLabel::sizeHint() const
{
    const double time = m_clock.width(u"00:00:00"_s) + zoneApart + m_small.width(tr("UTC"));
    return {std::max(112, static_cast<int>(std::ceil(time))), 40};
}

void ClockLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double right = width();
    const QString zone = tr("UTC");
    paintTextRight(painter, {right, 17}, zone, m_small, m_theme.colour(Role::text3));
    paintTextRight(painter, {right - m_small.width(zone) - zoneApart, 17}, m_time, m_clock,
                   m_theme.colour(Role::text1));
    paintTextRight(painter, {right, 36}, m_day, m_tiny, m_theme.colour(Role::text2));
}

} // namespace rig::widgets
