#pragma once

#include "presentation/overview.h"
#include "widgets/paint.h"

#include <QPixmap>
#include <QRegion>

#include <functional>
#include <map>

namespace rig::widgets {

/// Paints a machine's tile of the overview. Its measures are those of a wall of 1920 × 1080 and `scale` times
/// as large; what is wider goes to names and trace.
class TilePainter
{
public:
    static constexpr QSize nominal{202, 194};

    explicit TilePainter(const presentation::Theme &theme);

    /// Paints the parts that the painter's clip touches; asks for the trace only where it is one of them.
    void paint(QPainter &painter, const QRect &box, double scale, const presentation::OverviewTile &tile,
               const std::function<std::vector<TraceStep>()> &trace) const;

    /// The part that moves when only time goes on, and the part that moves when only numbers do.
    static QRect traceArea(const QRect &box, double scale);
    static QRect valueArea(const QRect &box, double scale);
    /// Whether a name or a cause does not fit.
    bool isCut(const QRectF &box, double scale, const presentation::OverviewTile &tile) const;

private:
    struct Colours
    {
        QColor strong, weak, word, line, chip;
    };

    Colours coloursOf(const presentation::OverviewTile &tile) const;
    const QPixmap &frame(const QSize &size, double ratio, double scale,
                         const presentation::OverviewTile &tile) const;
    void paintFrame(QPainter &painter, const QRectF &box, const presentation::OverviewTile &tile) const;
    void paintHead(QPainter &painter, const QRectF &box, const presentation::OverviewTile &tile) const;
    void paintState(QPainter &painter, const QRectF &box, const presentation::OverviewTile &tile) const;
    void paintChip(QPainter &painter, const QRectF &box, const presentation::OverviewTile &tile) const;
    void paintValue(QPainter &painter, const QRectF &box, const presentation::OverviewTile &tile) const;
    void paintTrace(QPainter &painter, const QRectF &box, const presentation::OverviewTile &tile,
                    const std::vector<TraceStep> &trace) const;
    double chipWidth(const presentation::OverviewTile &tile) const;
    /// Beside the word; else it stands beside the value.
    bool chipIsUp(const QRectF &box, const presentation::OverviewTile &tile) const;
    double nameRight(const QRectF &box, const presentation::OverviewTile &tile) const;
    const Ink &causeInk(const presentation::OverviewTile &tile) const;
    QString cause(const presentation::OverviewTile &tile) const;

    presentation::Theme m_theme;
    /// Outlines and hatches are the same on most tiles and cost more than their text.
    mutable std::map<std::pair<presentation::Glyph, bool>, QPixmap> m_frames; ///< by sign and finding
    Ink m_id, m_name, m_word, m_cause, m_figure, m_chip;
};

} // namespace rig::widgets
