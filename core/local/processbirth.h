#pragma once

#include <string>

#include <sys/types.h>

namespace rig::local {

/// Tells a process from every other one that had or gets its number, also after a restart of the computer:
/// the boot it lives in and the instant of that boot at which it began. Empty where there is none, or it has
/// ended.
std::string birthOf(pid_t process);

} // namespace rig::local
