#include "local/heldbacksink.h"

#include <algorithm>
#include <thread>

namespace rig::local {

using namespace std::chrono_literals;

HeldBackSink::HeldBackSink(std::unique_ptr<RecordSink> sink, Observe observe, const Clock &clock)
    : m_sink(std::move(sink)), m_observe(std::move(observe)), m_clock(clock)
{
}

Done HeldBackSink::write(const Outgoing &message, milliseconds patience)
{
    const auto deadline = m_clock.steady() + patience;
    const std::unique_lock turn(m_turn, patience);
    if (!turn)
        return tooFarAhead();
    return makeRoom(message.payload.size(), deadline).and_then([&] {
        return m_sink->write(message, patience);
    });
}

Done HeldBackSink::flush(milliseconds patience)
{
    return m_sink->flush(patience);
}

Done HeldBackSink::makeRoom(std::size_t payload, std::chrono::nanoseconds deadline)
{
    bool asked = false;
    while (!m_throttle.admit(payload)) {
        const milliseconds left = std::chrono::floor<milliseconds>(deadline - m_clock.steady());
        if (asked && left <= 0ms)
            return tooFarAhead();
        if (asked)
            std::this_thread::sleep_for(std::min(left, 50ms));
        // What is still on its way is in no partition yet.
        if (Done flushed = m_sink->flush(std::max(left, 0ms)); !flushed) {
            // Nothing of it is lost: the patience was too short, and the next call goes on here.
            if (flushed.error().retryable())
                flushed.error().kind = ErrorKind::full;
            return flushed;
        }
        const auto progress = m_observe();
        if (!progress)
            return tl::unexpected(progress.error());
        m_throttle.observe(*progress);
        asked = true;
    }
    return {};
}

Done HeldBackSink::tooFarAhead() const
{
    return failure(
        ErrorKind::full,
        tr("Producers wait: of one partition %1 readings, or %2 KB, are not stored yet, and the in-process "
           "broker keeps little more. They go on when the database has stored them.")
            .arg(Throttle::mostMessages)
            .arg(Throttle::mostBytes / 1000));
}

} // namespace rig::local
