#include "widgets/tileview.h"

#include "widgets/glyphpainter.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::OverviewModel;
using presentation::OverviewTile;
using presentation::Role;
using presentation::TextStyle;

namespace {

// At scale 1, a wall of 1920 × 1080.
constexpr QSizeF wall{1900, 900}; ///< what the tiles have of it
constexpr double labelWidth = 172;
constexpr double tileGap = 10;
constexpr double areaPadding = 7;
constexpr double areaGap = 8;
constexpr double edgeWidth = 8;
constexpr double widestTile = 1.6;  ///< times its least width
constexpr double tallestTile = 1.5; ///< times its least height; what a tile gains the trace has

constexpr double smallestScale = .667; ///< the type is 12 px then
constexpr double leastOfWall = .8;     ///< smaller than that it is not read from where a wall is read
constexpr double greatestOfWall = 2;
constexpr double scaleStep = 1 / 24.0;
constexpr int ringReach = 6;
constexpr int wheelStep = 40;

int rounded(double length)
{
    return static_cast<int>(std::round(length));
}

} // namespace

TileView::TileView(OverviewModel &model, const presentation::Theme &theme, QWidget *parent)
    : ItemGrid(theme, ringReach, parent),
      m_model(model),
      m_painter(theme),
      m_areaName(TextStyle::areaName),
      m_count(TextStyle::tileName)
{
    setVerticalScrollMode(ScrollPerPixel);
    setAccessibleName(tr("Machines"));
    viewport()->setMouseTracking(true);
    setModel(&model);
    connect(&model, &OverviewModel::areaChanged, this,
            [this](int area) { viewport()->update(areaRect(static_cast<std::size_t>(area))); });
    connect(this, &ItemGrid::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT opened(m_model.tile(index.row()).machine); });
}

int TileView::place(double scale)
{
    m_scale = scale;
    m_tiles.clear();
    m_areas.clear();
    const auto &areas = m_model.areas();
    int most = 1;
    for (const Area &area : areas)
        most = std::max(most, area.count);
    const bool titled = !areas.empty() && !areas.front().title.isEmpty();
    const double left = (titled ? labelWidth : edgeWidth + areaPadding) * scale;
    const double gap = tileGap * scale;
    const double room = viewport()->width() - left - areaPadding * scale + gap;
    const double least = TilePainter::nominal.width() * scale;
    const int columns = std::clamp(static_cast<int>(room / (least + gap)), 1, most);
    const double wide = std::min(room / columns - gap, least * widestTile);
    const auto rowsOf = [columns](const Area &area) { return (area.count + columns - 1) / columns; };
    const double low = TilePainter::nominal.height() * scale;
    int allRows = 0;
    double taken = -areaGap * scale;
    for (const Area &area : areas) {
        allRows += rowsOf(area);
        taken += rowsOf(area) * (low + gap) - gap + (2 * areaPadding + areaGap) * scale;
    }
    const double spare = allRows == 0 ? 0 : (viewport()->height() - 1 - taken) / allRows;
    const double high = low + std::clamp(spare, 0.0, low * (tallestTile - 1));
    double y = 0;
    for (const Area &area : areas) {
        const int rows = rowsOf(area);
        const double height = rows * (high + gap) - gap + 2 * areaPadding * scale;
        m_areas.emplace_back(0, rounded(y), viewport()->width(), rounded(height));
        for (int i = 0; i < area.count; ++i)
            m_tiles.emplace_back(rounded(left + (i % columns) * (wide + gap)),
                                 rounded(y + areaPadding * scale + (i / columns) * (high + gap)),
                                 rounded(wide), rounded(high));
        y += height + areaGap * scale;
    }
    return rounded(y - areaGap * scale);
}

