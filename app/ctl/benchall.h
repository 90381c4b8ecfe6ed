#pragma once

#include "ctl/commandline.h"

namespace rig::ctl {

/// `rigctl bench all`: the table, and what is kept of it. Fails where a bench did or a bar does not hold.
int runAllBenches(const CommandLine &line);

} // namespace rig::ctl
