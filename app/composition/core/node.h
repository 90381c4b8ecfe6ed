#pragma once

#include "composition/core/judge.h"
#include "composition/core/keep.h"
#include "pipeline/outlookworker.h"
#include "pipeline/upkeepworker.h"

#include <memory>

namespace rig::composition {

/// What `rigctl node` runs and a desktop that works alone runs too: everything that keeps and judges, without
/// a screen. Starts at once and waits for its servers by itself; destroying it drains and stops.
class Node
{
public:
    /// Which readers run; at least one.
    struct Readers
    {
        bool keep = true;
        bool judge = true;
        ScoreSink *scores = nullptr; ///< hears what the judge's models say; may be null, else it outlives all
    };

    /// conflict where another process holds the data directory's roles, and where the broker lives in another
    /// process: without groups two readers of one role would fence each other for ever.
    static Result<std::unique_ptr<Node>> start(const Servers &servers, const std::string &defaultMachine,
                                               const settings::DataDirectory &directory, Readers readers,
                                               const Clock &clock, CrashPoint &crashPoint);

    ~Node();

    /// Of keep: where each partition goes on, as far as it is stored.
    std::map<std::int32_t, std::int64_t> stored() const;
    /// `stopped` of a reader that does not run.
    ReaderStatus keepStatus() const;
    ReaderStatus judgeStatus() const;
    /// Why the history is not kept up; nothing where it is, or others do it.
    std::optional<Error> historyTrouble() const;
    /// Why it is not told where machines are going; likewise.
    std::optional<Error> outlookTrouble() const;
    /// Asks a database that is away at once instead of when the next try is due.
    void retryNow();

private:
    Node() = default;

    std::unique_ptr<Keep> m_keep;
    std::unique_ptr<pipeline::UpkeepWorker> m_upkeep;   ///< where it keeps
    std::unique_ptr<pipeline::OutlookWorker> m_outlook; ///< where it judges
    std::unique_ptr<Judge> m_judge;
};

} // namespace rig::composition
