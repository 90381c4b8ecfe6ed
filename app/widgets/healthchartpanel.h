#pragma once

#include "widgets/panel.h"

namespace rig::presentation {
class HealthBook;
}

namespace rig::widgets {

class HealthPlot;
class LifePlot;
class Segments;
struct Moment;

/// How healthy the chosen machine was, over an hour or a day.
class HealthChartPanel : public Panel
{
    Q_OBJECT

public:
    /// `book` outlives the panel. It is asked while the panel is seen.
    HealthChartPanel(presentation::HealthBook &book, const presentation::Theme &theme,
                     QWidget *parent = nullptr);

    void present(const Moment &moment);
    HealthPlot &plot() { return *m_plot; }
    Segments &spans() { return *m_spans; }

private:
    presentation::HealthBook &m_book;
    HealthPlot *m_plot;
    Segments *m_spans;
};

/// How long the chosen machine's categories, and the other machines, go on.
class LifePanel : public Panel
{
    Q_OBJECT

public:
    explicit LifePanel(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(const Moment &moment);
    LifePlot &plot() { return *m_plot; }

private:
    LifePlot *m_plot;
};

} // namespace rig::widgets
