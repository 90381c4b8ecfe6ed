#pragma once

#include "ctl/bench/benchtable.h"

#include <functional>

namespace rig::ctl {

/// Runs every bench, each as the command that runs it alone, one after the other; takes a quarter of an hour.
/// The programs that measure the window stand beside this one in a build folder, and are named as missing
/// elsewhere.
AllFigures benchAll(const std::function<void(const QString &)> &say);

} // namespace rig::ctl
