#pragma once

#include "presentation/evidence.h"
#include "widgets/paint.h"

namespace rig::widgets {

/// What one sensor did beside what was expected of it, as a small chart with its figures above.
class ExpectedChart
{
public:
    explicit ExpectedChart(const presentation::Theme &theme);

    /// `started` is marked where it lies within the chart.
    void paint(QPainter &painter, const QRectF &area, const presentation::EvidencePicture::Chart &chart,
               Instant started) const;

private:
    struct Scale;

    void paintFigures(QPainter &painter, const QRectF &area,
                      const presentation::EvidencePicture::Chart &chart) const;
    void paintAxis(QPainter &painter, const Scale &scale) const;
    void paintExpected(QPainter &painter, const Scale &scale, const std::vector<ExpectedStep> &course) const;
    void paintActual(QPainter &painter, const Scale &scale, const std::vector<ExpectedStep> &course) const;
    void paintTimes(QPainter &painter, const Scale &scale, double base,
                    const std::vector<ExpectedStep> &course, Instant started) const;

    presentation::Theme m_theme;
    Ink m_figure, m_number, m_strong, m_small, m_tiny;
};

} // namespace rig::widgets
