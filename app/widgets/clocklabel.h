#pragma once

#include "domain/instant.h"
#include "widgets/paint.h"

#include <QWidget>

namespace rig::widgets {

/// UTC and the date, at the right end of the header.
class ClockLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ClockLabel(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(Instant now);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    presentation::Theme m_theme;
    QString m_time;
    QString m_day;
    Ink m_clock, m_small, m_tiny;
};

} // namespace rig::widgets
