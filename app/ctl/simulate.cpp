#include "composition/core/producing.h"
#include "composition/core/systemclock.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/progress.h"
#include "ctl/stopsignals.h"
#include "ctl/terminal.h"
#include "simulator/signalsimulator.h"

#include <QCoreApplication>
#include <QJsonArray>

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

tl::unexpected<Error> badOption(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence);
}

/// One `--fault`.
struct Injection
{
    std::string machine;
    FaultInjection fault;
};

struct Wishes
{
    simulator::SimulatorOptions options;
    std::vector<Injection> injections;
    std::optional<std::chrono::nanoseconds> duration;
};

Result<double> numberOf(const CommandLine &line, const QString &option, double least, double most)
{
    bool isNumber = false;
    const double number = line.value(option).toDouble(&isNumber);
    if (!isNumber || !(number >= least && number <= most))
        return badOption(tr("--%1 takes a number from %2 to %3, not '%4'.")
                             .arg(option)
                             .arg(least)
                             .arg(most)
                             .arg(line.value(option)));
    return number;
}

Done takeMachines(const CommandLine &line, simulator::SimulatorOptions &options)
{
    constexpr qsizetype mostMachines = 100;
    QStringList names = line.values(u"machine"_s);
    names.removeDuplicates();
    if (names.size() > mostMachines)
        return badOption(tr("At most %1 machines are simulated at once.").arg(mostMachines));
    for (const QString &name : names)
        options.machines.push_back(name.toStdString());
    if (names.contains(QString()))
        return badOption(tr("--machine takes the id of a machine."));
    if (names.isEmpty())
        options.machines = {"A", "B", "C"};
    return {};
}

/// `NAME` on every machine, `MACHINE:NAME` on one.
Done takeFault(const QString &text, const FaultInjection &how, Wishes &wishes)
{
    const qsizetype colon = text.lastIndexOf(u':');
    FaultInjection fault = how;
    fault.fault = text.mid(colon + 1).toStdString();
    const auto kinds = simulator::SignalSimulator::faultKinds();
    if (std::none_of(kinds.begin(), kinds.end(),
                     [&](const FaultKind &kind) { return kind.name == fault.fault; }))
        return badOption(tr("There is no fault '%1'. Faults: %2.")
                             .arg(text.mid(colon + 1), QString::fromStdString(kinds.front().name)));
    const std::string machine = text.left(std::max<qsizetype>(colon, 0)).toStdString();
    const auto &all = wishes.options.machines;
    if (colon >= 0 && std::find(all.begin(), all.end(), machine) == all.end())
        return badOption(tr("--fault %1: machine '%2' is not simulated.").arg(text, text.left(colon)));
    for (const std::string &one : all)
        if (colon < 0 || one == machine)
            wishes.injections.push_back({one, fault});
    return {};
}

