#include "composition/core/producing.h"
#include "composition/core/systemclock.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/outputfile.h"
#include "ctl/progress.h"
#include "ctl/simulatedfaults.h"
#include "ctl/simulateoptions.h"
#include "ctl/stopsignals.h"
#include "ctl/terminal.h"
#include "simulator/signalsimulator.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto flushPatience = 10s;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Simulate", text);
}

struct Figures
{
    std::int64_t written = 0;
    std::int64_t dropped = 0;
    std::chrono::nanoseconds time{0};

    double seconds() const { return std::chrono::duration<double>(time).count(); }
};

QString lineOf(const Figures &figures, const std::optional<Error> &trouble)
{
    QString line = tr("%1 readings sent in %2 s").arg(figures.written).arg(figures.seconds(), 0, 'f', 0);
    if (figures.dropped > 0)
        line += tr(", %1 dropped").arg(figures.dropped);
    return trouble ? line + u"  "_s + trouble->sentence : line;
}

Figures runSimulator(simulator::SignalSimulator &simulator, const Clock &clock, simulator::Elapsed duration,
                     StopSignals &signals)
{
    Progress progress;
    Figures figures;
    const auto began = clock.steady();
    // A period is a whole number of microseconds, and three thirds of a second are not quite one.
    constexpr auto rounding = 1ms;
    bool more = true;
    while (more && !signals.came()) {
        const auto tick = simulator.tick();
        figures.time = clock.steady() - began;
        figures.written += tick.written;
        figures.dropped += tick.dropped;
        progress.show(lineOf(figures, tick.trouble));
        more = duration == 0s || tick.next + rounding < duration;
        if (more)
            signals.waitFor(tick.untilNext);
    }
    return figures;
}

QStringList shown(const std::vector<std::string> &machines)
{
    QStringList names;
    for (const std::string &machine : machines)
        names.append(QString::fromStdString(machine));
    return names;
}

void report(const Figures &figures, const SimulateOptions &options, const std::string &topic, bool json)
{
    const QStringList machines = shown(options.machines);
    QJsonObject rates;
    for (const std::string &machine : options.machines)
        rates[QString::fromStdString(machine)] = options.runOf(machine).rate;
    if (json)
        printJson({{u"topic"_s, QString::fromStdString(topic)},
                   {u"machines"_s, QJsonArray::fromStringList(machines)},
                   {u"seed"_s, QString::number(options.run.seed)},
                   {u"rate"_s, options.run.rate},
                   {u"rates"_s, rates},
                   {u"seconds"_s, figures.seconds()},
                   {u"sent"_s, static_cast<qint64>(figures.written)},
                   {u"dropped"_s, static_cast<qint64>(figures.dropped)}});
    else
        print(tr("Simulated %1 to topic %2: %3.")
                  .arg(machines.join(u", "_s), QString::fromStdString(topic), lineOf(figures, {})));
}

/// Opened before anything is written elsewhere; none where none is asked for.
Result<std::optional<OutputFile>> openTruth(const SimulateOptions &options)
{
    if (options.truth.isEmpty())
        return std::nullopt;
    return OutputFile::open(options.truth).map([](OutputFile file) {
        return std::optional(std::move(file));
    });
}

Done writeTruth(const SimulateOptions &options, std::optional<OutputFile> &file)
{
    if (!file)
        return {};
    QJsonArray machines;
    for (const std::string &machine : options.machines)
        machines.append(simulator::truthOf(options.runOf(machine)));
    const QJsonDocument truth(options.csv.isEmpty() ? QJsonObject{{u"machines"_s, machines}}
                                                    : machines[0].toObject());
    return file->write(truth.toJson());
}

Done commit(std::optional<OutputFile> &file)
{
    return file ? file->commit() : Done();
}

