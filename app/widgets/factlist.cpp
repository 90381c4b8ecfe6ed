#include "widgets/factlist.h"

#include "widgets/wordslabel.h"

#include <QGridLayout>

namespace rig::widgets {

using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int between = 12; ///< names and values
constexpr int nameShare = 5;
constexpr int valueShare = 6;

} // namespace

FactList::FactList(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(between);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(0, nameShare);
    m_grid->setColumnStretch(1, valueShare);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FactList::present(const std::vector<presentation::Fact> &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    while (m_lines.size() < facts.size()) {
        const Line line{new WordsLabel(TextStyle::small, m_theme.colour(Role::text3)),
                        new WordsLabel(TextStyle::small, m_theme.colour(Role::text1))};
        const int row = static_cast<int>(m_lines.size());
        m_grid->addWidget(line.name, row, 0, Qt::AlignTop);
        m_grid->addWidget(line.value, row, 1, Qt::AlignTop);
        m_lines.push_back(line);
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const bool there = i < facts.size();
        m_lines[i].name->setText(there ? facts[i].name : QString());
        m_lines[i].value->setText(there ? facts[i].value : QString());
        m_lines[i].name->setVisible(there);
        m_lines[i].value->setVisible(there);
    }
    setVisible(!facts.empty());
    updateGeometry();
}

} // namespace rig::widgets
