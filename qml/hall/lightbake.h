#pragma once

#include "qml/hall/hallshape.h"

#include <QByteArray>

#include <array>

namespace rig::qml {

/// A corner as the shaders read it: 14 floats, 56 bytes.
struct BakedCorner
{
    std::array<float, 3> place;
    std::array<float, 3> normal;
    std::array<float, 4> light; ///< linear colour with the lamps' light in it; then the finish, as a number
    std::array<float, 4> heat;  ///< how strongly each of four machines' cores lights it
};
static_assert(sizeof(BakedCorner) == 56);

/// Triangles with light, ready for the renderer.
struct BakedMesh
{
    QByteArray corners; ///< of BakedCorner
    QByteArray indices; ///< 32 bit each
    QVector3D low;
    QVector3D high;

    qsizetype triangles() const { return indices.size() / 12; }
};

/// The four machines that light a mesh: places of their cores, fewer where there are fewer.
using HeatSources = std::vector<QVector3D>;

/// Bakes the light of lamps, with shadows of boxes, into drafts. Immutable once made, so that several threads
/// may bake with one.
class LightBake
{
public:
    LightBake(std::vector<Lamp> lamps, std::vector<Box> blockers, const QVector3D &ambient);

    /// Beyond four sources those that come later are not heard.
    BakedMesh bake(const MeshDraft &draft, const HeatSources &sources) const;
    /// For what moves: no lamps and no shadows, the albedo is what the shader lights.
    static BakedMesh unlit(const MeshDraft &draft);

private:
    QVector3D lightAt(const QVector3D &place, const QVector3D &normal) const;
    float openness(const QVector3D &place, const QVector3D &normal) const;
    std::array<float, 4> heatAt(const QVector3D &place, const QVector3D &normal,
                                const HeatSources &sources) const;
    bool seen(const QVector3D &from, const QVector3D &to) const;

    std::vector<Lamp> m_lamps;
    std::vector<Box> m_blockers;
    QVector3D m_ambient;
    QVector3D m_low;
    int m_across = 0;
    int m_along = 0;
    std::vector<std::vector<std::uint32_t>> m_blockersIn;
    std::vector<std::vector<std::uint32_t>> m_lampsIn;
};

} // namespace rig::qml
