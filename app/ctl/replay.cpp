#include "composition/core/commanding.h"
#include "composition/core/producing.h"
#include "composition/core/systemclock.h"
#include "ctl/commands.h"
#include "ctl/consoleactor.h"
#include "ctl/replayoptions.h"
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

namespace {

constexpr auto flushPatience = 30s;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Replay", text);
}

/// Kept times must be such that the readers keep them too.
Done checkTimes(const RecordingSurvey &found, const ReplayOptions &options, Instant now)
{
    using namespace std::chrono;
    if (!options.keepsTime())
        return {};
    const auto wrong = [&](const RecordingSurvey::Row &row, const QString &why) {
        return failure(
            ErrorKind::badConfiguration,
            tr("%1, line %2: the time %3 cannot be kept, %4. Without --keep-time the first row is now.")
                .arg(options.recording.file, QString::number(row.line),
                     QString::fromStdString(formatInstant(row.at)), why),
            options.recording.file);
    };
    if (found.earliest.at < sys_days{year{2000} / January / 1})
        return wrong(found.earliest, tr("because it is before 2000"));
    if (found.latest.at > now + 24h)
        return wrong(found.latest, tr("because it lies in the future"));
    return {};
}

Result<RecordingSurvey> check(Recording &recording, const ReplayOptions &options, Instant now,
                              StopSignals &signals)
{
    Progress progress;
    auto found = simulator::survey(recording, [&](double share) {
        progress.show(share, tr("Checking %1").arg(options.recording.file));
        return !signals.came();
    });
    return found.and_then(
        [&](const RecordingSurvey &one) { return checkTimes(one, options, now).map([&] { return one; }); });
}

simulator::RecordedMachine machineOf(const Recording &recording, const RecordingSurvey &found,
                                     const ReplayOptions &options)
{
    simulator::RecordedMachine machine{options.machine, {}, 1s};
    for (std::size_t i = 0; i < found.largest.size(); ++i)
        machine.columns.push_back({recording.sensors()[i], found.largest[i]});
    const double speed = options.keepsTime() ? 1 : options.speed;
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
        ImportPlant{simulator::additionsFor(machine, (*plant)->definition()), Absent::stayWithAll});
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

void report(const Outcome &outcome, const ReplayOptions &options, const settings::BusSettings &bus, bool json)
{
    const double seconds = std::chrono::duration<double>(outcome.time).count();
    const QString machine = QString::fromStdString(options.machine);
    const QString topic = QString::fromStdString(bus.topic);
    if (json) {
        printJson({{u"file"_s, options.recording.file},
                   {u"machine"_s, machine},
                   {u"topic"_s, topic},
                   {u"rows"_s, static_cast<qint64>(outcome.rows)},
                   {u"sent"_s, static_cast<qint64>(outcome.sent)},
                   {u"seconds"_s, seconds},
                   {u"stopped"_s, outcome.stopped},
                   {u"stored"_s, outcome.stored}});
        return;
    }
    QString sentence =
        tr("Sent %1 readings of machine %2 to topic %3 in %4 s.")
            .arg(QString::number(outcome.sent), machine, topic, QString::number(seconds, 'f', 1));
    if (outcome.stored)
        sentence += u' ' + tr("All of them are stored.");
    if (outcome.stopped && !options.loop)
        sentence += u' ' + tr("Stopped before the end of the file, which has %1 rows.").arg(outcome.rows);
    print(sentence);
}

void noteOddities(const Recording &recording, const RecordingSurvey &found)
{
    if (!recording.leftOut().isEmpty())
        note(tr("rigctl: not sent: %1.").arg(recording.leftOut().join(u", "_s)));
    if (found.backwards > 0)
        note(tr("rigctl: rows older than the row before them: %1. They are sent in the file's order, and "
                "judged as late.")
                 .arg(found.backwards));
}

/// Until the end, or until a signal; what was sent is written then. `outcome` says how far it came.
Done send(Recording &recording, const RecordingSurvey &found, const ReplayOptions &options,
          const std::string &topic, RecordSink &sink, StopSignals &signals, Outcome &outcome)
{
    const composition::SystemClock clock;
    const ReplayTarget target{topic, options.machine, options.origin(), options.patience};
    ReplayPlayer player(recording, found, target, sink, clock, signals);
    const Done played = player.play(options.speed, options.stamps, options.loop);
    const Done flushed = sink.flush(flushPatience);
    outcome.sent = player.sent();
    outcome.time = player.time();
    outcome.stopped = signals.came();
    return played ? flushed : played;
}

/// Sends everything and, where wished for, waits until it is stored.
Done replay(Recording &recording, const RecordingSurvey &found, const ReplayOptions &options,
            const composition::ServerChoice &choice, const composition::Servers &servers,
            StopSignals &signals, Outcome &outcome)
{
    const composition::SystemClock clock;
    const auto sink = composition::openProducer(choice, clock);
    if (!sink)
        return tl::unexpected(sink.error());
    const std::string &topic = servers.bus.topic;
    if (!options.wait)
        return send(recording, found, options, topic, **sink, signals, outcome);
    auto storing = StoringWait::begin(servers);
    if (!storing)
        return tl::unexpected(storing.error());
    const Done sent = send(recording, found, options, topic, **sink, signals, outcome);
    if (!sent || (outcome.stopped && !options.loop))
        return sent;
    // The signal that ended the loop; another one ends the waiting.
    signals.forget();
    const Done stored =
        storing->wait({options.machine, options.origin(), outcome.sent}, options.patience, signals);
    outcome.stored = stored.has_value();
    return stored;
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
           "Stopped by Ctrl-C or SIGTERM it ends with 1, or with 0 where it loops.\n\n"
           "Where broker or database is not configured it takes the private one of a running rig-alpha."));
    describeReplay(line);
    if (const auto code = line.parse(arguments))
        return *code;
    const auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    const auto options = replayOptionsOf(line);
    if (!options)
        return complain(options.error());
    StopSignals signals;
    const composition::ServerChoice choice = composition::chooseServers(*settings);
    const auto servers = choice.servers();
    if (!servers)
        return complain(servers.error());
    if (choice.brokerOffered)
        note(tr("rigctl: broker %1, %2.")
                 .arg(QString::fromStdString(servers->bus.servers), choice.whyBroker()));
    if (choice.databaseOffered)
        note(tr("rigctl: database %1, %2.").arg(servers->database.app.label(), choice.whyDatabase()));
    auto recording = Recording::open(options->recording);
    if (!recording)
        return complain(recording.error());
    const auto found = check(*recording, *options, composition::SystemClock().now(), signals);
    if (!found)
        return complain(found.error());
    noteOddities(*recording, *found);
    if (Done ready =
            preparePlant(machineOf(*recording, *found, *options), servers->database, options->define);
        !ready)
        return complain(ready.error());

    Outcome outcome;
    outcome.rows = found->rows;
    const Done done = replay(*recording, *found, *options, choice, *servers, signals, outcome);
    if (done || outcome.sent > 0)
        report(outcome, *options, settings->bus, line.isSet(u"json"_s));
    if (!done)
        return complain(done.error());
    return outcome.stopped && !options->loop ? failed : succeeded;
}

} // namespace rig::ctl
