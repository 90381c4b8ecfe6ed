#include "domain/plantmerge.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig {

namespace {

template <class T, class Key> T *find(std::vector<T> &all, Key key, const std::string &id)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const T &one) { return one.*key == id; });
    return found == all.end() ? nullptr : &*found;
}

/// The machine's old slots in their places, then what is new; a slot the file no longer names is retired.
std::vector<Slot> mergedSlots(const std::vector<Slot> &present, const std::vector<Slot> &file, Absent absent)
{
    std::vector<Slot> merged = present;
    for (Slot &slot : merged) {
        const auto named = std::find_if(file.begin(), file.end(),
                                        [&](const Slot &one) { return one.sensor == slot.sensor; });
        if (named != file.end() || absent != Absent::stayWithAll)
            slot.retired = named == file.end() || named->retired;
    }
    for (const Slot &slot : file)
        if (!find(merged, &Slot::sensor, slot.sensor))
            merged.push_back(slot);
    return merged;
}

Machine mergedMachine(const Machine &present, const Machine &file, Absent absent)
{
    Machine machine = absent == Absent::stayWithAll ? present : file;
    machine.retired = file.retired;
    machine.number = present.number;
    machine.slots = mergedSlots(present.slots, file.slots, absent);
    // A file names no limits of what it does not name either.
    for (const Slot &slot : machine.slots)
        if (slot.retired && !find(machine.ownLimits, &OwnLimits::sensor, slot.sensor))
            setOwnLimits(machine, ownLimits(present, slot.sensor));
    machine.layoutVersion = present.layoutVersion + (machine.slots == present.slots ? 0 : 1);
    return machine;
}

} // namespace

Result<PlantDefinition> merged(const PlantDefinition &present, const PlantDefinition &file, Absent absent)
{
    PlantDefinition plant = present;
    if (absent == Absent::retire) {
        for (Sensor &sensor : plant.sensors)
            sensor.retired = true;
        for (Machine &machine : plant.machines)
            machine.retired = true;
    }
    for (const Area &area : file.areas) {
        Area *known = find(plant.areas, &Area::id, area.id);
        if (!known)
            plant.areas.push_back(area);
        else if (absent != Absent::stayWithAll)
            *known = area;
    }
    for (const Sensor &sensor : file.sensors) {
        Sensor *known = find(plant.sensors, &Sensor::name, sensor.name);
        if (known && known->unit != sensor.unit && absent != Absent::stayWithAll)
            return failure(ErrorKind::refused,
                           QCoreApplication::translate(
                               "rig::merged",
                               "Sensor '%1' is stored in '%2', not in '%3': what is stored would read "
                               "wrong. Give the sensor with the new unit another name.")
                               .arg(QString::fromStdString(sensor.name), QString::fromStdString(known->unit),
                                    QString::fromStdString(sensor.unit)));
        if (!known)
            plant.sensors.push_back(sensor);
        else if (absent == Absent::stayWithAll)
            known->retired = sensor.retired;
        else
            *known = sensor;
    }
    for (const Machine &machine : file.machines) {
        if (Machine *known = find(plant.machines, &Machine::id, machine.id))
            *known = mergedMachine(*known, machine, absent);
        else
            plant.machines.push_back(machine);
    }
    return plant;
}

} // namespace rig
