#pragma once

#include "domain/limits.h"
#include "domain/trend.h"
#include "presentation/theme.h"
#include "widgets/emptynote.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace rig::widgets {

/// One sensor's part of a picture.
struct TrendCurve
{
    QString title;
    QString unit;
    int decimals = 0;
    Limits limits; ///< effective ones, of now
    TrendLine line;
};

struct TrendPicture
{
    Instant from;
    Instant to;
    std::vector<TrendCurve> curves; ///< at most 3, in the order of their colours
    std::optional<EmptyNote> note;  ///< in place of curves
};

/// Curves over time, an axis per unit, gaps as gaps. It draws what it is given and reports what a person
/// wants: the wheel zooms, dragging pans, a double click goes back to the live edge. The only file that knows
/// Qt Charts.
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
    class Scene;

    std::unique_ptr<Scene> m_scene;
    int m_columns = 0;
    std::optional<QPointF> m_drag;
};

/// The dash of the nth series (0 to 5) with a pen of this width: solid, solid, 6-3, 8-3-2-3, 2-3, 12-4 px.
QPen seriesPen(const presentation::Theme &theme, std::size_t series, double width);

} // namespace rig::widgets