void TileView::updateGeometries()
{
    const QSizeF room = viewport()->size();
    const double window = std::min(room.width() / wall.width(), room.height() / wall.height());
    const double least = std::max(smallestScale, window * leastOfWall);
    double scale = std::max(least, std::floor(window * greatestOfWall / scaleStep) * scaleStep);
    while ((m_height = place(scale)) > viewport()->height() && scale > least)
        scale = std::max(least, scale - scaleStep);
    verticalScrollBar()->setRange(0, std::max(0, m_height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(wheelStep);
    QAbstractItemView::updateGeometries();
    viewport()->update();
}

int TileView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect TileView::visualRect(const QModelIndex &index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < m_tiles.size() ? m_tiles[row].translated(0, -verticalOffset()) : QRect();
}

QRect TileView::areaRect(std::size_t area) const
{
    return area < m_areas.size() ? m_areas[area].translated(0, -verticalOffset()) : QRect();
}

QModelIndex TileView::indexAt(const QPoint &point) const
{
    const QPoint at = point + QPoint(0, verticalOffset());
    const auto found =
        std::find_if(m_tiles.begin(), m_tiles.end(), [at](const QRect &tile) { return tile.contains(at); });
    return found == m_tiles.end() ? QModelIndex() : m_model.index(static_cast<int>(found - m_tiles.begin()));
}

void TileView::scrollTo(const QModelIndex &index, ScrollHint)
{
    const QRect tile = visualRect(index).adjusted(0, -ringReach, 0, ringReach);
    QScrollBar &bar = *verticalScrollBar();
    if (tile.top() < 0)
        bar.setValue(bar.value() + tile.top());
    else if (tile.bottom() > viewport()->height())
        bar.setValue(bar.value() + tile.bottom() - viewport()->height());
}

/// The nearest tile of the next row of tiles in that direction, whichever area it is in.
QModelIndex TileView::above(const QModelIndex &from, int direction) const
{
    const QRect start = m_tiles[static_cast<std::size_t>(from.row())];
    int best = from.row();
    int bestAway = std::numeric_limits<int>::max();
    int bestAside = std::numeric_limits<int>::max();
    for (int row = from.row() + direction; row >= 0 && row < std::ssize(m_tiles); row += direction) {
        const QRect &tile = m_tiles[static_cast<std::size_t>(row)];
        const int away = std::abs(tile.y() - start.y());
        const int aside = std::abs(tile.x() - start.x());
        if (away > 0 && (away < bestAway || (away == bestAway && aside < bestAside))) {
            best = row;
            bestAway = away;
            bestAside = aside;
        }
    }
    return m_model.index(best);
}

QModelIndex TileView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int count = static_cast<int>(m_tiles.size());
    if (count == 0)
        return {};
    const QModelIndex from = currentIndex().isValid() ? currentIndex() : m_model.index(0);
    switch (action) {
    case MoveLeft:
    case MovePrevious:
        return m_model.index(std::max(0, from.row() - 1));
    case MoveRight:
    case MoveNext:
        return m_model.index(std::min(count - 1, from.row() + 1));
    case MoveUp:
    case MovePageUp:
        return above(from, -1);
    case MoveDown:
    case MovePageDown:
        return above(from, 1);
    case MoveHome:
        return m_model.index(0);
    case MoveEnd:
        return m_model.index(count - 1);
    }
    return from;
}

void TileView::keyPressEvent(QKeyEvent *event)
{
    const bool opens =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (opens && currentIndex().isValid())
        Q_EMIT opened(m_model.tile(currentIndex().row()).machine);
    else
        ItemGrid::keyPressEvent(event);
}

void TileView::hover(const QModelIndex &index)
{
    if (index == m_hovered)
        return;
    updateAround(std::exchange(m_hovered, index));
    updateAround(index);
    viewport()->setCursor(index.isValid() ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TileView::mouseMoveEvent(QMouseEvent *event)
{
    hover(indexAt(event->position().toPoint()));
}

void TileView::leaveEvent(QEvent *event)
{
    ItemGrid::leaveEvent(event);
    hover({});
}

bool TileView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return ItemGrid::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QModelIndex index = indexAt(help->pos());
    const QString words = index.isValid() ? m_model.tile(index.row()).spoken() : QString();
    QToolTip::showText(help->globalPos(), words.isEmpty() ? words : u"<p>%1</p>"_s.arg(words.toHtmlEscaped()),
                       this);
    return true;
}

void TileView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                           const QList<int> &roles)
{
    const auto moved = [&](const QRect &tile) {
        if (roles.size() != 1)
            return tile;
        return roles.front() == OverviewModel::TraceRole ? TilePainter::traceArea(tile, m_scale)
                                                         : TilePainter::valueArea(tile, m_scale);
    };
    QRegion region;
    for (int row = topLeft.row(); row <= bottomRight.row(); ++row)
        region += moved(visualRect(m_model.index(row)));
    viewport()->update(region & viewport()->rect());
}

void TileView::paintArea(QPainter &painter, const Area &area, const QRectF &box) const
{
    const double s = m_scale;
    paintBox(painter, box, theme().colour(Role::panel), theme().colour(Role::line));
    const auto status = statusOf(area.worst);
    const bool abnormal = presentation::urgency(area.worst) > 0;
    painter.fillRect(QRectF(box.x(), box.y(), edgeWidth * s, box.height()),
                     abnormal ? theme().edge(status) : theme().colour(Role::rangeBand));
    if (area.title.isEmpty())
        return;
    painter.save();
    painter.translate(box.topLeft());
    painter.scale(s, s);
    const QRectF room(20, 14, labelWidth - 32, TilePainter::nominal.height() - 60);
    painter.setFont(m_areaName.font);
    painter.setPen(theme().colour(Role::text1));
    QRectF taken;
    painter.drawText(room, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, area.title, &taken);
    const double y = std::min(taken.bottom(), room.bottom()) + 12;
    paintGlyph(painter, QRectF(20, y, 24, 24), area.worst, theme());
    const QString count = area.count == 1 ? tr("1 machine") : tr("%1 machines").arg(area.count);
    paintFitted(painter, {52, m_count.middle(y, 24)}, labelWidth - 60, count, m_count,
                theme().colour(Role::text2));
    painter.restore();
}

void TileView::paintTiles(QPainter &painter, const QRegion &region)
{
    for (int row = 0; row < std::ssize(m_tiles); ++row) {
        const QModelIndex index = m_model.index(row);
        const QRect box = visualRect(index);
        const QRegion dirty = region & box;
        if (dirty.isEmpty())
            continue;
        painter.setClipRegion(dirty);
        ++m_painted;
        m_painter.paint(painter, box, m_scale, m_model.tile(row), [&index] {
            return index.data(OverviewModel::TraceRole).value<std::vector<TraceStep>>();
        });
    }
    painter.setClipping(false);
}

void TileView::paintMarks(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (m_hovered.isValid()) {
        painter.setPen(QPen(theme().colour(Role::accent), 2));
        painter.drawRoundedRect(QRectF(visualRect(m_hovered)).adjusted(-1, -1, 1, 1), 5, 5);
    }
    if (!hasFocus() || !currentIndex().isValid())
        return;
    painter.setPen(QPen(theme().colour(Role::focus), 2));
    painter.drawRoundedRect(QRectF(visualRect(currentIndex())).adjusted(-3, -3, 3, 3), 7, 7);
}

void TileView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    if (m_tiles.empty())
        return paintEmpty(painter);
    for (std::size_t area = 0; area < m_areas.size(); ++area) {
        const QRegion dirty = event->region() & areaRect(area);
        if (dirty.isEmpty())
            continue;
        painter.setClipRegion(dirty);
        paintArea(painter, m_model.areas()[area], areaRect(area));
    }
    paintTiles(painter, event->region());
    painter.setClipRegion(event->region());
    paintMarks(painter);
}

} // namespace rig::widgets
