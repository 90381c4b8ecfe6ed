#include "widgets/checklist.h"

#include "widgets/paint.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace rig::widgets {

using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int rowHeight = 26;
constexpr double boxSize = 14;
constexpr double margin = 8;

class CheckDelegate : public QStyledItemDelegate
{
public:
    CheckDelegate(const presentation::Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_ink(TextStyle::body)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {100, rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        const QRectF row = option.rect;
        if (option.state.testFlag(QStyle::State_HasFocus))
            painter->fillRect(row, m_theme.colour(Role::accentWash));
        const QRectF box(row.x() + margin, row.center().y() - boxSize / 2, boxSize, boxSize);
        paintBox(*painter, box, checked ? m_theme.colour(Role::accent) : QColor(Qt::transparent),
                 m_theme.colour(checked ? Role::accent : Role::lineStrong), 1, 2);
        if (checked) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(m_theme.colour(Role::accentOn), 2));
            painter->drawPolyline(QPolygonF{box.topLeft() + QPointF(3, 7.5), box.topLeft() + QPointF(6, 10.5),
                                            box.topLeft() + QPointF(11, 4)});
            painter->restore();
        }
        const double left = box.right() + margin;
        paintText(
            *painter, {left, m_ink.middle(row.y(), row.height())},
            m_ink.metrics.elidedText(index.data().toString(), Qt::ElideRight, row.right() - left - margin),
            m_ink, m_theme.colour(Role::text1));
    }

private:
    presentation::Theme m_theme;
    Ink m_ink;
};

} // namespace

CheckList::CheckList(const presentation::Theme &theme, QWidget *parent) : QListView(parent)
{
    setModel(&m_model);
    setItemDelegate(new CheckDelegate(theme, this));
    setUniformItemSizes(true);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setObjectName(QStringLiteral("checks")); // framed by the style sheet
    connect(this, &QListView::clicked, this, &CheckList::turn);
}

void CheckList::offer(std::vector<Item> items)
{
    if (items == m_items)
        return;
    m_items = std::move(items);
    m_model.clear();
    for (const Item &item : m_items) {
        auto *row = new QStandardItem(item.text);
        row->setToolTip(item.text.toHtmlEscaped());
        row->setCheckState(m_chosen.contains(item.key) ? Qt::Checked : Qt::Unchecked);
        m_model.appendRow(row);
    }
}

void CheckList::setChosen(const std::set<std::string> &keys)
{
    m_chosen = keys;
    for (int row = 0; row < m_model.rowCount(); ++row)
        m_model.item(row)->setCheckState(
            m_chosen.contains(m_items[static_cast<std::size_t>(row)].key) ? Qt::Checked : Qt::Unchecked);
}

void CheckList::find(const QString &words)
{
    for (int row = 0; row < m_model.rowCount(); ++row)
        setRowHidden(row, !m_model.item(row)->text().contains(words, Qt::CaseInsensitive));
}

void CheckList::turn(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const std::string &key = m_items[static_cast<std::size_t>(index.row())].key;
    const bool chosen = m_chosen.insert(key).second;
    if (!chosen)
        m_chosen.erase(key);
    m_model.item(index.row())->setCheckState(chosen ? Qt::Checked : Qt::Unchecked);
    Q_EMIT turned();
}

void CheckList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        turn(currentIndex());
    else
        QListView::keyPressEvent(event);
}

} // namespace rig::widgets
