#pragma once

#include <QLoggingCategory>

namespace rig::bus {

/// `rig.bus`: what the client library says about connections and groups; the sentences for people travel as
/// errors.
Q_DECLARE_LOGGING_CATEGORY(busLog)

} // namespace rig::bus
