#include "glbfile.h"
#include "madeup/madeupplant.h"
#include "qml/hall/bakedhall.h"
#include "qml/hall/hallplan.h"
#include "qml/hall/machineshape.h"
#include "tests.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <sys/stat.h>

namespace {

using namespace rig;
using namespace rig::qml;
using namespace Qt::Literals::StringLiterals;
using rig::test::GlbFile;

/// A press: a grey body that is a metre wide, a hot plate, and something that turns before it.
GlbFile press()
{
    GlbFile file;
    file.add({"body", "steel", {-.5F, 0, -.5F}, {.5F, 2, .5F}, {}});
    file.add({"plate", "heat", {-.4F, 1, .5F}, {.4F, 1.2F, .6F}, {}});
    file.add({"rotor", "steel", {-.3F, -.3F, 0}, {.3F, .3F, .2F}, {0, 1.6F, .7F}});
    return file;
}

OwnShape shapeOf(const GlbFile &file, const std::function<void(QJsonObject &)> &edit = {})
{
    const Result<OwnShape> shape = readOwnShape(file.bytes(edit));
    if (!shape)
        qFatal("%s", qPrintable(shape.error().sentence));
    return *shape;
}

/// One property of one entry of a list.
void put(QJsonObject &file, const QString &list, int entry, const QString &key, const QJsonValue &value)
{
    QJsonArray entries = file[list].toArray();
    QJsonObject object = entries[entry].toObject();
    object[key] = value;
    entries[entry] = object;
    file[list] = entries;
}

QString refusal(const QByteArray &bytes)
{
    const Result<OwnShape> shape = readOwnShape(bytes);
    return shape ? u"taken"_s : shape.error().sentence;
}

HallPlan planWith(const QString &shape)
{
    HallPlan plan = hallPlanOf(*madeup::demoPlant());
    plan.machines[0].shape = shape;
    return plan;
}

class OwnShapeTest : public QObject
{
    Q_OBJECT

    static void verifyOutwards(const MeshDraft &draft)
    {
        const auto corners = draft.corners();
        const auto indices = draft.indices();
        for (std::size_t i = 0; i < indices.size(); i += 3) {
            const QVector3D a = corners[indices[i]].place;
            const QVector3D across =
                QVector3D::crossProduct(corners[indices[i + 1]].place - a, corners[indices[i + 2]].place - a);
            QVERIFY(QVector3D::dotProduct(across, corners[indices[i]].normal) > 0);
        }
    }

private Q_SLOTS:
    void shouldPutPartsWhereTheyBelong()
    {
        const OwnShape shape = shapeOf(press());
        QCOMPARE(shape.rotorAt, QVector3D(0, 1.6F, .7F));
        QCOMPARE(shape.low, QVector3D(-.5F, 0, -.5F));
        QCOMPARE(shape.high, QVector3D(.5F, 2, .9F));
        QCOMPARE(shape.rotor.indices().size(), std::size_t{36});
        QCOMPARE(shape.body.indices().size(), std::size_t{72});
        for (const DraftCorner &corner : shape.rotor.corners())
            QVERIFY(std::abs(corner.place.x()) < .31F && std::abs(corner.place.y()) < .31F);
        const auto hot = std::ranges::count(shape.body.corners(), Finish::heat, &DraftCorner::finish);
        QCOMPARE(2 * hot, std::ssize(shape.body.corners()));
    }

    void shouldTurnFacesOutwards() { verifyOutwards(shapeOf(press()).rotor); }

    void shouldTakeAPartThatIsPressedFlat()
    {
        const OwnShape flat = shapeOf(press(), [](QJsonObject &file) {
            put(file, u"nodes"_s, 1, u"scale"_s, QJsonArray{1, 1, 0});
        });
        QCOMPARE(flat.body.indices().size(), shapeOf(press()).body.indices().size());
    }

    void shouldKeepFacesOutwardsInAMirroredPart()
    {
        verifyOutwards(shapeOf(press(), [](QJsonObject &file) {
                           put(file, u"nodes"_s, 2, u"scale"_s, QJsonArray{-1, 1, 1});
                       }).rotor);
    }

    void shouldMakeFacesFlatWhereNobodySaysOtherwise()
    {
        const OwnShape flat = shapeOf(press(), [](QJsonObject &file) {
            QJsonObject primitive = file[u"meshes"_s][2][u"primitives"_s][0].toObject();
            primitive[u"attributes"_s] =
                QJsonObject{{u"POSITION"_s, primitive[u"attributes"_s][u"POSITION"_s]}};
            put(file, u"meshes"_s, 2, u"primitives"_s, QJsonArray{primitive});
        });
        QCOMPARE(flat.rotor.corners().size(), std::size_t{36});
        verifyOutwards(flat.rotor);
    }

