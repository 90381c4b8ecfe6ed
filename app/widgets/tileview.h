#pragma once

#include "presentation/overviewmodel.h"
#include "widgets/itemgrid.h"
#include "widgets/tilepainter.h"

namespace rig::widgets {

/// The machines of an OverviewModel as tiles, area below area, each in its place. Tiles are as large as the
/// room allows for all of them; where they would become too small to be read, it scrolls. Only tiles that
/// changed are painted again. Arrow keys walk, Home and End jump, Enter or a click opens.
class TileView : public ItemGrid
{
    Q_OBJECT

public:
    /// `model` outlives the view.
    TileView(presentation::OverviewModel &model, const presentation::Theme &theme, QWidget *parent = nullptr);

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;

    /// How many times as large as on a wall of 1920 × 1080.
    double scale() const { return m_scale; }
    /// The tiles that have been painted since this was last asked.
    int takePainted() { return std::exchange(m_painted, 0); }

Q_SIGNALS:
    void opened(std::int32_t machine);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int verticalOffset() const override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
    void paintEvent(QPaintEvent *event) override;
    void updateGeometries() override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    using Area = presentation::OverviewModel::Area;
    /// Places areas and tiles at a scale; returns the height of all.
    int place(double scale);
    void hover(const QModelIndex &index);
    QModelIndex above(const QModelIndex &from, int direction) const;
    QRect areaRect(std::size_t area) const;
    void paintArea(QPainter &painter, const Area &area, const QRectF &box) const;
    void paintTiles(QPainter &painter, const QRegion &region);
    void paintMarks(QPainter &painter) const;

    presentation::OverviewModel &m_model;
    TilePainter m_painter;
    Ink m_areaName, m_count;
    std::vector<QRect> m_areas; ///< unscrolled
    std::vector<QRect> m_tiles; ///< unscrolled, by row
    double m_scale = 1;
    int m_height = 0;
    QPersistentModelIndex m_hovered;
    int m_painted = 0;
};

} // namespace rig::widgets
