#include "ctl/plantoptions.h"

#include "domain/shown.h"

#include <QCoreApplication>

#include <cmath>
#include <utility>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto none = "none"_L1;
constexpr auto inherited = "inherited"_L1;
constexpr double longestHold = 3600; ///< seconds

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::PlantOptions", text);
}

tl::unexpected<Error> badOption(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence);
}

Result<double> number(const QString &text, const QString &option)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number))
        return badOption(tr("--%1 takes a number, not '%2'.").arg(option, text));
    return number;
}

/// `apply` gets the number of an option that is given.
template <class Apply> Done takeNumber(const CommandLine &line, const QString &option, const Apply &apply)
{
    if (!line.isSet(option))
        return {};
    return number(line.value(option), option).map(apply);
}

Result<std::vector<double>> numbers(const QString &text, const QString &option, qsizetype least,
                                    qsizetype most)
{
    const QStringList parts = text.split(u':');
    if (parts.size() < least || parts.size() > most)
        return badOption(tr("--%1 cannot be '%2'; `--help` shows what it takes.").arg(option, text));
    std::vector<double> all;
    for (const QString &part : parts) {
        const auto one = number(part, option);
        if (!one)
            return tl::unexpected(one.error());
        all.push_back(*one);
    }
    return all;
}

void takeText(const CommandLine &line, const QString &option, std::string &text)
{
    if (line.isSet(option))
        text = line.value(option).toStdString();
}

/// `text` is what the sentence about another one names.
Result<milliseconds> duration(double seconds, const QString &text, const QString &option, double least,
                              double most)
{
    if (!(seconds >= least && seconds <= most))
        return badOption(
            tr("--%1 takes seconds from %2 to %3, not '%4'.").arg(option).arg(least).arg(most).arg(text));
    const double nearest = std::round(seconds * 1000);
    if (std::abs(seconds * 1000 - nearest) > 1e-6)
        return badOption(tr("--%1 takes whole milliseconds, not '%2' s.").arg(option, text));
    return milliseconds(static_cast<std::int64_t>(nearest));
}

/// What stands between the commas; nothing where the option is not given. What follows a backslash belongs to
/// a name, as a comma or the first letter of `all` may.
Result<QStringList> namesIn(const CommandLine &line, const QString &option)
{
    QStringList names{QString()};
    bool kept = false;
    const QString text = line.value(option);
    for (const QChar c : text) {
        const bool plain = std::exchange(kept, false);
        if (plain || (c != u',' && c != u'\\'))
            names.back().append(c);
        else if (c == u',')
            names.append(QString());
        else
            kept = true;
    }
    names.removeAll(QString());
    if (line.isSet(option) && names.isEmpty())
        return badOption(tr("--%1 is empty. Give it names with commas between them.").arg(option));
    return names;
}

Done takeDecimals(const CommandLine &line, Sensor &sensor)
{
    if (!line.isSet(u"decimals"_s))
        return {};
    bool isNumber = false;
    const int decimals = line.value(u"decimals"_s).toInt(&isNumber);
    if (!isNumber || decimals < 0 || decimals > 6)
        return badOption(
            tr("--decimals takes a whole number from 0 to 6, not '%1'.").arg(line.value(u"decimals"_s)));
    sensor.decimals = decimals;
    return {};
}

Done takeRange(const CommandLine &line, Sensor &sensor)
{
    const QString option = u"range"_s;
    if (!line.isSet(option))
        return {};
    if (line.value(option) == none) {
        sensor.range.reset();
        return {};
    }
    return numbers(line.value(option), option, 2, 2).map([&](const std::vector<double> &ends) {
        sensor.range = Range{ends[0], ends[1]};
    });
}

Done takeRetirement(const CommandLine &line, bool &retired)
{
    if (line.isSet(u"retire"_s) && line.isSet(u"return"_s))
        return badOption(tr("--retire and --return exclude one another."));
    retired = line.isSet(u"retire"_s) || (retired && !line.isSet(u"return"_s));
    return {};
}

Done takePlace(const CommandLine &line, Place &place)
{
    const QString option = u"place"_s;
    if (!line.isSet(option))
        return {};
    return numbers(line.value(option), option, 2, 3).map([&](const std::vector<double> &given) {
        place.x = given[0];
        place.z = given[1];
        if (given.size() > 2)
            place.rotation = given[2];
    });
}

