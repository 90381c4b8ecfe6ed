#include "qml/hall/ownshape.h"

#include "qml/hall/hallplan.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMatrix4x4>
#include <QQuaternion>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace rig::qml {

namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 mostBytes = 16 * 1024 * 1024;
constexpr qint64 mostJson = 4 * 1024 * 1024; ///< bytes; read, it takes some fifty times as much memory
constexpr qint64 mostTriangles = 50'000;
constexpr qint64 mostCorners = 150'000;
constexpr qsizetype mostNodes = 10'000;
constexpr int deepest = 64; ///< nodes within nodes
constexpr float reach = 3;  ///< metres to each side
constexpr float highest = 6;
constexpr float below = .5F; ///< metres under the floor
constexpr float smallest = .1F;
constexpr float thinnest = .001F;

enum ComponentType
{
    bytes = 5121,
    shorts = 5123,
    ints = 5125,
    floats = 5126,
};

struct Messages
{
    Q_DECLARE_TR_FUNCTIONS(rig::OwnShape)
};

tl::unexpected<Error> bad(const QString &sentence)
{
    return failure(ErrorKind::damaged, sentence);
}

tl::unexpected<Error> changed()
{
    return bad(Messages::tr("it ends in the middle, or was changed"));
}

bool finite(const QVector3D &v)
{
    return std::isfinite(v.x()) && std::isfinite(v.y()) && std::isfinite(v.z());
}

/// The entry of a list that an index of the file names; an empty one where there is none.
QJsonObject entry(const QJsonArray &list, const QJsonValue &index)
{
    return list.at(index.toInt(-1)).toObject();
}

/// A number that is a place or a size in the file.
qint64 whole(const QJsonValue &value, qint64 without)
{
    if (value.isUndefined())
        return without;
    const double number = value.toDouble(-1);
    return number >= 0 && number <= double(mostBytes) ? static_cast<qint64>(number) : -1;
}

QVector3D vectorOf(const QJsonValue &value, const QVector3D &without)
{
    const QJsonArray list = value.toArray();
    if (list.size() < 3)
        return without;
    return QVector3D(static_cast<float>(list[0].toDouble()), static_cast<float>(list[1].toDouble()),
                     static_cast<float>(list[2].toDouble()));
}

QMatrix4x4 matrixOf(const QJsonObject &node)
{
    QMatrix4x4 matrix;
    if (const QJsonArray given = node["matrix"_L1].toArray(); given.size() == 16) {
        for (int i = 0; i < 16; ++i)
            matrix(i % 4, i / 4) = static_cast<float>(given[i].toDouble());
        return matrix;
    }
    matrix.translate(vectorOf(node["translation"_L1], {}));
    if (const QJsonArray turn = node["rotation"_L1].toArray(); turn.size() == 4)
        matrix.rotate(QQuaternion(static_cast<float>(turn[3].toDouble()), vectorOf(turn, {})));
    matrix.scale(vectorOf(node["scale"_L1], {1, 1, 1}));
    return matrix;
}

Surface surfaceOf(const QJsonObject &material)
{
    constexpr double smooth = .6;
    const auto colour = [](const QVector3D &given) {
        const auto part = [](float linear) { return std::clamp(linear, 0.F, 4.F); };
        return finite(given) ? QVector3D(part(given.x()), part(given.y()), part(given.z())) : QVector3D();
    };
    const QJsonObject metallic = material["pbrMetallicRoughness"_L1].toObject();
    const QVector3D base = colour(vectorOf(metallic["baseColorFactor"_L1], {1, 1, 1}));
    const QString name = material["name"_L1].toString();
    if (name == "heat"_L1)
        return {base, Finish::heat};
    if (name == "beacon"_L1)
        return {base, Finish::beacon};
    if (name == "trim"_L1)
        return {base, Finish::trim};
    if (const QVector3D radiates = colour(vectorOf(material["emissiveFactor"_L1], {})); !radiates.isNull())
        return {radiates, Finish::lamp};
    const bool shiny = metallic["roughnessFactor"_L1].toDouble(1) < smooth ||
                       metallic["metallicFactor"_L1].toDouble(1) > smooth;
    return {base, shiny ? Finish::shiny : Finish::matt};
}

