#pragma once

#include "qml/hall/hallshape.h"
#include "qml/hall/lightbake.h"
#include "qml/hall/ownshape.h"

#include <QImage>

#include <memory>

namespace rig::qml {

/// A piece of the hall that is drawn, or left out, as a whole.
struct BakedPiece
{
    BakedMesh mesh;
    std::vector<std::size_t>
        machines; ///< those whose cores light it, at most four, by their place in the plan
};

/// What nobody walks through: a box turned about y.
struct Obstacle
{
    QVector3D middle; ///< of its foot
    QVector3D size;   ///< along its own x, y, z
    float turn = 0;   ///< degrees, counterclockwise seen from above
};

/// Where a machine's parts are, about its own place.
struct MachineParts
{
    QVector3D core;            ///< what glows
    QVector3D rotor;           ///< it turns about z around it
    QVector3D bar;             ///< how far from its usual place the bar swings
    std::size_t rotorMesh = 0; ///< in BakedHall::rotors
    bool usual = true;         ///< a machine of the usual shape
};

/// All that is drawn of a plant and does not depend on its state. Made in a worker, shared by all who draw
/// it.
struct BakedHall
{
    HallPlan plan;
    HallPaint paint;
    std::vector<BakedPiece> solid;
    std::vector<BakedPiece> mirrored;
    std::vector<BakedPiece> ground;
    /// One for each machine of the plan, about its own place; the first of `machines` is itself.
    std::vector<BakedPiece> bodies;
    std::vector<BakedPiece> liteBodies;
    /// Sensor mounts; machines with the same ones share them. `mountsOf[i]` is that of the i-th machine.
    std::vector<BakedMesh> mounts;
    std::vector<std::size_t> mountsOf;
    std::vector<MachineParts> parts; ///< of each machine of the plan
    std::vector<BakedMesh> rotors; ///< the first is the usual one; empty ones are of machines that have none
    BakedMesh needle, bar, ghost, sparks, fan;
    BakedMesh cards;                 ///< as cardsOf makes them
    QImage markings;                 ///< the floor's colour, and in alpha how wet it is
    std::vector<Obstacle> obstacles; ///< of the hall, then one for each machine of the plan
    std::vector<QVector3D> fans;
    QStringList problems; ///< a sentence for each model of a machine's own that could not be used

    qsizetype triangles() const;
};

using BakedHallPtr = std::shared_ptr<const BakedHall>;

/// Cards as a mesh. Corners hold the card's middle, in `normal` where the corner lies from it as it is seen,
/// and in `heat` -1 to 1 across it.
BakedMesh cardsOf(const std::vector<Card> &cards);

/// Tenths of a second to a second of one core, and a second or two for each large one of `shapes`. Machines
/// whose own model is not among `shapes` have the usual one.
BakedHallPtr bakeHall(const HallPlan &plan, const HallPaint &paint, const OwnShapes &shapes = {});

} // namespace rig::qml