int simulateToCsv(const SimulateOptions &options, bool json)
{
    StopSignals signals;
    Progress progress;
    auto file = OutputFile::open(options.csv);
    if (!file)
        return complain(file.error());
    auto truth = openTruth(options);
    if (!truth)
        return complain(truth.error());
    const auto rows =
        simulator::writeCsv(options.runOf(options.machines[0]), file->device(), [&](double share) {
            progress.show(share, tr("simulating"));
            return !signals.came();
        });
    progress.clear();
    if (!rows)
        return complain(rows.error());
    if (signals.came())
        return complain({ErrorKind::cancelled, tr("Stopped; %1 was not written.").arg(options.csv), {}});
    const Done written = writeTruth(options, *truth).and_then([&] { return file->commit(); }).and_then([&] {
        return commit(*truth);
    });
    if (!written)
        return complain(written.error());
    if (json && options.csv != "-"_L1)
        printJson({{u"file"_s, options.csv}, {u"rows"_s, static_cast<qint64>(*rows)}});
    else if (options.csv != "-"_L1)
        print(tr("Simulated %1 rows of machine %2 to %3.")
                  .arg(QString::number(*rows), QString::fromStdString(options.machines[0]), options.csv));
    return succeeded;
}

Done prepare(simulator::SignalSimulator &simulator, const SimulateOptions &options)
{
    for (const std::string &machine : options.machines) {
        Done done = simulator.start(machine);
        for (const simulator::PlannedFault &fault : options.run.faults)
            done = done.and_then([&] { return simulator.injectAt(machine, fault.injection, fault.onset); });
        for (const simulator::PlannedInterval &planned : options.runOf(machine).intervals)
            done = done.and_then([&] {
                return simulator.setInterval(std::string(simulator::signalOf(planned.sensor).name),
                                             planned.interval, machine);
            });
        if (!done)
            return done;
    }
    return {};
}

int simulateToKafka(const settings::Settings &settings, const SimulateOptions &options, bool json)
{
    StopSignals signals;
    auto truth = openTruth(options);
    if (!truth)
        return complain(truth.error());
    const composition::SystemClock clock;
    const composition::ServerChoice choice = composition::chooseServers(settings);
    const auto sink = composition::openProducer(choice, clock);
    if (!sink)
        return complain(sink.error());
    if (choice.brokerOffered)
        note(tr("rigctl: broker %1, %2.")
                 .arg(QString::fromStdString(choice.settings.bus.servers), choice.whyBroker()));
    const std::string &topic = settings.bus.topic;
    simulator::SignalSimulator simulator(
        {topic, options.machines, options.run.seed, options.run.rate, options.run.character, options.rates},
        **sink, clock);
    const Done prepared =
        prepare(simulator, options).and_then([&] { return writeTruth(options, *truth); }).and_then([&] {
            return commit(*truth);
        });
    if (!prepared)
        return complain(prepared.error());
    const Figures figures = runSimulator(simulator, clock, options.run.duration, signals);
    const Done flushed = (*sink)->flush(flushPatience);
    report(figures, options, topic, json);
    return flushed ? succeeded : complain(flushed.error());
}

} // namespace

int runSimulate(const QStringList &arguments)
{
    CommandLine line(
        u"simulate [options]"_s,
        tr("Simulates machines: sends readings of all 50 sensors of the catalogue to Kafka, marked as\n"
           "simulated, until stopped by Ctrl-C or SIGTERM. Makes the topic where it is missing. With --csv "
           "it\n"
           "writes a file instead and needs no server.\n\n"
           "A machine is a motor that drives a pump, cooled by a water loop; its sensors depend on one "
           "another\n"
           "by the equations that --list shows. Every machine has a character of its own; it varies with "
           "its\n"
           "load, idles between orders, and follows the time of the day in UTC.\n\n"
           "Machines A, B and C are those of the demo plant (rigctl plant import demo). Other names must be\n"
           "machines of the plant with the catalogue's sensors, or those who keep reject the readings.\n\n"
           "While the broker is away readings are queued, and dropped when the queue is full.\n\n"
           "Where no broker is configured it takes the in-process one of a running rig-alpha."));
    describeSimulate(line);
    if (const auto code = line.parse(arguments))
        return *code;
    const bool json = line.isSet(u"json"_s);
    if (line.isSet(u"list"_s)) {
        if (const Done alone = checkList(line); !alone)
            return complain(alone.error());
        showFaults(json);
        return succeeded;
    }
    const auto options = simulateOptionsOf(line, composition::SystemClock().now());
    if (!options)
        return complain(options.error());
    if (!options->csv.isEmpty())
        return simulateToCsv(*options, json);
    const auto settings = line.settings();
    return settings ? simulateToKafka(*settings, *options, json) : complain(settings.error());
}

} // namespace rig::ctl
