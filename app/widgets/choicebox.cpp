#include "widgets/choicebox.h"

#include "widgets/paint.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QWheelEvent>

namespace rig::widgets {

using presentation::Role;
using presentation::TextStyle;

ChoiceBox::ChoiceBox(const presentation::Theme &theme, QWidget *parent) : QComboBox(parent), m_theme(theme)
{
    setFont(presentation::font(TextStyle::body));
    view()->setFont(font());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChoiceBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Ink ink(TextStyle::body);
    const QColor text = m_theme.colour(isEnabled() ? Role::text1 : Role::textOff);
    paintBox(painter, rect(), m_theme.colour(m_theme.neon() ? Role::bg : Role::raised),
             m_theme.colour(isEnabled() ? (underMouse() ? Role::accent : Role::lineStrong) : Role::line));
    paintText(painter, {11, ink.middle(0, height())},
              ink.metrics.elidedText(currentText(), Qt::ElideRight, width() - 40), ink, text);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(text, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF tip(width() - 18, height() / 2.0 + 2);
    painter.drawPolyline(QPolygonF{tip + QPointF(-3.5, -3.5), tip, tip + QPointF(3.5, -3.5)});
}

void ChoiceBox::wheelEvent(QWheelEvent *event)
{
    // A wheel that was meant to scroll must not choose another fault.
    event->ignore();
}

} // namespace rig::widgets
