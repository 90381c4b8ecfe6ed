#pragma once

#include "domain/ports/history.h"
#include "storage/session.h"

namespace rig::storage {

/// Trends from rig.rollup_1min, rig.rollup_30s, rig.rollup_10s and rig.reading: the coarsest of them whose
/// intervals are at most a quarter longer than a pixel column is wide. What is not rolled up yet is read from
/// the readings in the same statement, what has no rollups of 30 s yet from those of 10 s, and what was
/// dropped of a grain from one that is coarser, so an answer is complete.
/// An interval counts whole where the range begins or ends within it. One round trip. Owns its connection;
/// lives on one thread.
class HistoryTables : public History
{
public:
    /// Where `interrupted` gives up, the server stops too.
    HistoryTables(settings::DatabaseAddress address, WaitCheck interrupted);

    Result<Trend> trend(const TrendQuestion &question) override;

private:
    Result<Trend> ask(const TrendQuestion &question);

    Session m_session;
};

} // namespace rig::storage
