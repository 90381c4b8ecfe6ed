#include "qml/hall/ownshape.h"

#include "qml/hall/hallplan.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <assimp/DefaultIOSystem.h>
#include <assimp/Importer.hpp>
#include <assimp/importerdesc.h>
#include <assimp/material.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>

#include <algorithm>
#include <cmath>

namespace rig::qml {

namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 mostBytes = 16 * 1024 * 1024;
constexpr unsigned mostTriangles = 50'000;
constexpr int mostNodes = 10'000;
constexpr int deepest = 64;   ///< nodes within nodes
constexpr float reach = 8;    ///< metres to each side
constexpr float highest = 12; ///< metres
constexpr float deep = .5F;   ///< metres below the floor

constexpr std::string_view rotorName = "rotor";

struct Messages
{
    Q_DECLARE_TR_FUNCTIONS(rig::OwnShape)
};

tl::unexpected<Error> bad(const QString &sentence)
{
    return failure(ErrorKind::damaged, sentence);
}

/// Opens nothing: a model is all in its own file.
class NoFiles : public Assimp::IOSystem
{
public:
    bool Exists(const char *) const override { return false; }
    char getOsSeparator() const override { return '/'; }
    Assimp::IOStream *Open(const char *, const char *) override { return nullptr; }
    void Close(Assimp::IOStream *) override {}
};

/// The JSON of a glTF file in binary form.
Result<QJsonObject> descriptionIn(const QByteArray &glb)
{
    constexpr quint32 magic = 0x46546c67; // glTF
    constexpr quint32 json = 0x4e4f534a;  // JSON
    constexpr qsizetype header = 12;
    constexpr qsizetype chunkHeader = 8;
    const auto number = [&](qsizetype at) { return qFromLittleEndian<quint32>(glb.constData() + at); };
    if (glb.size() < header + chunkHeader || number(0) != magic)
        return bad(Messages::tr("it is no glTF file in binary form (.glb)"));
    if (number(4) != 2)
        return bad(Messages::tr("it is glTF %1; this program reads glTF 2").arg(number(4)));
    const qsizetype length = number(header);
    if (number(header + 4) != json || length > glb.size() - header - chunkHeader)
        return bad(Messages::tr("it ends in the middle, or was changed"));
    const QJsonDocument document = QJsonDocument::fromJson(glb.mid(header + chunkHeader, length));
    if (!document.isObject())
        return bad(Messages::tr("its description is no JSON"));
    return document.object();
}

bool refersToOthers(const QJsonObject &description)
{
    for (const auto &list : {"buffers"_L1, "images"_L1})
        for (const QJsonValue entry : description[list].toArray())
            if (entry[u"uri"_s].isString())
                return true;
    return false;
}

QVector3D vectorOf(const aiVector3D &v)
{
    return {v.x, v.y, v.z};
}

bool finite(const QVector3D &v)
{
    return std::isfinite(v.x()) && std::isfinite(v.y()) && std::isfinite(v.z());
}

Surface surfaceOf(const aiMaterial &material)
{
    const auto colour = [&](const char *key, unsigned type, unsigned index) {
        aiColor4D value(0, 0, 0, 1);
        material.Get(key, type, index, value);
        const auto part = [](float linear) {
            return std::isfinite(linear) ? std::clamp(linear, 0.F, 4.F) : 0.F;
        };
        return QVector3D(part(value.r), part(value.g), part(value.b));
    };
    const aiString written = material.GetName();
    const std::string_view name = written.C_Str();
    const QVector3D base = colour(AI_MATKEY_BASE_COLOR);
    if (name == "heat")
        return {base, Finish::heat};
    if (name == "beacon")
        return {base, Finish::beacon};
    if (name == "trim")
        return {base, Finish::trim};
    if (const QVector3D radiates = colour(AI_MATKEY_COLOR_EMISSIVE); !radiates.isNull())
        return {radiates, Finish::lamp};
    constexpr float smooth = .6F;
    float roughness = 1;
    float metal = 0;
    material.Get(AI_MATKEY_ROUGHNESS_FACTOR, roughness);
    material.Get(AI_MATKEY_METALLIC_FACTOR, metal);
    return {base, roughness < smooth || metal > smooth ? Finish::shiny : Finish::matt};
}

/// Takes over what is drawn of a scene.
class Reading
{
public:
    explicit Reading(const aiScene &scene) : m_scene(scene) {}

