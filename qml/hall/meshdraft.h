#pragma once

#include <QVector3D>

#include <cstdint>
#include <span>
#include <vector>

namespace rig::qml {

/// What a surface does with light. The values are what the shaders know them by.
enum class Finish : std::uint8_t
{
    matt,   ///< lit by the hall
    shiny,  ///< likewise, with the ceiling's lamps mirrored in it
    lamp,   ///< shines by itself, whatever the machine does
    heat,   ///< glows with its machine's temperature
    beacon, ///< its machine's warning light
    trim,   ///< shines in the machine's accent while it runs
};

struct Surface
{
    QVector3D albedo; ///< linear; of a lamp: what it radiates
    Finish finish = Finish::matt;
};

/// A corner before light is baked into it.
struct DraftCorner
{
    QVector3D place;
    QVector3D normal;
    QVector3D albedo;
    Finish finish = Finish::matt;
};

struct Box
{
    QVector3D low;
    QVector3D high;
};

/// The box of this size that stands with the middle of its ground on `foot`.
Box boxAt(const QVector3D &foot, const QVector3D &size);

/// Triangles in the making. Faces look out of the body they belong to; corners are counterclockwise seen from
/// outside. Surfaces that light is baked into are cut into pieces of at most `grain` metres, because light
/// changes along them.
class MeshDraft
{
public:
    explicit MeshDraft(float grain = 1) : m_grain(grain) {}

    /// a, b, c, d around the face.
    void quad(const QVector3D &a, const QVector3D &b, const QVector3D &c, const QVector3D &d,
              const Surface &surface);
    void box(const Box &box, const Surface &surface);
    /// A rod from one point to another, round about its axis; open at the ends unless `closed`.
    void rod(const QVector3D &from, const QVector3D &to, float radius, int sides, const Surface &surface,
             bool closed = false);
    /// A body of revolution: (radius, along) pairs, from `foot` along the unit vector `axis`. The outline
    /// runs so that the outside is on its right. Between two points a face is flat; the edge between two
    /// faces stays sharp.
    void lathe(const QVector3D &foot, const QVector3D &axis, std::span<const QVector2D> outline, int sides,
               const Surface &surface);

    /// Triangles that somebody else has made: three indices of `corners` each, all of them less than its
    /// size.
    void triangles(std::span<const DraftCorner> corners, std::span<const std::uint32_t> indices);

    /// Everything turned about y by `degrees` and then moved.
    void place(float degrees, const QVector3D &at);
    void add(const MeshDraft &other);
    /// The same triangles by squares of ground of `side` metres, in which their middles lie; no empty ones.
    std::vector<MeshDraft> bySquares(float side) const;

    std::span<const DraftCorner> corners() const { return m_corners; }
    std::span<const std::uint32_t> indices() const { return m_indices; }
    bool empty() const { return m_indices.empty(); }

private:
    QVector3D middleOf(std::size_t triangle) const;
    std::uint32_t corner(const QVector3D &place, const QVector3D &normal, const Surface &surface);

    float m_grain;
    std::vector<DraftCorner> m_corners;
    std::vector<std::uint32_t> m_indices;
};

} // namespace rig::qml
