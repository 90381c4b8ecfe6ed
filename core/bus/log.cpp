#include "bus/log.h"

#include <string_view>

namespace rig::bus {

Q_LOGGING_CATEGORY(busLog, "rig.bus")

void logClientLine(const rd_kafka_t *, int level, const char *facility, const char *line)
{
    constexpr int warning = 4; // as in syslog, smaller is worse
    // The in-process broker does not know that topics can be forbidden to appear by themselves, and each
    // client would say so every five seconds.
    const bool known = std::string_view(facility) == "AUTOCREATE";
    if (level <= warning && !known)
        qCWarning(busLog, "%s: %s", facility, line);
    else
        qCDebug(busLog, "%s: %s", facility, line);
}

} // namespace rig::bus
