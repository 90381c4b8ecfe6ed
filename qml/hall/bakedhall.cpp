#include "qml/hall/bakedhall.h"

#include "qml/hall/floormarkings.h"
#include "qml/hall/machineshape.h"
#include "qml/hall/turning.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <random>

namespace rig::qml {

namespace {

constexpr float square = 12;      ///< metres, a piece's side
constexpr float manyMetres = 900; ///< square metres from which the floor's light is coarser
constexpr std::size_t mostSources = 4;
constexpr std::size_t mostOwnMeshes = 32; ///< machines that are lit each where it stands

/// Metres; of what throws the shadow of a model of its own, and none upon it.
constexpr float shadowHeight = .12F;

/// A box around the box when the machine is where it stands.
Box placed(const Box &box, const Placement &machine)
{
    Box around{{1e9F, box.low.y(), 1e9F}, {-1e9F, box.high.y(), -1e9F}};
    for (const float x : {box.low.x(), box.high.x()}) {
        for (const float z : {box.low.z(), box.high.z()}) {
            const QVector3D at = machine.at + turned({x, 0, z}, machine.turn);
            around.low = {std::min(around.low.x(), at.x()), box.low.y(), std::min(around.low.z(), at.z())};
            around.high = {std::max(around.high.x(), at.x()), box.high.y(),
                           std::max(around.high.z(), at.z())};
        }
    }
    return around;
}

/// Colours are no colours here: they make one spark differ from the next.
BakedMesh sparks()
{
    constexpr int count = 36;
    std::mt19937 random(3);
    std::uniform_real_distribution<float> any(0, 1);
    std::vector<Card> cards;
    for (int i = 0; i < count; ++i)
        cards.push_back({coreAt + QVector3D(any(random) - .5F, .4F + .5F * any(random), .5F),
                         {any(random), any(random), any(random)},
                         .07F,
                         .07F});
    BakedMesh mesh = cardsOf(cards);
    mesh.low = {-3, -1, -2};
    mesh.high = {3, 5, 5};
    return mesh;
}

class Baker
{
public:
    Baker(const HallPlan &plan, const HallPaint &paint, const OwnShapes &shapes)
        : m_shapes(shapes),
          m_shape(hallShapeOf(plan, paint)),
          m_bake(m_shape.lamps, shadows(plan), paint.ambient),
          m_hall(std::make_shared<BakedHall>())
    {
        m_hall->plan = plan;
        m_hall->paint = paint;
        m_hall->problems = shapes.problems;
    }

    BakedHallPtr bake()
    {
        for (const Placement &machine : plan().machines)
            m_hall->parts.push_back(partsOf(ownShape(machine)));
        m_hall->solid = pieces(m_shape.solid);
        m_hall->mirrored = pieces(m_shape.mirrored);
        m_hall->ground = pieces(ground());
        addMoving();
        for (std::size_t i = 0; i < plan().machines.size(); ++i)
            addMachine(i);
        addMounts();
        m_hall->fan = LightBake::unlit(fanBlades(m_hall->paint));
        m_hall->sparks = sparks();
        m_hall->cards = cardsOf(m_shape.cards);
        m_hall->markings = floorMarkings(plan(), m_hall->paint);
        m_hall->obstacles = obstacles();
        m_hall->fans = m_shape.fans;
        return m_hall;
    }

private:
    const HallPlan &plan() const { return m_hall->plan; }

    /// Null: the usual one.
    const OwnShape *ownShape(const Placement &machine) const
    {
        const auto found = m_shapes.byName.find(machine.shape);
        return found == m_shapes.byName.end() ? nullptr : &found->second;
    }

