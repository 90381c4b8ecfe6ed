#pragma once

#include "domain/clock.h"
#include "domain/ports/recordsink.h"
#include "local/throttle.h"

#include <QCoreApplication>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace rig::local {

/// A writer to the in-process broker that waits for keep, so that the broker drops nothing that is not
/// stored. Where several write, each may have `Throttle::mostMessages` on the way: two fit, more do not.
/// Thread-safe.
class HeldBackSink final : public RecordSink
{
    Q_DECLARE_TR_FUNCTIONS(rig::local::HeldBackSink)

public:
    /// Asks broker and store, partition by partition; called on a writer's thread about every 2,000 messages,
    /// and every 50 ms while one waits.
    using Observe = std::function<Result<std::vector<PartitionProgress>>()>;

    /// `clock` must outlive it.
    HeldBackSink(std::unique_ptr<RecordSink> sink, Observe observe, const Clock &clock);

    /// `full` also where keep stores nothing for as long as `patience`. What `flush` would report may come
    /// here.
    Done write(const Outgoing &message, milliseconds patience) override;
    Done flush(milliseconds patience) override;

private:
    Done makeRoom(std::size_t payload, std::chrono::nanoseconds deadline);
    Done tooFarAhead() const;

    std::timed_mutex m_turn;
    Throttle m_throttle;
    std::unique_ptr<RecordSink> m_sink;
    Observe m_observe;
    const Clock &m_clock;
};

} // namespace rig::local