/// Part of the file's numbers, as an accessor describes it.
struct Numbers
{
    const char *first = nullptr;
    qint64 count = 0;
    qint64 stride = 0; ///< bytes
    int type = 0;
};

/// What a node does with what is below it.
struct Way
{
    QMatrix4x4 to;
    bool turns = false;
    int depth = 0;
};

class Reading
{
public:
    Reading(QJsonObject description, QByteArrayView numbers)
        : m_file(std::move(description)),
          m_numbers(numbers),
          m_nodes(m_file["nodes"_L1].toArray()),
          m_meshes(m_file["meshes"_L1].toArray()),
          m_materials(m_file["materials"_L1].toArray()),
          m_accessors(m_file["accessors"_L1].toArray()),
          m_views(m_file["bufferViews"_L1].toArray()),
          m_seen(static_cast<std::size_t>(m_nodes.size()))
    {
    }

    Result<OwnShape> read()
    {
        m_shape.low = {reach, highest, reach};
        m_shape.high = -m_shape.low;
        if (const QJsonArray needed = m_file["extensionsRequired"_L1].toArray(); !needed.isEmpty())
            return bad(
                Messages::tr("it wants %1, which this program does not know; save it without compression")
                    .arg(needed[0].toString().left(60)));
        const QJsonArray buffers = m_file["buffers"_L1].toArray();
        if (buffers.size() > 1 || entry(buffers, 0).contains("uri"_L1))
            return bad(Messages::tr("its corners are in another file; save it as one .glb"));
        if (m_nodes.size() > mostNodes)
            return bad(Messages::tr("it has more than %1 parts").arg(mostNodes));
        const QJsonObject scene = entry(m_file["scenes"_L1].toArray(), m_file["scene"_L1].toInt(0));
        const QJsonArray roots = scene["nodes"_L1].toArray();
        for (const auto &root : roots)
            if (Done taken = takeNode(root, {}); !taken)
                return tl::unexpected(taken.error());
        if (m_triangles == 0)
            return bad(Messages::tr("nothing in it can be seen"));
        if (isTiny())
            return bad(
                Messages::tr("it is smaller than %1 m, or as thin as a line; its unit has to be the metre")
                    .arg(smallest));
        return fits() ? Result<OwnShape>(std::move(m_shape)) : bad(size());
    }

private:
    bool isTiny() const
    {
        const QVector3D whole = m_shape.high - m_shape.low;
        std::array extents{whole.x(), whole.y(), whole.z()};
        std::ranges::sort(extents);
        return extents[2] < smallest || extents[1] < thinnest;
    }

    bool fits() const
    {
        const QVector3D &low = m_shape.low;
        const QVector3D &high = m_shape.high;
        return low.x() >= -reach && low.z() >= -reach && high.x() <= reach && high.z() <= reach &&
               low.y() >= -below && high.y() <= highest;
    }

    QString size() const
    {
        const auto place = [](const QVector3D &at) {
            return u"(%1, %2, %3)"_s.arg(at.x(), 0, 'f', 1).arg(at.y(), 0, 'f', 1).arg(at.z(), 0, 'f', 1);
        };
        return Messages::tr(
                   "it reaches from %1 to %2 in metres; it has to stand on y = 0 about the origin, and to "
                   "reach no farther than %3 m to each side and %4 m up")
            .arg(place(m_shape.low), place(m_shape.high))
            .arg(reach)
            .arg(highest);
    }

