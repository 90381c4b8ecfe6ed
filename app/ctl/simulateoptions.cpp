#include "ctl/simulateoptions.h"

#include "simulator/sensorintervals.h"

#include <QCoreApplication>

#include <cmath>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using simulator::Elapsed;
using simulator::FaultDescription;
using simulator::SensorIntervals;

namespace {

constexpr qsizetype mostMachines = 100;
constexpr double longestRun = 366.0 * 86'400; ///< seconds
constexpr double longestGrowth = 30.0 * 86'400;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::SimulateOptions", text);
}

tl::unexpected<Error> badOption(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence);
}

Result<double> numberIn(const QString &text, double least, double most, const QString &what)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (!isNumber || !(number >= least && number <= most))
        return badOption(
            tr("%1 takes a number from %2 to %3, not '%4'.").arg(what).arg(least).arg(most).arg(text));
    return number;
}

Result<std::uint64_t> wholeNumber(const CommandLine &line, const QString &option)
{
    bool isNumber = false;
    const qulonglong number = line.value(option).toULongLong(&isNumber);
    if (!isNumber)
        return badOption(tr("--%1 takes a whole number, not '%2'.").arg(option, line.value(option)));
    return number;
}

Elapsed elapsed(double seconds)
{
    return Elapsed(std::llround(seconds * 1e6));
}

Result<simulator::Quantity> sensorNamed(const QString &name, const QString &option)
{
    const auto signals = simulator::signalTable();
    const auto found = std::ranges::find(signals, name.toStdString(), &simulator::Signal::name);
    if (found == signals.end())
        return badOption(
            tr("--%1: a simulated machine has no sensor '%2'. `rigctl simulate --list` names them.")
                .arg(option, name));
    return static_cast<simulator::Quantity>(found - signals.begin());
}

Done takeMachines(const CommandLine &line, SimulateOptions &options)
{
    QStringList names = line.values(u"machine"_s);
    names.removeDuplicates();
    if (names.size() > mostMachines)
        return badOption(tr("At most %1 machines are simulated at once.").arg(mostMachines));
    if (names.contains(QString()))
        return badOption(tr("--machine takes the id of a machine."));
    for (const QString &name : names)
        options.machines.push_back(name.toStdString());
    if (names.isEmpty())
        options.machines = {"A", "B", "C"};
    return {};
}

QString faultNames()
{
    QStringList names;
    for (const FaultDescription &fault : simulator::faultTable())
        names.append(QString::fromUtf8(fault.name.data(), static_cast<qsizetype>(fault.name.size())));
    return names.join(u", "_s);
}

/// `NAME[=SENSOR][:ONSET_S[:SEVERITY[:GROWTH_S]]]`
Result<simulator::PlannedFault> faultOf(const QString &text)
{
    const QStringList parts = text.split(u':');
    const QString name = parts[0].section(u'=', 0, 0);
    const QString sensor = parts[0].section(u'=', 1);
    const FaultDescription *fault = simulator::faultNamed(name.toStdString());
    if (!fault)
        return badOption(tr("There is no fault '%1'. Faults: %2.").arg(name, faultNames()));
    if (parts.size() > 4)
        return badOption(tr("--fault takes NAME:ONSET_S:SEVERITY:GROWTH_S, not '%1'.").arg(text));
    if (!sensor.isEmpty() && !fault->effects.empty())
        return badOption(tr("--fault %1: this fault is of the machine, not of one sensor.").arg(text));
    if (!sensor.isEmpty())
        if (const auto known = sensorNamed(sensor, u"fault"_s); !known)
            return tl::unexpected(known.error());
    const auto part = [&](qsizetype place, const char *standard, double least, double most,
                          const char *what) {
        return numberIn(parts.value(place, QString::fromLatin1(standard)), least, most,
                        tr("The %1 of --fault %2").arg(tr(what), text));
    };
    const auto onset = part(1, "0", 0, longestRun, QT_TRANSLATE_NOOP("rig::ctl::SimulateOptions", "onset"));
    if (!onset)
        return tl::unexpected(onset.error());
    const auto severity = part(2, "1", 0.01, 1, QT_TRANSLATE_NOOP("rig::ctl::SimulateOptions", "severity"));
    if (!severity)
        return tl::unexpected(severity.error());
    const auto growth =
        part(3, "180", 1, longestGrowth, QT_TRANSLATE_NOOP("rig::ctl::SimulateOptions", "growth"));
    if (!growth)
        return tl::unexpected(growth.error());
    return simulator::PlannedFault{
        {name.toStdString(), std::chrono::seconds(std::llround(*growth)), *severity, sensor.toStdString()},
        elapsed(*onset)};
}

Result<simulator::PlannedStop> stopOf(const QString &text)
{
    const auto from =
        numberIn(text.section(u':', 0, 0), 0, longestRun, tr("The beginning of --stop %1").arg(text));
    if (!from)
        return tl::unexpected(from.error());
    const auto to = numberIn(text.section(u':', 1), *from, longestRun, tr("The end of --stop %1").arg(text));
    if (!to)
        return tl::unexpected(to.error());
    return simulator::PlannedStop{elapsed(*from), elapsed(*to)};
}

