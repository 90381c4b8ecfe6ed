#pragma once

#include "presentation/healthchart.h"
#include "widgets/paint.h"
#include "widgets/plotframe.h"

namespace rig::widgets {

/// Health by category over time: a line each, named at its end, findings on the upper edge, gaps as gaps.
class HealthPlot : public QWidget
{
    Q_OBJECT

public:
    explicit HealthPlot(const presentation::Theme &theme, QWidget *parent = nullptr);
    ~HealthPlot() override;

    void present(presentation::HealthChart chart);
    /// What is to be said of this point of the plot: a finding near it, else the figures of that minute.
    QString explanationAt(const QPointF &point) const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Ending;

    void layOutAxes();
    double lowest() const;
    double x(Instant at) const;
    double y(double percent) const;
    std::vector<Ending> endings() const;
    void paint(QPainter &painter) const;
    void paintStopped(QPainter &painter) const;
    void paintLine(QPainter &painter, const presentation::HealthLine &line) const;
    void paintMarks(QPainter &painter) const;
    void paintNames(QPainter &painter) const;

    presentation::Theme m_theme;
    presentation::HealthChart m_chart;
    Ink m_name;
    Ink m_strong;
    PlotFrame *m_frame;
};

} // namespace rig::widgets
