#include "ctl/plantitems.h"

#include "ctl/carryout.h"
#include "ctl/commanddatabase.h"
#include "ctl/plantoptions.h"
#include "ctl/terminal.h"
#include "domain/shown.h"
#include "storage/planttables.h"
#include "storage/unknownnamerows.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t mostUnknown = 1000; ///< as many are kept apart

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::PlantItems", text);
}

/// The plant of the database that the settings name.
struct Place
{
    CommandDatabase database;
    PlantPtr plant;

    static Result<Place> open(const CommandLine &line)
    {
        auto database = CommandDatabase::openCurrent(line);
        if (!database)
            return tl::unexpected(database.error());
        const auto plant = storage::PlantTables((*database)->app, {}).load();
        if (!plant)
            return tl::unexpected(plant.error());
        return Place{std::move(*database), *plant};
    }
};

template <class Item>
const Item *find(const std::vector<Item> &items, std::string Item::*key, const QString &name)
{
    const auto found = std::ranges::find(items, name.toStdString(), key);
    return found == items.end() ? nullptr : &*found;
}

/// What is to be made must not be there, and what is to be changed must.
template <class Item>
Done checkPresence(const Item *present, bool create, const QString &what, const QString &name)
{
    if (present && create)
        return failure(ErrorKind::conflict,
                       tr("%1 '%2' is there already. Without --create it is changed.").arg(what, name));
    if (!present && !create)
        return failure(
            ErrorKind::notFound,
            tr("There is no %1 '%2' in the plant. With --create it is made.").arg(what.toLower(), name));
    return {};
}

int carryOut(const CommandLine &line, const Place &place, const PlantEdit &edit)
{
    if (edit.empty()) {
        note(tr("Nothing is different from what there is."));
        return succeeded;
    }
    return carryOut(line, *place.database, EditPlant{edit});
}

Result<PlantEdit> sensorEdit(const CommandLine &line, const Plant &plant, const QString &name)
{
    const Sensor *present = find(plant.definition().sensors, &Sensor::name, name);
    const bool create = line.isSet(u"create"_s);
    if (Done there = checkPresence(present, create, tr("Sensor"), name); !there)
        return tl::unexpected(there.error());
    Sensor sensor;
    if (present)
        sensor = *present;
    else
        sensor.name = sensor.title = name.toStdString();
    if (Done taken =
            takeSensorOptions(line, sensor).and_then([&] { return takeLimitOptions(line, sensor.limits); });
        !taken)
        return tl::unexpected(taken.error());
    PlantEdit edit;
    edit.put(present, sensor);
    const auto on = machinesNamed(plant, line, u"on"_s);
    const auto off = machinesNamed(plant, line, u"off"_s);
    for (const auto *machines : {&on, &off}) {
        if (!*machines)
            return tl::unexpected(machines->error());
        for (const Machine &machine : **machines)
            edit.change(machine, machines == &on ? withSensor(machine, sensor.name)
                                                 : withoutSensor(machine, sensor.name));
    }
    return edit;
}

/// With what the one that it is to be like has, where one is named.
Result<Machine> newMachine(const CommandLine &line, const Plant &plant, const QString &id)
{
    Machine machine;
    machine.id = machine.title = id.toStdString();
    if (!line.isSet(u"like"_s))
        return machine;
    return machineNamed(plant, line.value(u"like"_s)).map([&](const Machine &model) {
        machine.area = model.area;
        machine.stateRule = model.stateRule;
        for (const Slot &slot : model.slots)
            if (!slot.retired)
                machine.slots.push_back(slot);
        return machine;
    });
}

Result<PlantEdit> machineEdit(const CommandLine &line, const Plant &plant, const QString &id)
{
    const Machine *present = find(plant.definition().machines, &Machine::id, id);
    if (Done there = checkPresence(present, line.isSet(u"create"_s), tr("Machine"), id); !there)
        return tl::unexpected(there.error());
    auto begun = present ? Result<Machine>(*present) : newMachine(line, plant, id);
    if (!begun)
        return tl::unexpected(begun.error());
    Machine machine = std::move(*begun);
    if (Done taken = takeMachineOptions(line, machine); !taken)
        return tl::unexpected(taken.error());
    PlantEdit edit;
    edit.put(present, machine);
    return edit;
}

Result<PlantEdit> areaEdit(const CommandLine &line, const Plant &plant, const QString &id)
{
    const Area *present = find(plant.definition().areas, &Area::id, id);
    if (Done there = checkPresence(present, line.isSet(u"create"_s), tr("Area"), id); !there)
        return tl::unexpected(there.error());
    Area area = present ? *present : Area{id.toStdString(), id.toStdString()};
    if (line.isSet(u"title"_s))
        area.title = line.value(u"title"_s).toStdString();
    PlantEdit edit;
    edit.put(present, area);
    return edit;
}

