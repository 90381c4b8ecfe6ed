#pragma once

#include "presentation/theme.h"
#include "widgets/trendpicture.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace rig::widgets {

class PlotFrame;
class TrendPainter;

/// Curves over time, an axis per unit, gaps as gaps. It draws what it is given and reports what a person
/// wants: the wheel zooms, dragging pans, a double click goes back to the live edge.
class TrendChart : public QWidget
{
    Q_OBJECT

public:
    explicit TrendChart(const presentation::Theme &theme, QWidget *parent = nullptr);
    ~TrendChart() override;

    void present(TrendPicture picture);
    /// Pixels that a curve has from left to right.
    int columns() const;
    /// What stands beside the cursor line; empty where the mouse is not over the curves.
    QStringList cursorTexts() const;

Q_SIGNALS:
    void columnsChanged(int columns);
    void zoomed(double factor, double fraction);
    void panned(double fraction);
    void liveWanted();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOutAxes();
    void setCursor(std::optional<QPointF> point);

    presentation::Theme m_theme;
    std::unique_ptr<TrendPainter> m_painter;
    PlotFrame *m_frame;
    std::optional<double> m_cursor; ///< x, while the mouse is between the axes
    int m_columns = 0;
    std::optional<QPointF> m_drag;
};

} // namespace rig::widgets
