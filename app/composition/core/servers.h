#pragma once

#include "composition/core/database.h"
#include "domain/record.h"

#include <optional>

namespace rig::composition {

/// The two servers that the readers work with.
struct Servers
{
    Database database;
    settings::BusSettings bus;
    /// The stream's identity where the broker runs in this process: it is read without groups then.
    std::optional<StreamId> inProcess;
};

/// Those of the settings; badConfiguration where one of them is not configured.
Result<Servers> configuredServers(const settings::Settings &settings);

} // namespace rig::composition
