#include "widgets/dotlabel.h"

#include "widgets/glyphpainter.h"

#include <QPainter>

#include <algorithm>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr int indent = 19;

} // namespace

DotLabel::DotLabel(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_caption(TextStyle::caption),
      m_reason(TextStyle::tiny),
      m_strongReason(TextStyle::tinyStrong)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void DotLabel::present(const presentation::Dot &dot)
{
    if (dot == m_dot)
        return;
    const QSize before = sizeHint();
    m_dot = dot;
    m_width = std::max(m_width, wantedWidth(dot.reason));
    if (sizeHint() != before)
        updateGeometry();
    setAccessibleName(u"%1: %2"_s.arg(dot.caption, dot.reason));
    setToolTip(u"<p>%1. %2</p>"_s.arg(dot.reason.toHtmlEscaped(), dot.computed.toHtmlEscaped()));
    update();
}

void DotLabel::setBrief(bool brief)
{
    if (std::exchange(m_brief, brief) == brief)
        return;
    updateGeometry();
    update();
}

int DotLabel::wantedWidth(const QString &second) const
{
    const double words = std::max(m_caption.width(m_dot.caption), m_strongReason.width(second));
    return static_cast<int>(words) + indent + 2;
}

QSize DotLabel::sizeHint() const
{
    return {m_brief ? wantedWidth(presentation::briefly(m_dot)) : m_width, 32};
}

void DotLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Status status = statusOf(m_dot.glyph);
    const bool abnormal = status != Status::normal;
    paintGlyph(painter, QRectF(0, 2, 14, 14), m_dot.glyph, m_theme);
    paintText(painter, {indent, 13}, m_dot.caption, m_caption, m_theme.colour(Role::text1));
    const bool loud = status == Status::warning || status == Status::alarm;
    const QString second = m_brief ? presentation::briefly(m_dot) : m_dot.reason;
    const Ink &ink = loud ? m_strongReason : m_reason;
    paintText(painter, {indent, 28}, ink.metrics.elidedText(second, Qt::ElideRight, width() - indent), ink,
              abnormal ? m_theme.status(status).ink : m_theme.colour(Role::text2));
}

} // namespace rig::widgets
