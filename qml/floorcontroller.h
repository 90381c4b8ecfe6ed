#pragma once

#include "domain/plantstate.h"
#include "qml/floortier.h"
#include "qml/hall/bakedhall.h"
#include "qml/hall/machineshape.h"
#include "qml/hud/projection.h"
#include "qml/partlist.h"
#include "qml/rigcontroller.h"
#include "qml/walker.h"

#include <QMatrix4x4>
#include <QObject>
#include <QVector3D>
#include <QVector4D>
#include <QtQuick3D/QQuick3DGeometry>
#include <qqmlregistration.h>

#include <vector>

namespace rig::qml {

class MarkingsTexture;

/// A piece of the hall and the light that its machines throw on it now.
class FloorPiece : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the floor")
    Q_PROPERTY(QQuick3DGeometry *geometry READ geometry NOTIFY reshaped)
    Q_PROPERTY(QMatrix4x4 glows READ glows NOTIFY changed)

public:
    using QObject::QObject;

    QQuick3DGeometry *geometry() const { return m_geometry.get(); }
    /// A column for each of its machines: what that radiates, to be multiplied by the mesh's weights.
    QMatrix4x4 glows() const { return m_glows; }

    /// Another shape; pieces that look alike share one. `machines` light it, at most four.
    void reshape(std::shared_ptr<QQuick3DGeometry> geometry, const std::vector<std::size_t> &machines);
    /// What each machine of the floor radiates now.
    void take(const std::vector<QVector3D> &lights);

Q_SIGNALS:
    void reshaped();
    void changed();

private:
    std::shared_ptr<QQuick3DGeometry> m_geometry;
    std::vector<std::size_t> m_machines;
    QMatrix4x4 m_glows;
};

/// One machine of the floor: where it stands, what it does.
class FloorMachine : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the floor")
    Q_PROPERTY(QVector3D at READ at NOTIFY placed)
    Q_PROPERTY(float turn READ turn NOTIFY placed)
    Q_PROPERTY(QVector3D coreAt READ coreAt NOTIFY placed)
    Q_PROPERTY(QVector3D rotorAt READ rotorAt NOTIFY placed)
    Q_PROPERTY(QVector3D gaugeAt READ gaugeAt CONSTANT)
    Q_PROPERTY(QVector3D beaconAt READ beaconAt CONSTANT)
    Q_PROPERTY(QVector3D barAt READ barAt NOTIFY placed)
    Q_PROPERTY(QVector3D sparksAt READ sparksAt NOTIFY placed)
    Q_PROPERTY(QQuick3DGeometry *rotor READ rotor NOTIFY placed)
    Q_PROPERTY(QQuick3DGeometry *mounts READ mounts NOTIFY placed)
    Q_PROPERTY(bool usual READ usual NOTIFY placed)
    Q_PROPERTY(rig::qml::FloorPiece *body READ body CONSTANT)
    Q_PROPERTY(QQuick3DGeometry *lite READ lite NOTIFY placed)
    Q_PROPERTY(rig::qml::RigController *rig READ rig NOTIFY placed)
    Q_PROPERTY(rig::qml::RigController *ghost READ ghost NOTIFY placed)
    Q_PROPERTY(QVector3D core READ core NOTIFY shone)
    Q_PROPERTY(QVector3D ember READ ember NOTIFY shone)
    Q_PROPERTY(bool near READ near NOTIFY approached)
    Q_PROPERTY(bool far READ far NOTIFY approached)

