#pragma once

#include "widgets/paint.h"

#include <QStringList>
#include <QWidget>

namespace rig::widgets {

/// One of a few words, side by side in one frame; the chosen one is washed and underlined. 30 px high
/// unless it is small. Left
/// and Right walk.
class Segments : public QWidget
{
    Q_OBJECT

public:
    explicit Segments(const presentation::Theme &theme, QWidget *parent = nullptr);

    /// `key` is shown in the tool tip; may be empty.
    void add(const QString &word, const QString &key = {});
    /// 26 px high, for the titles of panels.
    void setSmall();
    void setWord(int index, const QString &word);
    /// -1 where none is chosen.
    void setChosen(int index);
    int chosenIndex() const { return m_chosen; }
    /// Where a segment lies.
    QRect place(int index) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// A person chose; the caller decides whether it becomes so.
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    int at(const QPoint &point) const;
    void hover(int index);
    void walk(int steps);

    presentation::Theme m_theme;
    QStringList m_words;
    QStringList m_keys;
    int m_height = 30;
    int m_chosen = -1;
    int m_hovered = -1;
    Ink m_ink;
};

} // namespace rig::widgets
