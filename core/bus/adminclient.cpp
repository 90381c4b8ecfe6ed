#include "bus/adminclient.h"

#include "bus/clientsetup.h"
#include "bus/endsquery.h"
#include "bus/partitionsquery.h"

namespace rig::bus {

using namespace Qt::Literals::StringLiterals;

Done AdminClient::open()
{
    ClientSetup setup(m_settings);
    setup.setOwner(this);
    rd_kafka_conf_set_error_cb(setup.configuration(), onError);
    // A producer that only asks for a topic makes brokers create it.
    Result<Client> client = setup.open(RD_KAFKA_CONSUMER);
    if (!client)
        return tl::unexpected(client.error());
    m_client = std::move(*client);
    return {};
}

Result<std::string> AdminClient::clusterId(milliseconds patience)
{
    const std::unique_ptr<char, Release<std::free>> id(
        rd_kafka_clusterid(m_client.get(), static_cast<int>(patience.count())));
    if (!id)
        return tl::unexpected(reason(RD_KAFKA_RESP_ERR__TIMED_OUT));
    return std::string(id.get());
}

Result<std::vector<std::int32_t>> AdminClient::partitions(milliseconds patience)
{
    auto numbers = queryPartitions(m_client.get(), m_settings.topic, patience);
    if (numbers)
        return std::move(*numbers);
    if (numbers.error() != RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
        return tl::unexpected(reason(numbers.error()));
    Error missing = m_errors.translate(numbers.error(), nullptr);
    missing.kind = ErrorKind::notFound;
    return tl::unexpected(missing);
}

Result<std::vector<PartitionEnds>> AdminClient::ends(std::span<const std::int32_t> partitions,
                                                     milliseconds patience)
{
    auto ends = queryEnds(m_client.get(), m_settings.topic, partitions, patience);
    if (!ends)
        return tl::unexpected(reason(ends.error()));
    return std::move(*ends);
}

Done AdminClient::createTopic(int partitions, milliseconds patience)
{
    char refusal[512] = "";
    constexpr int brokersReplication = -1;
    const NewTopic topic(rd_kafka_NewTopic_new(m_settings.topic.c_str(), partitions, brokersReplication,
                                               refusal, sizeof refusal));
    if (!topic)
        return failure(ErrorKind::badConfiguration,
                       tr("The topic %1 cannot be created with %2 partitions (%3). Check %4.")
                           .arg(m_errors.topic())
                           .arg(partitions)
                           .arg(QString::fromUtf8(refusal), m_settings.names.topic),
                       m_settings.names.topic);
    const AdminOptions options(rd_kafka_AdminOptions_new(m_client.get(), RD_KAFKA_ADMIN_OP_CREATETOPICS));
    const int wait = static_cast<int>(patience.count());
    rd_kafka_AdminOptions_set_request_timeout(options.get(), wait, refusal, sizeof refusal);
    const Queue answers(rd_kafka_queue_new(m_client.get()));
    rd_kafka_NewTopic_t *one = topic.get();
    rd_kafka_CreateTopics(m_client.get(), &one, 1, options.get(), answers.get());
    return answerOf(answers, wait).and_then([&](const Event &answer) {
        std::size_t count = 0;
        return outcomeOf(
            *rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(answer.get()), &count),
            RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS);
    });
}

Done AdminClient::deleteTopic(milliseconds patience)
{
    const DeleteTopic topic(rd_kafka_DeleteTopic_new(m_settings.topic.c_str()));
    const AdminOptions options(rd_kafka_AdminOptions_new(m_client.get(), RD_KAFKA_ADMIN_OP_DELETETOPICS));
    const int wait = static_cast<int>(patience.count());
    rd_kafka_AdminOptions_set_request_timeout(options.get(), wait, nullptr, 0);
    const Queue answers(rd_kafka_queue_new(m_client.get()));
    rd_kafka_DeleteTopic_t *one = topic.get();
    rd_kafka_DeleteTopics(m_client.get(), &one, 1, options.get(), answers.get());
    return answerOf(answers, wait).and_then([&](const Event &answer) {
        std::size_t count = 0;
        return outcomeOf(
            *rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(answer.get()), &count),
            RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
    });
}

Result<Event> AdminClient::answerOf(const Queue &answers, int wait)
{
    Event answer(rd_kafka_queue_poll(answers.get(), wait + 1000));
    if (!answer)
        return tl::unexpected(reason(RD_KAFKA_RESP_ERR__TIMED_OUT));
    if (const auto error = rd_kafka_event_error(answer.get()))
        return tl::unexpected(reason(error, rd_kafka_event_error_string(answer.get())));
    return answer;
}

Done AdminClient::outcomeOf(const rd_kafka_topic_result_t *result, rd_kafka_resp_err_t excused)
{
    const auto error = rd_kafka_topic_result_error(result);
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR && error != excused)
        return tl::unexpected(reason(error, rd_kafka_topic_result_error_string(result)));
    return {};
}

void AdminClient::onError(rd_kafka_t *, int code, const char *detail, void *data)
{
    auto &[owner, certificateFault] = *static_cast<CallbackData *>(data);
    auto &client = *static_cast<AdminClient *>(owner);
    client.m_connection.hear(static_cast<rd_kafka_resp_err_t>(code), detail, certificateFault,
                             std::chrono::steady_clock::now().time_since_epoch());
}

/// That no answer came says little; what became of the connection says why.
Error AdminClient::reason(rd_kafka_resp_err_t code, const char *detail)
{
    rd_kafka_poll(m_client.get(), 0);
    const bool silence = code == RD_KAFKA_RESP_ERR__TIMED_OUT || code == RD_KAFKA_RESP_ERR__TRANSPORT;
    return silence && m_connection.known() ? *m_connection.known() : m_errors.translate(code, detail);
}

} // namespace rig::bus
