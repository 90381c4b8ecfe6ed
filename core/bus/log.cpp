#include "bus/log.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace rig::bus {

Q_LOGGING_CATEGORY(busLog, "rig.bus", QtInfoMsg)

namespace {

/// What tells nothing that our own sentences do not, or nothing at all:
/// AUTOCREATE: the in-process broker does not know that topics can be forbidden to appear by themselves, and
/// each client would say so every five seconds. CERTVERIFY: a certificate that was refused, which comes as an
/// error as well. FAIL: a connection that failed; the same text comes as an
/// error to everybody who opens a client here, and every try would say it again. GETPID: a broker that has
/// just started cannot number producers yet and is asked again; where it never can, that comes as an error.
/// REQTMOUT, SESSTMOUT: what follows from a broker that is away, for each connection and each member of a
/// group.
constexpr std::array<std::string_view, 6> known{"AUTOCREATE", "CERTVERIFY", "FAIL",
                                                "GETPID",     "REQTMOUT",   "SESSTMOUT"};

} // namespace

void logClientLine(const rd_kafka_t *, int level, const char *facility, const char *line)
{
    // As in syslog, smaller is worse. What it finds notable is not so for the people who read our log.
    constexpr int critical = 2;
    constexpr int warning = 4;
    const bool isKnown = std::find(known.begin(), known.end(), std::string_view(facility)) != known.end();
    if (level <= critical)
        qCCritical(busLog, "%s: %s", facility, line);
    else if (level <= warning && !isKnown)
        qCWarning(busLog, "%s: %s", facility, line);
    else
        qCDebug(busLog, "%s: %s", facility, line);
}

} // namespace rig::bus
