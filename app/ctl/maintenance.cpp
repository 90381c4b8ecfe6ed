#include "ctl/carryout.h"
#include "ctl/commanddatabase.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/terminal.h"
#include "ctl/timeoptions.h"
#include "domain/shown.h"
#include "storage/planttables.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Maintenance", text);
}

Instant now()
{
    return std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
}

/// The option's time; none where it is not on the line.
Result<std::optional<Instant>> givenInstant(const CommandLine &line, const QString &option)
{
    if (!line.isSet(option))
        return std::optional<Instant>();
    return instantOf(line, option).map([](Instant instant) { return std::optional(instant); });
}

Done checkOptions(const CommandLine &line, const QString &word)
{
    QStringList wanted{u"json"_s};
    if (word != "list"_L1)
        wanted += {u"sensor"_s, u"from"_s};
    if (word == "start"_L1)
        wanted += {u"to"_s, u"reason"_s};
    if (Done allowed = line.allow(wanted, word); !allowed)
        return allowed;
    if (line.isSet(u"sensor"_s) && line.value(u"sensor"_s).isEmpty())
        return failure(ErrorKind::badConfiguration,
                       tr("--sensor names a sensor of the machine; leave it away for the whole machine."));
    const bool named = line.words().size() > 1;
    if (named == (word == "list"_L1))
        return failure(ErrorKind::badConfiguration,
                       named ? tr("`list` shows all machines: leave '%1' away.").arg(line.words().at(1))
                             : tr("Name the machine: `%1 MACHINE`.").arg(word));
    return {};
}

Result<Action> startOf(const CommandLine &line)
{
    const auto from = givenInstant(line, u"from"_s);
    const auto to = givenInstant(line, u"to"_s);
    for (const auto *one : {&from, &to})
        if (!*one)
            return tl::unexpected(one->error());
    if (!line.isSet(u"reason"_s))
        return failure(ErrorKind::badConfiguration,
                       tr("Say why, for whoever looks at it later: --reason TEXT."));
    const Maintenance maintenance{line.words().at(1).toStdString(), line.value(u"sensor"_s).toStdString(),
                                  from->value_or(now()), *to, line.value(u"reason"_s).toStdString()};
    if (Done sound = check(maintenance); !sound)
        return failure(ErrorKind::badConfiguration, sound.error().sentence);
    return PutIntoMaintenance{maintenance};
}

Result<Action> endOf(const CommandLine &line)
{
    return givenInstant(line, u"from"_s).map([&](const std::optional<Instant> &from) {
        return Action(EndMaintenance{line.words().at(1).toStdString(), line.value(u"sensor"_s).toStdString(),
                                     now(), from});
    });
}

/// Where it stands at an instant.
QString stateOf(const Maintenance &one, Instant at)
{
    return one.covers(at) ? u"now"_s : one.from > at ? u"planned"_s : u"over"_s;
}

void showTable(const std::vector<Maintenance> &all, Instant at)
{
    if (all.empty())
        print(tr("Nothing is in maintenance, was in the last %1 days, or will be.")
                  .arg(maintenanceLinger.count()));
    const auto time = [](const std::optional<Instant> &instant) {
        return instant ? shown(formatInstant(*instant)) : tr("until it is ended");
    };
    for (const Maintenance &one : all)
        print(u"%1  %2  %3  %4  %5"_s.arg(
            stateOf(one, at).leftJustified(7), time(one.from), time(one.to).leftJustified(27),
            (shown(one.machine) + (one.sensor.empty() ? u""_s : u"/"_s) + shown(one.sensor))
                .leftJustified(20),
            shown(one.reason)));
}

void showJson(const std::vector<Maintenance> &all, Instant at)
{
    QJsonArray rows;
    for (const Maintenance &one : all)
        rows.append(
            QJsonObject{{u"machine"_s, shown(one.machine)},
                        {u"sensor"_s, one.sensor.empty() ? QJsonValue() : QJsonValue(shown(one.sensor))},
                        {u"from"_s, shown(formatInstant(one.from))},
                        {u"to"_s, one.to ? QJsonValue(shown(formatInstant(*one.to))) : QJsonValue()},
                        {u"reason"_s, shown(one.reason)},
                        {u"state"_s, stateOf(one, at)}});
    printJson({{u"maintenance"_s, rows}});
}

int list(const CommandLine &line)
{
    const auto database = CommandDatabase::openCurrent(line);
    if (!database)
        return complain(database.error());
    const auto plant = storage::PlantTables((*database)->app, {}).load();
    if (!plant)
        return complain(plant.error());
    if (line.isSet(u"json"_s))
        showJson((*plant)->maintenance(), now());
    else
        showTable((*plant)->maintenance(), now());
    return succeeded;
}

} // namespace

int runMaintenance(const QStringList &arguments)
{
    CommandLine line(
        u"maintenance start MACHINE --reason TEXT [--sensor S] [--from TIME] [--to TIME]  or  rigctl maintenance end MACHINE [--sensor S] [--from TIME]  or  rigctl maintenance list"_s,
        tr("Says when somebody works on a machine, or on one of its sensors. By what is sent meanwhile no "
           "limit\n"
           "is judged, no model judges, and none learns. That a sensor sends nothing is said all the "
           "same.\n\n"
           "Times are those of the readings, in UTC unless a zone is said. They may lie in the past: what "
           "is\n"
           "learnt from then on leaves them out; limits that were judged stay judged. Of one machine, or of "
           "one\n"
           "sensor of it, there is one maintenance at a time. list shows what is, what is planned, and what "
           "was\n"
           "in the last 8 days; the view rig_maintenance has all."));
    line.value(u"sensor"_s, u"S"_s, tr("start, end: this sensor of it alone."));
    line.value(u"from"_s, u"TIME"_s,
               tr("start: from then on (ISO 8601); without it from now. end: the one that begins then; it is "
                  "taken back where it has not begun. Without it the one that goes on."));
    line.value(u"to"_s, u"TIME"_s, tr("start: until then; without it until it is ended."));
    line.value(u"reason"_s, u"TEXT"_s, tr("start: why, for people; 1 to 200 characters."));
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    line.words({tr("start, end or list")}, 1);
    line.choices({u"start"_s, u"end"_s, u"list"_s});
    if (const auto code = line.parse(arguments))
        return *code;
    const QString word = line.words().constFirst();
    if (Done sound = checkOptions(line, word); !sound)
        return complain(sound.error());
    if (word == "list"_L1)
        return list(line);
    const auto action = word == "start"_L1 ? startOf(line) : endOf(line);
    return action ? carryOut(line, *action) : complain(action.error());
}

} // namespace rig::ctl
