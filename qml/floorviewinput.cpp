#include "qml/floorview.h"
#include "qml/hud/projection.h"
#include "qml/walkkeys.h"

#include <QCursor>
#include <QGuiApplication>
#include <QKeyEvent>

#include <utility>

namespace rig::qml {

namespace {

constexpr float atMachine = 9; ///< metres: near enough to point at it for what it says

/// Where not, one looks around as far as the pointer comes.
bool mayMovePointer()
{
    return !QGuiApplication::platformName().startsWith(u"wayland");
}

} // namespace

void FloorView::click()
{
    requestActivate();
    if (!entered())
        enter();
    else if (const std::int32_t machine = m_hud->target()->plate().machine)
        Q_EMIT picked(machine);
}

void FloorView::drag(const QPointF &by)
{
    // The finger holds the scene, where the mouse turns the head.
    m_walker.look(static_cast<float>(-by.x()), static_cast<float>(-by.y()));
    look();
}

void FloorView::tap(const QPointF &at)
{
    if (entered())
        return click();
    if (!hall())
        return;
    const auto pointed = pointedAt(hall()->plan, towards(at, m_walker.stance(), size()));
    if (!pointed)
        return;
    const Placement &machine = hall()->plan.machines[*pointed];
    if (m_hud->chosen()->plate().machine == machine.machine &&
        (machine.at - m_walker.stance().eye).length() < atMachine)
        Q_EMIT picked(machine.machine);
    else
        goTo(machine.machine);
}

void FloorView::mouseMoveEvent(QMouseEvent *event)
{
    if (!entered())
        return QQuickView::mouseMoveEvent(event);
    // Brought back to the middle each time; the move that this makes is none.
    const QPoint moved = event->position().toPoint() - std::exchange(m_pointer, event->position().toPoint());
    if (moved.isNull())
        return;
    m_walker.look(static_cast<float>(moved.x()), static_cast<float>(moved.y()));
    catchPointer();
    look();
}

bool FloorView::event(QEvent *event)
{
    // Before a shortcut of the window around takes the key.
    constexpr Qt::KeyboardModifiers ofOthers = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    if (const auto *key = static_cast<const QKeyEvent *>(event);
        event->type() == QEvent::ShortcutOverride && entered() && !(key->modifiers() & ofOthers) &&
        isOfWalking(keyOf(*key))) {
        event->accept();
        return true;
    }
    return QQuickView::event(event);
}

void FloorView::keyPressEvent(QKeyEvent *event)
{
    if (event->isAutoRepeat())
        return;
    const Qt::Key key = keyOf(*event);
    if (key == Qt::Key_Escape && (m_before || entered()))
        return stepBack();
    if (isNumber(key))
        return goToNumber(key - Qt::Key_0);
    if (!entered() || !walkBy(key))
        return QQuickView::keyPressEvent(event);
    keepTime();
}

void FloorView::goToNumber(int number)
{
    if (const Placement *placement = m_floor->placementAt(static_cast<std::size_t>(number - 1)))
        goTo(placement->machine);
}

/// Whether the key means anything to whoever walks.
bool FloorView::walkBy(Qt::Key key)
{
    if (key == Qt::Key_F) {
        m_walker.setFlying(!m_walker.flying());
        look();
    } else if (key == Qt::Key_G) {
        showExpected(!m_floor->expecting());
    } else if (key == Qt::Key_N) {
        writeNote();
    } else if (key == Qt::Key_B) {
        keepView();
    } else if (const auto way = wayOf(key)) {
        m_walker.hold(*way, true);
    } else {
        return false;
    }
    return true;
}

/// Whoever writes needs the keyboard and the pointer.
void FloorView::writeNote()
{
    const std::int32_t machine = m_hud->target()->plate().machine;
    const int slot = m_hud->sensor() ? m_hud->sensor()->slot() : -1;
    leave();
    Q_EMIT noteWanted(machine != 0 ? machine : m_hud->chosen()->plate().machine, slot);
}

void FloorView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->isAutoRepeat())
        return;
    if (const auto way = wayOf(keyOf(*event)))
        m_walker.hold(*way, false);
    QQuickView::keyReleaseEvent(event);
}

void FloorView::focusOutEvent(QFocusEvent *event)
{
    // The release of a key that is down now goes to somebody else.
    m_walker.letGo();
    QQuickView::focusOutEvent(event);
}

void FloorView::mindFocus(const QWindow *focused)
{
    if (!entered() || focused == this)
        return;
    // Window managers hand the focus to the window around at each click into it, and on the way nobody may
    // have it.
    if (!focused)
        m_unfocused.start();
    else if (focused == parent())
        requestActivate();
    else
        leave();
}

void FloorView::enter()
{
    m_floor->setEntered(true);
    setCursor(Qt::BlankCursor);
    // Else a quick move would get out of a small window, and a click go to another one.
    setMouseGrabEnabled(mayMovePointer());
    catchPointer();
}

/// Back to the middle, so that it never comes to an edge.
void FloorView::catchPointer()
{
    const QPoint middle(width() / 2, height() / 2);
    if (mayMovePointer())
        QCursor::setPos(mapToGlobal(middle));
    m_pointer = mapFromGlobal(QCursor::pos()); // which is where it was, where nobody may move it
}

void FloorView::leave()
{
    m_walker.letGo();
    if (!entered())
        return;
    m_floor->setEntered(false);
    setMouseGrabEnabled(false);
    unsetCursor();
    if (QWindow *around = parent(); around && isActive())
        around->requestActivate();
}

} // namespace rig::qml
