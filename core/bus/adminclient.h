#pragma once

#include "bus/connectiontrouble.h"
#include "bus/partitionends.h"
#include "domain/instant.h"

#include <span>
#include <string>
#include <vector>

namespace rig::bus {

/// One short-lived connection for the questions of admin.h. One thread uses it. Nothing but `open` may be
/// called before that has succeeded.
class AdminClient
{
    Q_DECLARE_TR_FUNCTIONS(rig::bus::AdminClient)

public:
    explicit AdminClient(const settings::BusSettings &settings) : m_settings(settings), m_errors(settings) {}
    AdminClient(const AdminClient &) = delete;
    AdminClient &operator=(const AdminClient &) = delete;

    Done open();
    Result<std::string> clusterId(milliseconds patience);
    /// Of the topic, ascending; notFound where it is missing.
    Result<std::vector<std::int32_t>> partitions(milliseconds patience);
    Result<std::vector<PartitionEnds>> ends(std::span<const std::int32_t> partitions, milliseconds patience);
    /// One that exists by now is as good.
    Done createTopic(int partitions, milliseconds patience);
    /// One that is gone by now is as good.
    Done deleteTopic(milliseconds patience);

private:
    /// Waits for the one answer of an administrative request.
    Result<Event> answerOf(const Queue &answers, int wait);
    /// What became of the topic it was about; `excused` is as good as success.
    Done outcomeOf(const rd_kafka_topic_result_t *result, rd_kafka_resp_err_t excused);
    static void onError(rd_kafka_t *, int code, const char *detail, void *data);
    Error reason(rd_kafka_resp_err_t code, const char *detail = nullptr);

    const settings::BusSettings &m_settings;
    const BrokerErrors m_errors;
    ConnectionTrouble m_connection{m_errors};
    Client m_client;
};

} // namespace rig::bus
