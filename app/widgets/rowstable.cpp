#include "widgets/rowstable.h"

#include "widgets/paint.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QStyledItemDelegate>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::CellStyle;
using presentation::Role;
using presentation::RowsModel;
using presentation::RowsOrder;
using presentation::TableCell;
using presentation::TableColumn;
using presentation::TextStyle;

namespace {

constexpr int roomyHeight = 34;
constexpr int compactHeight = 26;
constexpr int headHeight = 28;
constexpr double margin = 12;
constexpr double signRoom = 42; ///< behind a number

bool isNumber(const TableColumn &column)
{
    return column.style == CellStyle::number;
}

/// Where a column's numbers end, and its head.
double rightOf(const TableColumn &column, const QRectF &cell)
{
    return cell.right() - (column.signs ? signRoom : margin);
}

class Cells : public QStyledItemDelegate
{
public:
    Cells(const presentation::Theme &theme, const RowsOrder &order, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_order(order)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRectF cell = option.rect;
        const TableColumn &column = m_order.rows().column(index.column());
        const auto shown = index.data(RowsModel::CellRole).value<TableCell>();
        const bool off = index.data(RowsModel::OffRole).toBool();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected)
            painter->fillRect(cell, m_theme.colour(Role::accentWash));
        if (selected && index.column() == 0)
            painter->fillRect(QRectF(cell.x(), cell.y(), 3, cell.height()), m_theme.colour(Role::accent));
        painter->fillRect(QRectF(cell.x(), cell.bottom() - 1, cell.width(), 1), m_theme.colour(Role::line));
        const QColor colour = m_theme.colour(off ? Role::text3 : roleOf(column.style));
        const Ink &ink = off && column.style == CellStyle::strong ? m_off : inkOf(column.style);
        const double base = ink.middle(cell.y(), cell.height());
        if (isNumber(column)) {
            paintTextRight(*painter, {rightOf(column, cell), base}, shown.text, ink, colour);
            paintSign(*painter, cell, column, shown);
            return;
        }
        const double room = cell.width() - margin;
        paintText(*painter, {cell.x() + margin, base},
                  ink.metrics.elidedText(shown.text, Qt::ElideRight, room), ink, colour);
    }

private:
    static Role roleOf(CellStyle style)
    {
        if (style == CellStyle::link)
            return Role::accent;
        return style == CellStyle::quiet ? Role::text2 : Role::text1;
    }

    const Ink &inkOf(CellStyle style) const
    {
        switch (style) {
        case CellStyle::strong:
            return m_strong;
        case CellStyle::body:
            return m_body;
        case CellStyle::quiet:
            return m_quiet;
        case CellStyle::number:
            return m_number;
        case CellStyle::key:
            return m_key;
        case CellStyle::link:
            return m_link;
        }
        return m_body;
    }

    void paintSign(QPainter &painter, const QRectF &cell, const TableColumn &column,
                   const TableCell &shown) const
    {
        double left = rightOf(column, cell) + 4;
        if (shown.halfWay)
            left = paintText(painter, {left, m_quiet.middle(cell.y(), cell.height())}, u"½"_s, m_quiet,
                             m_theme.colour(Role::text2)) +
                   5;
        if (!shown.sign.isEmpty())
            paintOutlineChip(painter, {left + m_sign.width(shown.sign) + 8, cell.center().y() - 7}, 14,
                             shown.sign, m_sign, m_theme.colour(Role::text1));
    }

    presentation::Theme m_theme;
    const RowsOrder &m_order;
    Ink m_strong{TextStyle::strong}, m_body{TextStyle::body}, m_quiet{TextStyle::small},
        m_number{TextStyle::number}, m_key{TextStyle::small}, m_link{TextStyle::smallStrong},
        m_sign{TextStyle::key}, m_off = [] {
            Ink ink(TextStyle::body);
            ink.font.setItalic(true);
            return ink;
        }();
};