    Done takeNode(const QJsonValue &index, const Way &parent)
    {
        const auto number = static_cast<std::size_t>(index.toInt(-1));
        if (number >= m_seen.size())
            return changed();
        if (m_seen[number])
            return bad(Messages::tr("a part of it belongs to two others"));
        m_seen[number] = true;
        if (parent.depth == deepest)
            return bad(Messages::tr("it has parts within parts more than %1 deep").arg(deepest));
        const QJsonObject node = m_nodes[static_cast<qsizetype>(number)].toObject();
        Way way{parent.to * matrixOf(node), parent.turns, parent.depth + 1};
        if (!finite(way.to.column(3).toVector3D()))
            return bad(Messages::tr("it has coordinates that are no numbers"));
        if (!way.turns && node["name"_L1].toString() == "rotor"_L1) {
            if (std::exchange(m_hasRotor, true))
                return bad(
                    Messages::tr("two parts of it are named rotor; one can turn, with what is below it"));
            way.turns = true;
            m_shape.rotorAt = way.to.column(3).toVector3D();
        }
        if (node.contains("mesh"_L1)) {
            const QJsonArray primitives = entry(m_meshes, node["mesh"_L1])["primitives"_L1].toArray();
            for (const auto &primitive : primitives)
                if (Done taken = takePrimitive(primitive.toObject(), way); !taken)
                    return taken;
        }
        const QJsonArray children = node["children"_L1].toArray();
        for (const auto &child : children)
            if (Done taken = takeNode(child, way); !taken)
                return taken;
        return {};
    }

    Done takePrimitive(const QJsonObject &primitive, const Way &way)
    {
        constexpr int triangleList = 4;
        if (++m_primitives > mostNodes)
            return bad(Messages::tr("it has more than %1 parts").arg(mostNodes));
        if (primitive["mode"_L1].toInt(triangleList) != triangleList)
            return {};
        const QJsonObject attributes = primitive["attributes"_L1].toObject();
        const auto places = vectors(attributes["POSITION"_L1]);
        if (!places)
            return tl::unexpected(places.error());
        const auto order = indicesOf(primitive["indices"_L1], static_cast<std::uint32_t>(places->size()));
        if (!order)
            return tl::unexpected(order.error());
        m_triangles += std::ssize(*order) / 3;
        if (m_triangles > mostTriangles)
            return bad(Messages::tr("it has more than %1 triangles").arg(mostTriangles));
        if (!attributes.contains("NORMAL"_L1))
            return takeFlat(*places, *order, surface(primitive, way), way);
        const auto normals = vectors(attributes["NORMAL"_L1]);
        if (!normals)
            return tl::unexpected(normals.error());
        if (normals->size() != places->size())
            return changed();
        return takeTriangles(*places, *normals, *order, surface(primitive, way), way);
    }

    /// What turns is lit where it is, and knows no light of its machine's own.
    Surface surface(const QJsonObject &primitive, const Way &way) const
    {
        Surface surface = primitive.contains("material"_L1)
                              ? surfaceOf(entry(m_materials, primitive["material"_L1]))
                              : Surface{{.5F, .5F, .5F}, Finish::matt};
        if (way.turns && surface.finish != Finish::shiny && surface.finish != Finish::lamp)
            surface.finish = Finish::matt;
        return surface;
    }

    /// A file without normals means flat faces.
    Done takeFlat(const std::vector<QVector3D> &places, const std::vector<std::uint32_t> &order,
                  const Surface &surface, const Way &way)
    {
        std::vector<QVector3D> corners, normals;
        std::vector<std::uint32_t> own;
        for (std::size_t i = 0; i + 2 < order.size(); i += 3) {
            const QVector3D a = places[order[i]], b = places[order[i + 1]], c = places[order[i + 2]];
            const QVector3D normal = QVector3D::normal(b - a, c - a);
            for (const QVector3D &corner : {a, b, c}) {
                own.push_back(static_cast<std::uint32_t>(corners.size()));
                corners.push_back(corner);
                normals.push_back(normal);
            }
        }
        return takeTriangles(corners, normals, own, surface, way);
    }

