#include "bus/admin.h"
#include "bus/producer.h"
#include "composition/core/commanding.h"
#include "composition/core/systemclock.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/consoleactor.h"
#include "ctl/replayplayer.h"
#include "ctl/storingwait.h"
#include "ctl/terminal.h"
#include "simulator/recordingplant.h"
#include "storage/planttables.h"

#include <QCoreApplication>

#include <cmath>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using simulator::Recording;
using simulator::RecordingSurvey;
using Stamps = simulator::ReplayPace::Stamps;

namespace {

constexpr auto flushPatience = 30s;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Replay", text);
}

tl::unexpected<Error> badOption(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence);
}

struct Wishes
{
    simulator::RecordingOptions recording;
    std::string machine;
    double speed = 1; ///< 0: without waiting
    Stamps stamps = Stamps::moved;
    bool define = false;
    bool loop = false;
    bool wait = false;
    milliseconds patience{0};

    Origin origin() const { return stamps == Stamps::kept ? Origin::history : Origin::replayed; }
};

Done takeMappings(const CommandLine &line, Wishes &wishes)
{
    for (const QString &mapping : line.values(u"map"_s)) {
        const qsizetype equals = mapping.lastIndexOf(u'=');
        if (equals < 1)
            return badOption(tr("--map takes COLUMN=SENSOR, not '%1'.").arg(mapping));
        const bool fresh =
            wishes.recording.sensorOf
                .emplace(mapping.left(equals).toStdString(), mapping.mid(equals + 1).toStdString())
                .second;
        if (!fresh)
            return badOption(tr("--map names column '%1' twice.").arg(mapping.left(equals)));
    }
    return {};
}

Done takeSpeed(const CommandLine &line, Wishes &wishes)
{
    const QString speed = line.value(u"speed"_s);
    if (!line.isSet(u"speed"_s)) {
        wishes.speed = wishes.stamps == Stamps::kept ? 0 : 1;
        return {};
    }
    bool isNumber = false;
    wishes.speed = speed == "max"_L1 ? 0 : speed.toDouble(&isNumber);
    if ((!isNumber && speed != "max"_L1) || !std::isfinite(wishes.speed) || wishes.speed < 0 ||
        (wishes.speed > 0 && wishes.speed < 1e-6))
        return badOption(tr("--speed takes a number above 0, or max, not '%1'.").arg(speed));
    return {};
}

