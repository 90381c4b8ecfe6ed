#pragma once

#include "qml/hud/notemodel.h"
#include "qml/hud/platemodel.h"
#include "qml/hud/tagmodel.h"
#include "qml/walker.h"

#include <QObject>
#include <QTimer>
#include <qqmlregistration.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace rig::qml {

/// What lies over the scene: a plate for each machine, what one looks at, and where one is in the hall. GUI
/// thread.
class HudController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the view")
    Q_PROPERTY(QList<QObject *> plates READ plates NOTIFY rebuilt)
    Q_PROPERTY(QList<QPointF> spots READ spots NOTIFY rebuilt)
    Q_PROPERTY(QStringList ids READ ids NOTIFY rebuilt)
    Q_PROPERTY(QList<QRectF> zones READ zones NOTIFY rebuilt)
    Q_PROPERTY(QSizeF ground READ ground NOTIFY rebuilt)
    Q_PROPERTY(QImage compass READ compass CONSTANT)
    Q_PROPERTY(QList<QRectF> taken READ taken WRITE setTaken NOTIFY takenChanged)
    Q_PROPERTY(rig::qml::PlateModel *chosen READ chosen NOTIFY chosenChanged)
    Q_PROPERTY(rig::qml::PlateModel *target READ target NOTIFY targetChanged)
    Q_PROPERTY(rig::qml::TagModel *sensor READ sensor NOTIFY targetChanged)
    Q_PROPERTY(QList<QObject *> notes READ notes NOTIFY notesChanged)
    Q_PROPERTY(QString noteText READ noteText NOTIFY targetChanged)
    Q_PROPERTY(QString noteFrom READ noteFrom NOTIFY targetChanged)
    Q_PROPERTY(QList<QObject *> tags READ tags NOTIFY causeChanged)
    Q_PROPERTY(QString causeTitle READ causeTitle NOTIFY causeChanged)
    Q_PROPERTY(QString causeScore READ causeScore NOTIFY causeChanged)
    Q_PROPERTY(QString causeEnded READ causeEnded NOTIFY causeChanged)
    Q_PROPERTY(QString said READ said NOTIFY saidChanged)
    Q_PROPERTY(int causePercent READ causePercent NOTIFY causeChanged)

public:
    HudController(const SceneStyle &style, QObject *parent = nullptr);
    ~HudController() override;

    /// Another hall: its machines have empty plates until they are presented.
    void build(const BakedHallPtr &hall);
    /// Those of machines that the hall does not have are kept for one that has.
    void present(const std::vector<MachinePlate> &plates);
    /// Whether plates say what models expect, too.
    void setExpecting(bool expecting);
    /// What people have pinned, all that is to be shown.
    void pin(const std::vector<PinnedNote> &notes);
    void choose(std::int32_t machine);
    /// What is written of the sensor in this slot of a machine.
    using NameSensor = std::function<SensorTag(std::int32_t machine, int slot)>;
    void nameSensorsBy(NameSensor name);
    /// Marks the sensors that make up a finding; none: no longer.
    void show(const std::optional<Cause> &cause);
    const std::optional<Cause> &cause() const { return m_cause; }
    /// Words of sensors that are seen may have changed.
    void refreshSensors();
    /// Finds each plate its place as it is seen from there.
    void layOut(const Stance &stance, const QSizeF &picture);

    QList<QObject *> plates() const { return m_plates; } ///< in the plan's order
    /// Where the machines stand, one for one with `plates`: 0 to 1 from left to right and from the far end to
    /// the entrance.
    QList<QPointF> spots() const;
    QStringList ids() const;
    QList<QRectF> zones() const;                 ///< areas, likewise
    QSizeF ground() const;                       ///< metres
    QImage compass() const { return m_compass; } ///< an arrow to where one looks, and how much one sees
    /// What of the picture is not free for plates.
    QList<QRectF> taken() const { return m_taken; }
    void setTaken(const QList<QRectF> &taken);
    /// Of the machine that was chosen, and of the one that is looked at; one that says nothing where there is
    /// none.
    PlateModel *chosen() const { return m_chosen; }
    PlateModel *target() const { return m_target; }
    TagModel *sensor() const { return m_sensor.get(); } ///< that is looked at; null for none
    QList<QObject *> notes() const { return m_notes; }
    /// What is pinned to what is looked at: a sensor, else a machine. Null where nothing is.
    NoteModel *note() const;
    QString noteText() const { return note() ? note()->note().text : QString(); }
    QString noteFrom() const { return note() ? note()->note().from : QString(); }
    QList<QObject *> tags() const { return m_tags; }
    QString causeTitle() const { return m_cause ? m_cause->title : QString(); }
    QString causeScore() const { return m_cause ? m_cause->score : QString(); }
    QString causeEnded() const { return m_cause ? m_cause->ended : QString(); }
    /// A sentence that is shown for some seconds.
    void say(const QString &sentence);
    QString said() const { return m_said; }
    int causePercent() const; ///< of it that is marked

Q_SIGNALS:
    void rebuilt();
    void takenChanged();
    void chosenChanged();
    void targetChanged();
    void causeChanged();
    void notesChanged();
    void saidChanged();
    /// Somebody clicked on the scene, and on nothing that lies over it.
    void clicked();
    /// A finger drew the scene so far, pixels.
    void dragged(const QPointF &by);
    /// A finger pointed there, pixels, and was not drawn anywhere.
    void tapped(const QPointF &at);
    /// Somebody clicked on the way back from a cause.
    void leaveWanted();

private:
    PlateModel *plateOf(std::int32_t machine) const;
    bool isHidden(const Placement &machine, const QVector3D &eye) const;
    void aim(PlateModel *target, int slot = -1);
    void layOutNotes(const Stance &stance, const QSizeF &picture, std::vector<QRectF> &taken);
    std::vector<QRectF> layOutTags(const Stance &stance, const QSizeF &picture);
    SensorTag tagOf(std::int32_t machine, int slot) const;

    SceneStyle m_style;
    QImage m_compass;
    BakedHallPtr m_hall; ///< null before the first
    std::vector<MachinePlate> m_presented;
    std::vector<PinnedNote> m_pinned;
    std::unique_ptr<QObject> m_noteParts; ///< owns the flags
    QList<QObject *> m_notes;
    bool m_expecting = false;
    std::unique_ptr<QObject> m_parts; ///< owns the plates
    QList<QObject *> m_plates;
    QList<QRectF> m_taken;
    std::int32_t m_chosenNumber = 0;
    PlateModel m_nothing; ///< the plate of no machine
    PlateModel *m_chosen = &m_nothing;
    PlateModel *m_target = &m_nothing;
    NameSensor m_name;
    std::unique_ptr<TagModel> m_sensor;
    QString m_said;
    QTimer m_saying;
    std::optional<Cause> m_cause;
    QList<QObject *> m_tags;
    std::unique_ptr<QObject> m_tagParts; ///< owns them
};

} // namespace rig::qml
