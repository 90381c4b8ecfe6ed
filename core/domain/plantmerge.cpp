#include "domain/plantmerge.h"

#include <QCoreApplication>

#include <string_view>
#include <unordered_map>

namespace rig {

namespace {

/// The places of things by their name; a plant may have 100,000.
template <class T> class Places
{
public:
    Places(std::vector<T> &all, std::string T::*name) : m_all(all), m_name(name)
    {
        for (std::size_t place = 0; place < all.size(); ++place)
            m_places.emplace(all[place].*name, place);
    }

    T *find(const std::string &name) const
    {
        const auto found = m_places.find(name);
        return found == m_places.end() ? nullptr : &m_all[found->second];
    }

    void add(const T &one)
    {
        m_places.emplace(one.*m_name, m_all.size());
        m_all.push_back(one);
    }

private:
    std::vector<T> &m_all;
    std::string T::*m_name;
    std::unordered_map<std::string, std::size_t> m_places;
};

/// The machine's old slots in their places, then what is new; a slot the file no longer names is retired.
std::vector<Slot> mergedSlots(const std::vector<Slot> &present, const std::vector<Slot> &file, Absent absent)
{
    std::unordered_map<std::string_view, const Slot *> named;
    for (const Slot &slot : file)
        named.emplace(slot.sensor, &slot);
    std::vector<Slot> merged = present;
    for (Slot &slot : merged) {
        const auto found = named.find(slot.sensor);
        if (found != named.end() || absent != Absent::stayWithAll)
            slot.retired = found == named.end() || found->second->retired;
    }
    Places<Slot> slots(merged, &Slot::sensor);
    for (const Slot &slot : file)
        if (!slots.find(slot.sensor))
            slots.add(slot);
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
        if (slot.retired && ownLimits(machine, slot.sensor).empty())
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
    Places<Area> areas(plant.areas, &Area::id);
    for (const Area &area : file.areas) {
        Area *known = areas.find(area.id);
        if (!known)
            areas.add(area);
        else if (absent != Absent::stayWithAll)
            *known = area;
    }
    Places<Sensor> sensors(plant.sensors, &Sensor::name);
    for (const Sensor &sensor : file.sensors) {
        Sensor *known = sensors.find(sensor.name);
        if (known && known->unit != sensor.unit && absent != Absent::stayWithAll)
            return failure(ErrorKind::refused,
                           QCoreApplication::translate(
                               "rig::merged",
                               "Sensor '%1' is stored in '%2', not in '%3': what is stored would read "
                               "wrong. Give the sensor with the new unit another name.")
                               .arg(QString::fromStdString(sensor.name), QString::fromStdString(known->unit),
                                    QString::fromStdString(sensor.unit)));
        if (!known)
            sensors.add(sensor);
        else if (absent == Absent::stayWithAll)
            known->retired = sensor.retired;
        else
            *known = sensor;
    }
    Places<Machine> machines(plant.machines, &Machine::id);
    for (const Machine &machine : file.machines) {
        if (Machine *known = machines.find(machine.id))
            *known = mergedMachine(*known, machine, absent);
        else
            machines.add(machine);
    }
    return plant;
}

} // namespace rig
