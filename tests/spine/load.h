#pragma once

#include "support/recordingproducer.h"

#include <atomic>
#include <thread>

namespace rig::test {

/// Writes random messages from a thread of its own, so many a second, until it is stopped. The producer
/// belongs to that thread until then.
class Load
{
public:
    Load(RecordingProducer &producer, int perSecond, std::uint32_t seed);

    /// Returns when everything written is acknowledged.
    void stop();
    std::int64_t written() const { return m_written; }

private:
    RecordingProducer &m_producer;
    std::atomic<std::int64_t> m_written{0};
    std::jthread m_thread;
};

} // namespace rig::test