Done takeFaults(const CommandLine &line, Wishes &wishes)
{
    const auto growth = numberOf(line, u"fault-growth"_s, 1, 30 * 86'400);
    if (!growth)
        return tl::unexpected(growth.error());
    const auto severity = numberOf(line, u"fault-severity"_s, 0.01, 1);
    if (!severity)
        return tl::unexpected(severity.error());
    const FaultInjection how{{}, std::chrono::seconds(std::llround(*growth)), *severity};
    for (const QString &text : line.values(u"fault"_s))
        if (Done done = takeFault(text, how, wishes); !done)
            return done;
    return {};
}

Result<Wishes> wishesOf(const CommandLine &line, const settings::Settings &settings)
{
    Wishes wishes;
    wishes.options.topic = settings.bus.topic;
    bool isNumber = false;
    wishes.options.seed = line.value(u"seed"_s).toULongLong(&isNumber);
    if (!isNumber)
        return badOption(tr("--seed takes a whole number, not '%1'.").arg(line.value(u"seed"_s)));
    const auto rate = numberOf(line, u"rate"_s, 1, 20);
    if (!rate)
        return tl::unexpected(rate.error());
    wishes.options.rate = *rate;
    if (line.isSet(u"duration"_s)) {
        const auto duration = numberOf(line, u"duration"_s, 0.1, 366 * 86'400);
        if (!duration)
            return tl::unexpected(duration.error());
        wishes.duration = std::chrono::nanoseconds(std::llround(*duration * 1e9));
    }
    if (Done done = takeMachines(line, wishes.options); !done)
        return tl::unexpected(done.error());
    if (Done done = takeFaults(line, wishes); !done)
        return tl::unexpected(done.error());
    return wishes;
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

Figures runSimulator(simulator::SignalSimulator &simulator, const Clock &clock, const Wishes &wishes,
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
        more = !wishes.duration || tick.next + rounding < *wishes.duration;
        if (more)
            signals.waitFor(tick.untilNext);
    }
    return figures;
}

void report(const Figures &figures, const Wishes &wishes, bool json)
{
    QStringList machines;
    for (const std::string &machine : wishes.options.machines)
        machines.append(QString::fromStdString(machine));
    if (json)
        printJson({{u"topic"_s, QString::fromStdString(wishes.options.topic)},
                   {u"machines"_s, QJsonArray::fromStringList(machines)},
                   {u"seed"_s, QString::number(wishes.options.seed)},
                   {u"rate"_s, wishes.options.rate},
                   {u"seconds"_s, figures.seconds()},
                   {u"sent"_s, static_cast<qint64>(figures.written)},
                   {u"dropped"_s, static_cast<qint64>(figures.dropped)}});
    else
        print(tr("Simulated %1 to topic %2: %3.")
                  .arg(machines.join(u", "_s), QString::fromStdString(wishes.options.topic),
                       lineOf(figures, {})));
}

void describe(CommandLine &line)
{
    line.value(u"machine"_s, u"NAME"_s,
               tr("A machine to simulate; may be given again. Without any: A, B and C."));
    line.value(u"seed"_s, u"N"_s, tr("The same seed gives the same values. Without it: 1."), u"1"_s);
    line.value(u"rate"_s, u"HZ"_s, tr("Readings per second and machine, 1 to 20. Without it: 1."), u"1"_s);
    line.value(u"duration"_s, u"SECONDS"_s, tr("Ends after this time. Without it: when stopped."));
    line.value(
        u"fault"_s, u"[MACHINE:]FAULT"_s,
        tr("A fault to begin with, on one machine or on all; may be given again. Faults: bearing_wear."));
    line.value(u"fault-growth"_s, u"SECONDS"_s, tr("How long faults grow. Without it: 180."), u"180"_s);
    line.value(u"fault-severity"_s, u"SHARE"_s, tr("How bad they become; 1 is worn out. Without it: 1."),
               u"1"_s);
    line.flag(u"json"_s, tr("Prints the summary as JSON."));
}

} // namespace

int runSimulate(const QStringList &arguments)
{
    CommandLine line(
        u"simulate [options]"_s,
        tr("Simulates machines: sends readings of all 50 sensors of the catalogue to Kafka, marked as\n"
           "simulated, until stopped by Ctrl-C or SIGTERM. Makes the topic where it is missing.\n\n"
           "Machines A, B and C are those of the demo plant (rigctl plant import demo). Other names must be\n"
           "machines of the plant with the catalogue's sensors, or those who keep reject the readings.\n"
           "Every machine has a character of its own; it spins up at the beginning, varies with its load\n"
           "and with the hour of a simulated day that begins at eight in the morning.\n\n"
           "While the broker is away readings are queued, and dropped when the queue is full.\n\n"
           "Where no broker is configured it takes the in-process one of a running rig-alpha."));
    describe(line);
    if (const auto code = line.parse(arguments))
        return *code;
    const auto settings = line.settings();
    if (!settings)
        return complain(settings.error());
    const auto wishes = wishesOf(line, *settings);
    if (!wishes)
        return complain(wishes.error());

    StopSignals signals;
    const composition::SystemClock clock;
    const composition::ServerChoice choice = composition::chooseServers(*settings);
    const auto sink = composition::openProducer(choice, clock);
    if (!sink)
        return complain(sink.error());
    if (choice.brokerOffered)
        note(tr("rigctl: broker %1, %2.")
                 .arg(QString::fromStdString(choice.settings.bus.servers), choice.whyBroker()));
    simulator::SignalSimulator simulator(wishes->options, **sink, clock);
    for (const std::string &machine : wishes->options.machines)
        static_cast<void>(simulator.start(machine)); // there, since it was just told of it
    for (const Injection &injection : wishes->injections)
        if (Done done = simulator.inject(injection.machine, injection.fault); !done)
            return complain(done.error());

    const Figures figures = runSimulator(simulator, clock, *wishes, signals);
    const Done flushed = (*sink)->flush(flushPatience);
    report(figures, *wishes, line.isSet(u"json"_s));
    return flushed ? succeeded : complain(flushed.error());
}

} // namespace rig::ctl
