#include "support/recordingproducer.h"

#include <librdkafka/rdkafka.h>

#include <array>
#include <map>
#include <stdexcept>
#include <utility>

namespace rig::test {

namespace {

/// Fields of rd_kafka_produceva; all of them point into the message.
std::array<rd_kafka_vu_t, 8> fieldsOf(const std::string &topic, Acknowledged &entry)
{
    Message &message = entry.message;
    rd_kafka_headers_t *headers = rd_kafka_headers_new(message.headers.size());
    for (const auto &[name, value] : message.headers)
        rd_kafka_header_add(headers, name.c_str(), -1, value.data(), static_cast<ssize_t>(value.size()));
    std::array<rd_kafka_vu_t, 8> fields{};
    fields[0].vtype = RD_KAFKA_VTYPE_TOPIC;
    fields[0].u.cstr = topic.c_str();
    fields[1].vtype = RD_KAFKA_VTYPE_PARTITION;
    fields[1].u.i32 = message.partition.value_or(RD_KAFKA_PARTITION_UA);
    fields[2].vtype = RD_KAFKA_VTYPE_VALUE;
    if (!message.null)
        fields[2].u.mem = {message.payload.data(), message.payload.size()};
    fields[3].vtype = RD_KAFKA_VTYPE_KEY;
    if (message.key)
        fields[3].u.mem = {message.key->data(), message.key->size()};
    fields[4].vtype = RD_KAFKA_VTYPE_TIMESTAMP;
    fields[4].u.i64 = message.time->count();
    fields[5].vtype = RD_KAFKA_VTYPE_HEADERS;
    fields[5].u.headers = headers;
    fields[6].vtype = RD_KAFKA_VTYPE_OPAQUE;
    fields[6].u.ptr = &entry;
    fields[7].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
    fields[7].u.i = RD_KAFKA_MSG_F_COPY;
    return fields;
}

} // namespace

RecordingProducer::RecordingProducer(std::string topic, Stamps stamps)
    : m_topic(std::move(topic)), m_stamps(stamps), m_client(nullptr, rd_kafka_destroy)
{
}

RecordingProducer::~RecordingProducer()
{
    if (m_client)
        rd_kafka_purge(m_client.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
}

/// Not before the first message: a client that is connected when its topic is made takes a second to see it.
void RecordingProducer::open()
{
    rd_kafka_conf_t *configuration = rd_kafka_conf_new();
    const std::string servers = qEnvironmentVariable("KAFKA_BROKER_URL").toStdString();
    for (const auto &[property, value] :
         {std::pair{"bootstrap.servers", servers.c_str()}, std::pair{"message.max.bytes", "4000000"},
          std::pair{"partitioner", "murmur2_random"}, std::pair{"enable.idempotence", "true"},
          std::pair{"max.in.flight", "1"}, // as the product's, for its reasons (bus/producer.cpp)
          std::pair{"message.timeout.ms", "0"}, std::pair{"linger.ms", "5"},
          std::pair{"reconnect.backoff.max.ms", "500"}})
        if (rd_kafka_conf_set(configuration, property, value, nullptr, 0) != RD_KAFKA_CONF_OK)
            throw std::runtime_error(std::string("librdkafka does not take ") + property);
    // That the broker is away is what tests are about.
    rd_kafka_conf_set_log_cb(configuration, [](const rd_kafka_t *, int, const char *, const char *) {});
    rd_kafka_conf_set_dr_msg_cb(configuration, onDelivery);
    rd_kafka_conf_set_opaque(configuration, this);
    m_client.reset(rd_kafka_new(RD_KAFKA_PRODUCER, configuration, nullptr, 0));
    if (!m_client)
        throw std::runtime_error("KAFKA_BROKER_URL is unusable");
}

void RecordingProducer::send(Message message)
{
    if (!m_client)
        open();
    Acknowledged &entry = m_messages.emplace_back();
    entry.message = std::move(message);
    if (!entry.message.time)
        entry.message.time = std::chrono::duration_cast<milliseconds>(now().time_since_epoch());
    entry.recordTime = Instant(*entry.message.time);
    const auto fields = fieldsOf(m_topic, entry);
    const std::unique_ptr<rd_kafka_error_t, void (*)(rd_kafka_error_t *)> error(
        rd_kafka_produceva(m_client.get(), fields.data(), fields.size()), rd_kafka_error_destroy);
    if (error)
        throw std::runtime_error(std::string("writing: ") + rd_kafka_error_string(error.get()));
    rd_kafka_poll(m_client.get(), 0);
}

void RecordingProducer::flush(milliseconds patience)
{
    if (m_client && rd_kafka_flush(m_client.get(), static_cast<int>(patience.count())))
        throw std::runtime_error("the broker did not acknowledge everything in time");
    if (std::exchange(m_anyRepeated, false))
        locateRepeated();
}

/// A broker that died before it could acknowledge has a batch that comes again, and may not say where. It
/// lies right behind what went into the partition before it, where nobody else writes to that. Of its
/// messages librdkafka counts on from RD_KAFKA_OFFSET_INVALID, which is below any offset that follows another
/// one.
void RecordingProducer::locateRepeated()
{
    std::map<std::int32_t, std::int64_t> next;
    for (Acknowledged &one : m_messages) {
        if (const auto found = next.find(one.partition); found != next.end() && one.offset < found->second)
            one.offset = found->second;
        next[one.partition] = one.offset + 1;
    }
}

void RecordingProducer::onDelivery(rd_kafka_t *, const rd_kafka_message_t *message, void *producer)
{
    if (message->err == RD_KAFKA_RESP_ERR__PURGE_QUEUE || message->err == RD_KAFKA_RESP_ERR__PURGE_INFLIGHT)
        return;
    if (message->err)
        qFatal("A test message was not written: %s", rd_kafka_err2str(message->err));
    auto &entry = *static_cast<Acknowledged *>(message->_private);
    entry.partition = message->partition;
    entry.offset = message->offset;
    auto &self = *static_cast<RecordingProducer *>(producer);
    self.m_anyRepeated |= message->offset < 0;
    // A broker that already had the batch answers with the batch's newest time whatever the topic has, and
    // librdkafka reports that for each of its messages.
    if (self.m_stamps == Stamps::broker)
        entry.recordTime = Instant(milliseconds(rd_kafka_message_timestamp(message, nullptr)));
}

} // namespace rig::test
