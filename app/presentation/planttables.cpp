#include "presentation/planttables.h"

#include "domain/shown.h"
#include "presentation/draftfields.h"
#include "presentation/numbers.h"
#include "presentation/sensorcard.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::PlantTables)
};

/// "A 165", "B none", for each of a sensor's limits.
using OwnTexts = std::map<std::string, std::array<QStringList, ownLimitMembers.size()>>;

OwnTexts ownTexts(const Plant &plant)
{
    OwnTexts texts;
    for (const Machine &machine : plant.definition().machines) {
        if (machine.retired)
            continue;
        for (const OwnLimits &own : machine.ownLimits)
            for (std::size_t i = 0; i < ownLimitMembers.size(); ++i)
                if (const OwnLimit &limit = own.*ownLimitMembers[i])
                    texts[own.sensor][i] << Words::tr("%1 %2").arg(
                        shown(machine.id), *limit ? plainNumber(**limit) : Words::tr("none"));
    }
    return texts;
}

TableCell limitCell(const std::optional<double> &limit, LimitSource source)
{
    TableCell cell{limit ? plainNumber(*limit) : u"–"_s, sourceText(source), limit};
    cell.halfWay = limit && source == LimitSource::halfWay;
    return cell;
}

std::array<TableCell, 4> limitCells(const Limits &limits, const LimitSources &sources)
{
    return {limitCell(limits.loLo, sources.loLo), limitCell(limits.lo, sources.lo),
            limitCell(limits.hi, sources.hi), limitCell(limits.hiHi, sources.hiHi)};
}

/// Those of one machine: its own ones say so, also where it has none in place of the sensor's.
std::array<TableCell, 4> limitCells(const MachineLayout &layout, const MachineLayout::Column &column)
{
    std::array<TableCell, 4> cells = limitCells(column.limits, column.limitSources);
    const OwnLimits own = ownLimits(layout.machine(), column.sensor->name);
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (const OwnLimit &limit = own.*ownLimitMembers[i]) {
            if (!*limit)
                cells[i].tip = cells[i].halfWay
                                   ? Words::tr("Half way to the end of the range: this machine has none of "
                                               "its own in place of the sensor's")
                                   : Words::tr("None on this machine, whatever the sensor has");
            if (!cells[i].halfWay)
                cells[i].sign = Words::tr("own");
        }
    return cells;
}

std::array<TableCell, 4> limitCells(const Sensor &sensor, const OwnTexts &own)
{
    const Limits limits = effectiveLimits(sensor.limits, sensor.range);
    std::array<TableCell, 4> cells = limitCells(limits, sourcesOf(sensor.limits, {}, limits));
    const auto texts = own.find(sensor.name);
    if (texts == own.end())
        return cells;
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (const QStringList &machines = texts->second[i]; !machines.empty()) {
            cells[i].sign = u"+%1"_s.arg(machines.size());
            cells[i].tip += u'\n' + Words::tr("Machines with their own: %1").arg(machines.join(u", "_s));
        }
    return cells;
}

TableRow sensorRow(const Sensor &sensor, std::array<TableCell, 4> limits, const QString &state)
{
    const double seconds = static_cast<double>(sensor.interval.count()) / 1000;
    TableRow row{sensor.name, !state.isEmpty(), {}};
    row.cells = {{shown(sensor.title)},
                 {shown(sensor.name)},
                 {shown(sensor.unit)},
                 {categoryTitle(sensor.category)},
                 {Words::tr("%1 s").arg(plainNumber(seconds)), {}, seconds}};
    for (TableCell &cell : limits)
        row.cells.push_back(std::move(cell));
    row.cells.push_back({state});
    return row;
}

void putOffLast(std::vector<TableRow> &rows)
{
    std::stable_partition(rows.begin(), rows.end(), [](const TableRow &row) { return !row.off; });
}

} // namespace

