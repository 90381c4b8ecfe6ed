#include "domain/plant.h"

#include <QCoreApplication>

namespace rig {

MachineLayout::MachineLayout(const Machine &machine, std::vector<Column> columns)
    : m_machine(machine), m_columns(std::move(columns))
{
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        if (m_columns[i].live)
            m_slots.emplace(m_columns[i].sensor->name, static_cast<int>(i));
}

int MachineLayout::slotOf(std::string_view sensor) const
{
    const auto found = m_slots.find(sensor);
    return found == m_slots.end() ? -1 : found->second;
}

Result<PlantPtr> Plant::make(std::int64_t revision, PlantDefinition definition)
{
    const QStringList problems = problemsOf(definition, PlantTexts::asStored);
    if (!problems.isEmpty())
        return failure(ErrorKind::badConfiguration, problems.join(QChar::LineFeed));
    return PlantPtr(new Plant(revision, std::move(definition)));
}

Plant::Plant(std::int64_t revision, PlantDefinition definition)
    : m_revision(revision), m_definition(std::move(definition))
{
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
        m_layouts.emplace_back(machine, std::move(columns));
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
