#include "bus/handles.h"

#include "bus/log.h"

#include <future>
#include <thread>

namespace rig::bus {

using namespace std::chrono_literals;

void endClient(rd_kafka_t *client)
{
    std::promise<void> ended;
    const std::future<void> end = ended.get_future();
    std::thread([client, ended = std::move(ended)]() mutable {
        const std::unique_ptr<CallbackData> data(static_cast<CallbackData *>(rd_kafka_opaque(client)));
        rd_kafka_destroy_flags(client, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
        ended.set_value();
    }).detach();
    if (end.wait_for(2s) != std::future_status::ready)
        qCWarning(busLog, "A Kafka client does not end and is left behind");
}

} // namespace rig::bus
