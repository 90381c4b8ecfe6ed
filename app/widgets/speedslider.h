#pragma once

#include "presentation/theme.h"

#include <QSlider>

namespace rig::widgets {

/// A horizontal slider with a tick per step. `chosen` comes when a person has let go or pressed a key, never
/// while dragging and never for a value that was set by the program.
class SpeedSlider : public QSlider
{
    Q_OBJECT

public:
    SpeedSlider(int least, int most, const presentation::Theme &theme, QWidget *parent = nullptr);

    QSize sizeHint() const override { return {120, 26}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(int value);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    double position(int value) const;
    int valueAt(double x) const;

    presentation::Theme m_theme;
};

} // namespace rig::widgets
