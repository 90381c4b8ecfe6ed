#pragma once

#include "composition/core/database.h"
#include "domain/record.h"
#include "local/serversfile.h"

#include <optional>

namespace rig::composition {

/// The two servers that the readers work with.
struct Servers
{
    Database database;
    settings::BusSettings bus;
    /// The stream's identity where the broker is an in-process one: it is read without groups then.
    std::optional<StreamId> inProcess;
    /// The other process that this in-process broker lives in: it keeps and judges what comes to it.
    std::optional<std::int64_t> brokerOf;
};

/// Which servers a program works with that runs none itself: those of the settings and, in place of what is
/// not configured, the private ones that a running rig-alpha tells of in servers.json. A value.
struct ServerChoice
{
    settings::Settings settings; ///< with what is offered filled in; what is missing is empty
    std::optional<local::RunningServers> offer;
    std::optional<Error> offerTrouble; ///< why servers.json tells nothing although it is there
    bool brokerOffered = false;
    bool databaseOffered = false;

    /// A sentence's part each: "because KAFKA_BROKER_URL in the environment names it".
    QString whyBroker() const;
    QString whyDatabase() const;
    /// What must be said for as long as an offered server is in use.
    QStringList notices() const;
    /// Set where the broker is a running rig-alpha's; never what the broker says of itself, see
    /// bus::InProcessBroker.
    std::optional<StreamId> inProcess() const;

    /// badConfiguration, saying what to start or to set, where there is none.
    Done requireBroker() const;
    Result<Database> database() const;
    Result<Servers> servers() const;
};

/// Reads servers.json where something is not configured.
ServerChoice chooseServers(const settings::Settings &settings);

/// The identity of the topic of `bus`; the broker is asked unless it is an in-process one, whose is known.
Result<StreamId> identify(const settings::BusSettings &bus, const std::optional<StreamId> &inProcess,
                          milliseconds patience);

} // namespace rig::composition