    void shouldTurnWhatBelongsToTheRotor()
    {
        GlbFile file = press();
        file.add({"blade", "steel", {0, 0, 0}, {.1F, .1F, .1F}, {.2F, 0, 0}, 2});
        QCOMPARE(shapeOf(file).rotor.indices().size(), std::size_t{72});
    }

    void shouldRefuseWhatIsNoModel_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        const QByteArray sound = press().bytes();
        QTest::newRow("nothing") << QByteArray() << u"no glTF file in binary form"_s;
        QTest::newRow("text") << QByteArray("solid press\n") << u"no glTF file in binary form"_s;
        QTest::newRow("other library")
            << QByteArray("ply\nformat ascii 1.0\n").repeated(10) << u"no glTF file in binary form"_s;
        QTest::newRow("cut") << sound.left(200) << u"ends in the middle"_s;
        QByteArray old = sound;
        old[4] = 1;
        QTest::newRow("glTF 1") << old << u"it is glTF 1"_s;
        GlbFile wide = press();
        wide.add({"arm", "steel", {0, 0, 0}, {3.5F, 1, 1}, {}});
        QTest::newRow("wide") << wide.bytes() << u"no farther than 3 m"_s;
        GlbFile nowhere = press();
        nowhere.add({"nan", "steel", {0, 0, 0}, {std::numeric_limits<float>::quiet_NaN(), 1, 1}, {}});
        QTest::newRow("no numbers") << nowhere.bytes() << QString();
        GlbFile many = press();
        many.add({"more", "steel", {0, 0, 0}, {.1F, .1F, .1F}, {}});
        many.repeatLast(5'000);
        QTest::newRow("many") << many.bytes() << u"more than 50000 triangles"_s;
        const auto row = [](const char *name, const std::function<void(QJsonObject &)> &edit,
                            const QString &said) { QTest::newRow(name) << press().bytes(edit) << said; };
        row(
            "other file",
            [](QJsonObject &file) { put(file, u"buffers"_s, 0, u"uri"_s, u"file:///etc/passwd"_s); },
            u"its corners are in another file"_s);
        row(
            "compressed",
            [](QJsonObject &file) { file[u"extensionsRequired"_s] = QJsonArray{u"KHR_mesh_quantization"_s}; },
            u"it wants KHR_mesh_quantization"_s);
        row(
            "part of two", [](QJsonObject &file) { put(file, u"nodes"_s, 0, u"children"_s, QJsonArray{1}); },
            u"belongs to two others"_s);
        row(
            "part of itself",
            [](QJsonObject &file) { put(file, u"nodes"_s, 0, u"children"_s, QJsonArray{0}); },
            u"belongs to two others"_s);
        row(
            "deep",
            [](QJsonObject &file) {
                QJsonArray nodes;
                for (int i = 0; i < 9'000; ++i)
                    nodes.append(QJsonObject{{u"mesh"_s, 0}, {u"children"_s, QJsonArray{i + 1}}});
                file[u"nodes"_s] = nodes;
            },
            u"more than 64 deep"_s);
        row(
            "sparse",
            [](QJsonObject &file) {
                put(file, u"accessors"_s, 0, u"sparse"_s, QJsonObject{{u"count"_s, 300'000'000}});
            },
            u"was changed"_s);
        row(
            "more than there is",
            [](QJsonObject &file) { put(file, u"accessors"_s, 0, u"count"_s, 300'000'000); },
            u"was changed"_s);
        row(
            "index beyond", [](QJsonObject &file) { put(file, u"accessors"_s, 0, u"count"_s, 3); },
            u"was changed"_s);
        row(
            "the same again and again",
            [](QJsonObject &file) {
                QJsonArray primitives;
                for (int i = 0; i < 9'000; ++i)
                    primitives.append(file[u"meshes"_s][0][u"primitives"_s][0]);
                put(file, u"meshes"_s, 0, u"primitives"_s, primitives);
            },
            u"more than 50000 triangles"_s);
        row(
            "scaled out of all numbers",
            [](QJsonObject &file) {
                put(file, u"nodes"_s, 0, u"scale"_s, QJsonArray{1e39, 1, 1});
            },
            u"no numbers"_s);
        GlbFile grain;
        grain.add({"body", "steel", {0, 0, 0}, {.001F, .003F, .001F}, {}});
        QTest::newRow("in millimetres") << grain.bytes() << u"smaller than 0.1 m"_s;
        GlbFile rod;
        rod.add({"body", "steel", {0, 0, 0}, {0, 3, 0}, {}});
        QTest::newRow("pressed to a line") << rod.bytes() << u"as thin as a line"_s;
        QTest::newRow("much to say") << press().bytes([](QJsonObject &file) {
            file.insert(u"asset"_s, QString(5'000'000, u'x'));
        }) << u"description is larger than 4 MiB"_s;
        GlbFile turning = press();
        turning.add({"rotor", "steel", {0, 0, 0}, {.1F, .1F, .1F}, {}});
        QTest::newRow("two rotors") << turning.bytes() << u"two parts of it are named rotor"_s;
        QTest::newRow("empty") << GlbFile().bytes() << QString();
    }
    void shouldRefuseWhatIsNoModel()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, words);
        const QString said = refusal(bytes);
        QVERIFY2(said != u"taken" && said.contains(words), qPrintable(said));
    }