    static MachineParts partsOf(const OwnShape *own)
    {
        if (!own)
            return {coreAt, rotorAt, {}, 0, true};
        // Its heat is seen before it, and the bar hangs before what turns, or in front at half its height.
        constexpr float before = .6F;
        const QVector3D middle = (own->low + own->high) / 2;
        const QVector3D core(middle.x(), middle.y(), own->high.z() - before);
        const QVector3D hub = own->rotor.empty() ? middle : own->rotorAt;
        const QVector3D usualBar(coreAt.x(), coreAt.y(), barFront);
        return {core, own->rotorAt, QVector3D(hub.x(), hub.y(), own->high.z()) - usualBar, 0, false};
    }

    QVector3D coreOf(std::size_t number) const
    {
        const Placement &machine = plan().machines[number];
        return machine.at + turned(m_hall->parts[number].core + QVector3D(0, 0, .7F), machine.turn);
    }

    /// Smaller than the machine: the edge of a shadow as large as a box would be seen.
    std::vector<Box> shadows(const HallPlan &plan) const
    {
        std::vector<Box> boxes = m_shape.blockers;
        for (const Placement &machine : plan.machines) {
            if (const OwnShape *own = ownShape(machine)) {
                boxes.push_back(
                    placed({{own->low.x(), .02F, own->low.z()}, {own->high.x(), shadowHeight, own->high.z()}},
                           machine));
            } else {
                boxes.push_back(placed({{-1.5F, .1F, -1.2F}, {1.2F, 2.5F, .1F}}, machine));
            }
            boxes.push_back(placed({{1.4F, .1F, .5F}, {1.85F, 2.3F, 1.F}}, machine));
        }
        return boxes;
    }

    /// Those that light a place most, the nearest first.
    std::vector<std::size_t> nearest(const QVector3D &to) const
    {
        std::vector<std::size_t> order(plan().machines.size());
        std::iota(order.begin(), order.end(), 0U);
        const std::size_t count = std::min(mostSources, order.size());
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                          [&](std::size_t a, std::size_t b) {
                              return (plan().machines[a].at - to).lengthSquared() <
                                     (plan().machines[b].at - to).lengthSquared();
                          });
        order.resize(count);
        return order;
    }

    HeatSources sourcesOf(const std::vector<std::size_t> &machines) const
    {
        HeatSources sources;
        for (const std::size_t machine : machines)
            sources.push_back(coreOf(machine));
        return sources;
    }

    BakedPiece piece(const MeshDraft &draft) const
    {
        QVector3D middle;
        for (const DraftCorner &corner : draft.corners())
            middle += corner.place;
        BakedPiece piece;
        piece.machines = nearest(middle / static_cast<float>(draft.corners().size()));
        piece.mesh = m_bake.bake(draft, sourcesOf(piece.machines));
        return piece;
    }

    std::vector<BakedPiece> pieces(const MeshDraft &draft) const
    {
        std::vector<BakedPiece> pieces;
        for (const MeshDraft &part : draft.bySquares(square))
            pieces.push_back(piece(part));
        return pieces;
    }

    MeshDraft ground() const
    {
        const float w = plan().width / 2;
        MeshDraft draft(plan().width * plan().depth > manyMetres ? 1.2F : .6F);
        const float step = square;
        for (float x = -w; x < w; x += step)
            for (float z = 0; z > -plan().depth; z -= step) {
                const float right = std::min(x + step, w);
                const float far = std::max(z - step, -plan().depth);
                draft.quad({x, 0, z}, {right, 0, z}, {right, 0, far}, {x, 0, far},
                           {QVector3D(1, 1, 1), Finish::matt});
            }
        return draft;
    }

