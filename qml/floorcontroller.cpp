#include "qml/floorcontroller.h"

#include "qml/bakedgeometry.h"
#include "qml/markingstexture.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace rig::qml {

namespace {

constexpr float fanSpeed = 34; ///< degrees a second
constexpr double hour = 3600;
constexpr double coreAtRest = .55; ///< how strongly a core radiates that is no more than warm
constexpr double coreInHeat = .75; ///< and how much more at 100 °F
constexpr float coreReach = 6.0F;  ///< how much of that reaches what is around
const QVector3D beaconLight(5, .1F, .15F);
constexpr float nearUntil = 13;   ///< metres
constexpr float farFrom = 24;     ///< metres
constexpr float threshold = 1.5F; ///< metres between becoming so and being so no more

/// None for an empty mesh; one for those that share their corners.
class Geometries
{
public:
    std::shared_ptr<QQuick3DGeometry> of(const BakedMesh &mesh)
    {
        if (mesh.indices.isEmpty())
            return nullptr;
        auto &geometry = m_byCorners[mesh.corners.constData()];
        if (!geometry)
            geometry = std::make_shared<BakedGeometry>(mesh);
        return geometry;
    }

private:
    std::map<const char *, std::shared_ptr<QQuick3DGeometry>> m_byCorners;
};

bool within(float away, float limit, bool now)
{
    return away < (now ? limit + threshold : limit);
}

} // namespace

void FloorPiece::reshape(std::shared_ptr<QQuick3DGeometry> geometry, const std::vector<std::size_t> &machines)
{
    // QML lets go of the old one when it hears of the new one; until then it has to live.
    const auto old = std::exchange(m_geometry, std::move(geometry));
    m_machines = machines;
    Q_EMIT reshaped();
}

void FloorPiece::take(const std::vector<QVector3D> &lights)
{
    QMatrix4x4 glows;
    glows.fill(0);
    for (std::size_t i = 0; i < m_machines.size(); ++i)
        glows.setColumn(static_cast<int>(i), QVector4D(lights[m_machines[i]], 0));
    if (glows == m_glows)
        return;
    m_glows = glows;
    Q_EMIT changed();
}

FloorMachine::FloorMachine(QObject *parent)
    : QObject(parent),
      m_body(new FloorPiece(this)),
      m_rig(std::make_unique<RigController>()),
      m_ghost(std::make_unique<RigController>())
{
}

void FloorMachine::place(const Placement &placement, const MachineParts &parts, Meshes meshes)
{
    const auto oldMeshes = std::exchange(m_meshes, std::move(meshes));
    std::unique_ptr<RigController> oldRig, oldGhost;
    if (placement.machine != number()) {
        oldRig = std::exchange(m_rig, std::make_unique<RigController>());
        oldGhost = std::exchange(m_ghost, std::make_unique<RigController>());
    }
    m_placement = placement;
    m_parts = parts;
    Q_EMIT placed();
}

void FloorMachine::shine()
{
    const QVector3D ember = m_rig->trusted() && m_rig->heatKnown() ? linear(m_rig->glow()) : QVector3D();
    const QVector3D core = ember * static_cast<float>(coreAtRest + coreInHeat * m_rig->heat());
    if (core == m_core && ember == m_ember)
        return;
    m_core = core;
    m_ember = ember;
    Q_EMIT shone();
}

void FloorMachine::seeFrom(const QVector3D &eye)
{
    const float away = (eye - m_placement.at).length();
    const bool near = within(away, nearUntil, m_near);
    const bool far = !within(away, farFrom, !m_far);
    if (near == m_near && far == m_far)
        return;
    m_near = near;
    m_far = far;
    Q_EMIT approached();
}

QVector3D FloorMachine::light(const HallPaint &paint) const
{
    return (m_core * coreReach + beaconLight * static_cast<float>(m_rig->beacon())) * paint.glowing;
}

FloorController::FloorController(QObject *parent) : QObject(parent) {}

FloorController::~FloorController() = default;

void FloorController::shape(PartList<FloorPiece> &pieces, const std::vector<BakedPiece> &baked)
{
    Geometries geometries;
    pieces.resize(baked.size());
    for (std::size_t i = 0; i < baked.size(); ++i)
        pieces.parts()[i]->reshape(geometries.of(baked[i].mesh), baked[i].machines);
}

void FloorController::placeMachines()
{
    Geometries geometries;
    m_machines.resize(m_hall->plan.machines.size());
    for (std::size_t i = 0; i < m_hall->plan.machines.size(); ++i) {
        FloorMachine &machine = *m_machines.parts()[i];
        const MachineParts &parts = m_hall->parts[i];
        machine.place(m_hall->plan.machines[i], parts,
                      {geometries.of(m_hall->liteBodies[i].mesh),
                       geometries.of(m_hall->rotors[parts.rotorMesh]),
                       geometries.of(m_hall->mounts[m_hall->mountsOf[i]])});
        machine.body()->reshape(geometries.of(m_hall->bodies[i].mesh), m_hall->bodies[i].machines);
        machine.rig()->setReducedMotion(m_reduced);
        machine.ghost()->setReducedMotion(m_reduced);
        machine.seeFrom(m_stance.eye);
    }
}

