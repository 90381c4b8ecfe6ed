#include "qml/lathegeometry.h"

#include <QVector3D>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace rig::qml {

namespace {

/// Triangles with a normal for each corner, laid out as the renderer wants them.
class Mesh
{
public:
    void triangle(const QVector3D &a, const QVector3D &b, const QVector3D &c)
    {
        const QVector3D normal = QVector3D::crossProduct(b - a, c - a).normalized();
        if (normal.isNull())
            return;
        for (const QVector3D &corner : {a, b, c}) {
            m_vertices.push_back(corner);
            m_vertices.push_back(normal);
            for (int axis = 0; axis < 3; ++axis) {
                m_low[axis] = std::min(m_low[axis], corner[axis]);
                m_high[axis] = std::max(m_high[axis], corner[axis]);
            }
        }
    }

    void quad(const QVector3D &a, const QVector3D &b, const QVector3D &c, const QVector3D &d)
    {
        triangle(a, b, c);
        triangle(a, c, d);
    }

    QByteArray bytes() const
    {
        return {reinterpret_cast<const char *>(m_vertices.data()),
                static_cast<qsizetype>(m_vertices.size() * sizeof(QVector3D))};
    }
    QVector3D low() const { return m_low; }
    QVector3D high() const { return m_high; }

private:
    std::vector<QVector3D> m_vertices;
    QVector3D m_low{1e9F, 1e9F, 1e9F};
    QVector3D m_high{-1e9F, -1e9F, -1e9F};
};

QVector3D turned(const QPointF &point, double angle)
{
    return QVector3D(static_cast<float>(point.x() * std::cos(angle)), static_cast<float>(point.y()),
                     static_cast<float>(point.x() * -std::sin(angle)));
}

void addFaces(Mesh &mesh, const QList<QPointF> &outline, double from, double to)
{
    for (qsizetype i = 0; i < outline.size(); ++i) {
        const QPointF &p = outline[i];
        const QPointF &q = outline[(i + 1) % outline.size()];
        mesh.quad(turned(p, from), turned(p, to), turned(q, to), turned(q, from));
    }
}

void addEnd(Mesh &mesh, const QList<QPointF> &outline, double angle, bool first)
{
    for (qsizetype i = 1; i + 1 < outline.size(); ++i) {
        const QVector3D a = turned(outline[0], angle);
        const QVector3D b = turned(outline[i], angle);
        const QVector3D c = turned(outline[i + 1], angle);
        if (first)
            mesh.triangle(a, b, c);
        else
            mesh.triangle(a, c, b);
    }
}

} // namespace

LatheGeometry::LatheGeometry(QQuick3DObject *parent) : QQuick3DGeometry(parent)
{
    rebuild();
}

void LatheGeometry::setOutline(const QList<QPointF> &outline)
{
    if (outline == m_outline || outline.size() < 3)
        return;
    m_outline = outline;
    rebuild();
}

void LatheGeometry::setSegments(int segments)
{
    if (segments == m_segments)
        return;
    m_segments = std::clamp(segments, 1, 256);
    rebuild();
}

void LatheGeometry::setSweep(double sweep)
{
    if (sweep == m_sweep || !(sweep > 0))
        return;
    m_sweep = std::min(sweep, 360.0);
    rebuild();
}

void LatheGeometry::rebuild()
{
    Mesh mesh;
    const double whole = m_sweep * std::numbers::pi / 180;
    for (int i = 0; i < m_segments; ++i)
        addFaces(mesh, m_outline, whole * i / m_segments, whole * (i + 1) / m_segments);
    if (m_sweep < 360) {
        addEnd(mesh, m_outline, 0, true);
        addEnd(mesh, m_outline, whole, false);
    }
    clear();
    constexpr int corner = sizeof(QVector3D);
    setStride(2 * corner);
    setVertexData(mesh.bytes());
    setBounds(mesh.low(), mesh.high());
    setPrimitiveType(PrimitiveType::Triangles);
    addAttribute(Attribute::PositionSemantic, 0, Attribute::F32Type);
    addAttribute(Attribute::NormalSemantic, corner, Attribute::F32Type);
    update();
    Q_EMIT changed();
}

} // namespace rig::qml
