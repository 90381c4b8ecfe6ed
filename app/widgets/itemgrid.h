#pragma once

#include "widgets/emptynote.h"

#include <QListView>

namespace rig::widgets {

/// What views have in common that place and paint their items themselves: a note in place of items, one
/// current item with a ring around it while the view has the focus, no layout of the base's own.
class ItemGrid : public QListView
{
    Q_OBJECT

public:
    /// `ringReach`: how far, in px, marks reach out of their item.
    ItemGrid(const presentation::Theme &theme, int ringReach, QWidget *parent = nullptr);

    /// What stands in place of items while there are none.
    void setEmptyNote(const EmptyNote &note);

    void reset() override;
    void doItemsLayout() override;

protected:
    int horizontalOffset() const override { return 0; }
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void scrollContentsBy(int dx, int dy) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

    const presentation::Theme &theme() const { return m_theme; }
    int itemCount() const;
    /// An item with its marks.
    void updateAround(const QModelIndex &index);
    void paintEmpty(QPainter &painter) const;

private:
    presentation::Theme m_theme;
    int m_ringReach;
    EmptyNote m_empty;
};

} // namespace rig::widgets
