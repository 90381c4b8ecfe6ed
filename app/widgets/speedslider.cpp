#include "widgets/speedslider.h"

#include "widgets/paint.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace rig::widgets {

using presentation::Role;

namespace {

constexpr double handleWidth = 14;
constexpr double handleHeight = 18;
constexpr double grooveMiddle = 10;

} // namespace

SpeedSlider::SpeedSlider(int least, int most, const presentation::Theme &theme, QWidget *parent)
    : QSlider(Qt::Horizontal, parent), m_theme(theme)
{
    setRange(least, most);
    setPageStep(5);
    setFocusPolicy(Qt::StrongFocus);
}

double SpeedSlider::position(int value) const
{
    const double share = double(value - minimum()) / (maximum() - minimum());
    return handleWidth / 2 + share * (width() - handleWidth);
}

int SpeedSlider::valueAt(double x) const
{
    const double share = (x - handleWidth / 2) / (width() - handleWidth);
    return static_cast<int>(std::lround(minimum() + share * (maximum() - minimum())));
}

void SpeedSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor active = m_theme.colour(isEnabled() ? Role::accent : Role::textOff);
    const double handle = position(value());
    const auto groove = [&](double from, double to, const QColor &colour) {
        paintBox(painter, QRectF(from, grooveMiddle - 2, to - from, 4), colour, Qt::transparent, 1, 2);
    };
    groove(0, width(), m_theme.colour(Role::rangeBand));
    groove(0, handle, active);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int tick = minimum(); tick <= maximum(); ++tick)
        painter.fillRect(QRectF(std::floor(position(tick)), grooveMiddle + 5, 1, 4),
                         m_theme.colour(Role::lineStrong));
    paintBox(painter,
             QRectF(handle - handleWidth / 2, grooveMiddle - handleHeight / 2, handleWidth, handleHeight),
             m_theme.colour(Role::raised), active, 2);
}

void SpeedSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    setValue(valueAt(event->position().x()));
}

void SpeedSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        setValue(valueAt(event->position().x()));
}

void SpeedSlider::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !isSliderDown())
        return;
    setSliderDown(false);
    Q_EMIT chosen(value());
}

void SpeedSlider::keyPressEvent(QKeyEvent *event)
{
    const int before = value();
    QSlider::keyPressEvent(event);
    if (value() != before)
        Q_EMIT chosen(value());
}

void SpeedSlider::wheelEvent(QWheelEvent *event)
{
    // A wheel that was meant to scroll must not change how fast a machine is sampled.
    event->ignore();
}

} // namespace rig::widgets
