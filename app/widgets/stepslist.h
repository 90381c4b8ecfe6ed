#pragma once

#include "domain/systemstatus.h"
#include "widgets/paint.h"

#include <QWidget>

namespace rig::widgets {

/// The steps of coming up, a row of 36 px each: done, waited for, or later.
class StepsList : public QWidget
{
    Q_OBJECT

public:
    explicit StepsList(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const std::vector<StartStep> &steps);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintStep(QPainter &painter, double top, const StartStep &step) const;

    presentation::Theme m_theme;
    std::vector<StartStep> m_steps;
    Ink m_body, m_strong, m_small;
};

} // namespace rig::widgets
