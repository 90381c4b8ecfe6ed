#pragma once

#include "widgets/cardpainter.h"

#include <QAbstractItemDelegate>

namespace rig::widgets {

/// Draws the rows of a SensorCardModel as cards; there is no widget per card.
class CardDelegate : public QAbstractItemDelegate
{
    Q_OBJECT

public:
    explicit CardDelegate(const presentation::Theme &theme, QObject *parent = nullptr);

    /// How many times as large as drawn in 100 % cards are.
    void setScale(double scale) { m_scale = scale; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// A tool tip where the name is cut, or where there is more to say on the value than the card has room
    /// for.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    CardPainter m_painter;
    double m_scale = 1;
};

} // namespace rig::widgets
