#include "presentation/maintenancewords.h"

#include "presentation/numbers.h"

#include <QCoreApplication>

namespace rig::presentation {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::Maintenance)
};

/// With the day where it is another one.
QString momentText(Instant instant, Instant now)
{
    const QString clock = timeText(instant).first(5);
    const QString soon = soonText(instant, now);
    return soon == clock ? clock : soon + u' ' + clock;
}

} // namespace

QString maintenanceEnd(const Maintenance &maintenance, Instant now)
{
    return maintenance.to ? Words::tr("to %1").arg(soonText(*maintenance.to, now)) : QString();
}

QString maintenanceSpan(const Maintenance &maintenance, Instant now)
{
    const QString from = momentText(maintenance.from, now);
    return maintenance.to ? Words::tr("%1 to %2").arg(from, momentText(*maintenance.to, now))
                          : Words::tr("%1 until it is ended").arg(from);
}

QString maintenanceWord(const Maintenance &maintenance, Instant now)
{
    const QString end = maintenanceEnd(maintenance, now);
    return end.isEmpty() ? Words::tr("MAINT") : Words::tr("MAINT %1").arg(end);
}

} // namespace rig::presentation
