#pragma once

#include "domain/result.h"
#include "domain/storedfinding.h"

namespace rig {

/// Reads what detection found. One thread owns it; a call waits for the database. `cancelled` where whoever
/// asked has lost interest.
class FindingArchive
{
public:
    virtual ~FindingArchive() = default;

    /// refused for a question that is out of its ranges.
    virtual Result<FindingsView> findings(const FindingsQuestion &question) = 0;
    /// notFound where there is none of this id.
    virtual Result<FindingDetails> finding(std::int64_t id) = 0;
};

} // namespace rig
