#pragma once

#include "support/messages.h"

#include <deque>

struct rd_kafka_s;
struct rd_kafka_message_s;

namespace rig::test {

/// A message that the broker has, as it acknowledged it.
struct Acknowledged
{
    Message message;
    std::int32_t partition = -1;
    std::int64_t offset = -1; ///< -1: not acknowledged
    Instant recordTime;       ///< CreateTime, or LogAppendTime where the topic has it
};

/// The half of the oracle that writes: what it sends arrives once, however often the broker dies meanwhile,
/// and it remembers where. One thread owns it; failures are std::runtime_error.
class RecordingProducer
{
public:
    /// Whose clock stamps the topic's records: CreateTime or LogAppendTime.
    enum class Stamps
    {
        producer,
        broker
    };

    explicit RecordingProducer(std::string topic, Stamps stamps = Stamps::producer);
    ~RecordingProducer();

    /// Queues; at most 100,000 may be unacknowledged.
    void send(Message message);
    /// Waits until everything is acknowledged.
    void flush(milliseconds patience = std::chrono::seconds{60});
    /// In the order of sending; complete after `flush`.
    const std::deque<Acknowledged> &messages() const { return m_messages; }

private:
    void open();
    void locateRepeated();
    static void onDelivery(rd_kafka_s *, const rd_kafka_message_s *, void *producer);

    std::string m_topic;
    Stamps m_stamps;
    std::deque<Acknowledged> m_messages;
    bool m_anyRepeated = false; ///< acknowledged without an offset
    std::unique_ptr<rd_kafka_s, void (*)(rd_kafka_s *)> m_client;
};

} // namespace rig::test
