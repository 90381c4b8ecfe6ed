#include "bus/log.h"

namespace rig::bus {

Q_LOGGING_CATEGORY(busLog, "rig.bus")

void takeLogLine(const rd_kafka_t *, int level, const char *facility, const char *line)
{
    // As in syslog, smaller is worse. What it finds notable is not so for the people who read our log.
    constexpr int critical = 2;
    constexpr int warning = 4;
    if (level <= critical)
        qCCritical(busLog, "%s: %s", facility, line);
    else if (level <= warning)
        qCWarning(busLog, "%s: %s", facility, line);
    else
        qCDebug(busLog, "%s: %s", facility, line);
}

} // namespace rig::bus
