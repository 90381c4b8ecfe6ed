#include "qml/hall/lightbake.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace rig::qml {

namespace {

constexpr float cell = 3;        ///< metres, the grid's squares
constexpr float lampReaches = 4; ///< times its reach; beyond that its light is not worth a ray
constexpr float closeBy = 2.4F;  ///< metres within which things take one another's daylight
constexpr int rays = 14;

/// Whether the way from `from` to `from + way` meets the box: slabs, Kay and Kajiya 1986.
bool meets(const QVector3D &from, const QVector3D &way, const Box &box)
{
    float in = .01F;
    float out = .985F;
    for (int axis = 0; axis < 3; ++axis) {
        if (std::abs(way[axis]) < 1e-7F) {
            if (from[axis] < box.low[axis] || from[axis] > box.high[axis])
                return false;
            continue;
        }
        float a = (box.low[axis] - from[axis]) / way[axis];
        float b = (box.high[axis] - from[axis]) / way[axis];
        if (a > b)
            std::swap(a, b);
        in = std::max(in, a);
        out = std::min(out, b);
        if (in > out)
            return false;
    }
    return true;
}

/// Directions over the half space around `normal`, denser towards it: a spiral of the golden angle.
std::array<QVector3D, rays> around(const QVector3D &normal)
{
    const QVector3D other = std::abs(normal.y()) > .9F ? QVector3D(1, 0, 0) : QVector3D(0, 1, 0);
    const QVector3D u = QVector3D::crossProduct(other, normal).normalized();
    const QVector3D v = QVector3D::crossProduct(normal, u);
    std::array<QVector3D, rays> directions;
    for (int i = 0; i < rays; ++i) {
        const float radius = std::sqrt((static_cast<float>(i) + .5F) / rays);
        const float angle = static_cast<float>(i) * 2.3999632F;
        directions[static_cast<std::size_t>(i)] = u * (radius * std::cos(angle)) +
                                                  v * (radius * std::sin(angle)) +
                                                  normal * std::sqrt(1 - radius * radius);
    }
    return directions;
}

/// The same for a place in every run: dirt does not move.
float noise(const QVector3D &place)
{
    const auto lattice = [](int x, int y, int z) {
        std::uint32_t h = static_cast<std::uint32_t>(x) * 374761393U +
                          static_cast<std::uint32_t>(y) * 668265263U +
                          static_cast<std::uint32_t>(z) * 2147483647U;
        h = (h ^ (h >> 13)) * 1274126177U;
        return static_cast<float>((h ^ (h >> 16)) & 0xffffU) / 65535;
    };
    const QVector3D floor(std::floor(place.x()), std::floor(place.y()), std::floor(place.z()));
    const QVector3D t = place - floor;
    const auto smooth = [](float x) { return x * x * (3 - 2 * x); };
    float sum = 0;
    for (int corner = 0; corner < 8; ++corner) {
        const int dx = corner & 1;
        const int dy = corner >> 1 & 1;
        const int dz = corner >> 2;
        const float weight = (dx ? smooth(t.x()) : 1 - smooth(t.x())) *
                             (dy ? smooth(t.y()) : 1 - smooth(t.y())) *
                             (dz ? smooth(t.z()) : 1 - smooth(t.z()));
        sum += weight * lattice(static_cast<int>(floor.x()) + dx, static_cast<int>(floor.y()) + dy,
                                static_cast<int>(floor.z()) + dz);
    }
    return sum;
}

float grime(const QVector3D &place)
{
    const float dirt = .6F * noise(place * .9F) + .4F * noise(place * 3.1F);
    const float low = std::clamp(1 - place.y() / 1.6F, 0.F, 1.F);
    return 1 - .34F * dirt - .16F * low;
}

bool shines(Finish finish)
{
    return finish == Finish::lamp || finish == Finish::trim;
}

BakedCorner cornerOf(const DraftCorner &draft, const QVector3D &light)
{
    return {{draft.place.x(), draft.place.y(), draft.place.z()},
            {draft.normal.x(), draft.normal.y(), draft.normal.z()},
            {light.x(), light.y(), light.z(), static_cast<float>(draft.finish)},
            {}};
}

BakedMesh meshOf(const std::vector<BakedCorner> &corners, std::span<const std::uint32_t> indices)
{
    BakedMesh mesh;
    constexpr float far = std::numeric_limits<float>::max();
    mesh.low = QVector3D(far, far, far);
    mesh.high = -mesh.low;
    for (const BakedCorner &corner : corners) {
        for (int axis = 0; axis < 3; ++axis) {
            mesh.low[axis] = std::min(mesh.low[axis], corner.place[static_cast<std::size_t>(axis)]);
            mesh.high[axis] = std::max(mesh.high[axis], corner.place[static_cast<std::size_t>(axis)]);
        }
    }
    mesh.corners = QByteArray(reinterpret_cast<const char *>(corners.data()),
                              static_cast<qsizetype>(corners.size() * sizeof(BakedCorner)));
    mesh.indices = QByteArray(reinterpret_cast<const char *>(indices.data()),
                              static_cast<qsizetype>(indices.size_bytes()));
    return mesh;
}

} // namespace

