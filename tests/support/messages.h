#pragma once

#include "support/kafkatopic.h"

#include <map>

namespace rig::test {

/// What must have become of a message, by wire.md and what the test put into it; not by any code of the
/// program's.
struct Expected
{
    enum class Fate
    {
        stored,
        rejected,
        repeated ///< its ingest id was there before: nowhere
    };

    Fate fate = Fate::stored;
    std::string machine;
    std::map<std::string, double> values;            ///< by sensor; the absent ones have no row
    std::optional<Instant> at;                       ///< none: the record's own time
    std::string quality = "good";                    ///< of the reading
    std::map<std::string, std::string> valueQuality; ///< where it is not the reading's
    std::string reason;                              ///< of a rejection: stands in it
};

/// A message and its fate.
struct Message : RawMessage
{
    Expected expected;
    bool null = false; ///< no payload at all, which is not an empty one
};

/// As JSON writes a number, the shortest that gives the same bits.
std::string numberText(double number);

/// A reading as field producers write it, with its machine as the key.
Message reading(const std::string &machine, const std::map<std::string, double> &values,
                std::optional<Instant> at = {});

/// So many readings of machine A for each partition, in turn.
std::vector<Message> toEachPartition(int partitions, int count);

/// What wire.md calls no reading.
Message rejected(const std::string &payload, const std::string &reason);

/// Now, to the millisecond: what a record's CreateTime can hold.
Instant now();

} // namespace rig::test
