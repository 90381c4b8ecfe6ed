#pragma once

#include "domain/instant.h"
#include "domain/result.h"
#include "pipeline/retrywait.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace rig::pipeline {

/// What a thread does with a database that may be away.
struct DatabaseWork
{
    std::function<Done()> prepare;      ///< before anything else, tried until it succeeds
    std::function<Result<bool>()> work; ///< again and again; true: there is more to do at once
    std::function<void(std::optional<Error>)>
        said;              ///< after each of these: why it failed, or that it did not
    milliseconds pause{0}; ///< where there is nothing more at once
};

/// Does it until it is asked to stop; where it fails it waits longer each time.
void workUntilStopped(const DatabaseWork &work, RetryWait &retry, const std::stop_token &stop);

} // namespace rig::pipeline
