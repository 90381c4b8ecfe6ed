#include "glbfile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>
#include <QtEndian>

#include <array>
#include <cmath>

namespace rig::test {

namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int corners = 24; ///< of a box whose edges are sharp
constexpr int indices = 36;
constexpr int floatSize = 4;
constexpr int indexSize = 2;

void put(QByteArray &bytes, const QVector3D &v)
{
    for (int i = 0; i < 3; ++i) {
        const float value = v[i];
        bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
    }
}

/// Places, normals and indices of a box, counterclockwise seen from outside.
QByteArray boxOf(const QVector3D &low, const QVector3D &high)
{
    QByteArray places;
    QByteArray normals;
    QByteArray order;
    for (int face = 0; face < 6; ++face) {
        const int axis = face / 2;
        const bool positive = face % 2 == 1;
        const int u = (axis + (positive ? 1 : 2)) % 3;
        const int v = (axis + (positive ? 2 : 1)) % 3;
        QVector3D normal;
        normal[axis] = positive ? 1 : -1;
        for (const auto &[a, b] : {std::pair{false, false}, {true, false}, {true, true}, {false, true}}) {
            QVector3D place;
            place[axis] = positive ? high[axis] : low[axis];
            place[u] = a ? high[u] : low[u];
            place[v] = b ? high[v] : low[v];
            put(places, place);
            put(normals, normal);
        }
        for (const int corner : {0, 1, 2, 0, 2, 3}) {
            const auto index = static_cast<quint16>(face * 4 + corner);
            order.append(reinterpret_cast<const char *>(&index), sizeof index);
        }
    }
    return places + normals + order;
}

QJsonObject material(const QString &name)
{
    const QJsonArray grey{.3, .32, .35, 1};
    return {
        {u"name"_s, name},
        {u"pbrMetallicRoughness"_s,
         QJsonObject{{u"baseColorFactor"_s, grey}, {u"metallicFactor"_s, 0}, {u"roughnessFactor"_s, .9}}}};
}

QJsonArray listOf(const QVector3D &v)
{
    const auto number = [](float value) { return std::isfinite(value) ? double(value) : 0.; };
    return {number(v.x()), number(v.y()), number(v.z())};
}

void appendChunk(QByteArray &file, const char *kind, QByteArray chunk, char padding)
{
    while (chunk.size() % 4 != 0)
        chunk.append(padding);
    QByteArray length(4, 0);
    qToLittleEndian(static_cast<quint32>(chunk.size()), length.data());
    file += length + QByteArray(kind, 4) + chunk;
}

} // namespace

QByteArray GlbFile::bytes(const std::function<void(QJsonObject &)> &edit) const
{
    QByteArray binary;
    QStringList materialNames;
    QJsonArray materials, views, accessors, meshes, roots;
    std::vector<QJsonObject> nodes;
    std::vector<QJsonArray> children(m_parts.size());
    const auto view = [&](qsizetype offset, int length) {
        views.append(QJsonObject{{u"buffer"_s, 0}, {u"byteOffset"_s, offset}, {u"byteLength"_s, length}});
        return static_cast<int>(views.size() - 1);
    };
    const auto accessor = [&](int of, int kind, int count, const QString &type) {
        accessors.append(QJsonObject{
            {u"bufferView"_s, of}, {u"componentType"_s, kind}, {u"count"_s, count}, {u"type"_s, type}});
        return static_cast<int>(accessors.size() - 1);
    };
    constexpr int floats = 5126;
    constexpr int shorts = 5123;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part &part = m_parts[i];
        const QString name = QString::fromUtf8(part.material);
        if (!materialNames.contains(name)) {
            materialNames.append(name);
            materials.append(material(name));
        }
        constexpr int vectors = corners * 3 * floatSize;
        const qsizetype at = binary.size();
        binary += boxOf(part.low, part.high);
        const int place = accessor(view(at, vectors), floats, corners, u"VEC3"_s);
        QJsonObject bounds = accessors[place].toObject();
        bounds[u"min"_s] = listOf(part.low);
        bounds[u"max"_s] = listOf(part.high);
        accessors[place] = bounds;
        const int normal = accessor(view(at + vectors, vectors), floats, corners, u"VEC3"_s);
        const int order = accessor(view(at + 2 * vectors, indices * indexSize), shorts, indices, u"SCALAR"_s);
        meshes.append(QJsonObject{
            {u"primitives"_s, QJsonArray{QJsonObject{{u"attributes"_s, QJsonObject{{u"POSITION"_s, place},
                                                                                   {u"NORMAL"_s, normal}}},
                                                     {u"indices"_s, order},
                                                     {u"material"_s, materialNames.indexOf(name)}}}}});
        nodes.push_back({{u"name"_s, QString::fromUtf8(part.name)},
                         {u"mesh"_s, static_cast<int>(i)},
                         {u"translation"_s, listOf(part.at)}});
        (part.within < 0 ? roots : children[static_cast<std::size_t>(part.within)])
            .append(static_cast<int>(i));
    }
    QJsonArray allNodes;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!children[i].isEmpty())
            nodes[i][u"children"_s] = children[i];
        allNodes.append(nodes[i]);
    }
    QJsonObject description{{u"asset"_s, QJsonObject{{u"version"_s, u"2.0"_s}}},
                            {u"scene"_s, 0},
                            {u"scenes"_s, QJsonArray{QJsonObject{{u"nodes"_s, roots}}}},
                            {u"nodes"_s, allNodes},
                            {u"meshes"_s, meshes},
                            {u"materials"_s, materials},
                            {u"accessors"_s, accessors},
                            {u"bufferViews"_s, views},
                            {u"buffers"_s, QJsonArray{QJsonObject{{u"byteLength"_s, binary.size()}}}}};
    if (edit)
        edit(description);
    QByteArray chunks;
    appendChunk(chunks, "JSON", QJsonDocument(description).toJson(QJsonDocument::Compact), ' ');
    appendChunk(chunks, "BIN\0", binary, '\0');
    QByteArray header("glTF\x02\0\0\0\0\0\0\0", 12);
    qToLittleEndian(static_cast<quint32>(header.size() + chunks.size()), header.data() + 8);
    return header + chunks;
}

bool GlbFile::write(const QString &path) const
{
    QFile file(path);
    const QByteArray all = bytes();
    return file.open(QFile::WriteOnly) && file.write(all) == all.size();
}

} // namespace rig::test