Result<Wishes> wishesOf(const CommandLine &line)
{
    Wishes wishes;
    wishes.recording.file = line.words().at(0);
    wishes.recording.timeColumn = line.value(u"time"_s);
    wishes.machine = line.value(u"machine"_s).toStdString();
    wishes.stamps = line.isSet(u"keep-time"_s) ? Stamps::kept : Stamps::moved;
    wishes.define = line.isSet(u"define"_s);
    wishes.loop = line.isSet(u"loop"_s);
    wishes.wait = line.isSet(u"wait"_s);
    if (wishes.machine.empty())
        return badOption(tr("--machine must name the machine whose readings these are."));
    if (wishes.loop && wishes.stamps == Stamps::kept)
        return badOption(tr("--loop and --keep-time do not go together: the same history would be stored "
                            "again and again."));
    bool isNumber = false;
    const double timeout = line.value(u"timeout"_s).toDouble(&isNumber);
    if (!isNumber || !(timeout >= 1 && timeout <= 86'400))
        return badOption(tr("--timeout takes seconds, 1 to 86400, not '%1'.").arg(line.value(u"timeout"_s)));
    wishes.patience = milliseconds(std::llround(timeout * 1000));
    if (Done done = takeMappings(line, wishes); !done)
        return tl::unexpected(done.error());
    if (Done done = takeSpeed(line, wishes); !done)
        return tl::unexpected(done.error());
    return wishes;
}

/// Kept times must be such that the readers keep them too.
Done checkTimes(const RecordingSurvey &found, const Wishes &wishes, Instant now)
{
    using namespace std::chrono;
    if (wishes.stamps == Stamps::moved)
        return {};
    const auto wrong = [&](const RecordingSurvey::Row &row, const QString &why) {
        return failure(
            ErrorKind::badConfiguration,
            tr("%1, line %2: the time %3 cannot be kept, %4. Without --keep-time the first row is now.")
                .arg(wishes.recording.file)
                .arg(row.line)
                .arg(QString::fromStdString(formatInstant(row.at)), why),
            wishes.recording.file);
    };
    if (found.earliest.at < sys_days{year{2000} / January / 1})
        return wrong(found.earliest, tr("because it is before 2000"));
    if (found.latest.at > now + 24h)
        return wrong(found.latest, tr("because it lies in the future"));
    return {};
}

Result<RecordingSurvey> check(Recording &recording, const Wishes &wishes, Instant now, StopSignals &signals)
{
    Progress progress;
    auto found = simulator::survey(recording, [&](double share) {
        progress.show(share, tr("Checking %1").arg(wishes.recording.file));
        return !signals.came();
    });
    return found.and_then(
        [&](const RecordingSurvey &one) { return checkTimes(one, wishes, now).map([&] { return one; }); });
}

simulator::RecordedMachine machineOf(const Recording &recording, const RecordingSurvey &found,
                                     const Wishes &wishes)
{
    simulator::RecordedMachine machine{wishes.machine, {}, 1s};
    for (std::size_t i = 0; i < found.largest.size(); ++i)
        machine.columns.push_back({recording.sensors()[i], found.largest[i]});
    const double speed = wishes.stamps == Stamps::kept ? 1 : wishes.speed;
    if (speed > 0)
        machine.interval = milliseconds(std::llround(
            std::min(std::chrono::duration<double, std::milli>(found.spacing).count() / speed, 1e9)));
    return machine;
}

/// Whether the plant has the machine and its sensors, once they are made where that is wished for.
Done preparePlant(const simulator::RecordedMachine &machine, const composition::Database &database,
                  bool define)
{
    if (define)
        if (Done ready = composition::migrateIfEmpty(database); !ready)
            return ready;
    const auto plant = storage::PlantTables(database.app, {}).load();
    if (!plant)
        return tl::unexpected(plant.error());
    const QStringList missing = simulator::missingFor(machine, **plant);
    if (missing.isEmpty())
        return {};
    if (!define)
        return failure(ErrorKind::badConfiguration,
                       missing.join(u' ') + u' ' +
                           tr("Give --define to make what is missing, or --map and --machine "
                              "to name what is there."));
    const auto answer = composition::execute(
        database, consoleActor(),
        ImportPlant{simulator::additionsFor(machine, (*plant)->definition()), Absent::stay});
    return answer.map([](const QString &sentence) { note(sentence); });
}

/// What became of a replay.
struct Outcome
{
    std::int64_t rows = 0; ///< of the file
    std::int64_t sent = 0;
    std::chrono::nanoseconds time{0};
    bool stopped = false;
    bool stored = false;
};

void report(const Outcome &outcome, const Wishes &wishes, const settings::BusSettings &bus, bool json)
{
    const double seconds = std::chrono::duration<double>(outcome.time).count();
    const QString machine = QString::fromStdString(wishes.machine);
    const QString topic = QString::fromStdString(bus.topic);
    if (json) {
        printJson({{u"file"_s, wishes.recording.file},
                   {u"machine"_s, machine},
                   {u"topic"_s, topic},
                   {u"rows"_s, static_cast<qint64>(outcome.rows)},
                   {u"sent"_s, static_cast<qint64>(outcome.sent)},
                   {u"seconds"_s, seconds},
                   {u"stopped"_s, outcome.stopped},
                   {u"stored"_s, outcome.stored}});
        return;
    }
    QString sentence = tr("Sent %1 readings of machine %2 to topic %3 in %4 s.")
                           .arg(outcome.sent)
                           .arg(machine, topic)
                           .arg(seconds, 0, 'f', 1);
    if (outcome.stored)
        sentence += u' ' + tr("All of them are stored.");
    if (outcome.stopped && !wishes.loop)
        sentence += u' ' + tr("Stopped before the end of the file, which has %1 rows.").arg(outcome.rows);
    print(sentence);
}

void noteOddities(const Recording &recording, const RecordingSurvey &found)
{
    if (!recording.leftOut().isEmpty())
        note(tr("rigctl: not sent: %1.").arg(recording.leftOut().join(u", "_s)));
    if (found.backwards > 0)
        note(tr("rigctl: %1 rows are older than the row before them. They are sent in the file's order, and "
                "judged as late.")
                 .arg(found.backwards));
}

/// Until the end, or until a signal; what was sent is written then. `outcome` says how far it came.
Done send(Recording &recording, const RecordingSurvey &found, const Wishes &wishes,
          const settings::BusSettings &bus, StopSignals &signals, Outcome &outcome)
{
    const auto sink = bus::openSink(bus);
    if (!sink)
        return tl::unexpected(sink.error());
    const composition::SystemClock clock;
    const ReplayTarget target{bus.topic, wishes.machine, wishes.origin(), wishes.patience};
    ReplayPlayer player(recording, found, target, **sink, clock, signals);
    const Done played = player.play(wishes.speed, wishes.stamps, wishes.loop);
    const Done flushed = (*sink)->flush(flushPatience);
    outcome.sent = player.sent();
    outcome.time = player.time();
    outcome.stopped = signals.came();
    return played ? flushed : played;
}

/// Sends everything and, where wished for, waits until it is stored.
Done replay(Recording &recording, const RecordingSurvey &found, const Wishes &wishes,
            const settings::BusSettings &bus, const composition::Database &database, StopSignals &signals,
            Outcome &outcome)
{
    if (Done there = bus::ensureTopic(bus); !there)
        return there;
    if (!wishes.wait)
        return send(recording, found, wishes, bus, signals, outcome);
    auto storing = StoringWait::begin(bus, database);
    if (!storing)
        return tl::unexpected(storing.error());
    const Done sent = send(recording, found, wishes, bus, signals, outcome);
    if (!sent || (outcome.stopped && !wishes.loop))
        return sent;
    // The signal that ended the loop; another one ends the waiting.
    signals.forget();
    const Done stored =
        storing->wait({wishes.machine, wishes.origin(), outcome.sent}, wishes.patience, signals);
    outcome.stored = stored.has_value();
    return stored;
}

void describe(CommandLine &line)
{
    line.value(u"machine"_s, u"NAME"_s, tr("The machine whose readings these are; must be given."));
    line.flag(u"define"_s,
              tr("Makes the machine and its sensors from the header, where the plant lacks them."));
    line.value(
        u"map"_s, u"COLUMN=SENSOR"_s,
        tr("A column's sensor where their names differ; COLUMN= leaves the column out. May be given again."));
    line.value(
        u"time"_s, u"COLUMN"_s,
        tr("The column with the time. Without it: timestamp, time, datetime or date, else the first that "
           "holds times."));
    line.value(
        u"speed"_s, u"X"_s,
        tr("How many times faster than recorded; 0 or max: without waiting. Without it: 1, and max with "
           "--keep-time."));
    line.flag(u"loop"_s, tr("Begins again at the end, until stopped."));
    line.flag(u"keep-time"_s, tr("Keeps the recorded times; the readings are history."));
    line.flag(u"wait"_s, tr("Returns when everything is stored, which takes a running `rigctl node`."));
    line.value(u"timeout"_s, u"SECONDS"_s,
               tr("Gives up when the broker takes nothing, or nothing more is stored, for this long. "
                  "Without it: 60."),
               u"60"_s);
    line.flag(u"json"_s, tr("Prints the summary as JSON."));
    line.words(1, 1);
}

} // namespace

int runReplay(const QStringList &arguments)
{
    CommandLine line(
        u"replay FILE.csv --machine NAME [options]"_s,
        tr("Plays a recording through Kafka as readings of one machine. Makes the topic where it is "
           "missing.\n\n"
           "FILE is a CSV file with a header: UTF-8; comma, semicolon or tab; quotes or none; numbers with "
           "a\n"
           "decimal point. One column holds times (ISO 8601, or seconds or milliseconds as a number), the\n"
           "others are sensors, but for `label` and columns without a name. An empty cell or NaN is no "
           "value.\n"
           "The whole file is checked before anything is sent.\n\n"
           "The first row is now, and the rows keep their spacing divided by --speed; without waiting each "
           "row\n"
           "carries the moment in which it is sent. The readings are marked as replayed, and judged and "
           "shown\n"
           "like live ones. With --keep-time they are history instead: stored, neither judged nor shown as "
           "now.\n\n"
           "Rows go out in the order of the file. Rows with equal times go out together; a gap is waited "
           "for;\n"
           "a row older than the one before goes out at once with its older time, and is judged as late.\n\n"
           "Stopped by Ctrl-C or SIGTERM it ends with 1, or with 0 where it loops."));
    describe(line);
    if (const auto code = line.parse(arguments))
        return *code;
    const auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    const auto wishes = wishesOf(line);
    if (!wishes)
        return complain(wishes.error());
    const auto database = composition::databaseOf(*settings);
    if (!database)
        return complain(database.error());

    StopSignals signals;
    auto recording = Recording::open(wishes->recording);
    if (!recording)
        return complain(recording.error());
    const auto found = check(*recording, *wishes, composition::SystemClock().now(), signals);
    if (!found)
        return complain(found.error());
    noteOddities(*recording, *found);
    if (Done ready = preparePlant(machineOf(*recording, *found, *wishes), *database, wishes->define); !ready)
        return complain(ready.error());

    Outcome outcome;
    outcome.rows = found->rows;
    const Done done = replay(*recording, *found, *wishes, settings->bus, *database, signals, outcome);
    if (done || outcome.sent > 0)
        report(outcome, *wishes, settings->bus, line.isSet(u"json"_s));
    if (!done)
        return complain(done.error());
    return outcome.stopped && !wishes->loop ? failed : succeeded;
}

} // namespace rig::ctl
