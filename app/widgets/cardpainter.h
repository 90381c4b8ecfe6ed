#pragma once

#include "presentation/sensorcard.h"
#include "widgets/paint.h"

#include <QPixmap>
#include <QRegion>

#include <functional>
#include <map>
#include <vector>

namespace rig::widgets {

/// Paints a sensor card of 187 × 110 px or more: what is higher goes to the sparkline, what is wider to the
/// space between value and average. Where a large window has room all of it is `scale` times as large.
class CardPainter
{
public:
    static constexpr QSize least{187, 110};

    explicit CardPainter(const presentation::Theme &theme);

    /// Paints the parts that the painter's clip touches; asks for the trace only where it is one of them.
    void paint(QPainter &painter, const QRect &box, double scale, const presentation::SensorCard &card,
               const std::function<std::vector<TraceStep>()> &trace) const;

    /// The part of a card that moves when only time goes on, and the part that moves when only numbers do.
    static QRect sparklineArea(const QRect &box, double scale);
    static QRegion valueArea(const QRect &box, double scale);
    /// Whether the name does not fit beside its chip.
    bool nameIsCut(const QRectF &box, double scale, const presentation::SensorCard &card) const;

private:
    void paintHead(QPainter &painter, const QRectF &box, double pixels,
                   const presentation::SensorCard &card) const;
    void paintName(QPainter &painter, const QRectF &box, const presentation::SensorCard &card) const;
    void paintValue(QPainter &painter, const QRectF &box, const presentation::SensorCard &card) const;
    void paintTrace(QPainter &painter, const QRectF &box, const presentation::SensorCard &card,
                    const std::vector<TraceStep> &trace) const;
    double nameWidth(const QRectF &box, const presentation::SensorCard &card) const;
    const QPixmap &frame(const QSize &size, double ratio, double scale, presentation::Status status) const;
    const QPixmap &sign(double scale, presentation::Glyph glyph) const;

    presentation::Theme m_theme;
    /// Outlines cost more than all text together and are the same on most cards.
    mutable std::map<presentation::Status, QPixmap> m_frames;
    mutable std::map<presentation::Glyph, QPixmap> m_signs;
    Ink m_category, m_origin, m_name, m_chip, m_value, m_unit, m_caption, m_average;
};

} // namespace rig::widgets
