#pragma once

#include "presentation/modeltable.h"
#include "presentation/theme.h"

#include <QWidget>

class QGridLayout;

namespace rig::widgets {

class WordsLabel;

/// What is known of a thing, a line each: what it is called, and its value beside it; both wrap.
class FactList : public QWidget
{
    Q_OBJECT

public:
    explicit FactList(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const std::vector<presentation::Fact> &facts);

private:
    struct Line
    {
        WordsLabel *name;
        WordsLabel *value;
    };

    presentation::Theme m_theme;
    QGridLayout *m_grid;
    std::vector<presentation::Fact> m_facts;
    std::vector<Line> m_lines;
};

} // namespace rig::widgets