LightBake::LightBake(std::vector<Lamp> lamps, std::vector<Box> blockers, const QVector3D &ambient)
    : m_lamps(std::move(lamps)), m_blockers(std::move(blockers)), m_ambient(ambient)
{
    QVector3D high;
    for (const Box &box : m_blockers) {
        m_low = {std::min(m_low.x(), box.low.x()), 0, std::min(m_low.z(), box.low.z())};
        high = {std::max(high.x(), box.high.x()), 0, std::max(high.z(), box.high.z())};
    }
    m_across = static_cast<int>((high.x() - m_low.x()) / cell) + 1;
    m_along = static_cast<int>((high.z() - m_low.z()) / cell) + 1;
    const auto fill = [this](std::vector<std::vector<std::uint32_t>> &cells, std::uint32_t what,
                             const QVector3D &from, const QVector3D &to) {
        const auto at = [](float metres, float start, int most) {
            return std::clamp(static_cast<int>(std::floor((metres - start) / cell)), 0, most - 1);
        };
        for (int j = at(from.z(), m_low.z(), m_along); j <= at(to.z(), m_low.z(), m_along); ++j)
            for (int i = at(from.x(), m_low.x(), m_across); i <= at(to.x(), m_low.x(), m_across); ++i)
                cells[static_cast<std::size_t>(j * m_across + i)].push_back(what);
    };
    m_blockersIn.resize(static_cast<std::size_t>(m_across * m_along));
    m_lampsIn.resize(m_blockersIn.size());
    for (std::uint32_t i = 0; i < m_blockers.size(); ++i)
        fill(m_blockersIn, i, m_blockers[i].low, m_blockers[i].high);
    for (std::uint32_t i = 0; i < m_lamps.size(); ++i) {
        const float far = m_lamps[i].reach * lampReaches;
        fill(m_lampsIn, i, m_lamps[i].at - QVector3D(far, 0, far), m_lamps[i].at + QVector3D(far, 0, far));
    }
}

bool LightBake::seen(const QVector3D &from, const QVector3D &to) const
{
    const QVector3D way = to - from;
    const int steps = std::max(1, static_cast<int>(std::hypot(way.x(), way.z()) / cell * 2) + 1);
    int last = -1;
    for (int step = 0; step <= steps; ++step) {
        const QVector3D at = from + way * (static_cast<float>(step) / static_cast<float>(steps));
        const int i = std::clamp(static_cast<int>((at.x() - m_low.x()) / cell), 0, m_across - 1);
        const int j = std::clamp(static_cast<int>((at.z() - m_low.z()) / cell), 0, m_along - 1);
        const int here = j * m_across + i;
        if (here == last)
            continue;
        last = here;
        for (const std::uint32_t box : m_blockersIn[static_cast<std::size_t>(here)])
            if (meets(from, way, m_blockers[box]))
                return false;
    }
    return true;
}

