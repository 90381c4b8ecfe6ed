#pragma once

#include "domain/result.h"

namespace rig::ctl {

/// What scripts see of a run; part of the interface, see `rigctl --help`.
enum ExitCode
{
    succeeded = 0,
    failed = 1,      ///< refused, damaged, or simply not done
    badUsage = 2,    ///< an option, a setting or a file must be changed
    unreachable = 3, ///< a server did not answer; the same call may succeed later
};

ExitCode exitCodeOf(const Error &error);

} // namespace rig::ctl
