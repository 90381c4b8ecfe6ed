#pragma once

#include "domain/crashpoint.h"
#include "domain/ports/judgestore.h"
#include "storage/judgeleases.h"
#include "storage/readerpositions.h"
#include "storage/session.h"

namespace rig::storage {

/// The judge's transaction in PostgreSQL: plant revision, lease, offset rows, events, memories, in this order
/// and all or nothing. Owns its connection; lives on one thread.
class JudgeTables : public JudgeStore
{
public:
    /// `holder` is who we are among the judges of this database: one running program has it at a time.
    JudgeTables(settings::DatabaseAddress address, std::string holder, CrashPoint &crashPoint,
                WaitCheck interrupted);

    Result<std::string> identity() override;
    Result<JudgeLease> lease(const StreamId &stream) override;
    Result<JudgeLease> markKeyless(const StreamId &stream) override;
    Done giveBack(const StreamId &stream) override;
    Result<JudgeStart> start(const StreamId &stream, std::span<const std::int32_t> partitions) override;
    Result<JudgeOutcome> store(const JudgeBatch &batch) override;
    Result<bool> holds(const JudgeBatch &batch) override;

private:
    /// The live connection and the stream's number, once the stream has its rows.
    struct Place
    {
        Connection *connection;
        int stream;
    };

    Result<Place> place(const StreamId &stream);
    Result<JudgeOutcome> storeInTransaction(Connection &connection, int stream, const JudgeBatch &batch);

    Session m_session;
    ReaderPositions m_positions;
    JudgeLeases m_leases;
    CrashPoint &m_crashPoint;
};

} // namespace rig::storage
