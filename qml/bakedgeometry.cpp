#include "qml/bakedgeometry.h"

#include <cstddef>

namespace rig::qml {

void describe(QQuick3DGeometry &geometry, const BakedMesh &mesh)
{
    using Attribute = QQuick3DGeometry::Attribute;
    geometry.setStride(sizeof(BakedCorner));
    geometry.setVertexData(mesh.corners);
    geometry.setIndexData(mesh.indices);
    geometry.setBounds(mesh.low, mesh.high);
    geometry.setPrimitiveType(QQuick3DGeometry::PrimitiveType::Triangles);
    constexpr int heat = offsetof(BakedCorner, heat);
    geometry.addAttribute(Attribute::PositionSemantic, offsetof(BakedCorner, place), Attribute::F32Type);
    geometry.addAttribute(Attribute::NormalSemantic, offsetof(BakedCorner, normal), Attribute::F32Type);
    geometry.addAttribute(Attribute::ColorSemantic, offsetof(BakedCorner, light), Attribute::F32Type);
    geometry.addAttribute(Attribute::TexCoord0Semantic, heat, Attribute::F32Type);
    geometry.addAttribute(Attribute::TexCoord1Semantic, heat + 2 * sizeof(float), Attribute::F32Type);
    geometry.addAttribute(Attribute::IndexSemantic, 0, Attribute::U32Type);
}

BakedGeometry::BakedGeometry(const BakedMesh &mesh, QQuick3DObject *parent) : QQuick3DGeometry(parent)
{
    describe(*this, mesh);
}

} // namespace rig::qml
