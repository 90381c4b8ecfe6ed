#pragma once

#include "bus/handles.h"
#include "domain/result.h"
#include "settings/settings.h"

#include <QCoreApplication>

#include <optional>

namespace rig::bus {

/// The configuration of one Kafka client, with what all of ours share already in it: servers, security,
/// reconnecting, logging. Used once: `open` gives the configuration to the client.
class ClientSetup
{
    Q_DECLARE_TR_FUNCTIONS(rig::bus::ClientSetup)

public:
    explicit ClientSetup(const settings::BusSettings &settings);

    /// A value that the library does not take makes `open` fail.
    void set(const char *property, const std::string &value);
    /// Of properties that came with a later version of the library than the oldest we build with.
    void setWhereKnown(const char *property, const std::string &value);
    /// Of the callbacks that are set on `configuration`: they get it by their last parameter, a CallbackData.
    void setOwner(void *owner) { m_callbackData->owner = owner; }
    rd_kafka_conf_t *configuration() { return m_configuration.get(); }
    /// badConfiguration where a setting is missing or unusable; never waits for a broker.
    Result<Client> open(rd_kafka_type_t type);

private:
    void secure(const settings::BusSettings &settings);

    Configuration m_configuration;
    std::unique_ptr<CallbackData> m_callbackData =
        std::make_unique<CallbackData>(); ///< in the end the client's
    settings::BusSettingNames m_names;
    std::optional<Error> m_failure;
};

} // namespace rig::bus
