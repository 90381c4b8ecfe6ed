#include "widgets/segments.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int smallHeight = 26;
constexpr int padding = 9;

} // namespace

Segments::Segments(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_ink(TextStyle::smallStrong)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Segments::add(const QString &word, const QString &key)
{
    m_words << word;
    m_keys << key;
    updateGeometry();
    update();
}

void Segments::setSmall()
{
    m_height = smallHeight;
    updateGeometry();
}

void Segments::setWord(int index, const QString &word)
{
    if (word == m_words[index])
        return;
    m_words[index] = word;
    updateGeometry();
    update();
}

void Segments::setChosen(int index)
{
    if (index == m_chosen)
        return;
    m_chosen = index;
    setAccessibleDescription(index < 0 ? QString() : m_words[index]);
    update();
}

QRect Segments::place(int index) const
{
    int x = 1;
    for (int i = 0; i < index; ++i)
        x += static_cast<int>(std::ceil(m_ink.width(m_words[i]))) + 2 * padding;
    return {x, 1, static_cast<int>(std::ceil(m_ink.width(m_words[index]))) + 2 * padding, m_height - 2};
}

QSize Segments::sizeHint() const
{
    return {m_words.isEmpty() ? 2 : place(static_cast<int>(m_words.size()) - 1).right() + 2, m_height};
}

void Segments::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QPainterPath frame;
    frame.addRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), 3.5, 3.5);
    painter.setClipPath(frame);
    for (int i = 0; i < m_words.size(); ++i) {
        const QRectF box = place(i);
        if (i == m_chosen)
            painter.fillRect(box, m_theme.colour(Role::accentWash));
        else if (i == m_hovered)
            painter.fillRect(box, m_theme.colour(Role::raised));
        if (i == m_chosen)
            painter.fillRect(QRectF(box.x(), box.bottom() - 3, box.width(), 3), m_theme.colour(Role::accent));
        if (i > 0)
            painter.fillRect(QRectF(box.x(), 1, 1, m_height - 2), m_theme.colour(Role::line));
        paintText(painter, {box.x() + padding, m_ink.middle(box.y(), box.height())}, m_words[i], m_ink,
                  m_theme.colour(i == m_chosen ? Role::text1 : Role::text2));
    }
    painter.setClipping(false);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(frame, QPen(m_theme.colour(Role::lineStrong), 1));
}

int Segments::at(const QPoint &point) const
{
    for (int i = 0; i < m_words.size(); ++i)
        if (place(i).contains(point))
            return i;
    return -1;
}

void Segments::hover(int index)
{
    if (std::exchange(m_hovered, index) != index)
        update();
}

void Segments::walk(int steps)
{
    const int to = m_chosen + steps;
    if (to >= 0 && to < m_words.size())
        Q_EMIT chosen(to);
}

void Segments::mousePressEvent(QMouseEvent *event)
{
    if (const int index = at(event->position().toPoint()); index >= 0)
        Q_EMIT chosen(index);
}

void Segments::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left)
        walk(-1);
    else if (event->key() == Qt::Key_Right)
        walk(1);
    else
        QWidget::keyPressEvent(event);
}

void Segments::mouseMoveEvent(QMouseEvent *event)
{
    hover(at(event->position().toPoint()));
}

void Segments::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    hover(-1);
}

bool Segments::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int index = at(help->pos());
    const QString key = index < 0 ? QString() : m_keys[index];
    QToolTip::showText(help->globalPos(), key.isEmpty() ? key : u"%1 (%2)"_s.arg(m_words[index], key), this);
    return true;
}

} // namespace rig::widgets
