#include "support/kafkatopic.h"

#include <librdkafka/rdkafka.h>

#include <QUuid>

#include <array>
#include <stdexcept>
#include <thread>

namespace rig::test {

namespace {

constexpr int patience = 20'000; // ms; a broker that was killed takes its time

std::string servers()
{
    return qEnvironmentVariable("KAFKA_BROKER_URL").toStdString();
}

void check(rd_kafka_resp_err_t error, const std::string &what)
{
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
        throw std::runtime_error(what + ": " + rd_kafka_err2str(error));
}

template <class T> using Handle = std::unique_ptr<T, void (*)(T *)>;

} // namespace

QString whyNoBroker()
{
    if (qEnvironmentVariableIsSet("KAFKA_BROKER_URL"))
        return {};
    const QString reason = qEnvironmentVariable("RIG_TEST_NO_BROKER");
    return reason.isEmpty()
               ? QStringLiteral("KAFKA_BROKER_URL is not set; run this under tests/with-servers.")
               : reason;
}

struct KafkaTopic::Client
{
    Client() : handle(nullptr, rd_kafka_destroy)
    {
        rd_kafka_conf_t *configuration = rd_kafka_conf_new();
        const std::string brokers = servers();
        for (const auto &[property, value] :
             {std::pair{"bootstrap.servers", brokers.c_str()}, std::pair{"message.max.bytes", "4000000"},
              std::pair{"partitioner", "murmur2_random"}, std::pair{"enable.idempotence", "true"},
              std::pair{"max.in.flight", "1"}, // as the product's, for its reasons (bus/producer.cpp)
              std::pair{"linger.ms", "0"}})
            rd_kafka_conf_set(configuration, property, value, nullptr, 0);
        rd_kafka_conf_set_dr_msg_cb(
            configuration, [](rd_kafka_t *, const rd_kafka_message_t *message, void *) {
                if (message->err)
                    qFatal("A test message was not written: %s", rd_kafka_err2str(message->err));
            });
        handle.reset(rd_kafka_new(RD_KAFKA_PRODUCER, configuration, nullptr, 0));
        if (!handle)
            throw std::runtime_error("KAFKA_BROKER_URL is unusable");
        queue = rd_kafka_queue_new(handle.get());
    }
    ~Client() { rd_kafka_queue_destroy(queue); }

    Handle<rd_kafka_event_t> answer(const std::string &what)
    {
        Handle<rd_kafka_event_t> event(rd_kafka_queue_poll(queue, patience), rd_kafka_event_destroy);
        check(event ? rd_kafka_event_error(event.get()) : RD_KAFKA_RESP_ERR__TIMED_OUT, what);
        return event;
    }

    void enqueue(const std::string &topic, const RawMessage &message);

