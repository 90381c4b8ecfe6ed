#pragma once

#include "presentation/rowsmodel.h"
#include "presentation/theme.h"

#include <QTableView>

namespace rig::widgets {

/// Rows of a table; there is no widget per row. A click on a head sorts, a third one puts the rows back into
/// their own order. Enter and a click are the same.
class RowsTable : public QTableView
{
    Q_OBJECT

public:
    RowsTable(std::vector<presentation::TableColumn> columns, const presentation::Theme &theme,
              QWidget *parent = nullptr);

    /// Keeps the place and the current row, as far as they are still there.
    void show(std::vector<presentation::TableRow> rows);
    void find(const QString &words) { m_order.find(words); }
    /// 34 px a row, or 26.
    void setCompact(bool compact);
    /// The row with this key is the one that a form is about; empty: none is.
    void mark(const std::string &key);
    /// Those that are found, and those that there are.
    int count() const { return m_order.rowCount(); }
    int all() const { return m_rows.rowCount(); }
    /// Of all of them, those that are retired or taken off.
    int off() const { return m_rows.off(); }
    /// As sorted.
    const presentation::TableRow &row(int row) const { return m_order.row(m_order.index(row, 0)); }

Q_SIGNALS:
    /// By a click, which leaves the keyboard where it is, or by Enter.
    void chosen(const std::string &key, int column, bool byKey);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void shareWidth();

    presentation::RowsModel m_rows;
    presentation::RowsOrder m_order;
};

} // namespace rig::widgets
