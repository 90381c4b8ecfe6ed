#pragma once

#include <librdkafka/rdkafka.h>

#include <atomic>
#include <memory>

namespace rig::bus {

template <auto release> struct Release
{
    template <class T> void operator()(T *handle) const { release(handle); }
};

/// What the library hands to the callbacks of a client. It ends with the client, which may outlive its owner:
/// only a callback that the owner has called itself, by polling, may use `owner`.
struct CallbackData
{
    void *owner = nullptr;
    /// Why the last refused certificate of a broker was refused, as OpenSSL numbers it (X509_V_ERR_…); 0:
    /// none.
    std::atomic<int> certificateFault{0};
};

/// Ends a client without telling its group: a static member does not leave anyway, and nothing here waits for
/// an offset commit, so closing first would only cost time. Waits at most 2 s: librdkafka before 2.1 does not
/// end at all once a partition that it read has been removed from the cluster, and then stays behind, idle.
void endClient(rd_kafka_t *client);

using Client = std::unique_ptr<rd_kafka_t, Release<endClient>>;
using Configuration = std::unique_ptr<rd_kafka_conf_t, Release<rd_kafka_conf_destroy>>;
using Message = std::unique_ptr<rd_kafka_message_t, Release<rd_kafka_message_destroy>>;
using PartitionList =
    std::unique_ptr<rd_kafka_topic_partition_list_t, Release<rd_kafka_topic_partition_list_destroy>>;
using Topic = std::unique_ptr<rd_kafka_topic_t, Release<rd_kafka_topic_destroy>>;
using Metadata = std::unique_ptr<const rd_kafka_metadata_t, Release<rd_kafka_metadata_destroy>>;
using Queue = std::unique_ptr<rd_kafka_queue_t, Release<rd_kafka_queue_destroy>>;
using Event = std::unique_ptr<rd_kafka_event_t, Release<rd_kafka_event_destroy>>;
using NewTopic = std::unique_ptr<rd_kafka_NewTopic_t, Release<rd_kafka_NewTopic_destroy>>;
using DeleteTopic = std::unique_ptr<rd_kafka_DeleteTopic_t, Release<rd_kafka_DeleteTopic_destroy>>;
using AdminOptions = std::unique_ptr<rd_kafka_AdminOptions_t, Release<rd_kafka_AdminOptions_destroy>>;
using CallError = std::unique_ptr<rd_kafka_error_t, Release<rd_kafka_error_destroy>>;

inline PartitionList makePartitionList(int capacity)
{
    return PartitionList(rd_kafka_topic_partition_list_new(capacity));
}

} // namespace rig::bus
