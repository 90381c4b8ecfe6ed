#pragma once

#include "domain/plantstate.h"

#include <QColor>
#include <QImage>
#include <QString>
#include <QStringList>

#include <functional>

class QWindow;

namespace rig::widgets {

/// The plate over the rig, as the scene paints it.
struct ScenePlate
{
    QImage sign;
    QString word;
    QString cause;
    QStringList numbers; ///< values, their units, and whether each is fresh, one for one
    QStringList units;
    QList<bool> fresh;
    QColor edge;
};

/// The three-dimensional view, which is no widget: a window of its own inside ours. Composition fills this
/// in, because widgets know nothing of the scene's library. All functions are called on the GUI thread.
struct Scene
{
    /// Makes the window; called once, after our own has been shown, so that it never waits for the scene.
    /// The caller owns it.
    std::function<QWindow *()> make;
    /// Shows what the state says of the machine with this number.
    std::function<void(const PlantState &, std::int32_t, const ScenePlate &)> present;
    /// What it shows now, in device pixels, null before it is on a screen; a widget's own picture of itself
    /// leaves it blank.
    std::function<QImage()> picture;
};

} // namespace rig::widgets
