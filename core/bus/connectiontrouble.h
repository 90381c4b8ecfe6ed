#pragma once

#include "bus/brokererrors.h"

#include <chrono>
#include <optional>

namespace rig::bus {

/// What keeps a client from its broker, of all that the library reports one after the other. A name may stand
/// for several addresses, as `localhost` does, and the broker listen at one: what it answers there says why
/// it is not used, and that nobody listens at the next one says nothing; nor does a connection that ends
/// after the answer. Not thread-safe.
class ConnectionTrouble
{
public:
    explicit ConnectionTrouble(const BrokerErrors &errors) : m_errors(errors) {}

    /// As BrokerErrors::translate has it; of `now`, on any steady clock, only differences count.
    void hear(rd_kafka_resp_err_t code, const char *detail, int certificateFault,
              std::chrono::nanoseconds now);
    void clear();

    const std::optional<Error> &known() const { return m_known; }

private:
    const BrokerErrors &m_errors;
    std::optional<Error> m_known;
    std::optional<std::chrono::nanoseconds> m_answered; ///< when `m_known` came from a broker, last
};

} // namespace rig::bus
