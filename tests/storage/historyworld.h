#pragma once

#include "domain/reading.h"
#include "storage/handclock.h"
#include "storage/historytables.h"
#include "storage/historyupkeeptables.h"
#include "storage/keeptables.h"
#include "support/testdatabase.h"

namespace rig::test {

/// A database with the sound plant, and those who fill it, keep its history and read that. Failures are
/// std::runtime_error.
class HistoryWorld
{
public:
    explicit HistoryWorld(Instant now);

    Sql &sql() { return database.sql(); }
    std::unique_ptr<storage::HistoryUpkeepTables> makeUpkeep();
    std::unique_ptr<storage::HistoryUpkeepTables> makeUpkeep(const settings::DatabaseAddress &address);
    /// Stores them, numbered on from the last ones, as of this revision of the plant.
    std::vector<Reading> store(std::vector<Reading> readings, std::int64_t revision = 1);
    /// Builds all rollups that are due.
    void buildAll();

    static Reading readingAt(Instant at, std::vector<double> values, std::int32_t machine = 1);

private:
    struct NoCrash : CrashPoint
    {
        void passed(std::string_view) override {}
    };

    HandClock m_clock;
    NoCrash m_noCrash;
    std::int64_t m_offset = 0;

public:
    TestDatabase database;
    std::unique_ptr<storage::KeepTables> keep;
    std::unique_ptr<storage::HistoryUpkeepTables> upkeep;
    std::unique_ptr<storage::HistoryTables> history;
};

} // namespace rig::test
