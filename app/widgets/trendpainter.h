#pragma once

#include "widgets/freerows.h"
#include "widgets/paint.h"
#include "widgets/trendpicture.h"

#include <QPen>
#include <QRectF>

namespace rig::widgets {

/// Paints what stands between the axes: curves, gaps, limits, names, and the cursor with its values. By
/// itself and not by a chart library, which knows no gaps, no band per column, and is slow with many pieces.
class TrendPainter
{
public:
    explicit TrendPainter(const presentation::Theme &theme);

    void setPicture(TrendPicture picture);
    const TrendPicture &picture() const { return m_picture; }
    const std::vector<TrendScale> &scales() const { return m_scales; }

    /// `plot` is what the axes enclose; `cursor` is where the mouse is in it.
    void paint(QPainter &painter, const QRectF &plot, std::optional<double> cursor);
    /// What stands beside the cursor line: its time, then a line a curve.
    QStringList cursorTexts(const QRectF &plot, double cursor) const;

private:
    struct NamedLimit;

    static std::vector<NamedLimit> limitsOf(const TrendCurve &curve);
    double x(Instant at) const;
    double y(const TrendCurve &curve, double value) const;
    const TrendScale &scaleOf(const TrendCurve &curve) const;
    void paintGap(QPainter &painter, Instant from, Instant to) const;
    QString shortTitle(const TrendCurve &curve, const Ink &ink, const QRectF &plot) const;
    void paintLimits(QPainter &painter) const;
    void paintFarLimits(QPainter &painter, std::size_t series, std::vector<double> &named) const;
    void paintLimit(QPainter &painter, const TrendCurve &curve, const NamedLimit &limit,
                    std::vector<double> &named) const;
    void paintLimitName(QPainter &painter, double base, const QString &name,
                        std::vector<double> &named) const;
    QString limitName(const TrendCurve &curve, const NamedLimit &limit) const;
    void paintCurve(QPainter &painter, const TrendCurve &curve, std::size_t series) const;
    void paintNames(QPainter &painter) const;
    void coverBy(const TrendCurve &curve, double left, double right, FreeRows &rows) const;
    void paintUnits(QPainter &painter) const;
    void paintCursor(QPainter &painter, double cursor) const;

    presentation::Theme m_theme;
    Ink m_number;
    Ink m_small;
    Ink m_strong;
    TrendPicture m_picture;
    std::vector<TrendScale> m_scales;
    QRectF m_plot; ///< of the paint in hand
};

/// The dash of the nth series (0 to 5) with a pen of this width: solid, solid, 6-3, 8-3-2-3, 2-3, 12-4 px.
QPen seriesPen(const presentation::Theme &theme, std::size_t series, double width);

} // namespace rig::widgets
