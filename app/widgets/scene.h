#pragma once

#include "domain/plantstate.h"
#include "presentation/floorcause.h"
#include "presentation/notetable.h"
#include "presentation/plate.h"

#include <QColor>
#include <QImage>

#include <functional>
#include <memory>
#include <vector>

class QWindow;

namespace rig::widgets {

/// The plate of a machine, with the pictures and colours that the scene cannot work out.
struct ScenePlate
{
    std::int32_t machine = 0; ///< its number in the plant
    presentation::Plate plate;
    QImage sign;
    QColor edge;
    QColor lifeColour;
    QColor markColour; ///< of where its values come from
    int order = 0;     ///< of machines with a finding that stands, the how manieth it was; 0: alone, or none
};

/// What is written of one sensor, at its mount.
struct SceneTag
{
    QString title;
    QString value; ///< "7.62 mm/s · HIHI 7.25"
    QImage sign;
    QColor edge;
};

/// The three-dimensional view, which is no widget: a window of its own inside ours. Composition fills this
/// in, because widgets know nothing of the scene's library. All functions are called on the GUI thread.
struct Scene
{
    /// Makes the window; called once, after our own has been shown, so that it never waits for the scene.
    /// The caller owns it.
    std::function<QWindow *()> make;
    /// Shows the state, from before the machine with this number, and what is said of each.
    std::function<void(const std::shared_ptr<const PlantState> &, std::int32_t,
                       const std::vector<ScenePlate> &)>
        present;
    /// Who has the words for a sensor: of the machine with this number, in this slot.
    std::function<void(std::function<SceneTag(std::int32_t, int)>)> nameSensorsBy;
    /// What people have pinned, all that is to be shown.
    std::function<void(const std::vector<presentation::FloorNote> &)> pin;
    /// Walks to a finding's machine and marks its sensors.
    std::function<void(const presentation::FloorCause &)> walkToCause;
    /// What has changed of that finding, while one is there.
    std::function<void(const presentation::FloorCause &)> renewCause;
    /// Walks to the n-th machine of the plant, from 1.
    std::function<void(int)> goToNumber;
    /// One step back: from a cause to where one was, else out of walking.
    std::function<void()> stepBack;
    /// Shows what models expect of the machines beside what they do, or no longer.
    std::function<void()> switchExpected;
    /// Ends both, and stands before the machine that is chosen.
    std::function<void()> returnToChosen;
    /// Says a sentence over the scene for some seconds.
    std::function<void(const QString &)> say;
    /// What is to be done when somebody there goes to a machine.
    std::function<void(std::function<void(std::int32_t)>)> onWent;
    /// What is to be done when somebody walking there picks a machine.
    std::function<void(std::function<void(std::int32_t)>)> onPicked;
    /// Likewise when somebody walking there wants to write a note: on that machine, or on the sensor in that
    /// slot of it; -1: the machine itself.
    std::function<void(std::function<void(std::int32_t, int)>)> onNoteWanted;
    /// What it shows now, in device pixels, null before it is on a screen; a widget's own picture of itself
    /// leaves it blank.
    std::function<QImage()> picture;
};

} // namespace rig::widgets
