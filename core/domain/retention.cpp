#include "domain/retention.h"

#include <QCoreApplication>

#include <limits>

namespace rig {

namespace {

constexpr int mostDays = 36'500;

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::Retention", sentence);
}

int longevity(const std::optional<int> &days)
{
    return days.value_or(std::numeric_limits<int>::max());
}

} // namespace

Done check(const Retention &retention)
{
    for (const std::optional<int> &days : {retention.readings, retention.tenSeconds, retention.minutes})
        if (days && (*days < 1 || *days > mostDays))
            return failure(ErrorKind::refused,
                           tr("History is kept for 1 to %1 days or for ever, not for %2 days.")
                               .arg(mostDays)
                               .arg(*days));
    if (longevity(retention.tenSeconds) < longevity(retention.readings) ||
        longevity(retention.minutes) < longevity(retention.tenSeconds))
        return failure(
            ErrorKind::refused,
            tr("What is coarser is kept at least as long as what is finer: rollups of 10 s as long "
               "as readings, and rollups of a minute as long as those of 10 s."));
    return {};
}

} // namespace rig
