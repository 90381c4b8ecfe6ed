#pragma once

#include "widgets/itemgrid.h"

namespace rig::widgets {

/// A grid of equal cards that fills the width it has; as many whole rows as fit stand below each other, and
/// scrolling goes by rows, so that no card is ever cut; in a window that has more room than cards need they
/// and their type grow. Only the cards that changed are painted again. Arrow keys walk, Home and End jump.
class CardView : public ItemGrid
{
    Q_OBJECT

public:
    explicit CardView(const presentation::Theme &theme, QWidget *parent = nullptr);

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;

    /// Cards that stand side by side, and whole rows below each other.
    int columns() const { return m_columns; }
    int visibleRows() const { return m_visibleRows; }
    /// 1 and up: how many times as large as drawn in 100 %.
    double scale() const { return m_scale; }

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int verticalOffset() const override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void updateGeometries() override;

private:
    void measure(int gap, double scale);
    void measureLargest();
    /// Where all cards are seen: fewer columns, as long as that is so, for greater cards.
    void fill(const QSize &space);
    int rows() const;
    int pitch() const { return m_card.height() + m_gap; }
    bool isSeen(int row) const;
    void paintFocus(QPainter &painter) const;

    QSize m_card;
    int m_gap = 0;
    double m_scale = 1;
    int m_columns = 1;
    int m_left = 0; ///< of the first column
    int m_visibleRows = 1;
    int m_wheel = 0; ///< what a fine wheel has turned short of a row
};

} // namespace rig::widgets
