#pragma once

#include "domain/result.h"
#include "domain/storedfinding.h"

#include <functional>
#include <memory>

namespace rig {

/// Where views ask what detection found. Called on the GUI thread; never waits. Interest and answers as in
/// TrendSource.
class FindingSource
{
public:
    using Interest = std::shared_ptr<void>;

    virtual ~FindingSource() = default;

    [[nodiscard]] virtual Interest askFindings(FindingsQuestion question,
                                               std::function<void(Result<FindingsView>)> done) = 0;
    [[nodiscard]] virtual Interest askFinding(std::int64_t id,
                                              std::function<void(Result<FindingDetails>)> done) = 0;
};

} // namespace rig
