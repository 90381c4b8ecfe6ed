#pragma once

#include "composition/core/servers.h"
#include "ctl/commandline.h"
#include "domain/command.h"

namespace rig::ctl {

/// Does the action under the name of whoever is logged in, and prints the answer, as JSON with `--json`; the
/// exit code.
int carryOut(const CommandLine &line, const composition::Database &database, const Action &action);

/// The same in the database of a command that needs no broker (CommandDatabase::openCurrent).
int carryOut(const CommandLine &line, const Action &action);

} // namespace rig::ctl
