#pragma once

#include "domain/limitevent.h"
#include "domain/plant.h"

#include <QStringList>

namespace rig::test {

/// `x hi_hi raised 3`, with ` late` behind it where it was: what a failed comparison shall show.
QString words(const LimitEvent &event, const Plant &plant);
QStringList words(const std::vector<LimitEvent> &events, const Plant &plant);

} // namespace rig::test
