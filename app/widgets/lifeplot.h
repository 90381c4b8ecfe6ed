#pragma once

#include "presentation/lifecards.h"
#include "widgets/paint.h"
#include "widgets/plotframe.h"

namespace rig::widgets {

/// Remaining life as bands on a logarithmic axis from an hour to half a year: box from P10 to P90, mark at
/// P50, words beside it; words in place of a box where it cannot be drawn.
class LifePlot : public QWidget
{
    Q_OBJECT

public:
    explicit LifePlot(const presentation::Theme &theme, QWidget *parent = nullptr);
    ~LifePlot() override;

    void present(std::vector<presentation::LifeRow> rows);
    /// How the figure of the row at this point came about.
    QString explanationAt(const QPointF &point) const;
    /// How many rows there is room for; the last one may be spent on saying how many there are more.
    std::size_t shown() const;

    QSize sizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOutAxes();
    double namesWidth() const;
    double rowHeight() const;
    double x(double hours) const;
    void paint(QPainter &painter) const;
    void paintRow(QPainter &painter, double top, const presentation::LifeRow &row) const;
    void paintBand(QPainter &painter, double middle, const presentation::LifeTold &told) const;

    presentation::Theme m_theme;
    std::vector<presentation::LifeRow> m_rows;
    Ink m_name;
    Ink m_figure;
    Ink m_tiny;
    PlotFrame *m_frame;
};

} // namespace rig::widgets