float LightBake::openness(const QVector3D &place, const QVector3D &normal) const
{
    int open = 0;
    for (const QVector3D &ray : around(normal)) {
        // The floor takes half of what it hides: it gives light back.
        const QVector3D end = place + ray * closeBy;
        if (seen(place, end))
            open += end.y() > 0 ? 2 : 1;
    }
    return static_cast<float>(open) / (2 * rays);
}

QVector3D LightBake::lightAt(const QVector3D &place, const QVector3D &normal) const
{
    const QVector3D start = place + normal * .03F;
    const float open = openness(start, normal);
    QVector3D light = m_ambient * (.65F + .35F * normal.y()) * open;
    const int i = std::clamp(static_cast<int>((place.x() - m_low.x()) / cell), 0, m_across - 1);
    const int j = std::clamp(static_cast<int>((place.z() - m_low.z()) / cell), 0, m_along - 1);
    for (const std::uint32_t number : m_lampsIn[static_cast<std::size_t>(j * m_across + i)]) {
        const Lamp &lamp = m_lamps[number];
        const QVector3D way = lamp.at - start;
        const float far = way.length();
        // Wrapped a little around the body, as light from a lamp that is no point is.
        const float facing = (QVector3D::dotProduct(normal, way) / std::max(far, .01F) + .25F) / 1.25F;
        if (facing <= 0 || far > lamp.reach * lampReaches)
            continue;
        const float fade = 1 / (1 + 4 * far * far / (lamp.reach * lamp.reach));
        const float through = seen(start, lamp.at) ? 1.F : .12F;
        light += lamp.colour * (facing * fade * through);
    }
    return light * (.4F + .6F * open);
}

std::array<float, 4> LightBake::heatAt(const QVector3D &place, const QVector3D &normal,
                                       const HeatSources &sources) const
{
    std::array<float, 4> heat{};
    const QVector3D start = place + normal * .03F;
    for (std::size_t i = 0; i < std::min(sources.size(), heat.size()); ++i) {
        const QVector3D way = sources[i] - start;
        const float far = way.length();
        const float facing = (QVector3D::dotProduct(normal, way) / std::max(far, .01F) + .3F) / 1.3F;
        if (facing > 0 && far < 14)
            heat[i] = facing / (1 + far * far / 2.2F) * (seen(start, sources[i]) ? 1.F : .25F);
    }
    return heat;
}

BakedMesh LightBake::bake(const MeshDraft &draft, const HeatSources &sources) const
{
    std::vector<BakedCorner> corners;
    corners.reserve(draft.corners().size());
    for (const DraftCorner &one : draft.corners()) {
        if (shines(one.finish)) {
            corners.push_back(cornerOf(one, one.albedo));
            continue;
        }
        const QVector3D light = lightAt(one.place, one.normal) * one.albedo * grime(one.place);
        BakedCorner corner = cornerOf(one, light);
        corner.heat = heatAt(one.place, one.normal, sources);
        // One number for each machine has to do, so the surface's colour goes in as its brightness.
        const float bright = .3F * one.albedo.x() + .5F * one.albedo.y() + .2F * one.albedo.z();
        for (float &heat : corner.heat)
            heat *= bright;
        corners.push_back(corner);
    }
    return meshOf(corners, draft.indices());
}

BakedMesh LightBake::unlit(const MeshDraft &draft)
{
    std::vector<BakedCorner> corners;
    corners.reserve(draft.corners().size());
    for (const DraftCorner &one : draft.corners())
        corners.push_back(cornerOf(one, one.albedo));
    return meshOf(corners, draft.indices());
}

} // namespace rig::qml
