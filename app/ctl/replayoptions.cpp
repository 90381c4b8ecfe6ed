#include "ctl/replayoptions.h"

#include <QCoreApplication>

#include <cmath>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using Stamps = simulator::ReplayPace::Stamps;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::ReplayOptions", text);
}

tl::unexpected<Error> badOption(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence);
}

Done takeMappings(const CommandLine &line, ReplayOptions &options)
{
    for (const QString &mapping : line.values(u"map"_s)) {
        const qsizetype equals = mapping.lastIndexOf(u'=');
        if (equals < 1)
            return badOption(tr("--map takes COLUMN=SENSOR, not '%1'.").arg(mapping));
        const bool fresh =
            options.recording.sensorOf
                .emplace(mapping.left(equals).toStdString(), mapping.mid(equals + 1).toStdString())
                .second;
        if (!fresh)
            return badOption(tr("--map names column '%1' twice.").arg(mapping.left(equals)));
    }
    return {};
}

Done takeSpeed(const CommandLine &line, ReplayOptions &options)
{
    const QString speed = line.value(u"speed"_s);
    if (!line.isSet(u"speed"_s)) {
        options.speed = options.stamps == Stamps::kept ? 0 : 1;
        return {};
    }
    bool isNumber = false;
    options.speed = speed == "max"_L1 ? 0 : speed.toDouble(&isNumber);
    if ((!isNumber && speed != "max"_L1) || !std::isfinite(options.speed) || options.speed < 0 ||
        (options.speed > 0 && options.speed < 1e-6))
        return badOption(
            tr("--speed takes 0 or max, which do not wait, or a number of at least 0.000001, not '%1'.")
                .arg(speed));
    return {};
}

} // namespace

void describeReplay(CommandLine &line)
{
    line.repeatable({u"map"_s});
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
    line.words({tr("a recording (FILE.csv)")});
}

Result<ReplayOptions> replayOptionsOf(const CommandLine &line)
{
    ReplayOptions options;
    options.recording.file = line.words().at(0);
    options.recording.timeColumn = line.value(u"time"_s);
    options.machine = line.value(u"machine"_s).toStdString();
    options.stamps = line.isSet(u"keep-time"_s) ? Stamps::kept : Stamps::moved;
    options.define = line.isSet(u"define"_s);
    options.loop = line.isSet(u"loop"_s);
    options.wait = line.isSet(u"wait"_s);
    if (options.machine.empty())
        return badOption(tr("--machine must name the machine whose readings these are."));
    if (options.loop && options.stamps == Stamps::kept)
        return badOption(tr("--loop and --keep-time do not go together: the same history would be stored "
                            "again and again."));
    bool isNumber = false;
    const double timeout = line.value(u"timeout"_s).toDouble(&isNumber);
    if (!isNumber || !(timeout >= 1 && timeout <= 86'400))
        return badOption(tr("--timeout takes seconds, 1 to 86400, not '%1'.").arg(line.value(u"timeout"_s)));
    options.patience = milliseconds(std::llround(timeout * 1000));
    if (Done done = takeMappings(line, options); !done)
        return tl::unexpected(done.error());
    if (Done done = takeSpeed(line, options); !done)
        return tl::unexpected(done.error());
    return options;
}

} // namespace rig::ctl
