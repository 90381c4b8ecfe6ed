#include "widgets/headerbar.h"

#include "widgets/clocklabel.h"
#include "widgets/dotlabel.h"
#include "widgets/glyphpainter.h"
#include "widgets/machinetabs.h"
#include "widgets/segments.h"

#include <QHBoxLayout>
#include <QPainter>

namespace rig::widgets {

using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int logoEnd = 47;   ///< where the name begins, or else the pages
constexpr int nameApart = 16; ///< from the pages
constexpr int logoSize = 26;
constexpr int margin = 12;
constexpr int wideSpacing = 19;
constexpr int narrowSpacing = 13; ///< where there is no room for the name: machines' tabs come first
constexpr int narrowTabs = 200;   ///< before the machines get less the dots say less

} // namespace

HeaderBar::HeaderBar(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_pages(new Segments(theme)),
      m_tabs(new MachineTabs(theme)),
      m_clock(new ClockLabel(theme)),
      m_brand(TextStyle::brand)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(logoEnd, 0, margin, 1);
    row->setSpacing(wideSpacing);
    m_pages->setAccessibleName(tr("Page"));
    row->addWidget(m_pages);
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

int HeaderBar::dotsWidth() const
{
    int sum = 0;
    for (const DotLabel *dot : m_dots)
        sum += dot->sizeHint().width() + m_spacing;
    return sum;
}

/// Of logo, pages and clock.
int HeaderBar::fixedWidth() const
{
    return logoEnd + m_pages->sizeHint().width() + m_clock->sizeHint().width() + 2 * m_spacing + margin;
}

void HeaderBar::share()
{
    const int name = static_cast<int>(m_brand.width(tr("RIG ALPHA"))) + nameApart;
    const int tabs = m_tabs->isHidden() ? 0 : m_tabs->sizeHint().width();
    const int least = m_tabs->isHidden() ? 0 : m_tabs->minimumSizeHint().width();
    const auto dots = [this] {
        int sum = 0;
        for (const DotLabel *dot : m_dots)
            sum += dot->fullWidth() + m_spacing;
        return sum;
    };
    m_spacing = wideSpacing;
    m_named = fixedWidth() + name + tabs + dots() <= width();
    if (!m_named)
        m_spacing = narrowSpacing;
    const int wanted = m_tabs->isHidden() ? 0 : std::max(least, std::min(m_tabs->briefWidth(), narrowTabs));
    const bool brief = fixedWidth() + wanted + dots() > width();
    for (DotLabel *dot : m_dots)
        dot->setBrief(brief);
    const int room = width() - fixedWidth() - (m_named ? name : 0) - dotsWidth();
    m_tabs->setMaximumWidth(std::max(least, room));
    auto margins = layout()->contentsMargins();
    margins.setLeft(logoEnd + (m_named ? name : 0));
    layout()->setContentsMargins(margins);
    if (layout()->spacing() != m_spacing)
        layout()->setSpacing(m_spacing);
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
    if (m_named)
        paintText(painter, {logoEnd, m_brand.middle(0, height())}, tr("RIG ALPHA"), m_brand,
                  m_theme.colour(Role::text1));
}

} // namespace rig::widgets
