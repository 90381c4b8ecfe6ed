#include "widgets/button.h"

#include "widgets/glyphpainter.h"

#include <QEnterEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

namespace rig::widgets {

using presentation::Glyph;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr double padding = 12;
constexpr double glyphSize = 15;
constexpr double spacing = 7;
constexpr int faceHeight = 32;
constexpr int smallHeight = 26; // the least a pointer can be asked to hit

} // namespace

Button::Button(Kind kind, const QString &text, const presentation::Theme &theme, QWidget *parent)
    : QAbstractButton(parent),
      m_kind(kind),
      m_theme(theme),
      m_ink(TextStyle::smallStrong),
      m_keyInk(TextStyle::key)
{
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(kind == Kind::link ? QSizePolicy::Fixed : QSizePolicy::Minimum, QSizePolicy::Fixed);
}

void Button::setGlyph(Glyph glyph)
{
    m_glyph = glyph;
    updateGeometry();
}

void Button::setKeyHint(const QString &key)
{
    m_key = key;
    updateGeometry();
}

void Button::setSmall()
{
    m_small = true;
    updateGeometry();
}

void Button::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    setToolTip(busy ? tr("Waiting for the answer") : QString());
    update();
}

bool Button::hitButton(const QPoint &position) const
{
    return !m_busy && QAbstractButton::hitButton(position);
}

void Button::keyPressEvent(QKeyEvent *event)
{
    const bool acts =
        event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (acts && m_busy)
        return;
    if (acts && event->key() != Qt::Key_Space) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void Button::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void Button::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

double Button::keyWidth() const
{
    return m_key.isEmpty() ? 0 : m_keyInk.width(m_key) + 9;
}

double Button::contentWidth() const
{
    double width = m_ink.width(text());
    if (m_glyph != Glyph::none)
        width += glyphSize + spacing;
    if (!m_key.isEmpty())
        width += keyWidth() + spacing;
    return width;
}

QSize Button::sizeHint() const
{
    if (m_kind == Kind::link)
        return {static_cast<int>(contentWidth()) + 1, smallHeight};
    return {static_cast<int>(contentWidth() + 2 * padding), m_small ? smallHeight : faceHeight};
}

QColor Button::textColour() const
{
    if (!isEnabled() || m_busy)
        return m_theme.colour(Role::textOff);
    if (m_kind == Kind::link)
        return m_theme.colour(Role::accent);
    if (m_kind == Kind::primary)
        return m_theme.colour(Role::accentOn);
    return m_kind == Kind::stop && m_theme.neon() ? m_theme.status(Status::warning).on
                                                  : m_theme.colour(Role::text1);
}

void Button::paintFace(QPainter &painter) const
{
    const QRectF box = rect();
    if (!isEnabled() || m_busy) {
        paintBox(painter, box, Qt::transparent, m_theme.colour(Role::line));
        return;
    }
    if (m_kind == Kind::primary) {
        const QColor face = m_theme.colour(Role::accent);
        paintBox(painter, box, isDown() || underMouse() ? face.lighter(112) : face, Qt::transparent);
        return;
    }
    const QColor fill = m_theme.status(Status::warning).fill;
    if (m_kind == Kind::stop && m_theme.neon()) {
        paintBox(painter, box, isDown() || underMouse() ? fill.lighter(112) : fill, Qt::transparent);
        return;
    }
    const QColor border = m_theme.colour(underMouse() || isDown() ? Role::accent : Role::lineStrong);
    paintBox(painter, box, m_theme.colour(isDown() ? Role::accentWash : Role::raised), border);
    if (m_kind != Kind::stop)
        return;
    QPainterPath band;
    band.addRoundedRect(box.adjusted(.5, .5, -.5, -.5), 3.5, 3.5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(QRectF(0, 0, 7, box.height()));
    painter.fillPath(band, fill);
    painter.setPen(m_theme.edge(Status::warning));
    painter.drawPath(band);
    painter.drawLine(QPointF(6.5, 1), QPointF(6.5, box.height() - 1));
    painter.restore();
}

void Button::paintKey(QPainter &painter, double left) const
{
    const QRectF box(left, (height() - 16) / 2.0, keyWidth(), 16);
    paintBox(painter, box, m_theme.colour(Role::chrome), m_theme.colour(Role::lineStrong), 1, 2);
    paintText(painter, {left + 4.5, m_keyInk.middle(box.y(), 16)}, m_key, m_keyInk,
              m_theme.colour(Role::text1));
}

void Button::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    double x = m_kind == Kind::link ? 0 : std::max(padding / 2, (width() - contentWidth()) / 2);
    if (m_kind != Kind::link)
        paintFace(painter);
    if (m_glyph != Glyph::none) {
        painter.setOpacity(isEnabled() && !m_busy ? 1 : .6);
        paintGlyph(painter, QRectF(x, (height() - glyphSize) / 2, glyphSize, glyphSize), m_glyph, m_theme);
        painter.setOpacity(1);
        x += glyphSize + spacing;
    }
    x = paintText(painter, {x, m_ink.middle(0, height())}, text(), m_ink, textColour());
    if (!m_key.isEmpty())
        paintKey(painter, x + spacing);
}

} // namespace rig::widgets
