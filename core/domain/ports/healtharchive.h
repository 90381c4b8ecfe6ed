#pragma once

#include "domain/health.h"
#include "domain/outlook.h"
#include "domain/result.h"

namespace rig {

/// Reads how healthy machines were, and where they are going. One thread owns it; a call waits for the
/// database. `cancelled` where whoever asked has lost interest.
class HealthArchive
{
public:
    virtual ~HealthArchive() = default;

    /// refused for a question that is out of its ranges.
    virtual Result<HealthCourse> health(const HealthQuestion &question) = 0;
    /// The newest of every machine that has one.
    virtual Result<std::vector<Outlook>> outlooks() = 0;
};

} // namespace rig
