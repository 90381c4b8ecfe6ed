#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QVector3D>
#include <qqmlregistration.h>

namespace rig::qml {

/// Remaining life as a part of a clock that goes round once in two days: full to P10, light to P90, a hand at
/// P50; whole where it is longer.
class LifeWedge : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVector3D life READ life WRITE setLife NOTIFY changed)
    Q_PROPERTY(QColor colour READ colour WRITE setColour NOTIFY changed)
    Q_PROPERTY(QColor line READ line WRITE setLine NOTIFY changed)

public:
    explicit LifeWedge(QQuickItem *parent = nullptr);

    QVector3D life() const { return m_life; } ///< hours: P10, P50, P90
    void setLife(const QVector3D &life);
    QColor colour() const { return m_colour; }
    void setColour(const QColor &colour);
    QColor line() const { return m_line; } ///< of the rim and the hand
    void setLine(const QColor &line);
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void changed();

private:
    template <typename T> void set(T &member, const T &value);

    QVector3D m_life;
    QColor m_colour;
    QColor m_line;
};

} // namespace rig::qml
