#pragma once

#include "domain/instant.h"
#include "domain/plant.h"

#include <QStringList>

#include <compare>
#include <map>

namespace rig::test {

/// A reading as the judge had to see it.
struct JudgedReading
{
    std::string machine;
    std::map<std::string, double> values; ///< by sensor
    Instant recordTime;
    Instant at;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
};

/// A row of rig_limit_events, without what depends on when it was judged.
struct ExpectedEvent
{
    std::string machine;
    std::string sensor;
    std::string limit; ///< lo_lo, lo, hi, hi_hi, stale
    std::int64_t occurrence = 0;
    std::string state; ///< raised, returned
    Instant at;
    std::string value; ///< the shortest digits that give it; empty without
    std::string cause; ///< `partition:offset`; empty without

    auto operator<=>(const ExpectedEvent &) const = default;
};

/// What wire.md wants of these readings, given in the order in which they had to be judged, and of nothing
/// coming behind them until `until`. Slow, and by no code of the judge's. Records are taken for punctual: no
/// value was stale when it came, except in a backlog.
std::vector<ExpectedEvent> expectedEvents(const PlantDefinition &plant,
                                          const std::vector<JudgedReading> &readings,
                                          std::optional<Instant> until = {});

/// A sentence per difference, the first 20; none where both are the same, each event once.
QStringList differences(std::vector<ExpectedEvent> expected, std::vector<ExpectedEvent> found);

} // namespace rig::test
