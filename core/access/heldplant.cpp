#include "access/heldplant.h"

#include "domain/shown.h"

#include <QCoreApplication>

namespace rig::access {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::access::HeldPlant", sentence);
}

} // namespace

Result<PlantPtr> holdPlantWith(Change &change, const std::string &machine, const std::string &sensor)
{
    auto plant = change.holdPlant();
    if (!plant)
        return plant;
    const MachineLayout *layout = (*plant)->machine(machine);
    if (!layout)
        return failure(ErrorKind::notFound, tr("The plant has no machine '%1'.").arg(shown(machine)));
    if (!sensor.empty() && layout->slotOf(sensor) < 0)
        return failure(ErrorKind::notFound,
                       tr("Machine '%1' has no sensor '%2'.").arg(shown(machine), shown(sensor)));
    return plant;
}

} // namespace rig::access
