#include "ctl/exitcode.h"

namespace rig::ctl {

ExitCode exitCodeOf(const Error &error)
{
    if (error.kind == ErrorKind::badConfiguration)
        return badUsage;
    return error.retryable() ? unreachable : failed;
}

} // namespace rig::ctl
