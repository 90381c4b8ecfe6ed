#pragma once

#include "presentation/theme.h"
#include "presentation/waiting.h"

#include <QWidget>

namespace rig::widgets {

class Button;
class WordsLabel;

/// Below the header while a server is away: what, why, what next; and what still goes on. 64 px high, and
/// more where a server's reason is long: nothing of it is cut.
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
    WordsLabel *m_headline;
    WordsLabel *m_meanwhile;
};

} // namespace rig::widgets
