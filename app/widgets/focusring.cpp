#include "widgets/focusring.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>

#include <utility>

namespace rig::widgets {

namespace {

constexpr int reach = 4;

} // namespace

FocusRing::FocusRing(const presentation::Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
}

void FocusRing::follow(QWidget *widget)
{
    const bool ours = widget && parentWidget()->isAncestorOf(widget) && widget != parentWidget();
    m_followed = ours && !m_exceptions.contains(widget) ? widget : nullptr;
    watch(m_followed);
    place();
}

void FocusRing::watch(QWidget *widget)
{
    for (const auto &watched : std::exchange(m_watched, {}))
        if (watched)
            watched->removeEventFilter(this);
    for (QWidget *each = widget; each && each != parentWidget(); each = each->parentWidget()) {
        each->installEventFilter(this);
        m_watched.append(each);
    }
}

bool FocusRing::eventFilter(QObject *, QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::Move || type == QEvent::Resize || type == QEvent::Hide || type == QEvent::Show)
        place();
    return false;
}

void FocusRing::place()
{
    if (!m_followed || !m_followed->isVisible()) {
        hide();
        return;
    }
    const QRect around(m_followed->mapTo(parentWidget(), QPoint()), m_followed->size());
    setGeometry(around.adjusted(-reach, -reach, reach, reach));
    raise();
    show();
}

void FocusRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.colour(presentation::Role::focus), 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
}

} // namespace rig::widgets
