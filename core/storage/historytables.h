#pragma once

#include "domain/ports/history.h"
#include "storage/session.h"

#include <array>

namespace rig::storage {

/// Trends from rig.rollup_1min, rig.rollup_10s and rig.reading: the coarsest of them whose intervals are no
/// longer than a pixel column is wide, or the next coarser one where that was dropped. What is not rolled up
/// yet is read from the readings in the same statement, so an answer is complete. An interval counts whole
/// where the range begins or ends within it. One round trip; two where it turns out that a grain was dropped.
/// Owns its connection; lives on one thread.
class HistoryTables : public History
{
public:
    /// Where `interrupted` gives up, the server stops too.
    HistoryTables(settings::DatabaseAddress address, WaitCheck interrupted);

    Result<Trend> trend(const TrendQuestion &question) override;

private:
    struct Answer;

    TrendGrain grainFor(const TrendQuestion &question) const;
    Result<Answer> ask(const TrendQuestion &question, TrendGrain grain);

    Session m_session;
    /// Before when a grain was dropped, as far as it is known here; in the order of TrendGrain.
    std::array<Instant, 3> m_droppedBefore{Instant::min(), Instant::min(), Instant::min()};
};

} // namespace rig::storage
