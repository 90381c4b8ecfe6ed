#include "widgets/headerbar.h"

#include "widgets/clocklabel.h"
#include "widgets/dotlabel.h"
#include "widgets/glyphpainter.h"
#include "widgets/machinetabs.h"

#include <QHBoxLayout>
#include <QPainter>

namespace rig::widgets {

using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int nameEnd = 160; ///< where the machines begin
constexpr int logoSize = 26;
constexpr int margin = 12;
constexpr int spacing = 19;

} // namespace

HeaderBar::HeaderBar(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_tabs(new MachineTabs(theme)),
      m_clock(new ClockLabel(theme)),
      m_brand(TextStyle::brand)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(nameEnd, 0, margin, 1);
    row->setSpacing(spacing);
    row->addWidget(m_tabs);
    for (DotLabel *&dot : m_dots) {
        dot = new DotLabel(theme);
        row->addWidget(dot);
    }
    row->addStretch(1);
    row->addWidget(m_clock);
}

void HeaderBar::presentMachines(const std::vector<presentation::MachineSummary> &machines,
                                std::int32_t chosen)
{
    m_tabs->present(machines, chosen);
    m_tabs->setHidden(machines.empty());
}

void HeaderBar::presentDots(const std::array<presentation::Dot, 4> &dots)
{
    for (std::size_t i = 0; i < dots.size(); ++i)
        m_dots[i]->present(dots[i]);
    share();
}

void HeaderBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    share();
}

void HeaderBar::share()
{
    int taken = nameEnd + margin + m_clock->sizeHint().width() + spacing;
    for (const DotLabel *dot : m_dots)
        taken += dot->sizeHint().width() + spacing;
    m_tabs->setMaximumWidth(std::max(m_tabs->minimumSizeHint().width(), width() - taken));
}

void HeaderBar::presentTime(Instant now)
{
    m_clock->present(now);
}

void HeaderBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(Role::chrome));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.colour(Role::line));
    paintLogo(painter, QRectF(12, (height() - logoSize) / 2.0, logoSize, logoSize), m_theme);
    paintText(painter, {47, m_brand.middle(0, height())}, tr("RIG ALPHA"), m_brand,
              m_theme.colour(Role::text1));
}

} // namespace rig::widgets
