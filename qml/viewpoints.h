#pragma once

#include "qml/hall/hallplan.h"
#include "qml/walker.h"

#include <QString>

#include <map>

namespace rig::qml {

/// From where somebody wants to see machines, by the machines' ids: about the machine, as if it stood in the
/// scene's origin and were not turned, so that it goes along where the machine is put elsewhere.
using Viewpoints = std::map<QString, Stance>;

/// About a machine, and where that is in the hall.
Stance aboutMachine(const Placement &machine, const Stance &stance);
Stance inHall(const Placement &machine, const Stance &about);

/// Whether one can stand there.
bool isWithin(const HallPlan &hall, const Stance &stance);

} // namespace rig::qml
