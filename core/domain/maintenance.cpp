#include "domain/maintenance.h"

#include "domain/shown.h"
#include "domain/writtentext.h"

#include <QCoreApplication>

namespace rig {

namespace {

constexpr qsizetype longestReason = 200;

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::Maintenance", sentence);
}

} // namespace

bool Maintenance::overlaps(const Maintenance &other) const
{
    const auto reaches = [](const Maintenance &one, Instant at) { return !one.to || *one.to > at; };
    return machine == other.machine && sensor == other.sensor && reaches(*this, other.from) &&
           reaches(other, from);
}

Done check(const Maintenance &maintenance)
{
    if (!isWrittenText(maintenance.reason, longestReason))
        return failure(
            ErrorKind::refused,
            tr("A maintenance has a reason: 1 to %1 characters of text without control characters.")
                .arg(longestReason));
    if (maintenance.to && *maintenance.to <= maintenance.from)
        return failure(ErrorKind::refused, tr("A maintenance ends after it begins: %1 is not after %2.")
                                               .arg(shown(formatInstant(*maintenance.to)),
                                                    shown(formatInstant(maintenance.from))));
    return {};
}

} // namespace rig