    void addMachine(std::size_t number)
    {
        const Placement &machine = plan().machines[number];
        std::vector<std::size_t> machines = nearest(machine.at);
        // Itself first: two on the same spot are a mistake in the plant and no reason to mix them up.
        std::erase(machines, number);
        machines.insert(machines.begin(), number);
        machines.resize(std::min(machines.size(), mostSources));
        // In a large hall machines of one colour share the mesh of the first of them, lit as that one is, and
        // so do those of one model, which may have many corners.
        const OwnShape *own = ownShape(machine);
        const bool shared = own || plan().machines.size() > mostOwnMeshes;
        const std::pair alike(machine.accent.isValid() ? machine.accent.rgb() : 0,
                              own ? machine.shape : QString());
        if (const auto known = m_meshes.find(alike); shared && known != m_meshes.end()) {
            m_hall->bodies.push_back({known->second.first, {number}});
            m_hall->liteBodies.push_back({known->second.second, {number}});
            return;
        }
        const QVector3D accent =
            machine.accent.isValid() ? linear(machine.accent) * 1.4F : m_hall->paint.accent;
        MachineShape shape = own ? ownMachine(*own) : machineShapeOf(m_hall->paint, accent, plan().height);
        if (shared)
            machines.resize(1);
        m_hall->bodies.push_back({home(shape.body, machine, machines), machines});
        m_hall->liteBodies.push_back(
            {own ? m_hall->bodies.back().mesh : home(shape.lite, machine, machines), machines});
        m_meshes.emplace(alike, std::pair{m_hall->bodies.back().mesh, m_hall->liteBodies.back().mesh});
    }

    /// What moves of machines. Those with the same model share its rotor.
    void addMoving()
    {
        const MachineShape usual = machineShapeOf(m_hall->paint, m_hall->paint.accent, plan().height);
        m_hall->rotors.push_back(LightBake::unlit(usual.rotor));
        m_hall->needle = LightBake::unlit(usual.needle);
        m_hall->bar = LightBake::unlit(usual.bar);
        m_hall->ghost = LightBake::unlit(usual.ghost);
        std::map<const OwnShape *, std::size_t> known;
        for (std::size_t i = 0; i < plan().machines.size(); ++i) {
            const OwnShape *own = ownShape(plan().machines[i]);
            if (!own)
                continue;
            const auto [found, isNew] = known.emplace(own, m_hall->rotors.size());
            if (isNew)
                m_hall->rotors.push_back(LightBake::unlit(own->rotor));
            m_hall->parts[i].rotorMesh = found->second;
        }
    }

    MachineShape ownMachine(const OwnShape &own) const
    {
        MachineShape shape = standShapeOf(m_hall->paint);
        shape.body.add(own.body);
        return shape;
    }

    void addMounts()
    {
        std::vector<const std::vector<Mount> *> known;
        for (const Placement &machine : plan().machines) {
            const auto same = std::ranges::find_if(
                known, [&](const std::vector<Mount> *mounts) { return *mounts == machine.mounts; });
            m_hall->mountsOf.push_back(static_cast<std::size_t>(same - known.begin()));
            if (same != known.end())
                continue;
            known.push_back(&machine.mounts);
            m_hall->mounts.push_back(LightBake::unlit(mountShapes(machine.mounts, m_hall->paint)));
        }
    }

    /// Baked where it stands, and brought back: it shakes about its own place.
    BakedMesh home(MeshDraft &draft, const Placement &machine, const std::vector<std::size_t> &machines) const
    {
        draft.place(machine.turn, machine.at);
        BakedMesh mesh = m_bake.bake(draft, sourcesOf(machines));
        auto *corners = reinterpret_cast<BakedCorner *>(mesh.corners.data());
        for (qsizetype i = 0; i < mesh.corners.size() / static_cast<qsizetype>(sizeof(BakedCorner)); ++i) {
            const auto back = [&](std::array<float, 3> &v, const QVector3D &from) {
                const QVector3D at = turned(QVector3D(v[0], v[1], v[2]) - from, -machine.turn);
                v = {at.x(), at.y(), at.z()};
            };
            back(corners[i].place, machine.at);
            back(corners[i].normal, {});
        }
        mesh.low = {-3, 0, -3};
        mesh.high = {3, plan().height, 3};
        if (const OwnShape *own = ownShape(machine))
            for (int axis = 0; axis < 3; ++axis) {
                mesh.low[axis] = std::min(mesh.low[axis], own->low[axis]);
                mesh.high[axis] = std::max(mesh.high[axis], own->high[axis]);
            }
        return mesh;
    }

