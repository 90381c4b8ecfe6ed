#pragma once

#include "presentation/theme.h"
#include "widgets/paint.h"

#include <QWidget>

namespace rig::widgets {

/// How far something is that takes long: what it does, for how long already, and a bar below.
class ProgressLine : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressLine(const presentation::Theme &theme, QWidget *parent = nullptr);

    /// `share`, 0 to 1, of the step that `words` name.
    void present(const QString &words, const QString &time, double share);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    presentation::Theme m_theme;
    QString m_words;
    QString m_time;
    double m_share = 0;
    Ink m_ink, m_figures;
};

} // namespace rig::widgets
