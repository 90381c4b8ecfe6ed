#pragma once

#include "bus/connectiontrouble.h"
#include "domain/ports/recordsink.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace rig::bus {

class ClientSetup;

/// The writer behind `openSink`. Any thread may call it. A thread of its own takes the library's reports, so
/// that they do not pile up while nobody writes and room in the queue is noticed at once; it ends with the
/// object.
class IdempotentProducer final : public RecordSink
{
    Q_DECLARE_TR_FUNCTIONS(rig::bus::IdempotentProducer)

public:
    explicit IdempotentProducer(const settings::BusSettings &settings);
    ~IdempotentProducer() override;

    /// Before the client is made; it keeps our address.
    void receiveCallbacksOf(ClientSetup &setup);
    void run(Client client);

    Done write(const Outgoing &message, milliseconds patience) override;
    Done flush(milliseconds patience) override;

private:
    static void onDelivery(rd_kafka_t *, const rd_kafka_message_t *message, void *data);
    static void onError(rd_kafka_t *client, int code, const char *detail, void *data);

    rd_kafka_resp_err_t enqueue(const Outgoing &message);
    void takeReports(const std::stop_token &stop);
    QString connectionState();

    const BrokerErrors m_errors;

    std::mutex m_guard;
    std::condition_variable m_reported;
    std::optional<Error> m_firstFailure;      ///< since the last flush
    int m_failures = 0;                       ///< since the last flush
    ConnectionTrouble m_connection{m_errors}; ///< since something was written

    Client m_client;
    std::jthread m_reports;
};

} // namespace rig::bus