    std::vector<Obstacle> obstacles() const
    {
        std::vector<Obstacle> obstacles;
        for (const Box &box : m_shape.blockers) {
            const QVector3D middle = (box.low + box.high) / 2;
            obstacles.push_back({{middle.x(), box.low.y(), middle.z()}, box.high - box.low, 0});
        }
        for (const Placement &machine : plan().machines) {
            const Box box = groundOf(ownShape(machine));
            const QVector3D middle = (box.low + box.high) / 2;
            obstacles.push_back({machine.at + turned({middle.x(), 0, middle.z()}, machine.turn),
                                 box.high - box.low, machine.turn});
        }
        return obstacles;
    }

    /// Where nobody walks: the machine and the console beside it.
    static Box groundOf(const OwnShape *own)
    {
        Box box{{-machineWidth / 2, 0, -.1F - machineDepth / 2},
                {machineWidth / 2, 3, -.1F + machineDepth / 2}};
        if (!own)
            return box;
        constexpr float around = .4F; // the console's foot
        box.low = {std::min(own->low.x(), gaugeAt.x() - around), 0,
                   std::min(own->low.z(), gaugeAt.z() - 2 * around)};
        box.high = {std::max(own->high.x(), gaugeAt.x() + around), 3,
                    std::max(own->high.z(), gaugeAt.z() + around)};
        return box;
    }

    const OwnShapes &m_shapes;
    HallShape m_shape;
    LightBake m_bake;
    std::shared_ptr<BakedHall> m_hall;
    /// Bodies and lite ones by accent and own model.
    std::map<std::pair<QRgb, QString>, std::pair<BakedMesh, BakedMesh>> m_meshes;
};

qsizetype sum(const std::vector<BakedPiece> &pieces)
{
    return std::accumulate(pieces.begin(), pieces.end(), qsizetype{0},
                           [](qsizetype n, const BakedPiece &piece) { return n + piece.mesh.triangles(); });
}

} // namespace

qsizetype BakedHall::triangles() const
{
    return sum(solid) + sum(mirrored) + sum(ground) + sum(bodies) + cards.triangles();
}

BakedMesh cardsOf(const std::vector<Card> &cards)
{
    std::vector<BakedCorner> corners;
    std::vector<std::uint32_t> indices;
    BakedMesh mesh;
    if (!cards.empty())
        mesh.low = mesh.high = cards.front().at;
    for (const Card &card : cards) {
        const auto first = static_cast<std::uint32_t>(corners.size());
        for (const auto &[x, y] : {std::pair{-1.F, -1.F}, {1.F, -1.F}, {1.F, 1.F}, {-1.F, 1.F}})
            corners.push_back({{card.at.x(), card.at.y(), card.at.z()},
                               {x * card.width / 2, y * card.height / 2, 0},
                               {card.colour.x(), card.colour.y(), card.colour.z(), 1},
                               {x, y, 0, 0}});
        for (const std::uint32_t i : {0U, 1U, 2U, 0U, 2U, 3U})
            indices.push_back(first + i);
        const float reach = std::max(card.width, card.height) / 2;
        for (int axis = 0; axis < 3; ++axis) {
            mesh.low[axis] = std::min(mesh.low[axis], card.at[axis] - reach);
            mesh.high[axis] = std::max(mesh.high[axis], card.at[axis] + reach);
        }
    }
    mesh.corners = QByteArray(reinterpret_cast<const char *>(corners.data()),
                              static_cast<qsizetype>(corners.size() * sizeof(BakedCorner)));
    mesh.indices = QByteArray(reinterpret_cast<const char *>(indices.data()),
                              static_cast<qsizetype>(indices.size() * sizeof(std::uint32_t)));
    return mesh;
}

BakedHallPtr bakeHall(const HallPlan &plan, const HallPaint &paint, const OwnShapes &shapes)
{
    return Baker(plan, paint, shapes).bake();
}

} // namespace rig::qml
