#pragma once

#include "domain/limits.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <string>
#include <vector>

namespace rig::presentation {

/// How a cell is set.
enum class CellStyle
{
    strong, ///< names
    body,
    quiet,  ///< units, captions
    number, ///< at the right
    key,    ///< names in the messages, samples
    link,   ///< something to be done
};

struct TableColumn
{
    QString title;
    int width = 0; ///< px at 100 %, in relation to the others
    CellStyle style = CellStyle::body;
    bool signs = false; ///< its cells may have a sign behind the text
};

struct TableCell
{
    QString text;
    QString tip = {};                  ///< plain text; may be empty
    std::optional<double> number = {}; ///< what it is sorted by, where it is not the text
    bool halfWay = false;              ///< the sign of a limit that nobody set
    QString sign = {};                 ///< a word or figure in a frame behind the text; may be empty

    bool operator==(const TableCell &) const = default;
};

struct TableRow
{
    std::string key; ///< unique
    bool off = false;
    std::vector<TableCell> cells;

    bool operator==(const TableRow &) const = default;
};

/// Rows of a table as plain data. A change that leaves rows and their order keeps selection and position.
class RowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Roles
    {
        CellRole = Qt::UserRole, ///< TableCell
        OffRole,
        SortRole
    };

    explicit RowsModel(std::vector<TableColumn> columns, QObject *parent = nullptr);

    /// `rows` have a cell for each column.
    void show(std::vector<TableRow> rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const TableRow &row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    const TableColumn &column(int column) const { return m_columns[static_cast<std::size_t>(column)]; }
    /// How many are off.
    int off() const;
    /// -1 where there is none.
    int rowOf(const std::string &key) const;

private:
    std::vector<TableColumn> m_columns;
    std::vector<TableRow> m_rows;
};

/// The rows that hold all words somewhere, sorted by a column; what is off stays last whichever way.
class RowsOrder : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RowsOrder(RowsModel &rows, QObject *parent = nullptr);

    void find(const QString &words);
    const TableRow &row(const QModelIndex &index) const;
    const RowsModel &rows() const { return m_source; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    RowsModel &m_source;
    QStringList m_words;
};

} // namespace rig::presentation

Q_DECLARE_METATYPE(rig::presentation::TableCell)
