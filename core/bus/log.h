#pragma once

#include <QLoggingCategory>

#include <librdkafka/rdkafka.h>

namespace rig::bus {

/// `rig.bus`: what the client library says about connections and groups; the sentences for people travel as
/// errors.
Q_DECLARE_LOGGING_CATEGORY(busLog)

/// Every client of the library says its lines here instead of on standard error.
void takeLogLine(const rd_kafka_t *, int level, const char *facility, const char *line);

} // namespace rig::bus
