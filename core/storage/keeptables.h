#pragma once

#include "domain/clock.h"
#include "domain/crashpoint.h"
#include "domain/ports/keepstore.h"
#include "storage/ingestclaims.h"
#include "storage/readerpositions.h"
#include "storage/readingpartitions.h"
#include "storage/session.h"

namespace rig::storage {

/// Keep's transaction in PostgreSQL: plant revision, offset rows, claims, readings, rejected messages, in
/// this order and all or nothing. Owns its connection; lives on one thread.
class KeepTables : public KeepStore
{
public:
    KeepTables(settings::DatabaseAddress address, const Clock &clock, CrashPoint &crashPoint,
               WaitCheck interrupted);

    Result<std::string> identity() override;
    Result<std::vector<StartPosition>> positions(const StreamId &stream,
                                                 std::span<const std::int32_t> partitions) override;
    Result<KeepOutcome> store(const StreamId &stream, const KeepBatch &batch) override;
    Done countUnknown(const std::vector<UnknownName> &names, std::uint64_t beyond) override;

private:
    Result<KeepOutcome> storeWhatIsNew(Connection &connection, int number, const StreamId &stream,
                                       const KeepBatch &batch);
    Result<KeepOutcome> storeInTransaction(Connection &connection, int stream, const KeepBatch &batch,
                                           const std::vector<bool> &known);
    static Result<std::vector<bool>> storedBefore(Connection &connection, int stream,
                                                  const std::vector<Reading> &readings);
    Done copyReadings(Connection &connection, int stream, const std::vector<Reading> &readings,
                      const std::vector<bool> &repeated);
    Done copyRejections(Connection &connection, int stream, const std::vector<Rejection> &rejections);

    Session m_session;
    ReaderPositions m_positions;
    ReadingPartitions m_partitions;
    IngestClaims m_claims;
    CrashPoint &m_crashPoint;
};

} // namespace rig::storage
