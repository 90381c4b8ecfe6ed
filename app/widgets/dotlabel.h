#pragma once

#include "presentation/dots.h"
#include "widgets/paint.h"

#include <QWidget>

namespace rig::widgets {

/// One of the header's dots: sign and caption, the reason on a second line, how it is computed in its tool
/// tip.
class DotLabel : public QWidget
{
    Q_OBJECT

public:
    explicit DotLabel(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const presentation::Dot &dot);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {70, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    presentation::Theme m_theme;
    presentation::Dot m_dot;
    Ink m_caption, m_reason, m_strongReason;
    int m_width = 0; ///< the widest so far: a digit more or less must not push the neighbours about
};

} // namespace rig::widgets
