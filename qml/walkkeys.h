#pragma once

#include "qml/walker.h"

#include <QKeyEvent>

#include <optional>

namespace rig::qml {

/// The key; where it means nothing as it is written, what stands at its place on a keyboard with Latin
/// letters: digits with Shift or on other rows, letters of other scripts. By the numbers that keys have on
/// X11 and Wayland.
Qt::Key keyOf(const QKeyEvent &event);

/// Whether it is 1 to 9.
bool isNumber(Qt::Key key);

/// How somebody goes by it; none for other keys.
std::optional<Way> wayOf(Qt::Key key);

/// Whether it means anything to whoever walks.
bool isOfWalking(Qt::Key key);

} // namespace rig::qml
