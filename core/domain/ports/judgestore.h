#pragma once

#include "domain/finding.h"
#include "domain/judging.h"
#include "domain/ports/keepstore.h"
#include "domain/skippedspan.h"

#include <map>

namespace rig {

/// By machine number.
using MachineMemories = std::map<std::int32_t, MachineMemory>;

/// Who may judge a stream. Where producers set no key one machine lies in several partitions, and one holder
/// judges all of them; else whoever has a partition judges that.
struct JudgeLease
{
    bool keyless = false;
    bool ours = false;     ///< of a keyless one: we are the holder
    std::int64_t term = 0; ///< goes up with every mark and every change of holder

    bool operator==(const JudgeLease &) const = default;
};

/// What one transaction of the judge holds: all of it is stored, or nothing.
struct JudgeBatch
{
    std::int64_t plantRevision = 0; ///< the plant it was judged by
    std::int64_t term = 0;          ///< the lease's, likewise
    StreamId stream;
    /// A partition that did not move stands here too where a timer concerns its machines: it fences.
    std::vector<Advance> advances;
    std::vector<LimitEvent> events;
    MachineMemories memories; ///< of the machines that changed
    /// As detection told them; it goes its own way, so they may be of readings of earlier batches.
    std::vector<Finding> findings = {};
    std::vector<SkippedSpan> skipped = {}; ///< that are new or have grown
    std::vector<CaughtUp> caughtUp = {};
    /// The newest of machines; a journal does not keep them.
    std::vector<MachineScore> scores = {};
};

/// Where the judge goes on, all of one instant.
struct JudgeStart
{
    PlantPtr plant;
    std::vector<StartPosition> positions;
    MachineMemories memories; ///< of every machine that was ever judged
    JudgeLease lease = {};    ///< as it stood then
    /// That stand, of every machine; with their evidence.
    std::vector<Finding> standing = {};
    std::vector<SkippedSpan> skipped = {}; ///< likewise: that no model has judged yet
    /// By machine number: up to which source time models have judged it; none: they never did.
    std::map<std::int32_t, Instant> judgedByModels = {};
};

enum class JudgeOutcome
{
    stored,
    plantMoved, ///< rolled back: start over from what is stored, with the newest plant
    fenced,     ///< rolled back: somebody else moved an offset or knows of an event before us
    notOurs,    ///< rolled back: the lease is not the one by which it was judged
};

/// The judge's side of the database. One thread owns it; errors as in KeepStore.
class JudgeStore
{
public:
    virtual ~JudgeStore() = default;

    virtual Result<std::string> identity() = 0;
    /// Who may judge. Of a keyless stream it takes what is free or has run out and renews what is ours: to be
    /// called every other second.
    virtual Result<JudgeLease> lease(const StreamId &stream) = 0;
    /// Marks the stream as keyless, for every node and for good, then as `lease`.
    virtual Result<JudgeLease> markKeyless(const StreamId &stream) = 0;
    /// What is ours is free for others.
    virtual Done giveBack(const StreamId &stream) = 0;
    virtual Result<JudgeStart> start(const StreamId &stream, std::span<const std::int32_t> partitions) = 0;
    virtual Result<JudgeOutcome> store(const JudgeBatch &batch) = 0;
    /// True where the batch is stored: for a commit in doubt.
    virtual Result<bool> holds(const JudgeBatch &batch) = 0;
};

/// Judge batches that wait on the local disk for the database, in order. One thread owns it. What is returned
/// by `append` without an error survives a crash of the program and of the machine.
class JudgeJournal
{
public:
    virtual ~JudgeJournal() = default;

    virtual bool empty() const = 0;
    virtual std::size_t size() const = 0; ///< batches
    /// `full` when the bound is reached or the disk is full; nothing is written then.
    virtual Done append(const JudgeBatch &batch) = 0;
    virtual const JudgeBatch &front() const = 0;
    virtual Done removeFront() = 0;
    /// Everything in it is void: the offsets it builds on have moved.
    virtual Done clear() = 0;
};

} // namespace rig