public:
    struct Meshes
    {
        std::shared_ptr<QQuick3DGeometry> lite;   ///< shared by machines of the same model
        std::shared_ptr<QQuick3DGeometry> rotor;  ///< likewise
        std::shared_ptr<QQuick3DGeometry> mounts; ///< shared by machines with the same sensors
    };

    explicit FloorMachine(QObject *parent = nullptr);

    /// Another place, and maybe another machine: what that one does is unknown until the next state.
    void place(const Placement &placement, const MachineParts &parts, Meshes meshes);

    std::int32_t number() const { return m_placement.machine; }
    QVector3D at() const { return m_placement.at; }
    float turn() const { return m_placement.turn; }
    /// Where its parts are, about its own place.
    QVector3D coreAt() const { return m_parts.core; }
    QVector3D rotorAt() const { return m_parts.rotor; }
    QVector3D gaugeAt() const { return qml::gaugeAt; }
    QVector3D beaconAt() const { return qml::beaconAt; }
    /// How far from where they are of a machine of the usual shape.
    QVector3D barAt() const { return m_parts.bar; }
    QVector3D sparksAt() const { return m_parts.core - qml::coreAt; }
    FloorPiece *body() const { return m_body; }
    /// The body as it is seen from afar, in the same light.
    QQuick3DGeometry *lite() const { return m_meshes.lite.get(); }
    QQuick3DGeometry *mounts() const { return m_meshes.mounts.get(); } ///< null where it has no sensors
    QQuick3DGeometry *rotor() const { return m_meshes.rotor.get(); }   ///< null where nothing of it turns
    /// Whether it has no model of its own.
    bool usual() const { return m_parts.usual; }
    RigController *rig() const { return m_rig.get(); }
    /// What models expect it to do.
    RigController *ghost() const { return m_ghost.get(); }
    /// What its heat core radiates, linear; black at 60 °F and below, and where its temperature is not known.
    QVector3D core() const { return m_core; }
    /// The colour that its heat core is seen in, linear; likewise.
    QVector3D ember() const { return m_ember; }
    /// What it throws on its surroundings: its core and its beacon.
    QVector3D light(const HallPaint &paint) const;

    /// Takes over what the rig does now.
    void shine();

    /// Near enough to tell a bolt, and too far to tell a needle or to see it in the floor. Whoever walks to
    /// and fro does not see it change each time.
    bool near() const { return m_near; }
    bool far() const { return m_far; }
    void seeFrom(const QVector3D &eye);

Q_SIGNALS:
    void placed();
    void shone();
    void approached();

private:
    Placement m_placement;
    MachineParts m_parts;
    Meshes m_meshes;
    FloorPiece *m_body;
    std::unique_ptr<RigController> m_rig;
    std::unique_ptr<RigController> m_ghost;
    QVector3D m_core;
    QVector3D m_ember;
    bool m_near = true;
    bool m_far = false;
};

/// The whole floor: what is drawn of it, and what its machines do now. GUI thread.
class FloorController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the view")
    Q_PROPERTY(QAbstractItemModel *solid READ solid CONSTANT)
    Q_PROPERTY(QAbstractItemModel *mirrored READ mirrored CONSTANT)
    Q_PROPERTY(QAbstractItemModel *ground READ ground CONSTANT)
    Q_PROPERTY(QAbstractItemModel *machines READ machines CONSTANT)
    Q_PROPERTY(bool built READ built NOTIFY rebuilt)
    Q_PROPERTY(bool fewMachines READ fewMachines NOTIFY rebuilt)
    Q_PROPERTY(QQuick3DGeometry *needle READ needle NOTIFY rebuilt)
    Q_PROPERTY(QQuick3DGeometry *bar READ bar NOTIFY rebuilt)
    Q_PROPERTY(QQuick3DGeometry *ghost READ ghost NOTIFY rebuilt)
    Q_PROPERTY(QQuick3DGeometry *sparks READ sparks NOTIFY rebuilt)
    Q_PROPERTY(QQuick3DGeometry *fan READ fan NOTIFY rebuilt)
    Q_PROPERTY(QQuick3DGeometry *cards READ cards NOTIFY rebuilt)
    Q_PROPERTY(QObject *markings READ markings NOTIFY rebuilt)
    Q_PROPERTY(QList<QVector3D> fans READ fans NOTIFY rebuilt)
    Q_PROPERTY(QVector3D size READ size NOTIFY rebuilt)
    Q_PROPERTY(rig::qml::HallPaint paint READ paint NOTIFY rebuilt)
    Q_PROPERTY(QVector4D naves READ naves NOTIFY rebuilt)
    Q_PROPERTY(bool graded READ graded NOTIFY tierChanged)
    Q_PROPERTY(bool fine READ fine NOTIFY tierChanged)
    Q_PROPERTY(bool expecting READ expecting NOTIFY expectingChanged)
    Q_PROPERTY(bool entered READ entered NOTIFY enteredChanged)
    Q_PROPERTY(bool flying READ flying NOTIFY flyingChanged)
    Q_PROPERTY(double seconds READ seconds NOTIFY moved)
    Q_PROPERTY(float fanAngle READ fanAngle NOTIFY moved)
    Q_PROPERTY(float fieldOfView READ fieldOfView CONSTANT)
    Q_PROPERTY(QVector3D eye READ eye NOTIFY looked)
    Q_PROPERTY(QVector3D eyeTurn READ eyeTurn NOTIFY looked)

