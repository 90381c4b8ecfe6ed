#pragma once

#include "presentation/statusfigures.h"
#include "widgets/paint.h"

#include <QWidget>

#include <limits>
#include <span>
#include <vector>

namespace rig::widgets {

/// The foot of the window, 28 px: what flows on the left, who we are and which servers are used on the right.
class StatusStrip : public QWidget
{
    Q_OBJECT

public:
    explicit StatusStrip(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(std::vector<presentation::Figure> flow, std::vector<presentation::Figure> places);
    /// The captions that there is room for, from left to right.
    QStringList shown() const;

Q_SIGNALS:
    void keysWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    static constexpr double whole = std::numeric_limits<double>::infinity();

    struct Placed
    {
        QRectF box;
        QString caption;
        QString meaning;
    };

    /// `room`: for the value; more than it needs changes nothing.
    double figureWidth(const presentation::Figure &figure, double room = whole) const;
    double widthOf(std::span<const presentation::Figure> figures, double room = whole) const;
    /// What each name may be wide at most, so that all of them fit into `room`.
    double nameRoom(std::span<const presentation::Figure> places, double room) const;
    void paintFigure(QPainter &painter, double x, const presentation::Figure &figure, double room = whole);
    double keysWidth() const;
    void describe();

    presentation::Theme m_theme;
    std::vector<presentation::Figure> m_flow;
    std::vector<presentation::Figure> m_places;
    std::vector<Placed> m_placed; ///< as last painted, for tool tips
    Ink m_caption, m_value, m_unit, m_key;
};

} // namespace rig::widgets
