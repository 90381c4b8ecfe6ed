#include "widgets/cardview.h"

#include "presentation/sensorcardmodel.h"
#include "widgets/carddelegate.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace rig::widgets {

using presentation::Role;
using presentation::SensorCardModel;

namespace {

constexpr int margin = 8;           ///< above, below and left of the grid
constexpr int rightMargin = 4;      ///< the scroll bar is beyond; the focus ring needs some of it
constexpr int wideGap = 8;          ///< between cards
constexpr int narrowGap = 5;        ///< likewise, where not all are seen otherwise
constexpr QSize greatest{300, 156}; ///< a card does not grow beyond
constexpr int highestOfMany = 124;  ///< likewise, where not all are seen
constexpr int ringWidth = 4;        ///< how far the focus ring reaches out of its card
constexpr double largestScale = 2.5;
constexpr double scaleStep = .125;
/// Where not all cards are seen anyway they grow less than the window does, from full HD on.
constexpr QSizeF nominal{2560, 1440};

} // namespace

CardView::CardView(const presentation::Theme &theme, QWidget *parent)
    : ItemGrid(theme, ringWidth, parent), m_card(CardPainter::least)
{
    setItemDelegate(new CardDelegate(theme, this));
}

int CardView::rows() const
{
    const int count = itemCount();
    return (count + m_columns - 1) / m_columns;
}

int CardView::verticalOffset() const
{
    return verticalScrollBar()->value() * pitch();
}

bool CardView::isSeen(int row) const
{
    const int line = row / m_columns - verticalScrollBar()->value();
    return line >= 0 && line < m_visibleRows;
}

QRect CardView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const int column = index.row() % m_columns;
    const int row = index.row() / m_columns;
    return {QPoint(m_left + column * (m_card.width() + m_gap), margin + row * pitch() - verticalOffset()),
            m_card};
}

QModelIndex CardView::indexAt(const QPoint &point) const
{
    const int column = (point.x() - m_left) / (m_card.width() + m_gap);
    const int row = (point.y() + verticalOffset() - margin) / pitch();
    if (!model() || point.x() < m_left || column >= m_columns || row < 0)
        return {};
    const QModelIndex index = model()->index(row * m_columns + column, 0, rootIndex());
    return index.isValid() && isSeen(index.row()) && visualRect(index).contains(point) ? index
                                                                                       : QModelIndex();
}

void CardView::scrollTo(const QModelIndex &index, ScrollHint)
{
    const int line = index.row() / m_columns;
    const int first = verticalScrollBar()->value();
    verticalScrollBar()->setValue(std::clamp(first, line - m_visibleRows + 1, line));
}

QModelIndex CardView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int count = itemCount();
    if (count == 0)
        return {};
    const int from = currentIndex().isValid() ? currentIndex().row() : 0;
    const int page = m_columns * m_visibleRows;
    int to = from;
    switch (action) {
    case MoveLeft:
    case MovePrevious:
        to = from - 1;
        break;
    case MoveRight:
    case MoveNext:
        to = from + 1;
        break;
    case MoveUp:
        to = from - m_columns;
        break;
    case MoveDown:
        to = from + m_columns;
        break;
    case MovePageUp:
        to = std::max(from % m_columns, from - page);
        break;
    case MovePageDown:
        to = std::min(count - 1, from + page);
        break;
    case MoveHome:
        to = 0;
        break;
    case MoveEnd:
        to = count - 1;
        break;
    }
    return model()->index(to < 0 || to >= count ? from : to, 0, rootIndex());
}

void CardView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                           const QList<int> &roles)
{
    const auto moved = [&](const QRect &card) {
        if (roles.size() != 1)
            return QRegion(card);
        return roles.front() == SensorCardModel::TraceRole
                   ? QRegion(CardPainter::sparklineArea(card, m_scale))
                   : CardPainter::valueArea(card, m_scale);
    };
    QRegion region;
    for (int row = topLeft.row(); row <= bottomRight.row(); ++row)
        if (isSeen(row))
            region += moved(visualRect(model()->index(row, 0, rootIndex())));
    viewport()->update(region);
}

void CardView::fill(const QSize &space)
{
    const int count = itemCount();
    for (int columns = m_columns - 1; columns > 0; --columns) {
        const bool tooWide = space.width() / columns - m_gap > greatest.width() * m_scale;
        if (tooWide || (count + columns - 1) / columns > m_visibleRows)
            return;
        m_columns = columns;
    }
}

void CardView::measure(int gap, double scale)
{
    const QSize space = viewport()->size() - QSize(margin + rightMargin, 2 * margin) + QSize(gap, gap);
    const QSize leastCard = (QSizeF(CardPainter::least) * scale).toSize();
    m_gap = gap;
    m_scale = scale;
    m_columns = std::max(1, space.width() / (leastCard.width() + gap));
    m_visibleRows = std::max(1, space.height() / (leastCard.height() + gap));
    const bool allSeen = rows() <= m_visibleRows;
    if (allSeen)
        fill(space);
    const int shared = allSeen ? std::max(1, rows()) : m_visibleRows;
    const auto grown = [scale](int length) { return static_cast<int>(length * scale); };
    m_card = {std::min(grown(greatest.width()), space.width() / m_columns - gap),
              std::clamp(space.height() / shared - gap, leastCard.height(),
                         grown(allSeen ? greatest.height() : highestOfMany))};
    m_left = margin + (space.width() - m_columns * (m_card.width() + gap)) / 2;
}

/// As large as they can be while all are seen; where they cannot all be seen, as the window is large.
void CardView::measureLargest()
{
    for (double scale = largestScale; scale > 1; scale -= scaleStep) {
        measure(wideGap, scale);
        if (rows() <= m_visibleRows)
            return;
    }
    const QSizeF space = viewport()->size();
    const double grown =
        std::min(space.width() / nominal.width(), space.height() / nominal.height()) / scaleStep;
    const double scale = std::max(1.0, std::floor(grown) * scaleStep);
    measure(wideGap, scale);
    if (rows() > m_visibleRows)
        measure(narrowGap, scale);
}

void CardView::updateGeometries()
{
    measureLargest();
    static_cast<CardDelegate *>(itemDelegate())->setScale(m_scale);
    verticalScrollBar()->setRange(0, std::max(0, rows() - m_visibleRows));
    verticalScrollBar()->setPageStep(m_visibleRows);
    verticalScrollBar()->setSingleStep(1);
    QAbstractItemView::updateGeometries();
    viewport()->update();
}

void CardView::wheelEvent(QWheelEvent *event)
{
    m_wheel += event->angleDelta().y();
    const int turned = m_wheel / QWheelEvent::DefaultDeltasPerStep;
    m_wheel -= turned * QWheelEvent::DefaultDeltasPerStep;
    verticalScrollBar()->setValue(verticalScrollBar()->value() - turned);
    event->accept();
}

void CardView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const int count = itemCount();
    if (count == 0)
        paintEmpty(painter);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    for (int row = 0; row < count; ++row) {
        const QModelIndex index = model()->index(row, 0, rootIndex());
        option.rect = visualRect(index);
        const QRegion dirty = event->region() & option.rect;
        if (!isSeen(row) || dirty.isEmpty())
            continue;
        painter.setClipRegion(dirty);
        itemDelegate()->paint(&painter, option, index);
    }
    painter.setClipping(false);
    if (hasFocus() && currentIndex().isValid() && isSeen(currentIndex().row()))
        paintFocus(painter);
}

void CardView::paintFocus(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().colour(Role::focus), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(visualRect(currentIndex())).adjusted(-2, -2, 2, 2), 6, 6);
}

} // namespace rig::widgets