public:
    explicit FloorController(QObject *parent = nullptr);
    ~FloorController() override;

    /// Shows another hall; what its machines do is unknown until the next state.
    void build(BakedHallPtr hall);
    /// What the machines do at the state's time.
    void show(const PlantState &state);
    void advance(double seconds);
    /// As of its rigs; the fans stand still then.
    void setReducedMotion(bool reduced);
    /// Whether anything on it turns, shakes or blinks; the fans do as long as machines tell of themselves.
    bool moving() const;

    int models() const;

    /// Where the machine with this number stands, or the n-th one; null where there is none.
    const Placement *placement(std::int32_t machine) const;
    const Placement *placementAt(std::size_t index) const;

    bool built() const { return m_hall != nullptr; }
    /// A hall of many machines has its own reflection left out of the simplest picture, for theirs.
    bool fewMachines() const { return !m_hall || m_hall->plan.machines.size() <= 9; }
    const BakedHallPtr &hall() const { return m_hall; }
    QAbstractItemModel *solid() { return &m_solid; }
    QAbstractItemModel *mirrored() { return &m_mirrored; }
    QAbstractItemModel *ground() { return &m_ground; }
    QAbstractItemModel *machines() { return &m_machines; }
    QQuick3DGeometry *needle() const { return m_needle.get(); }
    QQuick3DGeometry *bar() const { return m_bar.get(); }
    QQuick3DGeometry *ghost() const { return m_ghost.get(); }
    QQuick3DGeometry *sparks() const { return m_sparks.get(); }
    QQuick3DGeometry *fan() const { return m_fan.get(); }
    QQuick3DGeometry *cards() const { return m_cards.get(); }
    QObject *markings() const;
    QList<QVector3D> fans() const;
    HallPaint paint() const { return m_hall ? m_hall->paint : HallPaint(); }
    QVector3D size() const; ///< width, height, depth in metres
    QVector4D
    naves() const; ///< the first one's middle, from one to the next, how many, how high the strips hang
    double seconds() const { return m_seconds; }  ///< that things have moved, 0 to an hour and again
    float fanAngle() const { return m_fanAngle; } ///< degrees
    void setTier(FloorTier tier);
    FloorTier tier() const { return m_tier; }
    /// Whether an effect makes the picture of the scene's light, and whether edges and mirrors are whole.
    bool graded() const { return m_tier != FloorTier::low; }
    bool fine() const { return m_tier == FloorTier::high; }
    /// Whether what models expect is shown beside what machines do.
    void setExpecting(bool expecting);
    bool expecting() const { return m_expecting; }
    /// Whether models say of any machine what they expect.
    bool anyExpected() const;
    /// Whether somebody walks in it.
    void setEntered(bool entered);
    bool entered() const { return m_entered; }
    void setFlying(bool flying);
    bool flying() const { return m_flying; }
    /// From where it is seen.
    void setStance(const Stance &stance);
    float fieldOfView() const { return qml::fieldOfView; }
    QVector3D eye() const { return m_stance.eye; }
    QVector3D eyeTurn() const { return {m_stance.pitch, m_stance.yaw, 0}; } ///< degrees, as the scene turns

Q_SIGNALS:
    void rebuilt();
    void moved();
    void looked();
    void enteredChanged();
    void flyingChanged();
    void tierChanged();
    void expectingChanged();

private:
    void shape(PartList<FloorPiece> &pieces, const std::vector<BakedPiece> &baked);
    void placeMachines();
    void shine();

    BakedHallPtr m_hall;
    PartList<FloorPiece> m_solid, m_mirrored, m_ground;
    PartList<FloorMachine> m_machines;
    std::unique_ptr<QQuick3DGeometry> m_needle, m_bar, m_ghost, m_sparks, m_fan, m_cards;
    std::unique_ptr<MarkingsTexture> m_markings;
    FloorTier m_tier = FloorTier::low;
    bool m_expecting = false;
    bool m_entered = false;
    bool m_flying = false;
    bool m_reduced = false;
    double m_seconds = 0;
    float m_fanAngle = 0;
    Stance m_stance;
};

} // namespace rig::qml
