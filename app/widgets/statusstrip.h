#pragma once

#include "presentation/statusfigures.h"
#include "widgets/paint.h"

#include <QWidget>

#include <vector>

namespace rig::widgets {

/// The foot of the window, 28 px: what flows on the left, who we are and which servers are used on the right.
class StatusStrip : public QWidget
{
    Q_OBJECT

public:
    explicit StatusStrip(const presentation::Theme &theme, QWidget *parent = nullptr);

    void present(std::vector<presentation::Figure> flow, std::vector<presentation::Figure> places);

Q_SIGNALS:
    void keysWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Placed
    {
        QRectF box;
        QString meaning;
    };

    double figureWidth(const presentation::Figure &figure) const;
    void paintFigure(QPainter &painter, double x, const presentation::Figure &figure) const;
    double keysWidth() const;
    void describe();

    presentation::Theme m_theme;
    std::vector<presentation::Figure> m_flow;
    std::vector<presentation::Figure> m_places;
    std::vector<Placed> m_placed; ///< as last painted, for tool tips
    Ink m_caption, m_value, m_unit, m_key;
};

} // namespace rig::widgets
