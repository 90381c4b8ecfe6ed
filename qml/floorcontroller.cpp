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

/// None for an empty mesh.
std::vector<std::shared_ptr<QQuick3DGeometry>> geometriesOf(const std::vector<BakedMesh> &meshes)
{
    std::vector<std::shared_ptr<QQuick3DGeometry>> geometries;
    for (const BakedMesh &mesh : meshes)
        geometries.push_back(mesh.indices.isEmpty() ? nullptr : std::make_shared<BakedGeometry>(mesh));
    return geometries;
}

bool within(float away, float limit, bool now)
{
    return away < (now ? limit + threshold : limit);
}

} // namespace

FloorPiece::FloorPiece(std::shared_ptr<QQuick3DGeometry> geometry, std::vector<std::size_t> machines,
                       QObject *parent)
    : QObject(parent), m_geometry(std::move(geometry)), m_machines(std::move(machines))
{
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

FloorMachine::FloorMachine(const Placement &placement, const MachineParts &parts, Meshes meshes,
                           QObject *parent)
    : QObject(parent),
      m_placement(placement),
      m_parts(parts),
      m_meshes(std::move(meshes)),
      m_rig(new RigController(this)),
      m_ghost(new RigController(this))
{
}

void FloorMachine::shine()
{
    QVector3D core;
    if (m_rig->trusted() && m_rig->heatKnown())
        core = linear(m_rig->glow()) * static_cast<float>(coreAtRest + coreInHeat * m_rig->heat());
    if (core == m_core)
        return;
    m_core = core;
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

QList<QObject *> FloorController::piecesOf(const std::vector<BakedPiece> &pieces)
{
    QList<QObject *> objects;
    std::map<const char *, std::shared_ptr<QQuick3DGeometry>> geometries; // by where the corners lie
    for (const BakedPiece &piece : pieces) {
        auto &geometry = geometries[piece.mesh.corners.constData()];
        if (!geometry)
            geometry = std::make_shared<BakedGeometry>(piece.mesh);
        m_pieces.push_back(new FloorPiece(geometry, piece.machines, m_parts.get()));
        objects.append(m_pieces.back());
    }
    return objects;
}

void FloorController::build(BakedHallPtr hall)
{
    // QML lets go of the old parts when it hears of the new ones; until then they have to live.
    const auto old = std::move(m_parts);
    const auto oldNeedle = std::move(m_needle);
    const auto oldFan = std::move(m_fan), oldCards = std::move(m_cards);
    const auto oldBar = std::move(m_bar), oldGhost = std::move(m_ghost), oldSparks = std::move(m_sparks);
    const auto oldMarkings = std::move(m_markings);
    m_hall = std::move(hall);
    m_parts = std::make_unique<QObject>();
    m_pieces.clear();
    m_floorMachines.clear();
    m_machines.clear();
    m_solid = piecesOf(m_hall->solid);
    m_mirrored = piecesOf(m_hall->mirrored);
    m_ground = piecesOf(m_hall->ground);
    const QList<QObject *> bodies = piecesOf(m_hall->bodies);
    const QList<QObject *> lite = piecesOf(m_hall->liteBodies);
    const auto mounts = geometriesOf(m_hall->mounts);
    const auto rotors = geometriesOf(m_hall->rotors);
    for (std::size_t i = 0; i < m_hall->plan.machines.size(); ++i) {
        const auto at = static_cast<qsizetype>(i);
        auto *machine =
            new FloorMachine(m_hall->plan.machines[i], m_hall->parts[i],
                             {static_cast<FloorPiece *>(bodies[at]), static_cast<FloorPiece *>(lite[at]),
                              mounts[m_hall->mountsOf[i]], rotors[m_hall->parts[i].rotorMesh]},
                             m_parts.get());
        machine->rig()->setReducedMotion(m_reduced);
        machine->ghost()->setReducedMotion(m_reduced);
        m_floorMachines.push_back(machine);
        m_machines.append(machine);
    }
    m_needle = std::make_unique<BakedGeometry>(m_hall->needle);
    m_bar = std::make_unique<BakedGeometry>(m_hall->bar);
    m_ghost = std::make_unique<BakedGeometry>(m_hall->ghost);
    m_sparks = std::make_unique<BakedGeometry>(m_hall->sparks);
    m_fan = std::make_unique<BakedGeometry>(m_hall->fan);
    m_cards = std::make_unique<BakedGeometry>(m_hall->cards);
    m_markings = std::make_unique<MarkingsTexture>(m_hall->markings);
    for (FloorMachine *machine : m_floorMachines)
        machine->seeFrom(m_stance.eye);
    Q_EMIT rebuilt();
}

void FloorController::show(const PlantState &state)
{
    for (FloorMachine *machine : m_floorMachines) {
        machine->rig()->show(state, machine->number());
        machine->ghost()->showExpected(state, machine->number());
    }
    shine();
}

void FloorController::advance(double seconds)
{
    for (FloorMachine *machine : m_floorMachines) {
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
    for (FloorMachine *machine : m_floorMachines) {
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
    return std::ranges::any_of(m_floorMachines, [this](const FloorMachine *machine) {
        return (machine->rig()->trusted() && !m_reduced) || machine->rig()->moving() ||
               (m_expecting && machine->ghost()->moving());
    });
}

int FloorController::models() const
{
    // Of a machine its body from near and from afar, its rotor, needle, mounts, bar, sparks and two glows,
    // and the three first also in the mirror, and of what is expected of it two; the cards of light.
    constexpr qsizetype ofMachine = 14;
    const qsizetype pieces = m_solid.size() + m_mirrored.size() + m_ground.size();
    return static_cast<int>(pieces + ofMachine * m_machines.size() + fans().size() + 1);
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
    return std::ranges::any_of(m_floorMachines,
                               [](const FloorMachine *machine) { return machine->ghost()->trusted(); });
}

void FloorController::setEntered(bool entered)
{
    if (entered == m_entered)
        return;
    m_entered = entered;
    Q_EMIT enteredChanged();
}

void FloorController::setStance(const Stance &stance)
{
    if (stance == m_stance)
        return;
    m_stance = stance;
    for (FloorMachine *machine : m_floorMachines)
        machine->seeFrom(stance.eye);
    Q_EMIT looked();
}

void FloorController::shine()
{
    std::vector<QVector3D> lights;
    for (FloorMachine *machine : m_floorMachines) {
        machine->shine();
        lights.push_back(machine->light(m_hall->paint));
    }
    for (FloorPiece *piece : m_pieces)
        piece->take(lights);
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
