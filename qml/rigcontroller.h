#pragma once

#include "domain/plantstate.h"

#include <QColor>
#include <QObject>
#include <QVector3D>
#include <qqmlregistration.h>

#include <array>

namespace rig::qml {

/// What one rig does in the scene, worked out from its machine's state. Logic stands here, shape in QML.
/// Lives on the GUI thread and has no clock: `advance` tells it how much time has gone by.
class RigController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the view")
    Q_PROPERTY(double angle READ angle NOTIFY moved)
    Q_PROPERTY(QVector3D shake READ shake NOTIFY moved)
    Q_PROPERTY(double beacon READ beacon NOTIFY moved)
    Q_PROPERTY(double needle READ needle NOTIFY changed)
    Q_PROPERTY(bool gauged READ gauged NOTIFY changed)
    Q_PROPERTY(QColor glow READ glow NOTIFY changed)
    Q_PROPERTY(double heat READ heat NOTIFY changed)
    Q_PROPERTY(bool heatKnown READ heatKnown NOTIFY changed)
    Q_PROPERTY(bool trusted READ trusted NOTIFY changed)
    Q_PROPERTY(bool bad READ bad NOTIFY changed)
    Q_PROPERTY(bool stopped READ stopped NOTIFY changed)
    Q_PROPERTY(bool sparking READ sparking NOTIFY changed)

public:
    explicit RigController(QObject *parent = nullptr);

    /// Takes what the state says of the machine with this number.
    void show(const PlantState &state, std::int32_t machine);
    /// Takes what models expect of it instead, where they say so; it neither flashes nor stands still then.
    void showExpected(const PlantState &state, std::int32_t machine);
    /// Moves everything on by this many seconds: what turns goes on, what a newer state says is approached
    /// without a step, and reached within half a second.
    void advance(double seconds);
    /// Nothing shakes, flashes or flies, and a turbine turns slowly as long as it turns at all.
    void setReducedMotion(bool reduced);
    /// Whether `advance` would change anything: without that no picture need be drawn.
    bool moving() const;

    double angle() const { return m_angle; }             ///< of the turbine, degrees, 0 to 360
    double speed() const;                                ///< of the turbine, rad/s, 0 to 10
    QVector3D shake() const { return m_shake; }          ///< how far the rig is out of its place, metres
    double vibration() const { return m_now.vibration; } ///< 0 none to 1 full shake
    /// 0 dark to 1 bright: it flashes while models find something, and shines steadily while a limit's alarm
    /// stands.
    double beacon() const { return m_beacon; }
    double needle() const { return m_now.rpm; } ///< 0 to 1 of the gauge
    /// False on a machine that has no speed: its gauge does not say that it stands still.
    bool gauged() const { return m_gauged; }
    QColor glow() const;                       ///< of the heat core
    double heat() const { return m_now.heat; } ///< 0 at 60 °F, 1 at 100 °F
    /// False on a machine that has no temperature: its core is not black, as one at 60 °F is.
    bool heatKnown() const { return m_heatKnown; }
    /// False where a value that the rig shows is not good (stale, bad, uncertain) or missing: it must not
    /// look as if it were cold. A machine that has none of the sensors that a rig shows is trusted as long as
    /// any value of it is.
    bool trusted() const { return m_trusted; }
    /// Not trusted, and not only because it is old: bad, lost, or nothing is known.
    bool bad() const { return !m_trusted && m_bad; }
    /// The machine is known to stand still.
    bool stopped() const { return m_stopped; }
    /// Models find something.
    bool sparking() const { return m_found && !m_reduced; }

Q_SIGNALS:
    void moved();
    void changed();

private:
    /// Each 0 to 1 between its stops.
    struct Levels
    {
        double rpm = 0;
        double heat = 0;
        double vibration = 0;

        bool operator==(const Levels &) const = default;
    };

    void want(const std::array<double, 3> &values, bool trusted);
    void lightBeacon();
    void approach(double seconds);

    Levels m_wanted; ///< as the state says
    Levels m_now;    ///< as it is shown
    bool m_reduced = false;
    double m_angle = 0;
    QVector3D m_shake;
    double m_beacon = 0;
    bool m_heatKnown = false;
    bool m_gauged = false;
    bool m_trusted = false;
    bool m_bad = true;
    bool m_stopped = false;
    bool m_alarm = false;
    bool m_found = false;
    double m_time = 0;
};

/// The colour of a heat core: black at 60 °F, red at 80, orange at 100, linear between, clamped outside.
QColor glowAt(double fahrenheit);

} // namespace rig::qml
