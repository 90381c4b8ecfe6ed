#include "presentation/maintenancewords.h"

#include "presentation/numbers.h"

#include <QCoreApplication>

namespace rig::presentation {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::Maintenance)
};

} // namespace

QString maintenanceEnd(const Maintenance &maintenance, Instant now)
{
    return maintenance.to ? Words::tr("to %1").arg(soonText(*maintenance.to, now)) : QString();
}

QString maintenanceWord(const Maintenance &maintenance, Instant now)
{
    const QString end = maintenanceEnd(maintenance, now);
    return end.isEmpty() ? Words::tr("MAINT") : Words::tr("MAINT %1").arg(end);
}

} // namespace rig::presentation
