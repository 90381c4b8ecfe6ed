#pragma once

#include "domain/health.h"
#include "domain/outlook.h"
#include "domain/result.h"

#include <functional>
#include <memory>

namespace rig {

/// Where views ask how healthy machines were, and where they are going. Called on the GUI thread; never
/// waits. Interest and answers as in TrendSource.
class HealthSource
{
public:
    using Interest = std::shared_ptr<void>;

    virtual ~HealthSource() = default;

    [[nodiscard]] virtual Interest askHealth(HealthQuestion question,
                                             std::function<void(Result<HealthCourse>)> done) = 0;
    [[nodiscard]] virtual Interest askOutlooks(std::function<void(Result<std::vector<Outlook>>)> done) = 0;
};

} // namespace rig
