#pragma once

#include "domain/ports/recordsource.h"
#include "domain/reading.h"
#include "domain/unknownname.h"

namespace rig {

/// The move of one partition's offset row; `expected` is what must stand there (no value: no row yet).
struct Advance
{
    std::int32_t partition = 0;
    std::optional<std::int64_t> expected;
    std::int64_t next = 0;
};

/// What one transaction of keep holds: all of it is stored, or nothing.
struct KeepBatch
{
    std::int64_t plantRevision = 0; ///< the plant it was decoded with
    std::vector<Advance> advances;
    std::vector<Reading> readings;
    std::vector<Rejection> rejections;
    std::vector<UnknownName> unknownNames; ///< in the readings; at most 1,000, each name once
    std::uint64_t unknownBeyond = 0;       ///< values under names that are not among these
};

struct KeepOutcome
{
    enum class Kind
    {
        stored,
        plantMoved, ///< rolled back: load the plant and decode again
        fenced,     ///< rolled back: somebody else moved the offset of `lost`
    };

    Kind kind = Kind::stored;
    std::vector<std::int32_t> lost;
    std::size_t repeated = 0; ///< readings whose ingest id was stored before; not stored again
};

/// Keep's side of the database. One thread owns it; every call may wait up to the stated time-outs.
/// `unavailable` when the server cannot be asked; `inDoubt` when a commit was sent and no answer came.
class KeepStore
{
public:
    virtual ~KeepStore() = default;

    /// The identity of this database, which names the reader's consumer group: two databases must never
    /// share a group. Refuses a schema that is not the program's.
    virtual Result<std::string> identity() = 0;
    /// Where each partition goes on; no value where nothing was stored yet.
    virtual Result<std::vector<StartPosition>> positions(const StreamId &stream,
                                                         std::span<const std::int32_t> partitions) = 0;
    virtual Result<KeepOutcome> store(const StreamId &stream, const KeepBatch &batch) = 0;
    /// Adds to what all instances counted of unknown names, all of it or nothing: at most 1,000 names, each
    /// once, and `beyond` values under others.
    virtual Done countUnknown(const std::vector<UnknownName> &names, std::uint64_t beyond) = 0;
};

} // namespace rig