void FloorController::build(BakedHallPtr hall)
{
    // QML lets go of the old parts when it hears of the new ones; until then they have to live.
    const auto oldNeedle = std::move(m_needle);
    const auto oldFan = std::move(m_fan), oldCards = std::move(m_cards);
    const auto oldBar = std::move(m_bar), oldGhost = std::move(m_ghost), oldSparks = std::move(m_sparks);
    std::unique_ptr<MarkingsTexture> oldMarkings;
    // For the same hall there is another renderer, and what a texture holds is given to one only. For another
    // hall it stays: of each texture that is gone Qt Quick 3D keeps as much as of models (6.4.2).
    if (m_markings && hall != m_hall) {
        m_markings->show(hall->markings);
    } else {
        oldMarkings = std::exchange(m_markings, std::make_unique<MarkingsTexture>(hall->markings));
    }
    m_hall = std::move(hall);
    m_needle = std::make_unique<BakedGeometry>(m_hall->needle);
    m_bar = std::make_unique<BakedGeometry>(m_hall->bar);
    m_ghost = std::make_unique<BakedGeometry>(m_hall->ghost);
    m_sparks = std::make_unique<BakedGeometry>(m_hall->sparks);
    m_fan = std::make_unique<BakedGeometry>(m_hall->fan);
    m_cards = std::make_unique<BakedGeometry>(m_hall->cards);
    Q_EMIT rebuilt();
    shape(m_solid, m_hall->solid);
    shape(m_mirrored, m_hall->mirrored);
    shape(m_ground, m_hall->ground);
    placeMachines();
}

void FloorController::show(const PlantState &state)
{
    for (const auto &machine : m_machines.parts()) {
        machine->rig()->show(state, machine->number());
        machine->ghost()->showExpected(state, machine->number());
    }
    shine();
}

void FloorController::advance(double seconds)
{
    for (const auto &machine : m_machines.parts()) {
        machine->rig()->advance(seconds);
        if (m_expecting)
            machine->ghost()->advance(seconds);
    }
    m_seconds = std::fmod(m_seconds + seconds, hour);
    if (!m_reduced)
        m_fanAngle = std::fmod(m_fanAngle + fanSpeed * static_cast<float>(seconds), 360.F);
    shine();
    Q_EMIT moved();
}

void FloorController::setReducedMotion(bool reduced)
{
    m_reduced = reduced;
    for (const auto &machine : m_machines.parts()) {
        machine->rig()->setReducedMotion(reduced);
        machine->ghost()->setReducedMotion(reduced);
    }
}

void FloorController::setTier(FloorTier tier)
{
    if (std::exchange(m_tier, tier) != tier)
        Q_EMIT tierChanged();
}

bool FloorController::moving() const
{
    return std::ranges::any_of(m_machines.parts(), [this](const auto &machine) {
        return (machine->rig()->trusted() && !m_reduced) || machine->rig()->moving() ||
               (m_expecting && machine->ghost()->moving());
    });
}

int FloorController::models() const
{
    // Of a machine its body from near and from afar, its rotor, needle, mounts, bar, sparks and two glows,
    // and the three first also in the mirror, and of what is expected of it two; the cards of light.
    constexpr int ofMachine = 14;
    const int pieces = m_solid.rowCount() + m_mirrored.rowCount() + m_ground.rowCount();
    return pieces + ofMachine * m_machines.rowCount() + static_cast<int>(fans().size()) + 1;
}

const Placement *FloorController::placement(std::int32_t machine) const
{
    if (!m_hall)
        return nullptr;
    const auto &machines = m_hall->plan.machines;
    const auto found = std::ranges::find(machines, machine, &Placement::machine);
    return found == machines.end() ? nullptr : &*found;
}

const Placement *FloorController::placementAt(std::size_t index) const
{
    return m_hall && index < m_hall->plan.machines.size() ? &m_hall->plan.machines[index] : nullptr;
}

void FloorController::setExpecting(bool expecting)
{
    if (std::exchange(m_expecting, expecting) != expecting)
        Q_EMIT expectingChanged();
}

bool FloorController::anyExpected() const
{
    return std::ranges::any_of(m_machines.parts(),
                               [](const auto &machine) { return machine->ghost()->trusted(); });
}

void FloorController::setEntered(bool entered)
{
    if (entered == m_entered)
        return;
    m_entered = entered;
    Q_EMIT enteredChanged();
}

void FloorController::setFlying(bool flying)
{
    if (std::exchange(m_flying, flying) != flying)
        Q_EMIT flyingChanged();
}

void FloorController::setStance(const Stance &stance)
{
    if (stance == m_stance)
        return;
    m_stance = stance;
    for (const auto &machine : m_machines.parts())
        machine->seeFrom(stance.eye);
    Q_EMIT looked();
}

void FloorController::shine()
{
    std::vector<QVector3D> lights;
    for (const auto &machine : m_machines.parts()) {
        machine->shine();
        lights.push_back(machine->light(m_hall->paint));
    }
    for (const auto *pieces : {&m_solid, &m_mirrored, &m_ground})
        for (const auto &piece : pieces->parts())
            piece->take(lights);
    for (const auto &machine : m_machines.parts())
        machine->body()->take(lights);
}

QObject *FloorController::markings() const
{
    return m_markings.get();
}

QList<QVector3D> FloorController::fans() const
{
    return m_hall ? QList<QVector3D>(m_hall->fans.begin(), m_hall->fans.end()) : QList<QVector3D>();
}

QVector3D FloorController::size() const
{
    return m_hall ? QVector3D(m_hall->plan.width, m_hall->plan.height, m_hall->plan.depth)
                  : QVector3D(1, 1, 1);
}

QVector4D FloorController::naves() const
{
    if (!m_hall)
        return {};
    const HallPlan &plan = m_hall->plan;
    return {naveMiddle(plan, 0), naveWidth(plan), static_cast<float>(navesOf(plan)),
            plan.height - stripBelow};
}

} // namespace rig::qml
