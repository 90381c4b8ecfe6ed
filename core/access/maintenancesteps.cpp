#include "access/maintenancesteps.h"

#include "access/heldplant.h"
#include "domain/shown.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::access {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Of one machine and its sensors, not long over: more are no plan but a program gone wild.
constexpr std::ptrdiff_t most = 1'000;

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::access::Maintenance", sentence);
}

/// To the second, which is how people say it.
QString timeOf(Instant instant)
{
    return shown(formatInstant(instant)).first(19) + u'Z';
}

/// "Machine A", "Sensor rpm of machine A".
QString nameOf(const std::string &machine, const std::string &sensor)
{
    return sensor.empty() ? tr("Machine %1").arg(shown(machine))
                          : tr("Sensor %1 of machine %2").arg(shown(sensor), shown(machine));
}

QString spanOf(const Maintenance &one)
{
    return one.to ? tr("from %1 to %2").arg(timeOf(one.from), timeOf(*one.to))
                  : tr("from %1 until it is ended").arg(timeOf(one.from));
}

QJsonObject jsonOf(const Maintenance &one)
{
    return {{u"from"_s, shown(formatInstant(one.from))},
            {u"to"_s, one.to ? QJsonValue(shown(formatInstant(*one.to))) : QJsonValue()},
            {u"reason"_s, shown(one.reason)}};
}

} // namespace

Result<QString> putIntoMaintenance(const PutIntoMaintenance &put, Change &change, AuditRecord &record)
{
    const Maintenance &wanted = put.maintenance;
    if (Done sound = check(wanted); !sound)
        return tl::unexpected(sound.error());
    const auto plant = holdPlantWith(change, wanted.machine, wanted.sensor);
    if (!plant)
        return tl::unexpected(plant.error());
    if (std::ranges::count((*plant)->maintenance(), wanted.machine, &Maintenance::machine) >= most)
        return failure(
            ErrorKind::refused,
            tr("Machine %1 has %2 maintenances that are planned or not long over, which are as many "
               "as there may be: take some back.")
                .arg(shown(wanted.machine))
                .arg(most));
    const auto all = change.maintenanceOf(wanted.machine, wanted.sensor);
    if (!all)
        return tl::unexpected(all.error());
    const auto other =
        std::ranges::find_if(*all, [&](const Maintenance &one) { return one.overlaps(wanted); });
    if (other != all->end())
        return failure(ErrorKind::conflict,
                       tr("%1 is in maintenance %2 already (%3): end that, or choose a time outside.")
                           .arg(nameOf(wanted.machine, wanted.sensor), spanOf(*other), shown(other->reason)));
    if (Done added = change.addMaintenance(wanted); !added)
        return tl::unexpected(added.error());
    record.next = jsonOf(wanted);
    return tr("%1 is in maintenance %2 (%3).")
        .arg(nameOf(wanted.machine, wanted.sensor), spanOf(wanted), shown(wanted.reason));
}

Result<QString> endMaintenance(const EndMaintenance &end, Change &change, AuditRecord &record)
{
    if (const auto held = change.holdPlant(); !held)
        return tl::unexpected(held.error());
    const auto all = change.maintenanceOf(end.machine, end.sensor);
    if (!all)
        return tl::unexpected(all.error());
    const QString name = nameOf(end.machine, end.sensor);
    const auto found = std::ranges::find_if(*all, [&](const Maintenance &one) {
        return end.from ? one.from == *end.from && (!one.to || *one.to > end.at) : one.covers(end.at);
    });
    if (found == all->end())
        return failure(ErrorKind::notFound,
                       end.from
                           ? tr("%1 has no maintenance from %2 that is not over. Look again with `rigctl "
                                "maintenance list`.")
                                 .arg(name, shown(formatInstant(*end.from)))
                           : tr("%1 is not in maintenance. `rigctl maintenance list` shows what is, and "
                                "what is planned.")
                                 .arg(name));
    if (Done ended = change.endMaintenance(*found, end.at); !ended)
        return tl::unexpected(ended.error());
    Maintenance after = *found;
    after.to = std::max(end.at, found->from);
    record.previous = jsonOf(*found);
    record.next = jsonOf(after);
    if (*after.to == found->from)
        return tr("%1: the maintenance %2 (%3) is taken back.")
            .arg(name, spanOf(*found), shown(found->reason));
    return tr("%1 is no longer in maintenance since %2.").arg(name, timeOf(*after.to));
}

} // namespace rig::access
