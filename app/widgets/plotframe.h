#pragma once

#include "presentation/theme.h"

#include <QColor>
#include <QRectF>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QPainter;

namespace rig::widgets {

/// Where a line of the grid stands, and what is written at it.
struct PlotTick
{
    double at = 0;
    QString label;
};

/// One side of a plot: what it goes over, from left to right or from below to above.
struct PlotAxis
{
    Qt::Alignment side = Qt::AlignLeft;
    double low = 0;
    double high = 1;
    std::vector<PlotTick> ticks; ///< ascending
    QColor colour;               ///< of what is written
    bool grid = true;
};

/// Axes and their grid around what somebody else paints. The only file that knows Qt Charts: axes and grid
/// are the library's; what stands between them is not, because it knows no gaps and no bands, and is slow
/// with many pieces.
class PlotFrame : public QWidget
{
    Q_OBJECT

public:
    using Paint = std::function<void(QPainter &, const QRectF &plot)>;

    /// `paint` paints all that stands between the axes, over the whole frame; it outlives none of what it
    /// uses.
    PlotFrame(const presentation::Theme &theme, Paint paint, QWidget *parent = nullptr);
    ~PlotFrame() override;

    /// No axis: what is painted has all the room. The outermost time or number is never cut.
    void setAxes(const std::vector<PlotAxis> &axes);
    /// Room that is kept free around the axes, at least.
    void setLeastMargins(const QMargins &margins);
    /// Paints anew what stands between.
    void renew();
    /// What the axes enclose, in the frame.
    QRectF plot() const;
    /// What gets the mouse.
    QWidget &viewport() const;

private:
    class Scene;

    std::unique_ptr<Scene> m_scene;
};

} // namespace rig::widgets
