#include "presentation/rowsmodel.h"

#include <algorithm>

namespace rig::presentation {

RowsModel::RowsModel(std::vector<TableColumn> columns, QObject *parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns))
{
}

void RowsModel::show(std::vector<TableRow> rows)
{
    if (!std::ranges::equal(rows, m_rows, {}, &TableRow::key, &TableRow::key)) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    const std::vector<TableRow> before = std::exchange(m_rows, std::move(rows));
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (m_rows[row] != before[row])
            Q_EMIT dataChanged(index(static_cast<int>(row), 0),
                               index(static_cast<int>(row), columnCount() - 1));
}

int RowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TableRow &row = m_rows[static_cast<std::size_t>(index.row())];
    const TableCell &cell = row.cells[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.tip.isEmpty() ? QVariant() : cell.tip.toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return cell.tip.isEmpty() ? cell.text : cell.text + QStringLiteral(", ") + cell.tip;
    case CellRole:
        return QVariant::fromValue(cell);
    case OffRole:
        return row.off;
    case SortRole:
        return cell.number ? QVariant(*cell.number) : QVariant(cell.text);
    default:
        return {};
    }
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount())
        return QAbstractTableModel::headerData(section, orientation, role);
    return column(section).title;
}

int RowsModel::off() const
{
    return static_cast<int>(std::ranges::count_if(m_rows, &TableRow::off));
}

int RowsModel::rowOf(const std::string &key) const
{
    const auto found = std::ranges::find(m_rows, key, &TableRow::key);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

RowsOrder::RowsOrder(RowsModel &rows, QObject *parent) : QSortFilterProxyModel(parent), m_source(rows)
{
    setSourceModel(&rows);
    setDynamicSortFilter(true);
}

void RowsOrder::find(const QString &words)
{
    m_words = words.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

const TableRow &RowsOrder::row(const QModelIndex &index) const
{
    return m_source.row(mapToSource(index).row());
}

bool RowsOrder::filterAcceptsRow(int row, const QModelIndex &) const
{
    const std::vector<TableCell> &cells = m_source.row(row).cells;
    return std::ranges::all_of(m_words, [&](const QString &word) {
        return std::ranges::any_of(
            cells, [&](const TableCell &cell) { return cell.text.contains(word, Qt::CaseInsensitive); });
    });
}

bool RowsOrder::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const bool off = left.data(RowsModel::OffRole).toBool();
    if (off != right.data(RowsModel::OffRole).toBool())
        return off != (sortOrder() == Qt::AscendingOrder);
    const QVariant one = left.data(RowsModel::SortRole);
    const QVariant other = right.data(RowsModel::SortRole);
    if (one.typeId() == QMetaType::Double && other.typeId() == QMetaType::Double)
        return one.toDouble() < other.toDouble();
    if (one.typeId() != other.typeId())
        return one.typeId() != QMetaType::Double; // no value before every value
    return one.toString().localeAwareCompare(other.toString()) < 0;
}

} // namespace rig::presentation
