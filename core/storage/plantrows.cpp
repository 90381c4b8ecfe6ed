#include "storage/plantrows.h"

#include "storage/maintenancerows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string textOf(const Rows &rows, int row, int column)
{
    return std::string(rows.text(row, column));
}

Sensor sensorAt(const Rows &rows, int i)
{
    Sensor sensor;
    sensor.name = textOf(rows, i, 0);
    sensor.title = textOf(rows, i, 1);
    sensor.category = static_cast<Category>(std::clamp<std::int64_t>(rows.integer(i, 2), 0, 5));
    sensor.unit = textOf(rows, i, 3);
    if (!rows.isNull(i, 4) && !rows.isNull(i, 5))
        sensor.range = Range{rows.real(i, 4), rows.real(i, 5)};
    sensor.limits = {rows.optionalReal(i, 6), rows.optionalReal(i, 7), rows.optionalReal(i, 8),
                     rows.optionalReal(i, 9), rows.real(i, 10)};
    sensor.interval = milliseconds{rows.integer(i, 11)};
    sensor.decimals = static_cast<int>(rows.integer(i, 12));
    sensor.retired = rows.flag(i, 13);
    return sensor;
}

Machine machineAt(const Rows &rows, int i)
{
    Machine machine;
    machine.number = static_cast<std::int32_t>(rows.integer(i, 0));
    machine.id = textOf(rows, i, 1);
    machine.title = textOf(rows, i, 2);
    machine.area = textOf(rows, i, 3);
    machine.place = {rows.real(i, 4), rows.real(i, 5), rows.real(i, 6), textOf(rows, i, 7),
                     rows.isNull(i, 14) ? std::string() : textOf(rows, i, 14)};
    if (!rows.isNull(i, 8))
        machine.stateRule = StateRule{textOf(rows, i, 8), rows.real(i, 9), rows.real(i, 10),
                                      milliseconds{rows.integer(i, 11)}};
    machine.layoutVersion = static_cast<std::int32_t>(rows.integer(i, 12));
    machine.retired = rows.flag(i, 13);
    return machine;
}

Done readSlots(Connection &connection, PlantDefinition &plant)
{
    auto rows = connection.run("select machine, sensor, retired from rig.slot order by machine, slot");
    if (!rows)
        return tl::unexpected(rows.error());
    std::unordered_map<std::int64_t, Machine *> machines;
    for (Machine &machine : plant.machines)
        machines.emplace(machine.number, &machine);
    for (int i = 0; i < rows->count(); ++i)
        machines.at(rows->integer(i, 0))->slots.push_back({textOf(*rows, i, 1), rows->flag(i, 2)});
    return {};
}

/// One limit of a sensor on a machine a row.
Done readOwnLimits(Connection &connection, PlantDefinition &plant)
{
    auto rows = connection.run(
        "select machine, sensor, name, value from rig.machine_limit order by machine, sensor, name");
    if (!rows)
        return tl::unexpected(rows.error());
    std::unordered_map<std::int64_t, Machine *> machines;
    for (Machine &machine : plant.machines)
        machines.emplace(machine.number, &machine);
    for (int i = 0; i < rows->count(); ++i) {
        Machine &machine = *machines.at(rows->integer(i, 0));
        OwnLimits own = ownLimits(machine, textOf(*rows, i, 1));
        const std::string_view name = rows->text(i, 2);
        if (name == "lo_lo")
            own.loLo = rows->optionalReal(i, 3);
        else if (name == "lo")
            own.lo = rows->optionalReal(i, 3);
        else if (name == "hi")
            own.hi = rows->optionalReal(i, 3);
        else if (name == "hi_hi")
            own.hiHi = rows->optionalReal(i, 3);
        else
            own.deadband = rows->real(i, 3);
        setOwnLimits(machine, std::move(own));
    }
    return {};
}

