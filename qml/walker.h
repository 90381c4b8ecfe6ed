#pragma once

#include "qml/hall/bakedhall.h"

#include <QVector2D>

#include <array>
#include <optional>

namespace rig::qml {

/// Where somebody stands and where they look: metres and degrees, yaw to the left of -z, pitch up.
struct Stance
{
    QVector3D eye;
    float yaw = 0;
    float pitch = 0;

    bool operator==(const Stance &) const = default;
};

inline constexpr float eyeHeight = 1.68F; ///< metres, of somebody who stands on the ground

/// How somebody goes. Up and down are heard in flight alone.
enum class Way : std::uint8_t
{
    forward,
    back,
    left,
    right,
    up,
    down,
    run
};

/// Somebody who walks through the hall. The path depends on how long keys are held, not on how often a frame
/// is drawn. Nobody walks through walls and machines; along them one slides. GUI thread.
class Walker
{
public:
    /// Places somebody inside the entrance of another hall, at rest, on the ground; or leaves them where they
    /// are, walking or flying, as far as nothing stands there now.
    void enter(BakedHallPtr hall, bool atEntrance = true);

    /// A key went down or came up.
    void hold(Way way, bool held);
    /// All keys are let go; what moved comes to rest.
    void letGo();
    /// The mouse moved: to the right and down, in pixels.
    void look(float right, float down);
    void setFlying(bool flying);
    bool flying() const { return m_flying; }

    /// Goes there by itself within `walkTime`, or at once; a key that goes down ends it where one is. Who
    /// goes to where nobody stands flies from then on.
    void goTo(const Stance &stance, bool atOnce);
    bool goingByItself() const { return m_journey.has_value(); }

    void advance(double seconds);
    /// Whether there is anything to move.
    bool moving() const;

    const Stance &stance() const { return m_stance; }

private:
    struct Journey
    {
        Stance from;
        Stance to;
        double gone = 0; ///< seconds
    };

    QVector3D wanted() const;
    void step(float seconds);
    void travel(double seconds);
    void pushOut();

    BakedHallPtr m_hall;
    Stance m_stance;
    QVector3D m_speed; ///< metres a second
    std::array<bool, 7> m_held{};
    bool m_flying = false;
    std::optional<Journey> m_journey;
};

/// Where one stands to see a machine whole, inside the hall.
Stance viewpointOf(const HallPlan &hall, const Placement &machine);
/// Where one sees a machine's drum, ring and base with the sensors on them: nearer, and from the side.
Stance closeViewpointOf(const HallPlan &hall, const Placement &machine);
/// Just inside the entrance, looking along the hall where nothing stands in the way.
Stance entranceOf(const BakedHall &hall);

} // namespace rig::qml