    Handle<rd_kafka_t> handle;
    rd_kafka_queue_t *queue;
};

void KafkaTopic::Client::enqueue(const std::string &topic, const RawMessage &message)
{
    rd_kafka_headers_t *headers = rd_kafka_headers_new(message.headers.size());
    for (const auto &[name, value] : message.headers)
        rd_kafka_header_add(headers, name.c_str(), -1, value.data(), static_cast<ssize_t>(value.size()));
    std::array<rd_kafka_vu_t, 7> fields{};
    fields[0].vtype = RD_KAFKA_VTYPE_TOPIC;
    fields[0].u.cstr = topic.c_str();
    fields[1].vtype = RD_KAFKA_VTYPE_PARTITION;
    fields[1].u.i32 = message.partition.value_or(RD_KAFKA_PARTITION_UA);
    fields[2].vtype = RD_KAFKA_VTYPE_VALUE;
    fields[2].u.mem = {const_cast<char *>(message.payload.data()), message.payload.size()};
    fields[3].vtype = RD_KAFKA_VTYPE_KEY;
    if (message.key)
        fields[3].u.mem = {const_cast<char *>(message.key->data()), message.key->size()};
    fields[4].vtype = RD_KAFKA_VTYPE_TIMESTAMP;
    fields[4].u.i64 = message.time ? message.time->count() : 0;
    fields[5].vtype = RD_KAFKA_VTYPE_HEADERS;
    fields[5].u.headers = headers;
    fields[6].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
    fields[6].u.i = RD_KAFKA_MSG_F_COPY | RD_KAFKA_MSG_F_BLOCK;
    const Handle<rd_kafka_error_t> error(rd_kafka_produceva(handle.get(), fields.data(), fields.size()),
                                         rd_kafka_error_destroy);
    check(rd_kafka_error_code(error.get()), "writing to " + topic);
}

KafkaTopic::KafkaTopic(int partitions, const Configuration &configuration)
    : m_name("test-" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()),
      m_client(std::make_unique<Client>())
{
    if (partitions > 0)
        create(partitions, configuration);
}

KafkaTopic::~KafkaTopic()
{
    try {
        remove();
    } catch (const std::runtime_error &) {
        // It may have been removed, or never made; the broker is made for the tests and goes away with them.
    }
}

settings::BusSettings KafkaTopic::settings() const
{
    settings::BusSettings settings;
    settings.servers = servers();
    settings.topic = m_name;
    return settings;
}

void KafkaTopic::create(int partitions, const Configuration &configuration)
{
    char refusal[512];
    Handle<rd_kafka_NewTopic_t> topic(
        rd_kafka_NewTopic_new(m_name.c_str(), partitions, 1, refusal, sizeof refusal),
        rd_kafka_NewTopic_destroy);
    rd_kafka_NewTopic_set_config(topic.get(), "max.message.bytes", "4000000");
    for (const auto &[name, value] : configuration)
        rd_kafka_NewTopic_set_config(topic.get(), name.c_str(), value.c_str());
    rd_kafka_NewTopic_t *one = topic.get();
    rd_kafka_CreateTopics(m_client->handle.get(), &one, 1, nullptr, m_client->queue);
    const auto event = m_client->answer("creating " + m_name);
    std::size_t count = 0;
    const auto *results =
        rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
    check(rd_kafka_topic_result_error(results[0]), "creating " + m_name);
}

void KafkaTopic::remove()
{
    Handle<rd_kafka_DeleteTopic_t> topic(rd_kafka_DeleteTopic_new(m_name.c_str()),
                                         rd_kafka_DeleteTopic_destroy);
    rd_kafka_DeleteTopic_t *one = topic.get();
    rd_kafka_DeleteTopics(m_client->handle.get(), &one, 1, nullptr, m_client->queue);
    m_client->answer("deleting " + m_name);
}

void KafkaTopic::makeAnew(int partitions)
{
    remove();
    const auto deadline = std::chrono::steady_clock::now() + milliseconds(patience);
    for (;;) {
        try {
            create(partitions);
            break;
        } catch (const std::runtime_error &) { // the old one is still being removed
            if (std::chrono::steady_clock::now() > deadline)
                throw;
            std::this_thread::sleep_for(milliseconds(100));
        }
    }
    // A broker that has not heard of it yet would take what is written into the old one's log.
    while (!isEmpty(partitions)) {
        if (std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("the topic that was made anew still has the old one's log");
        std::this_thread::sleep_for(milliseconds(50));
    }
}

bool KafkaTopic::isEmpty(int partitions) const
{
    for (int partition = 0; partition < partitions; ++partition) {
        std::int64_t low = -1;
        std::int64_t high = -1;
        const auto answer = rd_kafka_query_watermark_offsets(m_client->handle.get(), m_name.c_str(),
                                                             partition, &low, &high, patience);
        if (answer != RD_KAFKA_RESP_ERR_NO_ERROR || high != 0)
            return false;
    }
    return true;
}

void KafkaTopic::growTo(int total)
{
    char refusal[512];
    Handle<rd_kafka_NewPartitions_t> more(
        rd_kafka_NewPartitions_new(m_name.c_str(), static_cast<std::size_t>(total), refusal, sizeof refusal),
        rd_kafka_NewPartitions_destroy);
    rd_kafka_NewPartitions_t *one = more.get();
    rd_kafka_CreatePartitions(m_client->handle.get(), &one, 1, nullptr, m_client->queue);
    m_client->answer("adding partitions to " + m_name);
}

void KafkaTopic::write(std::span<const RawMessage> messages)
{
    // A client that is connected when the topic is made takes a second to learn of it.
    Client client;
    for (const RawMessage &message : messages) {
        client.enqueue(m_name, message);
        rd_kafka_poll(client.handle.get(), 0);
    }
    check(rd_kafka_flush(client.handle.get(), patience), "writing to " + m_name);
}

void KafkaTopic::deleteBefore(std::int32_t partition, std::int64_t offset)
{
    Handle<rd_kafka_topic_partition_list_t> offsets(rd_kafka_topic_partition_list_new(1),
                                                    rd_kafka_topic_partition_list_destroy);
    rd_kafka_topic_partition_list_add(offsets.get(), m_name.c_str(), partition)->offset = offset;
    Handle<rd_kafka_DeleteRecords_t> deletion(rd_kafka_DeleteRecords_new(offsets.get()),
                                              rd_kafka_DeleteRecords_destroy);
    rd_kafka_DeleteRecords_t *one = deletion.get();
    rd_kafka_DeleteRecords(m_client->handle.get(), &one, 1, nullptr, m_client->queue);
    m_client->answer("deleting records of " + m_name);
}

} // namespace rig::test