QJsonValue nullable(const std::optional<double> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QJsonObject rowOf(const Sensor &sensor, int position)
{
    return {{u"name"_s, text(sensor.name)},
            {u"title"_s, text(sensor.title)},
            {u"position"_s, position},
            {u"category"_s, static_cast<int>(sensor.category)},
            {u"unit"_s, text(sensor.unit)},
            {u"range_low"_s, sensor.range ? QJsonValue(sensor.range->low) : QJsonValue()},
            {u"range_high"_s, sensor.range ? QJsonValue(sensor.range->high) : QJsonValue()},
            {u"lo_lo"_s, nullable(sensor.limits.loLo)},
            {u"lo"_s, nullable(sensor.limits.lo)},
            {u"hi"_s, nullable(sensor.limits.hi)},
            {u"hi_hi"_s, nullable(sensor.limits.hiHi)},
            {u"deadband"_s, sensor.limits.deadband},
            {u"interval_ms"_s, static_cast<qint64>(sensor.interval.count())},
            {u"decimals"_s, sensor.decimals},
            {u"retired"_s, sensor.retired}};
}

QJsonObject rowOf(const Machine &machine, int position)
{
    const auto &rule = machine.stateRule;
    return {{u"number"_s, machine.number},
            {u"id"_s, text(machine.id)},
            {u"title"_s, text(machine.title)},
            {u"position"_s, position},
            {u"area"_s, machine.area.empty() ? QJsonValue() : QJsonValue(text(machine.area))},
            {u"place_x"_s, machine.place.x},
            {u"place_z"_s, machine.place.z},
            {u"rotation"_s, machine.place.rotation},
            {u"accent"_s, text(machine.place.accent)},
            {u"shape"_s, machine.place.shape.empty() ? QJsonValue() : QJsonValue(text(machine.place.shape))},
            {u"state_sensor"_s, rule ? QJsonValue(text(rule->sensor)) : QJsonValue()},
            {u"state_threshold"_s, rule ? QJsonValue(rule->threshold) : QJsonValue()},
            {u"state_hysteresis"_s, rule ? QJsonValue(rule->hysteresis) : QJsonValue()},
            {u"state_hold_ms"_s, rule ? QJsonValue(static_cast<qint64>(rule->hold.count())) : QJsonValue()},
            {u"layout_version"_s, machine.layoutVersion},
            {u"retired"_s, machine.retired}};
}

QJsonObject rowOf(const Area &area, int position)
{
    return {{u"id"_s, text(area.id)}, {u"title"_s, text(area.title)}, {u"position"_s, position}};
}

/// One statement per table: its rows travel as one JSON parameter, whose numbers are exact (shortest text
/// that gives the same double back).
Done upsert(Connection &connection, const char *sql, const QJsonArray &rows)
{
    if (rows.isEmpty())
        return {};
    return connection.run(sql, {QJsonDocument(rows).toJson(QJsonDocument::Compact).toStdString()})
        .map([](const Rows &) {});
}

template <class Item> QJsonArray rowsOf(const std::vector<Item> &items)
{
    QJsonArray rows;
    for (const Item &item : items)
        rows.append(rowOf(item, static_cast<int>(rows.size())));
    return rows;
}

QJsonArray slotRows(const std::vector<Machine> &machines)
{
    QJsonArray rows;
    for (const Machine &machine : machines)
        for (std::size_t i = 0; i < machine.slots.size(); ++i)
            rows.append(QJsonObject{{u"machine"_s, machine.number},
                                    {u"slot"_s, static_cast<int>(i)},
                                    {u"sensor"_s, text(machine.slots[i].sensor)},
                                    {u"retired"_s, machine.slots[i].retired}});
    return rows;
}

QJsonArray ownLimitRows(const std::vector<Machine> &machines)
{
    QJsonArray rows;
    for (const Machine &machine : machines)
        for (const OwnLimits &own : machine.ownLimits) {
            const auto add = [&](const QString &name, const OwnLimit &limit) {
                if (limit)
                    rows.append(QJsonObject{{u"machine"_s, machine.number},
                                            {u"sensor"_s, text(own.sensor)},
                                            {u"name"_s, name},
                                            {u"value"_s, nullable(*limit)}});
            };
            add(u"lo_lo"_s, own.loLo);
            add(u"lo"_s, own.lo);
            add(u"hi"_s, own.hi);
            add(u"hi_hi"_s, own.hiHi);
            if (own.deadband)
                add(u"deadband"_s, OwnLimit(own.deadband));
        }
    return rows;
}

constexpr auto upsertAreas =
    "insert into rig.area select * from jsonb_to_recordset($1::jsonb) as x(id text, title text, position "
    "integer) "
    "on conflict (id) do update set title = excluded.title, position = excluded.position";

constexpr auto upsertSensors =
    "insert into rig.sensor select * from jsonb_populate_recordset(null::rig.sensor, $1::jsonb) on conflict "
    "(name) "
    "do update set title = excluded.title, position = excluded.position, category = excluded.category, "
    "range_low = excluded.range_low, range_high = excluded.range_high, lo_lo = excluded.lo_lo, lo = "
    "excluded.lo, "
    "hi = excluded.hi, hi_hi = excluded.hi_hi, deadband = excluded.deadband, interval_ms = "
    "excluded.interval_ms, "
    "decimals = excluded.decimals, retired = excluded.retired";

constexpr auto upsertMachines =
    "insert into rig.machine select * from jsonb_populate_recordset(null::rig.machine, $1::jsonb) "
    "on conflict (number) do update set title = excluded.title, position = excluded.position, area = "
    "excluded.area, "
    "place_x = excluded.place_x, place_z = excluded.place_z, rotation = excluded.rotation, "
    "accent = excluded.accent, shape = excluded.shape, "
    "state_sensor = excluded.state_sensor, state_threshold = excluded.state_threshold, "
    "state_hysteresis = excluded.state_hysteresis, state_hold_ms = excluded.state_hold_ms, "
    "layout_version = excluded.layout_version, retired = excluded.retired";

constexpr auto upsertSlots =
    "insert into rig.slot select * from jsonb_populate_recordset(null::rig.slot, $1::jsonb) "
    "on conflict (machine, slot) do update set retired = excluded.retired";

constexpr auto insertOwnLimits =
    "insert into rig.machine_limit select * from jsonb_populate_recordset(null::rig.machine_limit, "
    "$1::jsonb)";

Done writePlantRows(Connection &connection, const Plant &plant)
{
    const PlantDefinition &definition = plant.definition();
    return upsert(connection, upsertAreas, rowsOf(definition.areas))
        .and_then([&] { return upsert(connection, upsertSensors, rowsOf(definition.sensors)); })
        .and_then([&] { return upsert(connection, upsertMachines, rowsOf(definition.machines)); })
        .and_then([&] { return upsert(connection, upsertSlots, slotRows(definition.machines)); })
        .and_then([&] { return connection.run("delete from rig.machine_limit").map([](const Rows &) {}); })
        .and_then([&] { return upsert(connection, insertOwnLimits, ownLimitRows(definition.machines)); })
        .and_then([&] {
            return connection
                .run("update rig.plant_revision set revision = $1", {std::to_string(plant.revision())})
                .map([](const Rows &) {});
        });
}

void giveNumbers(PlantDefinition &plant)
{
    std::int32_t last = 0;
    for (const Machine &machine : plant.machines)
        last = std::max(last, machine.number);
    for (Machine &machine : plant.machines)
        if (machine.number == 0)
            machine.number = ++last;
}

} // namespace