/// SENSOR:THRESHOLD[:HYSTERESIS[:HOLD_S]]; a sensor's name may hold colons itself.
Result<StateRule> stateRule(const QString &text, const Machine &machine)
{
    for (const Slot &slot : machine.slots) {
        const QString begin = shown(slot.sensor) + u':';
        if (slot.retired || !text.startsWith(begin))
            continue;
        const auto given = numbers(text.mid(begin.size()), u"state"_s, 1, 3);
        if (!given)
            return tl::unexpected(given.error());
        StateRule rule{slot.sensor, given->at(0), given->size() > 1 ? given->at(1) : 0, milliseconds(0)};
        if (given->size() < 3)
            return rule;
        const auto hold = duration(given->at(2), text.section(u':', -1), u"state"_s, 0, longestHold);
        if (!hold)
            return tl::unexpected(hold.error());
        rule.hold = *hold;
        return rule;
    }
    return badOption(tr("--state begins with the name of a sensor that machine %1 has, then a colon and the "
                        "threshold; '%2' does not.")
                         .arg(shown(machine.id), text));
}

Done takeState(const CommandLine &line, Machine &machine)
{
    if (!line.isSet(u"state"_s))
        return {};
    if (line.value(u"state"_s) == none) {
        machine.stateRule.reset();
        return {};
    }
    return stateRule(line.value(u"state"_s), machine).map([&](const StateRule &rule) {
        machine.stateRule = rule;
    });
}

struct LimitOption
{
    QString name;
    std::optional<double> Limits::*ofSensor;
    OwnLimit OwnLimits::*ofMachine;
};

const LimitOption limitOptions[] = {{u"lo-lo"_s, &Limits::loLo, &OwnLimits::loLo},
                                    {u"lo"_s, &Limits::lo, &OwnLimits::lo},
                                    {u"hi"_s, &Limits::hi, &OwnLimits::hi},
                                    {u"hi-hi"_s, &Limits::hiHi, &OwnLimits::hiHi}};

} // namespace

void addSensorOptions(CommandLine &line)
{
    line.value(u"title"_s, u"TEXT"_s, tr("What a card shows; without it the name."));
    line.value(u"unit"_s, u"TEXT"_s, tr("Such as mm/s. It never changes once the sensor is made."));
    line.value(u"category"_s, u"WORD"_s,
               tr("environmental, mechanical, thermal, electrical, fluid or custom."));
    line.value(u"range"_s, u"LOW:HIGH"_s, tr("What it can show at most; `none` for no range."));
    line.value(u"interval"_s, u"S"_s, tr("How often a value is due, 0.05 to 86400 s."));
    line.value(u"decimals"_s, u"N"_s, tr("Shown behind the point, 0 to 6."));
    line.flag(u"retire"_s, tr("It is no longer read; what it stored stays readable."));
    line.flag(u"return"_s, tr("It is read again."));
}