    /// Any one byte changed, or the rest missing: a sentence or a shape, and no more.
    void shouldEndInASentenceOnDamagedBytes()
    {
        const QByteArray sound = press().bytes();
        std::mt19937 random(5);
        for (int i = 0; i < 3'000; ++i) {
            QByteArray bytes = sound;
            for (unsigned k = 0; k < 1 + random() % 4; ++k)
                bytes[static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()))] =
                    static_cast<char>(random());
            if (random() % 8 == 0)
                bytes.truncate(static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size())));
            const Result<OwnShape> shape = readOwnShape(bytes);
            QVERIFY(shape || !shape.error().sentence.isEmpty());
        }
    }

    void shouldStandInTheHall()
    {
        QTemporaryDir folder;
        QVERIFY(press().write(folder.filePath(u"press.glb"_s)));
        const HallPlan plan = planWith(u"press.glb"_s);
        const OwnShapes shapes = ownShapesOf(plan, folder.path());
        QCOMPARE(shapes.problems, QStringList());
        const BakedHallPtr hall = bakeHall(plan, neonPaint(), shapes);
        QVERIFY(!hall->parts[0].usual);
        QVERIFY(hall->parts[1].usual);
        QCOMPARE(hall->rotors.size(), std::size_t{2});
        QCOMPARE(hall->parts[0].rotorMesh, std::size_t{1});
        QCOMPARE(hall->rotors[1].triangles(), qsizetype{12});
        QVERIFY(hall->bodies[0].mesh.triangles() < hall->bodies[1].mesh.triangles());
        // The body's half metre, and on the right the console.
        const Obstacle &obstacle = hall->obstacles[hall->obstacles.size() - plan.machines.size()];
        QCOMPARE(obstacle.size.x(), .5F + gaugeAt.x() + .4F);
    }

    void shouldNotWaitForAPipe()
    {
        QTemporaryDir folder;
        QCOMPARE(::mkfifo(QFile::encodeName(folder.filePath(u"press.glb"_s)).constData(), 0600), 0);
        const OwnShapes shapes = ownShapesOf(planWith(u"press.glb"_s), folder.path());
        QCOMPARE(shapes.problems.size(), 1);
        QVERIFY2(shapes.problems[0].contains(u"it is no file"_s), qPrintable(shapes.problems[0]));
    }

    void shouldSayWhatIsMissingAndStandTheUsualOneInItsPlace()
    {
        QTemporaryDir folder;
        const HallPlan plan = planWith(u"press.glb"_s);
        const OwnShapes shapes = ownShapesOf(plan, folder.path());
        QCOMPARE(shapes.problems.size(), 1);
        QVERIFY2(shapes.problems[0].contains(folder.filePath(u"press.glb"_s)),
                 qPrintable(shapes.problems[0]));
        const BakedHallPtr hall = bakeHall(plan, neonPaint(), shapes);
        QCOMPARE(hall->problems, shapes.problems);
        QVERIFY(hall->parts[0].usual);
        QCOMPARE(ownShapesOf(plan, {}).problems, QStringList());
        QCOMPARE(hall->bodies[0].mesh.triangles(), hall->bodies[1].mesh.triangles());
    }
};

} // namespace

std::unique_ptr<QObject> makeOwnShapeTest()
{
    return std::make_unique<OwnShapeTest>();
}

#include "ownshape_test.moc"
