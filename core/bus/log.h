#pragma once

#include <QLoggingCategory>

#include <librdkafka/rdkafka.h>

namespace rig::bus {

/// `rig.bus`: what the client library says about connections and groups; the sentences for people travel as
/// errors. What these say too is at level debug: QT_LOGGING_RULES=rig.bus.debug=true shows it.
Q_DECLARE_LOGGING_CATEGORY(busLog)

/// What librdkafka calls for each line of its own, so that none goes to standard error; on its threads.
void logClientLine(const rd_kafka_t *, int level, const char *facility, const char *line);

} // namespace rig::bus