Done takeSensorOptions(const CommandLine &line, Sensor &sensor)
{
    takeText(line, u"title"_s, sensor.title);
    takeText(line, u"unit"_s, sensor.unit);
    if (line.isSet(u"category"_s)) {
        const auto category = categoryFromWord(line.value(u"category"_s).toStdString());
        if (!category)
            return badOption(
                tr("--category is environmental, mechanical, thermal, electrical, fluid or custom, "
                   "not '%1'.")
                    .arg(line.value(u"category"_s)));
        sensor.category = *category;
    }
    if (line.isSet(u"interval"_s)) {
        const QString text = line.value(u"interval"_s);
        const auto interval = number(text, u"interval"_s).and_then([&](double seconds) {
            return duration(seconds, text, u"interval"_s, 0.05, 86'400);
        });
        if (!interval)
            return tl::unexpected(interval.error());
        sensor.interval = *interval;
    }
    return takeRange(line, sensor).and_then([&] { return takeDecimals(line, sensor); }).and_then([&] {
        return takeRetirement(line, sensor.retired);
    });
}

void addMachineOptions(CommandLine &line)
{
    line.value(u"title"_s, u"TEXT"_s, tr("For people; without it the id."));
    line.value(u"area"_s, u"ID"_s, tr("The part of the plant it stands in; `none` for no area."));
    line.value(u"place"_s, u"X:Z[:ROTATION]"_s,
               tr("Metres from the hall's corner, degrees clockwise from above."));
    line.value(u"accent"_s, u"#RRGGBB"_s, tr("Its colour on the floor; empty for the theme's own."));
    line.value(u"shape"_s, u"FILE.glb"_s,
               tr("Its own model on the floor, out of the folder shapes; empty for the usual one."));
    line.value(u"state"_s, u"SENSOR:THRESHOLD[:HYSTERESIS[:HOLD_S]]"_s,
               tr("What its state is told from; `none` for nothing."));
    line.value(u"with"_s, u"A,B"_s, tr("Sensors that it gets."));
    line.value(u"without"_s, u"A,B"_s, tr("Sensors that it loses; what they stored stays readable."));
    line.flag(u"retire"_s, tr("It is no longer read; what it stored stays readable."));
    line.flag(u"return"_s, tr("It is read again."));
}

Done takeMachineOptions(const CommandLine &line, Machine &machine)
{
    takeText(line, u"title"_s, machine.title);
    takeText(line, u"accent"_s, machine.place.accent);
    takeText(line, u"shape"_s, machine.place.shape);
    if (line.isSet(u"area"_s))
        machine.area = line.value(u"area"_s) == none ? std::string() : line.value(u"area"_s).toStdString();
    const auto with = namesIn(line, u"with"_s);
    const auto without = namesIn(line, u"without"_s);
    for (const auto *names : {&with, &without})
        if (!*names)
            return tl::unexpected(names->error());
    for (const QString &sensor : *with)
        machine = withSensor(std::move(machine), sensor.toStdString());
    for (const QString &sensor : *without)
        machine = withoutSensor(std::move(machine), sensor.toStdString());
    return takePlace(line, machine.place).and_then([&] { return takeState(line, machine); }).and_then([&] {
        return takeRetirement(line, machine.retired);
    });
}

void addLimitOptions(CommandLine &line)
{
    for (const LimitOption &option : limitOptions)
        line.value(option.name, u"NUMBER"_s,
                   tr("In the sensor's unit; `none`: as if none were set; with --machine also `inherited`."));
    line.value(u"deadband"_s, u"NUMBER"_s,
               tr("How far a value must come back inside before a limit returns."));
}

bool hasLimitOptions(const CommandLine &line)
{
    return line.isSet(u"deadband"_s) || std::ranges::any_of(limitOptions, [&](const LimitOption &option) {
               return line.isSet(option.name);
           });
}

Done takeLimitOptions(const CommandLine &line, Limits &limits)
{
    for (const LimitOption &option : limitOptions) {
        if (!line.isSet(option.name))
            continue;
        if (line.value(option.name) == inherited)
            return badOption(tr("--%1 inherited: that is for the limits of one machine; give --machine too.")
                                 .arg(option.name));
        if (line.value(option.name) == none) {
            (limits.*option.ofSensor).reset();
            continue;
        }
        const auto value = number(line.value(option.name), option.name);
        if (!value)
            return tl::unexpected(value.error());
        limits.*option.ofSensor = *value;
    }
    return takeNumber(line, u"deadband"_s, [&](double number) { limits.deadband = number; });
}

Done takeLimitOptions(const CommandLine &line, OwnLimits &limits)
{
    for (const LimitOption &option : limitOptions) {
        if (!line.isSet(option.name))
            continue;
        OwnLimit &limit = limits.*option.ofMachine;
        if (line.value(option.name) == inherited) {
            limit.reset();
        } else if (line.value(option.name) == none) {
            limit = std::optional<double>();
        } else {
            const auto value = number(line.value(option.name), option.name);
            if (!value)
                return tl::unexpected(value.error());
            limit = *value;
        }
    }
    if (line.value(u"deadband"_s) == inherited) {
        limits.deadband.reset();
        return {};
    }
    return takeNumber(line, u"deadband"_s, [&](double number) { limits.deadband = number; });
}

Result<Machine> machineNamed(const Plant &plant, const QString &id)
{
    const MachineLayout *layout = plant.machine(id.toStdString());
    if (!layout)
        return failure(ErrorKind::notFound, tr("There is no machine '%1' in the plant.").arg(id));
    return layout->machine();
}

std::vector<Machine> machinesInUse(const Plant &plant)
{
    std::vector<Machine> machines;
    std::ranges::copy_if(plant.definition().machines, std::back_inserter(machines),
                         [](const Machine &machine) { return !machine.retired; });
    return machines;
}

Result<std::vector<Machine>> machinesNamed(const Plant &plant, const CommandLine &line, const QString &option)
{
    if (line.value(option) == "all"_L1)
        return machinesInUse(plant);
    const auto names = namesIn(line, option);
    if (!names)
        return tl::unexpected(names.error());
    std::vector<Machine> machines;
    for (const QString &id : *names) {
        const auto machine = machineNamed(plant, id);
        if (!machine)
            return tl::unexpected(machine.error());
        machines.push_back(*machine);
    }
    return machines;
}

} // namespace rig::ctl
