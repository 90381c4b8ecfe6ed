#include "ctl/carryout.h"
#include "ctl/commanddatabase.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/terminal.h"
#include "ctl/timeoptions.h"
#include "domain/shown.h"
#include "storage/notetables.h"
#include "storage/planttables.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Notes", text);
}

Done checkOptions(const CommandLine &line, const QString &word)
{
    QStringList wanted{u"json"_s};
    if (word == "list"_L1)
        wanted += {u"machine"_s, u"search"_s, u"most"_s};
    if (word == "pin"_L1)
        wanted += {u"sensor"_s, u"at"_s, u"text"_s};
    if (Done allowed = line.allow(wanted, word); !allowed)
        return allowed;
    if (line.isSet(u"sensor"_s) && line.value(u"sensor"_s).isEmpty())
        return failure(ErrorKind::badConfiguration,
                       tr("--sensor names a sensor of the machine; leave it away for the machine itself."));
    const bool named = line.words().size() > 1;
    if (named == (word == "list"_L1))
        return failure(ErrorKind::badConfiguration,
                       named ? tr("`list` shows the notes of --machine or of all machines: leave '%1' away.")
                                   .arg(line.words().at(1))
                       : word == "pin"_L1 ? tr("Name the machine: `pin MACHINE --text TEXT`.")
                                          : tr("Say which note: `unpin ID`."));
    return {};
}

Result<Action> pinOf(const CommandLine &line)
{
    PinNote pin{line.words().at(1).toStdString(), line.value(u"sensor"_s).toStdString(),
                std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now()),
                line.value(u"text"_s).toStdString()};
    if (line.isSet(u"at"_s)) {
        const auto at = instantOf(line, u"at"_s);
        if (!at)
            return tl::unexpected(at.error());
        pin.at = *at;
    }
    Note note;
    note.at = pin.at;
    note.text = pin.text;
    if (Done sound = check(note); !sound)
        return failure(ErrorKind::badConfiguration,
                       sound.error().sentence + u' ' + tr("Say it with --text TEXT and --at TIME."));
    return pin;
}

Result<Action> unpinOf(const CommandLine &line)
{
    bool isNumber = false;
    const qlonglong id = line.words().at(1).toLongLong(&isNumber);
    if (!isNumber || id < 1)
        return failure(
            ErrorKind::badConfiguration,
            tr("A note's ID is a number, as `rigctl notes list` has it, not '%1'.").arg(line.words().at(1)));
    return UnpinNote{id};
}

QString timeOf(Instant instant)
{
    return shown(formatInstant(instant)).left(19) + u'Z';
}

void showTable(const NotesView &view)
{
    if (view.notes.empty())
        print(tr("There is no such note."));
    for (const Note &note : view.notes)
        print(u"%1  %2  %3  %4  (%5, %6)"_s.arg(
            QString::number(note.id).rightJustified(6), timeOf(note.at),
            (shown(note.machine) + (note.sensor.empty() ? u""_s : u"/"_s) + shown(note.sensor))
                .leftJustified(20),
            shown(note.text), shown(note.by), timeOf(note.written)));
    if (view.all > view.notes.size())
        print(tr("%1 more: --most shows up to %2, --search fewer.")
                  .arg(view.all - view.notes.size())
                  .arg(NotesQuestion::mostNotes));
}

void showJson(const NotesView &view)
{
    QJsonArray notes;
    for (const Note &note : view.notes)
        notes.append(
            QJsonObject{{u"id"_s, static_cast<qint64>(note.id)},
                        {u"machine"_s, shown(note.machine)},
                        {u"sensor"_s, note.sensor.empty() ? QJsonValue() : QJsonValue(shown(note.sensor))},
                        {u"at"_s, shown(formatInstant(note.at))},
                        {u"text"_s, shown(note.text)},
                        {u"by"_s, shown(note.by)},
                        {u"written"_s, shown(formatInstant(note.written))}});
    printJson({{u"notes"_s, notes}, {u"all"_s, static_cast<qint64>(view.all)}});
}

int list(const CommandLine &line)
{
    bool isNumber = false;
    const NotesQuestion question{line.value(u"machine"_s).toStdString(),
                                 line.value(u"search"_s).toStdString(),
                                 line.value(u"most"_s).toInt(&isNumber)};
    if (!isNumber || question.most < 1 || question.most > NotesQuestion::mostNotes)
        return complain({ErrorKind::badConfiguration,
                         tr("--most is a number from 1 to %1, not '%2'.")
                             .arg(NotesQuestion::mostNotes)
                             .arg(line.value(u"most"_s)),
                         {}});
    const auto database = CommandDatabase::openCurrent(line);
    if (!database)
        return complain(database.error());
    const auto plant = storage::PlantTables((*database)->app, {}).load();
    if (!plant)
        return complain(plant.error());
    if (!question.machine.empty() && !(*plant)->machine(question.machine))
        return complain(
            {ErrorKind::notFound, tr("The plant has no machine '%1'.").arg(shown(question.machine)), {}});
    const auto view = storage::NoteTables((*database)->app, {}).notes(question);
    if (!view)
        return complain(view.error());
    if (line.isSet(u"json"_s))
        showJson(*view);
    else
        showTable(*view);
    return succeeded;
}

} // namespace

int runNotes(const QStringList &arguments)
{
    CommandLine line(
        u"notes list [--machine M] [--search WORDS]  or  rigctl notes pin MACHINE --text TEXT [--sensor S] [--at TIME]  or  rigctl notes unpin ID"_s,
        tr("Lists what people have pinned to machines and their sensors, pins a note, or takes one down.\n\n"
           "A note is about a time, now unless --at says another one (ISO 8601, UTC unless a zone is said);\n"
           "list shows the newest by that first. It bears your login name. Who wrote it may take it down, "
           "or\n"
           "an engineer or admin; the audit keeps it."));
    line.value(u"machine"_s, u"M"_s, tr("list: only those of this machine and its sensors."));
    line.value(u"search"_s, u"WORDS"_s,
               tr("list: only those with each of these words in text, author, machine or sensor."));
    line.value(u"most"_s, u"N"_s, tr("list: how many, 1 to 1000."), u"100"_s);
    line.value(u"sensor"_s, u"S"_s, tr("pin: to this sensor of it."));
    line.value(u"at"_s, u"TIME"_s, tr("pin: the time that it is about."));
    line.value(u"text"_s, u"TEXT"_s, tr("pin: what it says; 1 to 500 characters."));
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    line.words({tr("list, pin or unpin")}, 1);
    line.choices({u"list"_s, u"pin"_s, u"unpin"_s});
    if (const auto code = line.parse(arguments))
        return *code;
    const QString word = line.words().constFirst();
    if (Done sound = checkOptions(line, word); !sound)
        return complain(sound.error());
    if (word == "list"_L1)
        return list(line);
    const auto action = word == "pin"_L1 ? pinOf(line) : unpinOf(line);
    return action ? carryOut(line, *action) : complain(action.error());
}

} // namespace rig::ctl
