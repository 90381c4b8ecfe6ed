#pragma once

#include "presentation/theme.h"
#include "presentation/trendview.h"
#include "widgets/page.h"

class QLineEdit;
class QListWidget;

namespace rig::widgets {

class Button;
class Panel;
class Segments;
class TrendChart;
class WordsLabel;

/// The stored past of one to three sensors of a machine.
class TrendPage : public Page
{
    Q_OBJECT

public:
    /// `source` outlives the page.
    TrendPage(TrendSource &source, const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const Moment &moment) override;
    std::vector<KeyMeaning> keys() const override;

    presentation::TrendView &view() { return m_view; }
    TrendChart &chart() { return *m_chart; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void listSensors();
    void markSensors();
    void redraw();
    void presentTitle();
    void presentTrouble();
    std::optional<EmptyNote> emptyNote() const;

    presentation::Theme m_theme;
    presentation::TrendView m_view;
    Panel *m_series;
    QLineEdit *m_filter;
    QListWidget *m_list;
    Panel *m_panel;
    Segments *m_spans;
    Button *m_live;
    WordsLabel *m_words;
    Button *m_retry;
    TrendChart *m_chart;
    Moment m_moment;
    PlantPtr m_listed; ///< the plant whose sensors stand in the list, of machine …
    std::int32_t m_listedMachine = 0;
    std::vector<std::string> m_marked;
};

} // namespace rig::widgets
