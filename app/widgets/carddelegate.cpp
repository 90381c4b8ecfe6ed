#include "widgets/carddelegate.h"

#include "presentation/sensorcardmodel.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace rig::widgets {

using presentation::SensorCard;
using presentation::SensorCardModel;

CardDelegate::CardDelegate(const presentation::Theme &theme, QObject *parent)
    : QAbstractItemDelegate(parent), m_painter(theme)
{
}

void CardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    painter->save();
    m_painter.paint(*painter, option.rect, m_scale, index.data(SensorCardModel::CardRole).value<SensorCard>(),
                    [&] { return index.data(SensorCardModel::TraceRole).value<std::vector<TraceStep>>(); });
    painter->restore();
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return CardPainter::least;
}

bool CardDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return false;
    const auto card = index.data(SensorCardModel::CardRole).value<SensorCard>();
    QStringList lines;
    if (m_painter.nameIsCut(option.rect, m_scale, card))
        lines << card.title;
    if (!card.remark.isEmpty())
        lines << card.remark;
    // Names come from outside: what looks like markup must not become any.
    QToolTip::showText(event->globalPos(),
                       lines.isEmpty() ? QString()
                                       : QStringLiteral("<p>%1</p>").arg(lines.join(u'\n').toHtmlEscaped()),
                       view);
    return true;
}

} // namespace rig::widgets