Result<PlantEdit> limitsEdit(const CommandLine &line, const Plant &plant, const Sensor &sensor)
{
    PlantEdit edit;
    if (!line.isSet(u"machine"_s)) {
        Sensor changed = sensor;
        return takeLimitOptions(line, changed.limits).map([&] {
            edit.change(sensor, changed);
            return edit;
        });
    }
    const auto machines = machinesNamed(plant, line, u"machine"_s);
    if (!machines)
        return tl::unexpected(machines.error());
    for (const Machine &machine : *machines) {
        OwnLimits own = ownLimits(machine, sensor.name);
        if (Done taken = takeLimitOptions(line, own); !taken)
            return tl::unexpected(taken.error());
        Machine changed = machine;
        setOwnLimits(changed, own);
        edit.change(machine, changed);
    }
    return edit;
}

QString wordOf(LimitSource source)
{
    switch (source) {
    case LimitSource::none:
        return {};
    case LimitSource::halfWay:
        return tr("half way");
    case LimitSource::sensor:
        return tr("sensor");
    case LimitSource::machine:
        return tr("machine");
    }
    return {};
}

/// One effective limit, with where it comes from.
struct ShownLimit
{
    QString name;
    std::optional<double> value;
    LimitSource source;
};

std::vector<ShownLimit> limitsOf(const MachineLayout::Column &column)
{
    const Limits &limits = column.limits;
    const LimitSources &sources = column.limitSources;
    return {{u"lo_lo"_s, limits.loLo, sources.loLo},
            {u"lo"_s, limits.lo, sources.lo},
            {u"hi"_s, limits.hi, sources.hi},
            {u"hi_hi"_s, limits.hiHi, sources.hiHi}};
}

void printLimits(const Machine &machine, const MachineLayout::Column &column)
{
    QStringList texts;
    for (const ShownLimit &limit : limitsOf(column))
        if (limit.value)
            texts.append(u"%1 %2 (%3)"_s.arg(limit.name).arg(*limit.value).arg(wordOf(limit.source)));
    print(shown(machine.id).leftJustified(8) + u"  "_s +
          (texts.isEmpty() ? tr("no limits") : texts.join(u" · "_s)));
}

QJsonObject jsonOf(const Machine &machine, const MachineLayout::Column &column)
{
    QJsonObject limits;
    for (const ShownLimit &limit : limitsOf(column))
        limits[limit.name] =
            limit.value
                ? QJsonValue(QJsonObject{{u"value"_s, *limit.value}, {u"from"_s, wordOf(limit.source)}})
                : QJsonValue();
    return {{u"machine"_s, shown(machine.id)},
            {u"sensor"_s, shown(column.sensor->name)},
            {u"unit"_s, shown(column.sensor->unit)},
            {u"deadband"_s, column.limits.deadband},
            {u"limits"_s, limits}};
}

int showLimits(const CommandLine &line, const Plant &plant, const Sensor &sensor)
{
    const auto wanted =
        line.isSet(u"machine"_s) ? machinesNamed(plant, line, u"machine"_s) : machinesInUse(plant);
    if (!wanted)
        return complain(wanted.error());
    for (const Machine &machine : *wanted) {
        const MachineLayout &layout = *plant.machine(machine.id);
        const int slot = layout.slotOf(sensor.name);
        if (slot < 0)
            continue;
        const auto &column = layout.columns()[static_cast<std::size_t>(slot)];
        if (line.isSet(u"json"_s))
            printJson(jsonOf(machine, column));
        else
            printLimits(machine, column);
    }
    return succeeded;
}

/// As a shell reads it back.
QString word(const std::string &name)
{
    QString quoted = shown(name);
    quoted.replace(u"'"_s, u"'\\''"_s);
    return u'\'' + quoted + u'\'';
}

/// As an option takes it that takes several, or `all`.
std::string oneOfNames(std::string name)
{
    for (std::size_t i = 0; (i = name.find_first_of(",\\", i)) != std::string::npos; i += 2)
        name.insert(i, 1, '\\');
    return name == "all" ? "\\all" : name;
}

void printUnknown(const UnknownName &name)
{
    print(tr("%1  %2 values, last by machine %3, such as %4")
              .arg(shown(name.name), QString::number(name.count), shown(name.machine), shown(name.sample)));
    switch (obstacleTo(name)) {
    case NoSensor::fit:
        return print(u"    rigctl plant sensor --create --on %1 -- %2"_s.arg(word(oneOfNames(name.machine)),
                                                                             word(name.name)));
    case NoSensor::badName:
        return print(tr("    cannot be a sensor: its name is empty or has characters that no name has"));
    case NoSensor::noNumber:
        return print(
            tr("    cannot be a sensor: with one, readings whose value is no number would be rejected"));
    }
}

/// The name that an item's command is about, when the line makes sense.
using Make = Result<PlantEdit> (*)(const CommandLine &line, const Plant &plant, const QString &name);

