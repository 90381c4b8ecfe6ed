#pragma once

#include "qml/hall/hallpaint.h"
#include "qml/hall/hallplan.h"
#include "qml/hall/meshdraft.h"

namespace rig::qml {

/// A small lamp that light is baked from.
struct Lamp
{
    QVector3D at;
    QVector3D colour; ///< what it radiates, linear
    float reach;      ///< metres at which its light has fallen to a fifth
};

/// A card that always turns to whoever looks: the glow around a lamp, or a shaft of light.
struct Card
{
    QVector3D at;
    QVector3D colour;
    float width;
    float height;
};

/// The hall without its machines.
struct HallShape
{
    MeshDraft solid;    ///< all that stands still
    MeshDraft mirrored; ///< the part of it that the floor's mirror shows
    std::vector<Lamp> lamps;
    std::vector<Card> cards;
    std::vector<Box>
        blockers; ///< what throws shadows, and what nobody walks through where it begins below the knee
    std::vector<QVector3D> fans; ///< their hubs; a fan's blades are no part of what stands still
};

/// A hall is naves side by side, each about 20 m wide with its lamps, its duct and its fan; one is a single
/// nave.
int navesOf(const HallPlan &plan);
float naveWidth(const HallPlan &plan);
/// The middle of a nave, 0 to navesOf - 1.
float naveMiddle(const HallPlan &plan, int nave);

/// How far a strip of lamps is from its nave's middle, and how high it hangs below the ceiling: metres. The
/// shaders' mirrored strips know both.
inline constexpr float stripAside = 2.4F;
inline constexpr float stripBelow = .9F;

HallShape hallShapeOf(const HallPlan &plan, const HallPaint &paint);

/// The blades of the fan at the far wall, about z, in metres around its hub.
MeshDraft fanBlades(const HallPaint &paint);

} // namespace rig::qml
