#pragma once

#include "presentation/theme.h"
#include "widgets/paint.h"

#include <QWidget>

namespace rig::widgets {

/// Prose in one colour, wrapped to its width. Always plain text: names and sentences from outside may look
/// like markup.
class WordsLabel : public QWidget
{
    Q_OBJECT

public:
    WordsLabel(presentation::TextStyle style, const QColor &colour, QWidget *parent = nullptr);

    void setText(const QString &text);
    void setColour(const QColor &colour);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// Breaks the text into lines of a width; `visit(line, top)` for each; returns the height.
    template <class Visit> int breakLines(double width, Visit visit) const;

    Ink m_ink;
    QColor m_colour;
    QString m_text;
    int m_lineHeight;
};

} // namespace rig::widgets
