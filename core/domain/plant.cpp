#include "domain/plant.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace rig {

MachineLayout::MachineLayout(const Machine &machine, std::vector<Column> columns,
                             std::span<const Maintenance> maintenance)
    : m_machine(machine), m_columns(std::move(columns))
{
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        if (m_columns[i].live)
            m_slots.emplace(m_columns[i].sensor->name, static_cast<int>(i));
    for (const Maintenance &one : maintenance) {
        if (one.sensor.empty())
            m_maintained.push_back({wholeMachine, &one});
        else if (const int slot = slotOf(one.sensor); slot >= 0)
            m_maintained.push_back({slot, &one});
    }
}

const Maintenance *MachineLayout::maintenanceOf(int slot, Instant at) const
{
    const auto found = std::ranges::find_if(
        m_maintained, [&](const Maintained &one) { return one.slot == slot && one.maintenance->covers(at); });
    return found == m_maintained.end() ? nullptr : found->maintenance;
}

bool MachineLayout::isMaintained(int slot, Instant from, Instant to) const
{
    return std::ranges::any_of(m_maintained, [&](const Maintained &one) {
        const Maintenance &maintenance = *one.maintenance;
        return one.slot == slot && maintenance.from <= to && (!maintenance.to || *maintenance.to > from);
    });
}

int MachineLayout::slotOf(std::string_view sensor) const
{
    const auto found = m_slots.find(sensor);
    return found == m_slots.end() ? -1 : found->second;
}

Result<PlantPtr> Plant::make(std::int64_t revision, PlantDefinition definition,
                             std::vector<Maintenance> maintenance)
{
    const QStringList problems = problemsOf(definition, PlantTexts::asStored);
    if (!problems.isEmpty())
        return failure(ErrorKind::badConfiguration, problems.join(QChar::LineFeed));
    return PlantPtr(new Plant(revision, std::move(definition), std::move(maintenance)));
}

Plant::Plant(std::int64_t revision, PlantDefinition definition, std::vector<Maintenance> maintenance)
    : m_revision(revision), m_definition(std::move(definition)), m_maintenance(std::move(maintenance))
{
    std::ranges::sort(m_maintenance, {},
                      [](const Maintenance &one) { return std::tie(one.machine, one.from); });
    std::unordered_map<std::string_view, const Sensor *> sensors;
    for (const Sensor &sensor : m_definition.sensors)
        sensors.emplace(sensor.name, &sensor);

    m_layouts.reserve(m_definition.machines.size());
    for (const Machine &machine : m_definition.machines) {
        std::vector<MachineLayout::Column> columns;
        columns.reserve(machine.slots.size());
        for (const Slot &slot : machine.slots) {
            const Sensor *sensor = sensors.at(slot.sensor);
            const OwnLimits own = ownLimits(machine, slot.sensor);
            const Limits limits = effectiveLimits(laidOver(sensor->limits, own), sensor->range);
            columns.push_back(
                {sensor, limits, !slot.retired && !sensor->retired, sourcesOf(sensor->limits, own, limits)});
        }
        m_byNumber.emplace(machine.number, m_layouts.size());
        if (!machine.retired)
            m_byId.emplace(machine.id, m_layouts.size());
        const auto first = std::ranges::lower_bound(m_maintenance, machine.id, {}, &Maintenance::machine);
        const auto last = std::ranges::upper_bound(m_maintenance, machine.id, {}, &Maintenance::machine);
        m_layouts.emplace_back(machine, std::move(columns), std::span<const Maintenance>(first, last));
    }
}

const MachineLayout *Plant::machine(std::string_view id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : &m_layouts[found->second];
}

const MachineLayout *Plant::machineByNumber(std::int32_t number) const
{
    const auto found = m_byNumber.find(number);
    return found == m_byNumber.end() ? nullptr : &m_layouts[found->second];
}

} // namespace rig
