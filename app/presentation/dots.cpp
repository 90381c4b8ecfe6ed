#include "presentation/dots.h"

#include "presentation/health.h"
#include "presentation/numbers.h"
#include "presentation/worstsensor.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view groundFault = "ground_fault";
constexpr auto shortestPatience = 2s;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::Dots)
};

QString away(const QString &what, const ServerInUse &server, Instant now)
{
    return server.away ? Words::tr("%1 away %2").arg(what, stopwatchText(now - *server.away))
                       : Words::tr("%1 not reached yet").arg(what);
}

/// What a worker says when it is not running; empty when it is.
QString phaseWords(ReaderStatus::Phase phase)
{
    switch (phase) {
    case ReaderStatus::Phase::running:
        return {};
    case ReaderStatus::Phase::starting:
        return Words::tr("starting");
    case ReaderStatus::Phase::waitingForDatabase:
        return Words::tr("waits for the database");
    case ReaderStatus::Phase::waitingForPlant:
        return Words::tr("waits for a plant");
    case ReaderStatus::Phase::waitingForBroker:
        return Words::tr("waits for the broker");
    case ReaderStatus::Phase::waitingForPartitions:
        return Words::tr("waits for partitions");
    case ReaderStatus::Phase::standingBy:
        return Words::tr("stands by, another node judges this topic (keyless)");
    case ReaderStatus::Phase::paused:
        return Words::tr("paused");
    case ReaderStatus::Phase::stopped:
        return Words::tr("stopped");
    }
    return {};
}

struct Worker
{
    QString name;
    const ReaderStatus &status;
};

std::vector<Worker> workersOf(const SystemStatus &status)
{
    std::vector<Worker> workers;
    if (status.role != u"watch"_s) {
        workers.push_back({Words::tr("keep"), status.keep});
        workers.push_back({Words::tr("judge"), status.judge});
    }
    workers.push_back({Words::tr("show"), status.show});
    return workers;
}

milliseconds patience(const Plant &plant)
{
    milliseconds shortest = 24h;
    for (const Sensor &sensor : plant.definition().sensors)
        if (!sensor.retired)
            shortest = std::min(shortest, sensor.interval);
    return std::max<milliseconds>(shortestPatience, 3 * shortest);
}

bool judged(RunState run)
{
    return run != RunState::stopped && run != RunState::maintenance;
}

/// Walks over machines that count, each with its state.
template <class Visit> void eachJudged(const PlantState &state, Visit visit)
{
    const auto layouts = state.plant->machines();
    for (std::size_t i = 0; i < layouts.size() && i < state.machines.size(); ++i)
        if (!layouts[i].machine().retired && judged(state.machines[i].run))
            visit(layouts[i], state.machines[i]);
}

Glyph glyphOf(Health::Verdict verdict)
{
    switch (verdict) {
    case Health::Verdict::nominal:
        return Glyph::normal;
    case Health::Verdict::warning:
        return Glyph::warningLow;
    case Health::Verdict::critical:
        return Glyph::alarmLow;
    case Health::Verdict::unknown:
        break;
    }
    return Glyph::stale;
}

} // namespace

QString briefly(const Dot &dot)
{
    return dot.glyph == Glyph::normal ? Words::tr("OK") : stateWord(dot.glyph, RunState::unknown);
}

Dot systemDot(const SystemStatus &status)
{
    Dot dot{Words::tr("System"), Glyph::normal, Words::tr("workers, database OK"), {}};
    QStringList details;
    for (const Worker &worker : workersOf(status)) {
        const QString words = phaseWords(worker.status.phase);
        details << Words::tr("%1: %2.").arg(worker.name, words.isEmpty() ? Words::tr("running") : words);
        const bool fine = words.isEmpty() || worker.status.phase == ReaderStatus::Phase::standingBy;
        if (fine || dot.glyph != Glyph::normal)
            continue;
        const bool starts = worker.status.phase == ReaderStatus::Phase::starting;
        dot.glyph = starts ? Glyph::starting : Glyph::warningHigh;
        dot.reason = u"%1 %2"_s.arg(worker.name, words);
    }
    if (status.historyTrouble) {
        if (dot.glyph == Glyph::normal) {
            dot.glyph = Glyph::warningLow;
            dot.reason = Words::tr("history not kept up");
        }
        details << Words::tr("History: %1").arg(status.historyTrouble->sentence);
    }
    if (status.outlookTrouble)
        details << Words::tr("Where machines are going is not told: %1").arg(status.outlookTrouble->sentence);
    if (status.standsAside) {
        dot.glyph = Glyph::warningHigh;
        dot.reason = Words::tr("only watches");
        details.prepend(status.standsAside->sentence);
    }
    if (!status.database.there) {
        dot.glyph = status.database.away ? Glyph::warningHigh : Glyph::starting;
        dot.reason = away(Words::tr("database"), status.database, status.time);
    }
    dot.computed =
        Words::tr("Computed from this program's workers and the database. %1").arg(details.join(u' '));
    return dot;
}