Result<PlantPtr> readPlantRows(Connection &connection, const std::optional<Instant> &maintainedSince)
{
    PlantDefinition plant;
    auto revision = connection.run("select revision from rig.plant_revision");
    auto areas = connection.run("select id, title from rig.area order by position, id");
    auto sensors =
        connection.run("select name, title, category, unit, range_low, range_high, lo_lo, lo, hi, hi_hi, "
                       "deadband, interval_ms, decimals, retired from rig.sensor order by position, name");
    auto machines = connection.run(
        "select number, id, title, coalesce(area, ''), place_x, place_z, rotation, accent, state_sensor, "
        "state_threshold, state_hysteresis, state_hold_ms, layout_version, retired, shape "
        "from rig.machine order by position, number");
    for (const auto *rows : {&revision, &areas, &sensors, &machines})
        if (!*rows)
            return tl::unexpected(rows->error());
    for (int i = 0; i < areas->count(); ++i)
        plant.areas.push_back({textOf(*areas, i, 0), textOf(*areas, i, 1)});
    for (int i = 0; i < sensors->count(); ++i)
        plant.sensors.push_back(sensorAt(*sensors, i));
    for (int i = 0; i < machines->count(); ++i)
        plant.machines.push_back(machineAt(*machines, i));
    if (Done read = readSlots(connection, plant).and_then([&] { return readOwnLimits(connection, plant); });
        !read)
        return tl::unexpected(read.error());
    return readMaintenance(connection, maintainedSince).and_then([&](std::vector<Maintenance> maintenance) {
        return Plant::make(revision->integer(0, 0), std::move(plant), std::move(maintenance));
    });
}

Result<PlantPtr> holdPlantRows(Connection &connection)
{
    return connection.run("select revision from rig.plant_revision for update").and_then([&](const Rows &) {
        return readPlantRows(connection);
    });
}

Result<PlantPtr> storeNextPlant(Connection &connection, const PlantPtr &present, PlantDefinition next)
{
    giveNumbers(next);
    if (next == present->definition())
        return present;
    auto plant = Plant::make(present->revision() + 1, std::move(next), present->maintenance());
    if (!plant)
        return plant;
    return writePlantRows(connection, **plant)
        .and_then([&] { return connection.run("select rig.follow_plant()"); })
        .map([&](const Rows &) { return *plant; });
}

} // namespace rig::storage