    Done takeTriangles(const std::vector<QVector3D> &places, const std::vector<QVector3D> &normals,
                       std::vector<std::uint32_t> order, const Surface &surface, const Way &way)
    {
        // Of the columns' cross products, which there are for a part that is pressed flat, too.
        const QVector3D x = way.to.column(0).toVector3D(), y = way.to.column(1).toVector3D(),
                        z = way.to.column(2).toVector3D();
        const QVector3D across = QVector3D::crossProduct(y, z), up = QVector3D::crossProduct(z, x),
                        ahead = QVector3D::crossProduct(x, y);
        const bool mirrored = QVector3D::dotProduct(x, across) < 0;
        std::vector<DraftCorner> corners;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const QVector3D place = way.to.map(places[i]);
            QVector3D normal = (across * normals[i].x() + up * normals[i].y() + ahead * normals[i].z()) *
                               (mirrored ? -1.F : 1.F);
            normal.normalize();
            if (!finite(place) || !finite(normal))
                return bad(Messages::tr("it has coordinates that are no numbers"));
            for (int axis = 0; axis < 3; ++axis) {
                m_shape.low[axis] = std::min(m_shape.low[axis], place[axis]);
                m_shape.high[axis] = std::max(m_shape.high[axis], place[axis]);
            }
            corners.push_back({way.turns ? place - m_shape.rotorAt : place,
                               normal.isNull() ? QVector3D(0, 1, 0) : normal, surface.albedo,
                               surface.finish});
        }
        if (mirrored)
            for (std::size_t i = 0; i + 2 < order.size(); i += 3)
                std::swap(order[i + 1], order[i + 2]);
        (way.turns ? m_shape.rotor : m_shape.body).triangles(corners, order);
        return {};
    }

    /// `size`: of one value, in bytes.
    Result<Numbers> numbersOf(const QJsonValue &accessorIndex, QLatin1StringView kind)
    {
        const QJsonObject accessor = entry(m_accessors, accessorIndex);
        const QJsonObject view = entry(m_views, accessor["bufferView"_L1]);
        if (accessor.contains("sparse"_L1) || accessor["type"_L1].toString() != kind || view.isEmpty())
            return changed();
        const int type = accessor["componentType"_L1].toInt();
        const int parts = kind == "VEC3"_L1 ? 3 : 1;
        const qint64 size = parts * (type == bytes ? 1 : type == shorts ? 2 : 4);
        const qint64 start = whole(view["byteOffset"_L1], 0);
        const qint64 length = whole(view["byteLength"_L1], -1);
        const qint64 offset = whole(accessor["byteOffset"_L1], 0);
        const qint64 count = whole(accessor["count"_L1], -1);
        const qint64 stride = whole(view["byteStride"_L1], size);
        if (start < 0 || length < 0 || offset < 0 || count < 1 || stride < size ||
            start + length > m_numbers.size() || offset + (count - 1) * stride + size > length)
            return changed();
        return Numbers{m_numbers.data() + start + offset, count, stride, type};
    }

    Result<std::vector<QVector3D>> vectors(const QJsonValue &accessor)
    {
        const auto numbers = numbersOf(accessor, "VEC3"_L1);
        if (!numbers)
            return tl::unexpected(numbers.error());
        if (numbers->type != floats)
            return changed();
        m_vectors += numbers->count;
        if (m_vectors > 2 * mostCorners) // places and normals
            return bad(Messages::tr("it has more than %1 corners").arg(mostCorners));
        std::vector<QVector3D> vectors(static_cast<std::size_t>(numbers->count));
        for (std::size_t i = 0; i < vectors.size(); ++i)
            for (int axis = 0; axis < 3; ++axis)
                vectors[i][axis] = qFromLittleEndian<float>(
                    numbers->first + static_cast<qint64>(i) * numbers->stride + axis * qint64{sizeof(float)});
        return vectors;
    }

    Result<std::vector<std::uint32_t>> indicesOf(const QJsonValue &accessor, std::uint32_t corners)
    {
        std::vector<std::uint32_t> order;
        if (accessor.isUndefined()) {
            for (std::uint32_t i = 0; i + 2 < corners; i += 3)
                order.insert(order.end(), {i, i + 1, i + 2});
            return order;
        }
        const auto numbers = numbersOf(accessor, "SCALAR"_L1);
        if (!numbers)
            return tl::unexpected(numbers.error());
        if (numbers->count > 3 * mostTriangles)
            return bad(Messages::tr("it has more than %1 triangles").arg(mostTriangles));
        for (qint64 i = 0; i < numbers->count / 3 * 3; ++i) {
            const char *at = numbers->first + i * numbers->stride;
            const std::uint32_t index = numbers->type == bytes    ? static_cast<unsigned char>(*at)
                                        : numbers->type == shorts ? qFromLittleEndian<quint16>(at)
                                        : numbers->type == ints   ? qFromLittleEndian<quint32>(at)
                                                                  : corners;
            if (index >= corners)
                return changed();
            order.push_back(index);
        }
        return order;
    }

    QJsonObject m_file;
    QByteArrayView m_numbers;
    QJsonArray m_nodes, m_meshes, m_materials, m_accessors, m_views;
    std::vector<bool> m_seen; ///< nodes
    OwnShape m_shape;
    bool m_hasRotor = false;
    qint64 m_triangles = 0;
    qint64 m_vectors = 0;
    qsizetype m_primitives = 0;
};

