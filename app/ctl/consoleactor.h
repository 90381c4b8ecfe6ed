#pragma once

#include "domain/command.h"

namespace rig::ctl {

/// Who runs rigctl: the login name, on this host. Whoever can run it with the database's password is an
/// admin: until there are accounts the one person that the program knows is the one at the console.
Actor consoleActor();

} // namespace rig::ctl
