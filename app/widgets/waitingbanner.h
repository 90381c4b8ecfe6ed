#pragma once

#include "presentation/waiting.h"
#include "widgets/paint.h"

#include <QWidget>

namespace rig::widgets {

class Button;

/// 64 px below the header while a server is away: what, why, what next; and what still goes on.
class WaitingBanner : public QWidget
{
    Q_OBJECT

public:
    explicit WaitingBanner(const presentation::Theme &theme, QWidget *parent = nullptr);

    /// Hides itself while nothing is waited for.
    void present(const presentation::Waiting &waiting);

Q_SIGNALS:
    void retryWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    presentation::Theme m_theme;
    presentation::Waiting m_waiting;
    Button *m_retry;
    Ink m_headline, m_meanwhile;
};

} // namespace rig::widgets
