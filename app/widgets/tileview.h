#pragma once

#include "presentation/overviewmodel.h"
#include "widgets/emptynote.h"
#include "widgets/tilepainter.h"

#include <QListView>

namespace rig::widgets {

/// The machines of an OverviewModel as tiles, area below area, each in its place. Tiles are as large as the
/// room allows for all of them; where they would become too small to be read, it scrolls. Only tiles that
/// changed are painted again. Arrow keys walk, Home and End jump, Enter or a click opens.
class TileView : public QListView
{
    Q_OBJECT

public:
    /// `model` outlives the view.
    TileView(presentation::OverviewModel &model, const presentation::Theme &theme, QWidget *parent = nullptr);

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void reset() override;
    void doItemsLayout() override;

    /// What stands in place of tiles while there are none.
    void setEmptyNote(const EmptyNote &note);
    /// How many times as large as on a wall of 1920 × 1080.
    double scale() const { return m_scale; }
    /// The tiles that have been painted since this was last asked.
    int takePainted() { return std::exchange(m_painted, 0); }

Q_SIGNALS:
    void opened(std::int32_t machine);

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
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    bool viewportEvent(QEvent *event) override;

private:
    using Area = presentation::OverviewModel::Area;
    /// Places areas and tiles at a scale; returns the height of all.
    int place(double scale);
    void hover(const QModelIndex &index);
    void updateAround(const QModelIndex &index);
    QModelIndex above(const QModelIndex &from, int direction) const;
    QRect areaRect(std::size_t area) const;
    void paintArea(QPainter &painter, const Area &area, const QRectF &box) const;
    void paintTiles(QPainter &painter, const QRegion &region);
    void paintMarks(QPainter &painter) const;

    presentation::OverviewModel &m_model;
    presentation::Theme m_theme;
    TilePainter m_painter;
    Ink m_areaName, m_count;
    std::vector<QRect> m_areas; ///< unscrolled
    std::vector<QRect> m_tiles; ///< unscrolled, by row
    double m_scale = 1;
    int m_height = 0;
    EmptyNote m_empty;
    QPersistentModelIndex m_hovered;
    int m_painted = 0;
};

} // namespace rig::widgets
