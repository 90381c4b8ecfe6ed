#include "widgets/itemgrid.h"

#include <QPainter>

namespace rig::widgets {

ItemGrid::ItemGrid(const presentation::Theme &theme, int ringReach, QWidget *parent)
    : QListView(parent), m_theme(theme), m_ringReach(ringReach)
{
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    viewport()->setAutoFillBackground(false);
}

int ItemGrid::itemCount() const
{
    return model() ? model()->rowCount(rootIndex()) : 0;
}

void ItemGrid::setEmptyNote(const EmptyNote &note)
{
    if (note == m_empty)
        return;
    m_empty = note;
    if (itemCount() == 0)
        viewport()->update();
}

void ItemGrid::paintEmpty(QPainter &painter) const
{
    paintEmptyNote(painter, viewport()->rect(), m_empty, m_theme);
}

void ItemGrid::reset()
{
    QListView::reset();
    updateGeometries();
}

void ItemGrid::doItemsLayout()
{
    // Not QListView's: it would ask every row for its size.
    QAbstractItemView::doItemsLayout();
}

void ItemGrid::scrollContentsBy(int, int)
{
    viewport()->update();
}

void ItemGrid::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    const QModelIndex index = indexAt(rect.center());
    selectionModel()->select(QItemSelection(index, index), flags);
}

QRegion ItemGrid::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QModelIndex &index : selection.indexes())
        region += visualRect(index);
    return region;
}

void ItemGrid::focusInEvent(QFocusEvent *event)
{
    if (!currentIndex().isValid() && itemCount() > 0)
        setCurrentIndex(model()->index(0, 0));
    QListView::focusInEvent(event);
    updateAround(currentIndex());
}

void ItemGrid::focusOutEvent(QFocusEvent *event)
{
    QListView::focusOutEvent(event);
    updateAround(currentIndex());
}

void ItemGrid::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    updateAround(previous);
    updateAround(current);
}

void ItemGrid::updateAround(const QModelIndex &index)
{
    viewport()->update(visualRect(index).adjusted(-m_ringReach, -m_ringReach, m_ringReach, m_ringReach));
}

} // namespace rig::widgets
