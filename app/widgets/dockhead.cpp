#include "widgets/dockhead.h"

#include "widgets/paint.h"
#include "widgets/panel.h"

#include <QAbstractButton>
#include <QDockWidget>
#include <QPainter>

namespace rig::widgets {

using presentation::Role;

namespace {

constexpr int closeSize = 26;

/// The cross at the end of a title.
class CloseButton : public QAbstractButton
{
public:
    CloseButton(const presentation::Theme &theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
    {
        setFixedSize(closeSize, closeSize);
        setFocusPolicy(Qt::NoFocus); // the menu of the panels does the same for the keyboard
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::ArrowCursor);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (underMouse())
            paintBox(painter, QRectF(rect()).adjusted(3, 3, -3, -3), m_theme.colour(Role::raised),
                     Qt::transparent);
        painter.setPen(QPen(m_theme.colour(underMouse() ? Role::text1 : Role::text3), 1.3));
        const QRectF cross(width() / 2.0 - 3.5, height() / 2.0 - 3.5, 7, 7);
        painter.drawLine(cross.topLeft(), cross.bottomRight());
        painter.drawLine(cross.bottomLeft(), cross.topRight());
    }

private:
    presentation::Theme m_theme;
};

} // namespace

DockHead::DockHead(const presentation::Theme &theme, const QDockWidget &dock, bool closable)
{
    setFixedHeight(Panel::headHeight);
    if (!closable)
        return;
    setCursor(Qt::OpenHandCursor);
    m_close = new CloseButton(theme, this);
    m_close->setAccessibleName(tr("Close %1").arg(dock.windowTitle()));
    m_close->setToolTip(m_close->accessibleName().toHtmlEscaped());
    connect(m_close, &QAbstractButton::clicked, this, &DockHead::closeWanted);
}

int DockHead::inset() const
{
    return m_close ? closeSize : 0;
}

QSize DockHead::sizeHint() const
{
    return {96, Panel::headHeight};
}

void DockHead::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_close)
        m_close->move(width() - closeSize - 3, (Panel::headHeight - closeSize) / 2);
}

} // namespace rig::widgets
