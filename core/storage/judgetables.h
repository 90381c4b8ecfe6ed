#pragma once

#include "domain/crashpoint.h"
#include "domain/ports/judgestore.h"
#include "storage/readerpositions.h"
#include "storage/session.h"

namespace rig::storage {

/// The judge's transaction in PostgreSQL: plant revision, offset rows, events, memories, in this order and
/// all or nothing. Owns its connection; lives on one thread.
class JudgeTables : public JudgeStore
{
public:
    JudgeTables(settings::DatabaseAddress address, CrashPoint &crashPoint, std::function<bool()> interrupted);

    Result<std::string> identity() override;
    Result<JudgeStart> start(const StreamId &stream, std::span<const std::int32_t> partitions) override;
    Result<JudgeOutcome> store(const JudgeBatch &batch) override;
    Result<bool> holds(const JudgeBatch &batch) override;

private:
    Result<JudgeOutcome> storeInTransaction(Connection &connection, int stream, const JudgeBatch &batch);

    Session m_session;
    ReaderPositions m_positions;
    CrashPoint &m_crashPoint;
};

} // namespace rig::storage
