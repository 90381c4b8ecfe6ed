#include "bus/idempotentproducer.h"

#include "bus/clientsetup.h"
#include "bus/log.h"
#include "domain/record.h"

#include <array>
#include <utility>

namespace rig::bus {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto reportInterval = 100ms; ///< how late the end of the object is noticed at most

rd_kafka_vu_t bytes(rd_kafka_vtype_t kind, std::string_view value)
{
    rd_kafka_vu_t field{};
    field.vtype = kind;
    field.u.mem.ptr = const_cast<char *>(value.data()); // copied, never written to
    field.u.mem.size = value.size();
    return field;
}

rd_kafka_vu_t header(std::string_view name, std::string_view value)
{
    rd_kafka_vu_t field{};
    field.vtype = RD_KAFKA_VTYPE_HEADER;
    field.u.header.name = name.data();
    field.u.header.val = value.data();
    field.u.header.size = static_cast<ssize_t>(value.size());
    return field;
}

} // namespace

IdempotentProducer::IdempotentProducer(const settings::BusSettings &settings) : m_errors(settings) {}

IdempotentProducer::~IdempotentProducer()
{
    if (!m_client)
        return;
    m_reports = {};
    m_failures = 0;
    rd_kafka_purge(m_client.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(m_client.get(), static_cast<int>(reportInterval.count()));
    if (m_failures > 0)
        qCWarning(busLog, "%d messages were still unwritten when their writer ended; they are lost",
                  m_failures);
}

void IdempotentProducer::receiveCallbacksOf(ClientSetup &setup)
{
    setup.setOwner(this);
    rd_kafka_conf_set_dr_msg_cb(setup.configuration(), onDelivery);
    rd_kafka_conf_set_error_cb(setup.configuration(), onError);
}

void IdempotentProducer::run(Client client)
{
    m_client = std::move(client);
    m_reports = std::jthread([this](const std::stop_token &stop) { takeReports(stop); });
}

Done IdempotentProducer::write(const Outgoing &message, milliseconds patience)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        const rd_kafka_resp_err_t error = enqueue(message);
        if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
            return {};
        if (error == RD_KAFKA_RESP_ERR__FATAL)
            return tl::unexpected(m_errors.fatal(m_client.get()));
        if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL)
            return tl::unexpected(m_errors.translate(error, nullptr));
        const auto now = std::chrono::steady_clock::now();
        if (now >= deadline)
            return failure(
                ErrorKind::full,
                tr("The queue to Kafka on %1 is full. %2").arg(m_errors.servers(), connectionState()),
                m_errors.names().servers);
        std::unique_lock lock(m_guard);
        m_reported.wait_until(lock, std::min(deadline, now + reportInterval));
    }
}

rd_kafka_resp_err_t IdempotentProducer::enqueue(const Outgoing &message)
{
    const std::string topic(message.topic);
    std::array<rd_kafka_vu_t, 6> fields{};
    std::size_t count = 0;
    fields[count].vtype = RD_KAFKA_VTYPE_TOPIC;
    fields[count++].u.cstr = topic.c_str();
    fields[count].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
    fields[count++].u.i = RD_KAFKA_MSG_F_COPY;
    fields[count++] = bytes(RD_KAFKA_VTYPE_VALUE, message.payload);
    if (!message.key.empty())
        fields[count++] = bytes(RD_KAFKA_VTYPE_KEY, message.key);
    if (message.origin != Origin::field)
        fields[count++] = header(originHeader, word(message.origin));
    if (message.time) {
        fields[count].vtype = RD_KAFKA_VTYPE_TIMESTAMP;
        fields[count++].u.i64 = std::chrono::floor<milliseconds>(*message.time).time_since_epoch().count();
    }
    const CallError error(rd_kafka_produceva(m_client.get(), fields.data(), count));
    return rd_kafka_error_code(error.get());
}

Done IdempotentProducer::flush(milliseconds patience)
{
    const auto flushed = rd_kafka_flush(m_client.get(), static_cast<int>(patience.count()));
    const QString connection = connectionState();
    std::unique_lock lock(m_guard);
    const int failures = std::exchange(m_failures, 0);
    if (std::optional<Error> first = std::exchange(m_firstFailure, {})) {
        first->sentence =
            tr("%n message(s) were not written to Kafka. %1", nullptr, failures).arg(first->sentence);
        return tl::unexpected(*first);
    }
    if (flushed != RD_KAFKA_RESP_ERR_NO_ERROR)
        return failure(ErrorKind::unavailable,
                       tr("%n message(s) still wait to be written to Kafka on %1. %2", nullptr,
                          rd_kafka_outq_len(m_client.get()))
                           .arg(m_errors.servers(), connection),
                       m_errors.names().servers);
    return {};
}

QString IdempotentProducer::connectionState()
{
    const std::lock_guard lock(m_guard);
    return m_connection.known() ? m_connection.known()->sentence
                                : tr("The broker takes messages too slowly.");
}

void IdempotentProducer::takeReports(const std::stop_token &stop)
{
    while (!stop.stop_requested())
        if (rd_kafka_poll(m_client.get(), static_cast<int>(reportInterval.count())) > 0)
            m_reported.notify_all();
}

void IdempotentProducer::onDelivery(rd_kafka_t *client, const rd_kafka_message_t *message, void *data)
{
    auto &producer = *static_cast<IdempotentProducer *>(static_cast<CallbackData *>(data)->owner);
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        const std::lock_guard lock(producer.m_guard);
        producer.m_connection.clear();
        return;
    }
    // A fatal error empties the queue, and its messages then only say that. Not rd_kafka_message_errstr,
    // which gives the payload of a message that was to be written.
    Error error = rd_kafka_fatal_error(client, nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR
                      ? producer.m_errors.fatal(client)
                      : producer.m_errors.translate(message->err, nullptr);
    const std::lock_guard lock(producer.m_guard);
    ++producer.m_failures;
    if (!producer.m_firstFailure)
        producer.m_firstFailure = std::move(error);
}

void IdempotentProducer::onError(rd_kafka_t *, int code, const char *detail, void *data)
{
    auto &[owner, certificateFault] = *static_cast<CallbackData *>(data);
    auto &producer = *static_cast<IdempotentProducer *>(owner);
    const std::lock_guard lock(producer.m_guard);
    producer.m_connection.hear(static_cast<rd_kafka_resp_err_t>(code), detail, certificateFault,
                               std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace rig::bus