Result<OwnShape> shapeIn(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return bad(Messages::tr("there is no such file"));
    if (!info.isFile()) // a pipe would be waited for
        return bad(Messages::tr("it is no file"));
    if (info.size() > mostBytes)
        return bad(Messages::tr("it is larger than %1 MiB").arg(mostBytes / 1024 / 1024));
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return bad(Messages::tr("it cannot be read: %1").arg(file.errorString()));
    return readOwnShape(file.read(mostBytes));
}

} // namespace

Result<OwnShape> readOwnShape(const QByteArray &glb)
{
    constexpr quint32 magic = 0x46546c67; // glTF
    constexpr quint32 json = 0x4e4f534a;  // JSON
    constexpr quint32 binary = 0x004e4942;
    constexpr qint64 header = 12;
    constexpr qint64 chunkHeader = 8;
    const auto number = [&](qint64 at) { return qFromLittleEndian<quint32>(glb.constData() + at); };
    if (glb.size() < header + chunkHeader || number(0) != magic)
        return bad(Messages::tr("it is no glTF file in binary form (.glb)"));
    if (number(4) != 2)
        return bad(Messages::tr("it is glTF %1; this program reads glTF 2").arg(number(4)));
    const qint64 length = number(header);
    const qint64 end = header + chunkHeader + length;
    if (number(header + 4) != json || end > glb.size())
        return changed();
    if (length > mostJson)
        return bad(
            Messages::tr("its description is larger than %1 MiB; its corners have to be in the binary part")
                .arg(mostJson / 1024 / 1024));
    const QJsonDocument document = QJsonDocument::fromJson(glb.mid(header + chunkHeader, length));
    if (!document.isObject())
        return changed();
    QByteArrayView numbers;
    if (glb.size() >= end + chunkHeader && number(end + 4) == binary) {
        const qint64 size = number(end);
        if (end + chunkHeader + size > glb.size())
            return changed();
        numbers = QByteArrayView(glb).sliced(end + chunkHeader, size);
    }
    return Reading(document.object(), numbers).read();
}

OwnShapes ownShapesOf(const HallPlan &plan, const QString &folder)
{
    OwnShapes shapes;
    QStringList refused;
    for (const Placement &machine : plan.machines) {
        if (folder.isEmpty() || machine.shape.isEmpty() || shapes.byName.contains(machine.shape) ||
            refused.contains(machine.shape))
            continue;
        const QString path = folder + u'/' + machine.shape;
        if (Result<OwnShape> shape = shapeIn(path)) {
            shapes.byName.emplace(machine.shape, std::move(*shape));
        } else {
            refused.append(machine.shape);
            shapes.problems.append(
                Messages::tr(
                    "The model %1 of machine %2 is not shown: %3. The usual one stands in its place.")
                    .arg(path, machine.id, shape.error().sentence));
        }
    }
    return shapes;
}

} // namespace rig::qml
