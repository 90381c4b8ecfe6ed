#pragma once

#include "widgets/expectedchart.h"

namespace rig::widgets {

/// The evidence card of one finding, painted to a width. Nothing in it is shown by colour alone.
class EvidencePainter
{
public:
    explicit EvidencePainter(const presentation::Theme &theme);

    /// The least width at which nothing is cut, px at 100 %.
    static constexpr double leastWidth = 640;

    double heightFor(const presentation::EvidencePicture &picture) const;
    /// `width` at least `leastWidth`.
    void paint(QPainter &painter, double width, const presentation::EvidencePicture &picture) const;
    /// Where the finding stands that was like it, of this place in `similar`.
    QRectF similarPlace(double width, const presentation::EvidencePicture &picture, std::size_t place) const;

private:
    struct Places;

    Places placesFor(double width, const presentation::EvidencePicture &picture) const;
    void paintCaption(QPainter &painter, const QRectF &box, const QString &words,
                      const QString &note = {}) const;
    void paintScore(QPainter &painter, const QRectF &box, const presentation::EvidencePicture &picture) const;
    void paintParts(QPainter &painter, const QRectF &area,
                    const presentation::EvidencePicture &picture) const;
    void paintShares(QPainter &painter, const QRectF &box,
                     const presentation::EvidencePicture &picture) const;
    void paintCharts(QPainter &painter, const QRectF &box,
                     const presentation::EvidencePicture &picture) const;
    void paintRelations(QPainter &painter, const QRectF &box,
                        const presentation::EvidencePicture &picture) const;
    void paintSimilar(QPainter &painter, const QRectF &box,
                      const presentation::EvidencePicture &picture) const;
    void paintDegraded(QPainter &painter, const QRectF &box,
                       const presentation::EvidencePicture &picture) const;
    void paintModel(QPainter &painter, const QRectF &box, const presentation::EvidencePicture &picture) const;
    QColor shareColour(std::size_t place, bool others) const;

    presentation::Theme m_theme;
    ExpectedChart m_chart;
    Ink m_display, m_figure, m_number, m_caption, m_body, m_strong, m_small, m_tiny, m_key;
};

} // namespace rig::widgets