int editNamed(CommandLine &line, const QStringList &arguments, Make make)
{
    line.flag(u"create"_s, tr("Makes it; without this it is changed."));
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    if (const auto code = line.parse(arguments))
        return *code;
    const auto place = Place::open(line);
    if (!place)
        return complain(place.error());
    const auto edit = make(line, *place->plant, line.words().constFirst());
    return edit ? carryOut(line, *place, *edit) : complain(edit.error());
}

QString recorded()
{
    return tr(
        "Readers take the change over while they run, without losing a reading. It is recorded in the\n"
        "audit, with the login name, and refused where somebody else changed the same thing meanwhile.");
}

} // namespace

int runPlantSensor(const QStringList &arguments)
{
    CommandLine line(u"plant sensor NAME [--create] [--on A,B] [options]"_s,
                     tr("Makes, changes or retires a kind of sensor, and says which machines have it.\n\n") +
                         recorded());
    line.words({tr("the name of a sensor")});
    addSensorOptions(line);
    addLimitOptions(line);
    line.value(u"on"_s, u"A,B"_s,
               tr("Machines that get it; `all` for all. A backslash stands before a comma in a name."));
    line.value(u"off"_s, u"A,B"_s, tr("Machines that lose it; what it stored stays readable."));
    return editNamed(line, arguments, sensorEdit);
}

int runPlantMachine(const QStringList &arguments)
{
    CommandLine line(u"plant machine ID [--create [--like ID]] [options]"_s,
                     tr("Makes, changes or retires a machine.\n\n") + recorded());
    line.words({tr("the id of a machine")});
    line.value(u"like"_s, u"ID"_s,
               tr("With --create: the sensors, the state rule and the area of that one."));
    addMachineOptions(line);
    return editNamed(line, arguments, machineEdit);
}

int runPlantArea(const QStringList &arguments)
{
    CommandLine line(u"plant area ID [--create] [--title TEXT]"_s,
                     tr("Makes or changes an area, a part of the plant.\n\n") + recorded());
    line.words({tr("the id of an area")});
    line.value(u"title"_s, u"TEXT"_s, tr("For people; without it the id."));
    return editNamed(line, arguments, areaEdit);
}

int runPlantLimits(const QStringList &arguments)
{
    CommandLine line(
        u"plant limits SENSOR [--machine A,B] [--lo-lo N] [--lo N] [--hi N] [--hi-hi N]"_s,
        tr("Shows the limits that count on each machine and where each comes from: set for the machine, set\n"
           "for the sensor, or half way from the first limit to the end of the range. With a limit given it\n"
           "sets that: for all machines, or with --machine for these alone.\n\n") +
            recorded());
    line.words({tr("the name of a sensor")});
    line.value(u"machine"_s, u"A,B"_s, tr("These machines alone; `all` for each by itself."));
    addLimitOptions(line);
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    if (const auto code = line.parse(arguments))
        return *code;
    const auto place = Place::open(line);
    if (!place)
        return complain(place.error());
    const QString name = line.words().constFirst();
    const Sensor *sensor = find(place->plant->definition().sensors, &Sensor::name, name);
    if (!sensor)
        return complain({ErrorKind::notFound, tr("There is no sensor '%1' in the plant.").arg(name), {}});
    if (!hasLimitOptions(line))
        return showLimits(line, *place->plant, *sensor);
    const auto edit = limitsEdit(line, *place->plant, *sensor);
    return edit ? carryOut(line, *place, *edit) : complain(edit.error());
}

int runPlantUnknown(const QStringList &arguments)
{
    CommandLine line(
        u"plant unknown [--json]"_s,
        tr("Lists names in the readings that no sensor of their machine has, with how many values\n"
           "came under each and one of them, and the command that makes a sensor of it, where it can\n"
           "be one. What came before a name is a sensor was not stored."));
    line.flag(u"json"_s, tr("Prints one object per name."));
    if (const auto code = line.parse(arguments))
        return *code;
    const auto place = Place::open(line);
    if (!place)
        return complain(place.error());
    const auto names = storage::Connection::open(place->database->app).and_then([](const auto &connection) {
        return storage::readUnknownNames(*connection, mostUnknown);
    });
    if (!names)
        return complain(names.error());
    for (const UnknownName &name : names->first) {
        if (line.isSet(u"json"_s))
            printJson({{u"name"_s, shown(name.name)},
                       {u"values"_s, static_cast<qint64>(name.count)},
                       {u"machine"_s, shown(name.machine)},
                       {u"sample"_s, shown(name.sample)},
                       {u"fit"_s, obstacleTo(name) == NoSensor::fit}});
        else
            printUnknown(name);
    }
    if (names->first.empty())
        note(tr("There are none."));
    if (names->beyond > 0)
        note(tr("Values under names too long or too many to list: %1.").arg(names->beyond));
    return succeeded;
}

} // namespace rig::ctl
