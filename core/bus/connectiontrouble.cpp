#include "bus/connectiontrouble.h"

namespace rig::bus {

namespace {

/// Longer than two attempts to connect lie apart, at each of two addresses.
constexpr std::chrono::seconds answerCounts{30};

/// Somebody listens and says why not, or what he is not.
bool isAnswer(const Error &error, rd_kafka_resp_err_t code, QByteArrayView detail)
{
    switch (code) {
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR__RESOLVE:
        return error.kind == ErrorKind::refused || detail.contains("SSL listener");
    default:
        return true;
    }
}

} // namespace

void ConnectionTrouble::hear(rd_kafka_resp_err_t code, const char *detail, int certificateFault,
                             std::chrono::nanoseconds now)
{
    // It follows the errors of the single brokers, which say why.
    if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN && m_known)
        return;
    Error error = m_errors.translate(code, detail, certificateFault);
    const bool answer = isAnswer(error, code, QByteArrayView(detail));
    if (!answer && m_answered && now - *m_answered < answerCounts)
        return;
    m_known = std::move(error);
    m_answered = answer ? std::optional(now) : std::nullopt;
}

void ConnectionTrouble::clear()
{
    m_known.reset();
    m_answered.reset();
}

} // namespace rig::bus