    Result<OwnShape> read()
    {
        m_shape.low = {reach, highest, reach};
        m_shape.high = -m_shape.low;
        if (Done taken = take(*m_scene.mRootNode, {}, false, 0); !taken)
            return tl::unexpected(taken.error());
        if (m_triangles == 0)
            return bad(Messages::tr("nothing in it can be seen"));
        const QVector3D &low = m_shape.low;
        const QVector3D &high = m_shape.high;
        if (low.x() < -reach || low.z() < -reach || high.x() > reach || high.z() > reach || low.y() < -deep ||
            high.y() > highest)
            return bad(
                Messages::tr("it reaches from (%1, %2, %3) to (%4, %5, %6); it has to be in metres, stand "
                             "on y = 0 about the origin, and reach no farther than %7 m to each side and "
                             "%8 m up")
                    .arg(low.x(), 0, 'f', 1)
                    .arg(low.y(), 0, 'f', 1)
                    .arg(low.z(), 0, 'f', 1)
                    .arg(high.x(), 0, 'f', 1)
                    .arg(high.y(), 0, 'f', 1)
                    .arg(high.z(), 0, 'f', 1)
                    .arg(reach)
                    .arg(highest));
        return std::move(m_shape);
    }

private:
    Done take(const aiNode &node, const aiMatrix4x4 &parent, bool turns, int depth)
    {
        if (depth > deepest || ++m_nodes > mostNodes)
            return bad(Messages::tr("it has more than %1 parts, or parts within parts more than %2 deep")
                           .arg(mostNodes)
                           .arg(deepest));
        const aiMatrix4x4 to = parent * node.mTransformation;
        if (!turns && std::string_view(node.mName.C_Str()) == rotorName) {
            turns = true;
            m_shape.rotorAt = {to.a4, to.b4, to.c4};
        }
        for (unsigned i = 0; i < node.mNumMeshes; ++i)
            if (Done taken = take(*m_scene.mMeshes[node.mMeshes[i]], to, turns); !taken)
                return taken;
        for (unsigned i = 0; i < node.mNumChildren; ++i)
            if (Done taken = take(*node.mChildren[i], to, turns, depth + 1); !taken)
                return taken;
        return {};
    }

    Done take(const aiMesh &mesh, const aiMatrix4x4 &to, bool turns)
    {
        if ((mesh.mPrimitiveTypes & aiPrimitiveType_TRIANGLE) == 0 || !mesh.HasNormals())
            return {};
        m_triangles += mesh.mNumFaces;
        if (m_triangles > mostTriangles)
            return bad(Messages::tr("it has more than %1 triangles").arg(mostTriangles));
        const Surface surface = surfaceOf(*m_scene.mMaterials[mesh.mMaterialIndex]);
        // Normals go the inverse's transposed way, so that they stay upright where a part is stretched.
        const aiMatrix3x3 turned = aiMatrix3x3(to).Inverse().Transpose();
        const bool inside = aiMatrix3x3(to).Determinant() < 0; // a mirrored part
        std::vector<DraftCorner> corners;
        for (unsigned i = 0; i < mesh.mNumVertices; ++i) {
            const QVector3D place = vectorOf(to * mesh.mVertices[i]);
            const QVector3D normal = vectorOf(turned * mesh.mNormals[i]).normalized();
            if (!finite(place) || !finite(normal))
                return bad(Messages::tr("it has coordinates that are no numbers"));
            for (int axis = 0; axis < 3; ++axis) {
                m_shape.low[axis] = std::min(m_shape.low[axis], place[axis]);
                m_shape.high[axis] = std::max(m_shape.high[axis], place[axis]);
            }
            corners.push_back(
                {turns ? place - m_shape.rotorAt : place, normal, surface.albedo, surface.finish});
        }
        std::vector<std::uint32_t> indices;
        for (unsigned i = 0; i < mesh.mNumFaces; ++i) {
            const aiFace &face = mesh.mFaces[i];
            if (face.mNumIndices != 3)
                continue;
            for (const unsigned corner : {0U, inside ? 2U : 1U, inside ? 1U : 2U}) {
                if (face.mIndices[corner] >= mesh.mNumVertices)
                    return bad(Messages::tr("it ends in the middle, or was changed"));
                indices.push_back(face.mIndices[corner]);
            }
        }
        (turns ? m_shape.rotor : m_shape.body).triangles(corners, indices);
        return {};
    }

    const aiScene &m_scene;
    OwnShape m_shape;
    unsigned m_triangles = 0;
    int m_nodes = 0;
};

/// The library guesses what a file is by its bytes, and most of what it knows is not wanted.
void knowGltfOnly(Assimp::Importer &importer)
{
    for (std::size_t i = importer.GetImporterCount(); i-- > 0;) {
        const aiImporterDesc *info = importer.GetImporterInfo(i);
        if (!info || !std::string_view(info->mName).starts_with("glTF2"))
            importer.UnregisterLoader(importer.GetImporter(i));
    }
}

Result<OwnShape> shapeIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return bad(file.errorString());
    if (file.size() > mostBytes)
        return bad(Messages::tr("it is larger than %1 MiB").arg(mostBytes / 1024 / 1024));
    return readOwnShape(file.read(mostBytes));
}

} // namespace

Result<OwnShape> readOwnShape(const QByteArray &glb)
{
    const Result<QJsonObject> description = descriptionIn(glb);
    if (!description)
        return tl::unexpected(description.error());
    if (refersToOthers(*description))
        return bad(Messages::tr("it refers to other files; a model has to be all in one"));
    Assimp::Importer importer;
    knowGltfOnly(importer);
    importer.SetIOHandler(new NoFiles); // the importer's from here on
    const aiScene *scene = importer.ReadFileFromMemory(
        glb.constData(), static_cast<std::size_t>(glb.size()),
        aiProcess_ValidateDataStructure | aiProcess_Triangulate | aiProcess_JoinIdenticalVertices |
            aiProcess_GenNormals | aiProcess_SortByPType,
        "glb");
    if (!scene || !scene->mRootNode)
        return bad(QString::fromUtf8(importer.GetErrorString()).simplified().left(200));
    return Reading(*scene).read();
}

OwnShapes ownShapesOf(const HallPlan &plan, const QString &folder)
{
    OwnShapes shapes;
    QStringList refused;
    for (const Placement &machine : plan.machines) {
        if (machine.shape.isEmpty() || shapes.byName.contains(machine.shape) ||
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
