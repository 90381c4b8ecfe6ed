#pragma once

#include "domain/instant.h"
#include "domain/result.h"
#include "domain/unknownname.h"

#include <cstdint>
#include <optional>

namespace rig {

/// How one reader of the stream is doing, as it last said. A value: published whole, read by anybody.
struct ReaderStatus
{
    enum class Phase
    {
        starting,
        waitingForDatabase,
        waitingForPlant,
        waitingForBroker,
        waitingForPartitions, ///< member of its group, none assigned yet
        standingBy,           ///< another node judges this topic (keyless)
        running,
        paused, ///< the database is slow or away; the broker keeps what is not yet read
        stopped,
    };

    Phase phase = Phase::starting;
    bool databaseThere = false;
    std::optional<Error> trouble;   ///< why it is not running, or what stands out while it is
    int tries = 0;                  ///< to reach the database in vain, since it last answered
    std::optional<Instant> nextTry; ///< likewise, while it is known
    std::size_t partitions = 0;
    std::uint64_t stored = 0;           ///< readings, since the reader started
    std::uint64_t rejected = 0;         ///< messages that were no readings, likewise
    std::uint64_t repeated = 0;         ///< readings whose ingest id was stored before, likewise
    UnknownNameSummary unknownNames;    ///< names that are no sensors, likewise
    std::optional<std::int64_t> behind; ///< records between what is stored and the end of the log
    std::optional<Instant> storedUpTo;  ///< record time of the newest stored record
    std::int64_t plantRevision = 0;
    bool keyless = false;       ///< producers set no key, so one node judges all of the topic
    std::size_t inJournal = 0;  ///< batches on the local disk that wait for the database
    std::size_t models = 0;     ///< of the judge: machines that are judged by one
    std::uint64_t byModels = 0; ///< readings judged by them since the start
    std::uint64_t skipped = 0;  ///< readings that these could not keep up with, likewise
    std::uint64_t waiting = 0;  ///< of those: that they have not judged later either, so far
};

} // namespace rig
