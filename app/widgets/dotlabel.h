#pragma once

#include "presentation/dots.h"
#include "widgets/paint.h"

#include <QWidget>

namespace rig::widgets {

/// One of the header's dots: sign and caption, the reason on a second line (or where there is no room for it,
/// a word), how it is computed in its tool tip.
class DotLabel : public QWidget
{
    Q_OBJECT

public:
    explicit DotLabel(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const presentation::Dot &dot);
    void setBrief(bool brief);
    /// What it takes when it is not brief.
    int fullWidth() const { return m_width; }

    QSize sizeHint() const override;
    /// While it says little, all of it: the tabs of machines give way.
    QSize minimumSizeHint() const override
    {
        return {m_brief ? sizeHint().width() : 70, sizeHint().height()};
    }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int wantedWidth(const QString &second) const;

    presentation::Theme m_theme;
    presentation::Dot m_dot;
    Ink m_caption, m_reason, m_strongReason;
    bool m_brief = false;
    int m_width = 0; ///< the widest so far: a digit more or less must not push the neighbours about
};

} // namespace rig::widgets
