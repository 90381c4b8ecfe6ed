#include "ctl/simulateoptions.h"

#include "ctl/outputfile.h"
#include "domain/shown.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using simulator::Elapsed;

namespace {

constexpr qsizetype mostMachines = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::SimulateOptions", text);
}

tl::unexpected<Error> badOption(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence);
}

/// Whether everything that the run and its truth tell is before the year 10000, which no reader of times
/// takes.
bool endsInTime(const simulator::SimulationRun &run)
{
    using namespace std::chrono;
    Elapsed last = run.duration;
    for (const simulator::PlannedFault &fault : run.faults)
        last = std::max(last, fault.onset);
    for (const simulator::PlannedStop &stop : run.stops)
        last = std::max(last, stop.to);
    return run.start + last <= sys_days(year(10'000) / January / 1) - 1us;
}

Result<std::uint64_t> wholeNumber(const CommandLine &line, const QString &option)
{
    bool isNumber = false;
    const qulonglong number = line.value(option).toULongLong(&isNumber);
    if (!isNumber)
        return badOption(tr("--%1 takes a whole number, not '%2'.").arg(option, line.value(option)));
    return number;
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

/// A machine has each fault once, and one that strikes a drawn sensor may draw one that is named.
Done checkFaults(const std::vector<simulator::PlannedFault> &faults)
{
    for (auto one = faults.begin(); one != faults.end(); ++one)
        for (auto other = faults.begin(); other != one; ++other) {
            const FaultInjection &injection = one->injection;
            if (other->injection.fault != injection.fault)
                continue;
            const QString name = shown(injection.fault);
            if (other->injection.sensor == injection.sensor)
                return badOption(
                    tr("--fault names %1 twice, and a machine has it once. Leave one out.")
                        .arg(injection.sensor.empty() ? name : name + u'=' + shown(injection.sensor)));
            if (other->injection.sensor.empty() || injection.sensor.empty())
                return badOption(
                    tr("--fault %1 without a sensor draws one, which may be the one of the other "
                       "--fault %1. Give both a sensor.")
                        .arg(name));
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
        run.dayByStart = true;
    }
    return takeEach(line, u"fault"_s, faultOf, run.faults)
        .and_then([&] { return checkFaults(run.faults); })
        .and_then([&] { return takeEach(line, u"stop"_s, stopOf, run.stops); });
}

/// A machine that is named beside others of which each has something of its own.
Done checkMachine(const SimulateOptions &options, const QString &option, const std::string &machine)
{
    if (std::ranges::find(options.machines, machine) != options.machines.end())
        return {};
    return badOption(tr("%1: machine '%2' is not simulated here. Name it with --machine too.")
                         .arg(option, shown(machine)));
}

Done takeRates(const CommandLine &line, SimulateOptions &options)
{
    std::vector<PlannedRate> rates;
    if (Done taken = takeEach(line, u"rate"_s, rateOf, rates); !taken)
        return taken;
    bool ofAll = false;
    for (const PlannedRate &one : rates) {
        if (!one.machine) {
            if (std::exchange(ofAll, true))
                return badOption(tr("--rate gives the rate of all machines twice. Leave one out."));
            options.run.rate = one.rate;
            continue;
        }
        if (Done known = checkMachine(options, u"--rate"_s, *one.machine); !known)
            return known;
        if (!options.rates.emplace(*one.machine, one.rate).second)
            return badOption(
                tr("--rate gives the rate of machine %1 twice. Leave one out.").arg(shown(*one.machine)));
    }
    return {};
}

Done takeIntervals(const CommandLine &line, SimulateOptions &options)
{
    std::vector<PlannedSensorInterval> intervals;
    if (Done taken = takeEach(line, u"interval"_s, intervalOf, intervals); !taken)
        return taken;
    std::set<std::pair<std::optional<std::string>, simulator::Quantity>> places;
    for (const PlannedSensorInterval &one : intervals) {
        const QString sensor = shown(simulator::signalOf(one.interval.sensor).name);
        const QString place = one.machine ? shown(*one.machine) + u'/' + sensor : sensor;
        if (!places.emplace(one.machine, one.interval.sensor).second)
            return badOption(tr("--interval names %1 twice. Leave one out.").arg(place));
        if (!one.machine) {
            options.run.intervals.push_back(one.interval);
            continue;
        }
        if (Done known = checkMachine(options, u"--interval "_s + place, *one.machine); !known)
            return known;
        options.ownIntervals.push_back(one);
    }
    return {};
}

/// What makes sense in one of the two ways only.
Done checkWay(const CommandLine &line, const SimulateOptions &options)
{
    if (options.csv.isEmpty()) {
        for (const char *option : {"start", "stop", "cold"})
            if (line.isSet(QString::fromLatin1(option)))
                return badOption(tr("--%1 is for --csv: what goes to Kafka happens now, and begins at rest.")
                                     .arg(QString::fromLatin1(option)));
        return {};
    }
    if (!endsInTime(options.run))
        return badOption(tr("--start %1: the run, its faults or stops go beyond the year 9999. Begin earlier "
                            "or end sooner.")
                             .arg(line.value(u"start"_s)));
    if (options.machines.size() != 1)
        return badOption(tr("--csv writes one machine: name it with --machine."));
    if (options.run.duration == Elapsed{0})
        return badOption(tr("--csv needs --duration, or it would never end."));
    if (!options.truth.isEmpty() && sameFile(options.csv, options.truth))
        return badOption(tr("--csv and --truth need two files: the truth never stands among the readings."));
    return {};
}

} // namespace

simulator::SimulationRun SimulateOptions::runOf(const std::string &machine) const
{
    simulator::SimulationRun own = run;
    own.machine = machine;
    if (const auto rate = rates.find(machine); rate != rates.end())
        own.rate = rate->second;
    for (const PlannedSensorInterval &one : ownIntervals) {
        if (one.machine != machine)
            continue;
        std::erase_if(own.intervals, [&](const simulator::PlannedInterval &ofAll) {
            return ofAll.sensor == one.interval.sensor;
        });
        own.intervals.push_back(one.interval);
    }
    return own;
}

void describeSimulate(CommandLine &line)
{
    line.repeatable({u"machine"_s, u"rate"_s, u"interval"_s, u"fault"_s, u"stop"_s});
    line.value(u"machine"_s, u"NAME"_s,
               tr("A machine to simulate; may be given again. Without any: A, B and C; --csv needs one."));
    line.value(u"seed"_s, u"N"_s,
               tr("The same seed gives the same values at the same time of the day. Without it: 1."), u"1"_s);
    line.value(u"character"_s, u"N"_s,
               tr("In what the machines differ from others of their kind. Without it: by seed and name."));
    line.value(u"rate"_s, u"[MACHINE=]HZ"_s,
               tr("Readings per second, 1 to 20, of every machine or of one; may be given again. Without it: "
                  "1."));
    line.value(u"duration"_s, u"SECONDS"_s, tr("Ends after this time. Without it: when stopped."));
    line.value(u"interval"_s, u"[MACHINE/]SENSOR=SECONDS"_s,
               tr("Sends one sensor less often than with every reading, 0.05 to 20 s, on every machine or on "
                  "one; may be given again."));
    line.value(
        u"fault"_s, u"NAME:ONSET_S:SEVERITY:GROWTH_S"_s,
        tr("A fault: when it begins, how bad it becomes (0.01 to 1), how long it grows. What is left out "
           "at the end is 0, 1 and 180. A fault of one sensor takes it as NAME=SENSOR, or draws one. May be "
           "given again, each name once, or once for each sensor; --list names them."));
    line.value(
        u"csv"_s, u"FILE"_s,
        tr("Writes one machine's readings to a file (- is standard output) instead of Kafka, as fast as it "
           "goes: `timestamp` and the sensors. It begins in operation, half an hour after a start."));
    line.value(u"start"_s, u"TIME"_s,
               tr("With --csv: the first row's time, such as 2026-01-31T08:00:00Z, which the simulated day "
                  "follows. Without it: now, in a day that begins at half past eight (with --cold at eight), "
                  "so that "
                  "a seed repeats."));
    line.flag(u"cold"_s, tr("With --csv: begins at rest and cold, with a start."));
    line.value(u"stop"_s, u"FROM_S:TO_S"_s,
               tr("With --csv: the machine stands in this time; may be given again."));
    line.value(u"truth"_s, u"FILE"_s,
               tr("Writes what really happens as JSON: faults, from when, how badly, and which sensors each "
                  "moves at its severity."));
    line.flag(u"list"_s,
              tr("Shows the faults at their worst and the equations of the sensors instead, with --json as "
                 "JSON. No other of these goes with it."));
    line.flag(u"json"_s, tr("Prints the summary as JSON."));
}

Done checkList(const CommandLine &line)
{
    for (const QString &option : line.given())
        if (option != "list"_L1 && option != "json"_L1)
            return badOption(
                tr("--list only shows what there is, and does not use --%1. Leave one of them out.")
                    .arg(option));
    return {};
}

Result<SimulateOptions> simulateOptionsOf(const CommandLine &line, Instant now)
{
    for (const char *option : {"csv", "truth"})
        if (const QString name = QString::fromLatin1(option); line.isSet(name) && line.value(name).isEmpty())
            return badOption(tr("--%1 is empty. Give it a file, or - for standard output.").arg(name));
    SimulateOptions options;
    options.csv = line.value(u"csv"_s);
    options.truth = line.value(u"truth"_s);
    options.run.cold = line.isSet(u"cold"_s) || options.csv.isEmpty();
    return takeMachines(line, options)
        .and_then([&] { return takeRun(line, now, options.run); })
        .and_then([&] { return takeRates(line, options); })
        .and_then([&] { return takeIntervals(line, options); })
        .and_then([&] { return checkWay(line, options); })
        .map([&] { return std::move(options); });
}

} // namespace rig::ctl