Result<simulator::PlannedInterval> intervalOf(const QString &text)
{
    const auto sensor = sensorNamed(text.section(u'=', 0, 0), u"interval"_s);
    if (!sensor)
        return tl::unexpected(sensor.error());
    const auto seconds = [](std::chrono::milliseconds time) {
        return std::chrono::duration<double>(time).count();
    };
    const auto interval = numberIn(text.section(u'=', 1), seconds(SensorIntervals::shortest),
                                   seconds(SensorIntervals::longest), tr("--interval %1").arg(text));
    if (!interval)
        return tl::unexpected(interval.error());
    return simulator::PlannedInterval{*sensor, std::chrono::milliseconds(std::llround(*interval * 1'000))};
}

/// Every value of one option, each read by `read`.
template <class Item>
Done takeEach(const CommandLine &line, const QString &option, Result<Item> (*read)(const QString &),
              std::vector<Item> &into)
{
    for (const QString &text : line.values(option)) {
        auto item = read(text);
        if (!item)
            return tl::unexpected(item.error());
        into.push_back(std::move(*item));
    }
    return {};
}

Done takeRun(const CommandLine &line, Instant now, simulator::SimulationRun &run)
{
    const auto seed = wholeNumber(line, u"seed"_s);
    if (!seed)
        return tl::unexpected(seed.error());
    run.seed = *seed;
    if (line.isSet(u"character"_s)) {
        const auto character = wholeNumber(line, u"character"_s);
        if (!character)
            return tl::unexpected(character.error());
        run.character = *character;
    }
    const auto rate = numberIn(line.value(u"rate"_s), 1, 20, u"--rate"_s);
    if (!rate)
        return tl::unexpected(rate.error());
    run.rate = *rate;
    if (line.isSet(u"duration"_s)) {
        const auto duration = numberIn(line.value(u"duration"_s), 0.1, longestRun, u"--duration"_s);
        if (!duration)
            return tl::unexpected(duration.error());
        run.duration = elapsed(*duration);
    }
    run.start = now;
    if (line.isSet(u"start"_s)) {
        const auto start = parseInstant(line.value(u"start"_s).toStdString());
        if (!start)
            return badOption(tr("--start takes a time such as 2026-01-31T08:00:00Z, not '%1'.")
                                 .arg(line.value(u"start"_s)));
        run.start = *start;
    }
    return takeEach(line, u"fault"_s, faultOf, run.faults)
        .and_then([&] { return takeEach(line, u"stop"_s, stopOf, run.stops); })
        .and_then([&] { return takeEach(line, u"interval"_s, intervalOf, run.intervals); });
}

/// What makes sense in one of the two ways only.
Done checkWay(const CommandLine &line, const SimulateOptions &options)
{
    if (options.csv.isEmpty()) {
        for (const char *option : {"start", "stop"})
            if (line.isSet(QString::fromLatin1(option)))
                return badOption(tr("--%1 is for --csv: what goes to Kafka happens now.")
                                     .arg(QString::fromLatin1(option)));
        return {};
    }
    if (options.machines.size() != 1)
        return badOption(tr("--csv writes one machine: name it with --machine."));
    if (options.run.duration == Elapsed{0})
        return badOption(tr("--csv needs --duration, or it would never end."));
    if (options.csv == options.truth)
        return badOption(tr("--csv and --truth need two files: the truth never stands among the readings."));
    return {};
}

} // namespace

void describeSimulate(CommandLine &line)
{
    line.value(u"machine"_s, u"NAME"_s,
               tr("A machine to simulate; may be given again. Without any: A, B and C."));
    line.value(u"seed"_s, u"N"_s, tr("The same seed gives the same values. Without it: 1."), u"1"_s);
    line.value(u"character"_s, u"N"_s,
               tr("In what the machines differ from others of their kind. Without it: by seed and name."));
    line.value(u"rate"_s, u"HZ"_s, tr("Readings per second and machine, 1 to 20. Without it: 1."), u"1"_s);
    line.value(u"duration"_s, u"SECONDS"_s, tr("Ends after this time. Without it: when stopped."));
    line.value(u"interval"_s, u"SENSOR=SECONDS"_s,
               tr("Sends one sensor less often than with every reading, 0.05 to 20 s; may be given again."));
    line.value(
        u"fault"_s, u"NAME:ONSET_S:SEVERITY:GROWTH_S"_s,
        tr("A fault: when it begins, how bad it becomes (0.01 to 1), how long it grows. What is left out "
           "at the end is 0, 1 and 180. A fault of one sensor takes it as NAME=SENSOR, or draws one. May be "
           "given again; --list names them."));
    line.value(
        u"csv"_s, u"FILE"_s,
        tr("Writes one machine's readings to a file (- is standard output) instead of Kafka, as fast as it "
           "goes: `timestamp` and the sensors. It begins in operation, half an hour after a start."));
    line.value(u"start"_s, u"TIME"_s,
               tr("With --csv: the first row's time, such as 2026-01-31T08:00:00Z. "
                  "Without it: now."));
    line.flag(u"cold"_s, tr("With --csv: begins at rest and cold, with a start."));
    line.value(u"stop"_s, u"FROM_S:TO_S"_s,
               tr("With --csv: the machine stands in this time; may be given again."));
    line.value(
        u"truth"_s, u"FILE"_s,
        tr("Writes what really happens as JSON: faults, from when, how badly, and which sensors they move."));
    line.flag(u"list"_s,
              tr("Shows the faults and the equations of the sensors instead, with --json as JSON."));
    line.flag(u"json"_s, tr("Prints the summary as JSON."));
}

Result<SimulateOptions> simulateOptionsOf(const CommandLine &line, Instant now)
{
    SimulateOptions options;
    options.csv = line.value(u"csv"_s);
    options.truth = line.value(u"truth"_s);
    options.run.cold = line.isSet(u"cold"_s) || options.csv.isEmpty();
    return takeMachines(line, options)
        .and_then([&] { return takeRun(line, now, options.run); })
        .and_then([&] { return checkWay(line, options); })
        .map([&] { return std::move(options); });
}

} // namespace rig::ctl
