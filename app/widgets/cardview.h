#pragma once

#include "widgets/emptynote.h"

#include <QListView>

namespace rig::widgets {

/// A grid of equal cards that fills the width it has; as many whole rows as fit stand below each other, and
/// scrolling goes by rows, so that no card is ever cut; in a window that has more room than cards need they
/// and their type grow. Only the cards that changed are painted again. Arrow keys walk, Home and End jump.
class CardView : public QListView
{
    Q_OBJECT

public:
    explicit CardView(const presentation::Theme &theme, QWidget *parent = nullptr);

    /// What stands in place of cards while there are none.
    void setEmptyNote(const EmptyNote &note);

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void reset() override;
    void doItemsLayout() override;

    /// Cards that stand side by side, and whole rows below each other.
    int columns() const { return m_columns; }
    int visibleRows() const { return m_visibleRows; }
    /// 1 and up: how many times as large as drawn in 100 %.
    double scale() const { return m_scale; }

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void measure(int gap, double scale);
    void measureLargest();
    /// Where all cards are seen: fewer columns, as long as that is so, for greater cards.
    void fill(const QSize &space);
    int rows() const;
    int pitch() const { return m_card.height() + m_gap; }
    bool isSeen(int row) const;
    void updateRing(const QModelIndex &index);
    void paintFocus(QPainter &painter) const;

    presentation::Theme m_theme;
    EmptyNote m_empty;
    QSize m_card;
    int m_gap = 0;
    double m_scale = 1;
    int m_columns = 1;
    int m_left = 0; ///< of the first column
    int m_visibleRows = 1;
    int m_wheel = 0; ///< what a fine wheel has turned short of a row
};

} // namespace rig::widgets