Dot commDot(const SystemStatus &status, const PlantState &state)
{
    Dot dot{Words::tr("Comm"), Glyph::normal, {}, {}};
    dot.computed =
        Words::tr("Computed from the broker and the age of the newest reading of any machine, counted "
                  "from its record's time. Data older than three intervals, at least 2 s, are stale.");
    if (!status.broker.there) {
        dot.glyph = status.broker.away ? Glyph::warningHigh : Glyph::starting;
        dot.reason = away(Words::tr("broker"), status.broker, status.time);
        return dot;
    }
    if (!status.newestRecord) {
        dot.glyph = Glyph::unknown;
        dot.reason = Words::tr("broker OK · no data yet");
        return dot;
    }
    const auto age = status.time - *status.newestRecord;
    const double seconds = std::chrono::duration<double>(age).count();
    dot.reason = Words::tr("broker OK · data %1")
                     .arg(seconds < 120 ? Words::tr("%1 s").arg(secondsNumber(seconds)) : ageText(age));
    if (age > patience(*state.plant))
        dot.glyph = Glyph::stale;
    return dot;
}

Dot powerDot(const PlantState &state)
{
    Dot dot{Words::tr("Power"), Glyph::unknown, Words::tr("electrical: no data"), {}};
    dot.computed = Words::tr(
        "Computed from the electrical sensors of the machine where they are worst: the mean of "
        "1 within Lo–Hi, falling to 0 at LoLo or HiHi. Stopped machines and what is in maintenance do "
        "not count.");
    int machines = 0;
    double worst = 2;
    eachJudged(state, [&](const MachineLayout &layout, const MachineState &machine) {
        const Health health = healthOf(Category::electrical, layout, machine);
        if (!health.heard)
            return;
        ++machines;
        const Glyph glyph = glyphOf(health.verdict);
        const bool worse = urgency(glyph) > urgency(dot.glyph) || dot.glyph == Glyph::unknown;
        if (!worse && !(urgency(glyph) == urgency(dot.glyph) && health.share < worst))
            return;
        dot.glyph = glyph;
        worst = health.share;
        const QString name = QString::fromStdString(layout.machine().id);
        dot.reason = health.verdict == Health::Verdict::unknown
                         ? Words::tr("electrical: %1 sends none").arg(name)
                         : Words::tr("electrical %1 % on %2").arg(std::floor(worst * 100)).arg(name);
    });
    if (machines > 0 && dot.glyph == Glyph::normal)
        dot.reason = Words::tr("electrical %1 %").arg(std::floor(worst * 100));
    return dot;
}

Dot safetyDot(const PlantState &state)
{
    Dot dot{Words::tr("Safety"), Glyph::unknown, Words::tr("no ground fault sensor"), {}};
    dot.computed =
        Words::tr("Computed from the sensor ground_fault of every machine that has one, against its limits. "
                  "Stopped machines and what is in maintenance do not count.");
    bool heard = false;
    eachJudged(state, [&](const MachineLayout &layout, const MachineState &machine) {
        const int slot = layout.slotOf(groundFault);
        if (slot < 0)
            return;
        const auto at = static_cast<std::size_t>(slot);
        const SensorState sensor = at < machine.sensors.size() ? machine.sensors[at] : SensorState{};
        if (sensor.maintenance) {
            if (!heard)
                dot.reason = Words::tr("ground fault: in maintenance on %1")
                                 .arg(QString::fromStdString(layout.machine().id));
            return;
        }
        const Glyph glyph = signOf(sensor, machine.run);
        if (heard && urgency(glyph) <= urgency(dot.glyph))
            return;
        if (!heard && glyph == Glyph::unknown) {
            dot.reason = Words::tr("ground fault: no data");
            return;
        }
        heard = true;
        dot.glyph = glyph;
        const QString name = QString::fromStdString(layout.machine().id);
        dot.reason = glyph == Glyph::normal
                         ? Words::tr("ground fault OK")
                         : Words::tr("ground fault %1 mA on %2").arg(fixedNumber(sensor.value, 1), name);
        if (urgency(glyph) > 0 && urgency(glyph) < 4)
            dot.reason = Words::tr("ground fault: %1 sends none").arg(name);
    });
    return dot;
}

} // namespace rig::presentation