class Heads : public QHeaderView
{
public:
    Heads(const presentation::Theme &theme, const RowsModel &rows, QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent), m_theme(theme), m_rows(rows), m_ink(TextStyle::captionSmall)
    {
        setFixedHeight(headHeight);
        setSectionsClickable(true);
        setSortIndicatorShown(true);
        setSortIndicatorClearable(true);
        setSortIndicator(-1, Qt::AscendingOrder);
        setHighlightSections(false);
        setSectionResizeMode(Fixed);
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const QRectF cell = rect;
        painter->fillRect(cell, m_theme.colour(Role::panel));
        painter->fillRect(QRectF(cell.x(), cell.bottom() - 1, cell.width(), 1), m_theme.colour(Role::line));
        const TableColumn &column = m_rows.column(section);
        const double base = m_ink.middle(cell.y(), cell.height());
        const QColor colour = m_theme.colour(Role::text3);
        const double width = m_ink.width(column.title);
        const double left = isNumber(column) ? rightOf(column, cell) - width : cell.x() + margin;
        paintText(*painter, {left, base}, column.title, m_ink, colour);
        if (section == sortIndicatorSection())
            paintDirection(*painter, QPointF(left + width + 8, cell.center().y()), colour);
    }

private:
    void paintDirection(QPainter &painter, const QPointF &middle, const QColor &colour) const
    {
        const double tip = sortIndicatorOrder() == Qt::AscendingOrder ? -2.5 : 2.5;
        QPainterPath path;
        path.moveTo(middle + QPointF(-3.5, -tip));
        path.lineTo(middle + QPointF(3.5, -tip));
        path.lineTo(middle + QPointF(0, tip));
        path.closeSubpath();
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(path, colour);
        painter.restore();
    }

    presentation::Theme m_theme;
    const RowsModel &m_rows;
    Ink m_ink;
};

} // namespace

RowsTable::RowsTable(std::vector<TableColumn> columns, const presentation::Theme &theme, QWidget *parent)
    : QTableView(parent), m_rows(std::move(columns)), m_order(m_rows)
{
    setModel(&m_order);
    setItemDelegate(new Cells(theme, m_order, this));
    setHorizontalHeader(new Heads(theme, m_rows, this));
    setSortingEnabled(true);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(compactHeight);
    setCompact(true);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QTableView::clicked, this,
            [this](const QModelIndex &at) { Q_EMIT chosen(m_order.row(at).key, at.column(), false); });
}

void RowsTable::show(std::vector<presentation::TableRow> rows)
{
    const QModelIndex at = currentIndex();
    const std::string current = at.isValid() ? m_order.row(at).key : std::string();
    const int scrolled = verticalScrollBar()->value();
    m_rows.show(std::move(rows));
    if (!at.isValid() || currentIndex().isValid())
        return;
    mark(current);
    verticalScrollBar()->setValue(scrolled);
}

void RowsTable::setCompact(bool compact)
{
    verticalHeader()->setDefaultSectionSize(compact ? compactHeight : roomyHeight);
}

void RowsTable::mark(const std::string &key)
{
    const int row = m_rows.rowOf(key);
    const QModelIndex at = row < 0 ? QModelIndex() : m_order.mapFromSource(m_rows.index(row, 0));
    if (!at.isValid())
        clearSelection();
    else if (currentIndex().row() != at.row() || !selectionModel()->isRowSelected(at.row()))
        setCurrentIndex(at);
}

void RowsTable::keyPressEvent(QKeyEvent *event)
{
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enters && currentIndex().isValid())
        Q_EMIT chosen(m_order.row(currentIndex()).key, m_rows.columnCount() - 1, true);
    else
        QTableView::keyPressEvent(event);
}

void RowsTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    shareWidth();
}

void RowsTable::shareWidth()
{
    int sum = 0;
    for (int i = 0; i < m_rows.columnCount(); ++i)
        sum += m_rows.column(i).width;
    int left = 0;
    int before = 0;
    for (int i = 0; i < m_rows.columnCount(); ++i) {
        before += m_rows.column(i).width;
        const int right = viewport()->width() * before / sum;
        setColumnWidth(i, right - left);
        left = right;
    }
}

} // namespace rig::widgets