std::vector<TableColumn> sensorColumns()
{
    return {{Words::tr("Sensor"), 140, CellStyle::strong}, {Words::tr("Name"), 115, CellStyle::key},
            {Words::tr("Unit"), 56, CellStyle::quiet},     {Words::tr("Category"), 140, CellStyle::body},
            {Words::tr("Every"), 62, CellStyle::number},   {limitTitle(0), 92, CellStyle::number, true},
            {limitTitle(1), 80, CellStyle::number, true},  {limitTitle(2), 84, CellStyle::number, true},
            {limitTitle(3), 80, CellStyle::number, true},  {Words::tr("State"), 68, CellStyle::quiet}};
}

std::vector<TableRow> sensorRows(const Plant &plant, std::int32_t machine)
{
    std::vector<TableRow> rows;
    if (machine == 0) {
        const OwnTexts own = ownTexts(plant);
        for (const Sensor &sensor : plant.definition().sensors)
            rows.push_back(sensorRow(sensor, limitCells(sensor, own),
                                     sensor.retired ? Words::tr("retired") : QString()));
    } else if (const MachineLayout *layout = plant.machineByNumber(machine)) {
        for (const MachineLayout::Column &column : layout->columns()) {
            const QString off = column.sensor->retired ? Words::tr("retired") : Words::tr("taken off");
            rows.push_back(
                sensorRow(*column.sensor, limitCells(*layout, column), column.live ? QString() : off));
        }
    }
    putOffLast(rows);
    return rows;
}

std::vector<TableColumn> machineColumns()
{
    return {{Words::tr("Id"), 60, CellStyle::strong},
            {Words::tr("Title"), 110, CellStyle::body},
            {Words::tr("Area"), 90, CellStyle::body},
            {Words::tr("Sensors"), 70, CellStyle::number},
            {Words::tr("State"), 66, CellStyle::quiet}};
}

std::vector<TableRow> machineRows(const Plant &plant)
{
    std::map<std::string_view, QString> areas;
    for (const Area &area : plant.definition().areas)
        areas.emplace(area.id, shown(area.title));
    std::vector<TableRow> rows;
    for (const MachineLayout &layout : plant.machines()) {
        const Machine &machine = layout.machine();
        const auto sensors = std::ranges::count_if(layout.columns(), &MachineLayout::Column::live);
        const auto area = areas.find(machine.area);
        rows.push_back({machine.id,
                        machine.retired,
                        {{shown(machine.id)},
                         {shown(machine.title)},
                         {area == areas.end() ? QString() : area->second},
                         {QString::number(sensors), {}, static_cast<double>(sensors)},
                         {machine.retired ? Words::tr("retired") : QString()}}});
    }
    putOffLast(rows);
    return rows;
}

std::vector<TableColumn> unknownColumns()
{
    return {{Words::tr("Name"), 130, CellStyle::key},
            {Words::tr("Values"), 74, CellStyle::number},
            {Words::tr("Machine"), 70, CellStyle::strong},
            {Words::tr("Sample"), 90, CellStyle::key},
            {QString(), 106, CellStyle::link}};
}

namespace {

/// What one does about a name, in short.
QString actionFor(const Plant &plant, const UnknownName &name)
{
    switch (obstacleTo(name)) {
    case NoSensor::badName:
        return Words::tr("No sensor's name");
    case NoSensor::noNumber:
        return Words::tr("Not a number");
    case NoSensor::fit:
        break;
    }
    const auto &sensors = plant.definition().sensors;
    const auto sensor = std::ranges::find(sensors, name.name, &Sensor::name);
    if (sensor == sensors.end())
        return Words::tr("Make it a sensor");
    return sensor->retired ? Words::tr("It is retired") : Words::tr("Give it to %1").arg(shown(name.machine));
}

} // namespace

std::vector<TableRow> unknownRows(const Plant &plant, const UnknownNameSummary &unknown)
{
    std::vector<TableRow> rows;
    for (const UnknownName &name : unknown.first) {
        const MachineLayout *layout = plant.machine(name.machine);
        if (layout && layout->slotOf(name.name) >= 0)
            continue;
        rows.push_back({name.name,
                        obstacleTo(name) != NoSensor::fit,
                        {{shown(name.name), shown(name.name)},
                         {countNumber(name.count), {}, static_cast<double>(name.count)},
                         {shown(name.machine)},
                         {shown(name.sample), shown(name.sample)},
                         {actionFor(plant, name)}}});
    }
    return rows;
}

} // namespace rig::presentation
