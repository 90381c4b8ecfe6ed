#include "qml/hall/meshdraft.h"

#include <QQuaternion>
#include <QVector2D>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <unordered_map>

namespace rig::qml {

namespace {

int piecesOf(float length, float grain)
{
    return std::clamp(static_cast<int>(std::ceil(length / grain - .01F)), 1, 64);
}

QVector3D between(const QVector3D &a, const QVector3D &b, float t)
{
    return a + (b - a) * t;
}

/// Two directions square to the axis and to one another, so that u × v is the axis.
std::pair<QVector3D, QVector3D> squareTo(const QVector3D &axis)
{
    const QVector3D other = std::abs(axis.y()) > .9F ? QVector3D(1, 0, 0) : QVector3D(0, 1, 0);
    const QVector3D u = QVector3D::crossProduct(other, axis).normalized();
    return {u, QVector3D::crossProduct(axis, u)};
}

} // namespace

Box boxAt(const QVector3D &foot, const QVector3D &size)
{
    return {{foot.x() - size.x() / 2, foot.y(), foot.z() - size.z() / 2},
            {foot.x() + size.x() / 2, foot.y() + size.y(), foot.z() + size.z() / 2}};
}

std::uint32_t MeshDraft::corner(const QVector3D &place, const QVector3D &normal, const Surface &surface)
{
    m_corners.push_back({place, normal, surface.albedo, surface.finish});
    return static_cast<std::uint32_t>(m_corners.size() - 1);
}

void MeshDraft::quad(const QVector3D &a, const QVector3D &b, const QVector3D &c, const QVector3D &d,
                     const Surface &surface)
{
    const QVector3D normal = QVector3D::crossProduct(b - a, d - a).normalized();
    const int across = piecesOf(std::max((b - a).length(), (c - d).length()), m_grain);
    const int along = piecesOf(std::max((d - a).length(), (c - b).length()), m_grain);
    const auto first = static_cast<std::uint32_t>(m_corners.size());
    for (int j = 0; j <= along; ++j) {
        const float t = static_cast<float>(j) / static_cast<float>(along);
        const QVector3D left = between(a, d, t);
        const QVector3D right = between(b, c, t);
        for (int i = 0; i <= across; ++i)
            corner(between(left, right, static_cast<float>(i) / static_cast<float>(across)), normal, surface);
    }
    const auto row = static_cast<std::uint32_t>(across + 1);
    for (std::uint32_t j = 0; j < static_cast<std::uint32_t>(along); ++j) {
        for (std::uint32_t i = 0; i + 1 < row; ++i) {
            const std::uint32_t at = first + j * row + i;
            m_indices.insert(m_indices.end(), {at, at + 1, at + row + 1, at, at + row + 1, at + row});
        }
    }
}

void MeshDraft::box(const Box &box, const Surface &surface)
{
    const QVector3D &l = box.low;
    const QVector3D &h = box.high;
    const QVector3D a(l.x(), l.y(), h.z()), b(h.x(), l.y(), h.z()), c(h.x(), h.y(), h.z()),
        d(l.x(), h.y(), h.z());
    const QVector3D e(l.x(), l.y(), l.z()), f(h.x(), l.y(), l.z()), g(h.x(), h.y(), l.z()),
        i(l.x(), h.y(), l.z());
    quad(a, b, c, d, surface);
    quad(f, e, i, g, surface);
    quad(b, f, g, c, surface);
    quad(e, a, d, i, surface);
    quad(d, c, g, i, surface);
    if (l.y() > .001F)
        quad(e, f, b, a, surface);
}

void MeshDraft::rod(const QVector3D &from, const QVector3D &to, float radius, int sides,
                    const Surface &surface, bool closed)
{
    const float length = (to - from).length();
    std::vector<QVector2D> outline{{radius, 0}, {radius, length}};
    if (closed)
        outline = {{0, 0}, {radius, 0}, {radius, length}, {0, length}};
    lathe(from, (to - from) / length, outline, sides, surface);
}

void MeshDraft::lathe(const QVector3D &foot, const QVector3D &axis, std::span<const QVector2D> outline,
                      int sides, const Surface &surface)
{
    const auto [u, v] = squareTo(axis);
    for (std::size_t i = 0; i + 1 < outline.size(); ++i) {
        const QVector2D step = outline[i + 1] - outline[i];
        const float length = step.length();
        if (length < 1e-5F)
            continue;
        const QVector2D out(step.y() / length, -step.x() / length);
        const int pieces = piecesOf(length, m_grain);
        const auto first = static_cast<std::uint32_t>(m_corners.size());
        for (int j = 0; j <= pieces; ++j) {
            const QVector2D at = outline[i] + step * (static_cast<float>(j) / static_cast<float>(pieces));
            for (int k = 0; k <= sides; ++k) {
                const float angle =
                    2 * std::numbers::pi_v<float> * static_cast<float>(k) / static_cast<float>(sides);
                const QVector3D ray = u * std::cos(angle) + v * std::sin(angle);
                corner(foot + axis * at.y() + ray * at.x(), (ray * out.x() + axis * out.y()).normalized(),
                       surface);
            }
        }
        const auto row = static_cast<std::uint32_t>(sides + 1);
        for (std::uint32_t j = 0; j < static_cast<std::uint32_t>(pieces); ++j) {
            for (std::uint32_t k = 0; k < static_cast<std::uint32_t>(sides); ++k) {
                const std::uint32_t at = first + j * row + k;
                m_indices.insert(m_indices.end(), {at, at + 1, at + row + 1, at, at + row + 1, at + row});
            }
        }
    }
}

void MeshDraft::place(float degrees, const QVector3D &at)
{
    const QQuaternion turn = QQuaternion::fromAxisAndAngle(0, 1, 0, degrees);
    for (DraftCorner &corner : m_corners) {
        corner.place = turn.rotatedVector(corner.place) + at;
        corner.normal = turn.rotatedVector(corner.normal);
    }
}

void MeshDraft::add(const MeshDraft &other)
{
    triangles(other.m_corners, other.m_indices);
}

void MeshDraft::triangles(std::span<const DraftCorner> corners, std::span<const std::uint32_t> indices)
{
    const auto first = static_cast<std::uint32_t>(m_corners.size());
    m_corners.insert(m_corners.end(), corners.begin(), corners.end());
    for (const std::uint32_t index : indices)
        m_indices.push_back(first + index);
}

QVector3D MeshDraft::middleOf(std::size_t triangle) const
{
    const auto place = [&](std::size_t i) { return m_corners[m_indices[triangle * 3 + i]].place; };
    return (place(0) + place(1) + place(2)) / 3;
}

std::vector<MeshDraft> MeshDraft::bySquares(float side) const
{
    struct Part
    {
        MeshDraft draft;
        std::unordered_map<std::uint32_t, std::uint32_t> corners; ///< by what they were here
    };
    std::map<std::pair<int, int>, Part> parts;
    for (std::size_t triangle = 0; triangle < m_indices.size() / 3; ++triangle) {
        const QVector3D middle = middleOf(triangle);
        Part &part = parts[{static_cast<int>(std::floor(middle.x() / side)),
                            static_cast<int>(std::floor(middle.z() / side))}];
        for (std::size_t i = 0; i < 3; ++i) {
            const std::uint32_t index = m_indices[triangle * 3 + i];
            const auto [known, added] =
                part.corners.try_emplace(index, static_cast<std::uint32_t>(part.draft.m_corners.size()));
            if (added)
                part.draft.m_corners.push_back(m_corners[index]);
            part.draft.m_indices.push_back(known->second);
        }
    }
    std::vector<MeshDraft> drafts;
    for (auto &[square, part] : parts)
        drafts.push_back(std::move(part.draft));
    return drafts;
}

} // namespace rig::qml
