#pragma once

#include "domain/systemstatus.h"

#include <memory>

namespace rig {

/// Called on the GUI thread; never waits.
class SystemSource
{
public:
    virtual ~SystemSource() = default;

    virtual std::shared_ptr<const SystemStatus> status() const = 0;
    /// Ask the servers that are away at once instead of when the next try is due.
    virtual void retryNow() = 0;
};

} // namespace rig
