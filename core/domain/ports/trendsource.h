#pragma once

#include "domain/result.h"
#include "domain/trend.h"

#include <functional>
#include <memory>

namespace rig {

/// Where views ask for the past. Called on the GUI thread; never waits.
class TrendSource
{
public:
    /// Whoever lets go of it has lost interest: the question is not asked any more, or broken off, and its
    /// `done` is not called.
    using Interest = std::shared_ptr<void>;

    virtual ~TrendSource() = default;

    /// `done` is called later, on the thread that asked.
    [[nodiscard]] virtual Interest ask(TrendQuestion question, std::function<void(Result<Trend>)> done) = 0;
};

} // namespace rig
