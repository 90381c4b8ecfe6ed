#pragma once

#include "presentation/theme.h"

#include <QListView>
#include <QStandardItemModel>

#include <set>
#include <string>
#include <vector>

namespace rig::widgets {

/// Names of which any may be chosen, each with a box before it. A click anywhere on a row, or Space, turns
/// it.
class CheckList : public QListView
{
    Q_OBJECT

public:
    struct Item
    {
        std::string key;
        QString text;

        bool operator==(const Item &) const = default;
    };

    explicit CheckList(const presentation::Theme &theme, QWidget *parent = nullptr);

    void offer(std::vector<Item> items);
    void setChosen(const std::set<std::string> &keys);
    /// Chosen ones that are not offered stay chosen.
    const std::set<std::string> &chosen() const { return m_chosen; }
    /// Only rows whose text holds this are seen.
    void find(const QString &words);
    int count() const { return m_model.rowCount(); }

    /// Two rows; it takes all the room that there is.
    QSize sizeHint() const override { return {200, 54}; }
    QSize minimumSizeHint() const override { return {80, 54}; }

Q_SIGNALS:
    /// By a person.
    void turned();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void turn(const QModelIndex &index);

    QStandardItemModel m_model;
    std::vector<Item> m_items;
    std::set<std::string> m_chosen;
};

} // namespace rig::widgets
