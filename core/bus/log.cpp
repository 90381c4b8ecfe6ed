#include "bus/log.h"

#include <string_view>

namespace rig::bus {

Q_LOGGING_CATEGORY(busLog, "rig.bus")

void logClientLine(const rd_kafka_t *, int level, const char *facility, const char *line)
{
    // As in syslog, smaller is worse. What it finds notable is not so for the people who read our log.
    constexpr int critical = 2;
    constexpr int warning = 4;
    // The in-process broker does not know that topics can be forbidden to appear by themselves, and each
    // client would say so every five seconds.
    const bool known = std::string_view(facility) == "AUTOCREATE";
    if (level <= critical)
        qCCritical(busLog, "%s: %s", facility, line);
    else if (level <= warning && !known)
        qCWarning(busLog, "%s: %s", facility, line);
    else
        qCDebug(busLog, "%s: %s", facility, line);
}

} // namespace rig::bus
