#pragma once

#include "domain/ports/judgestore.h"
#include "storage/connection.h"

namespace rig::storage {

/// The rows that say who judges which stream. Time is the database's, so the nodes' clocks do not matter.
class JudgeLeases
{
public:
    /// How long a holder that is never heard of again keeps the others away.
    static constexpr std::chrono::seconds holdTime{6};

    explicit JudgeLeases(std::string holder);

    /// Sees to it that the stream has a row; asks once, and again where `read` found none.
    Done ensure(Connection &connection, int stream);
    Result<JudgeLease> read(Connection &connection, int stream);
    /// Takes what is free or has run out, renews what is ours, then reads. Nothing is written of a stream
    /// that has keys. Waits while a transaction of the holder before us is open.
    Result<JudgeLease> hold(Connection &connection, int stream);
    /// Waits for every judge's transaction that has begun.
    Done mark(Connection &connection, int stream) const;
    Done giveBack(Connection &connection, int stream) const;

    /// Inside the caller's transaction, and true until its end: we may write what was judged in this term.
    /// A lease that has run out is still ours while nobody took it.
    Result<bool> stands(Connection &connection, int stream, std::int64_t term) const;

private:
    std::string m_holder;
    std::optional<int> m_ensured;
};

} // namespace rig::storage
