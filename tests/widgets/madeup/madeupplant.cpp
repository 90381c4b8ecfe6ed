#include "madeup/madeupplant.h"

#include "domain/plantfile.h"

#include <QFile>
#include <QTimer>

#include <cmath>
#include <utility>

namespace rig::madeup {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Shown
{
    const char *name;
    double value;
    double average;
};

constexpr Shown shownValues[] = {
    {"vibration", 7.62, 7.02},      {"bearing_temp", 164.2, 162.9},
    {"flow_rate", 233, 228},        {"rpm", 3124, 3080},
    {"temperature", 84.1, 83.7},    {"pressure", 8.1, 8.2},
    {"humidity", 46.2, 45.9},       {"ambient_temp", 69.8, 70.2},
    {"dew_point", 51.3, 51.4},      {"co2_level", 612, 631},
    {"torque", 286, 291},           {"shaft_alignment", 0.118, 0.114},
    {"motor_current", 61.3, 60.1},  {"belt_tension", 58.2, 59.0},
    {"gear_wear", 31.4, 32.5},      {"coupling_temp", 104.5, 103.7},
    {"coolant_temp", 184.0, 184.5}, {"oil_temp", 203.5, 202.6},
    {"core_temp", 188.9, 190.1},    {"exhaust_temp", 612, 606},
    {"voltage", 119.6, 119.5},      {"current", 22.7, 22.4},
    {"power_factor", 0.94, 0.94},   {"ground_fault", 2.4, 2.6},
    {"fluid_pressure", 41.6, 40.8},
};

void showPictured(PlantState &state, std::size_t machine)
{
    for (const Shown &shown : shownValues) {
        SensorState &one = sensor(state, machine, shown.name);
        one.value = shown.value;
        one.average = shown.average;
    }
}

void makeStopped(MachineState &machine)
{
    machine.run = RunState::stopped;
    for (SensorState &one : machine.sensors)
        one.limit = LimitState::unjudged;
}

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

} // namespace

Instant pictured()
{
    return *parseInstant("2026-01-12T08:15:30Z");
}

PlantPtr demoPlant()
{
    QFile file(QStringLiteral(RIG_DEMO_PLANT));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no demo plant");
    auto definition = readPlantFile(file.readAll());
    if (!definition)
        qFatal("%s", qUtf8Printable(definition.error().sentence));
    std::int32_t number = 0;
    for (Machine &machine : definition->machines)
        machine.number = ++number;
    return *Plant::make(1, *definition);
}

namespace {

struct WallArea
{
    const char *id, *title, *machine, *prefix;
    int count;
};

constexpr WallArea wallAreas[] = {{"hall-1", "Hall 1", "Press", "L", 6},
                                  {"hall-2", "Hall 2", "Mill", "L", 8},
                                  {"hall-3", "Hall 3", "Pack", "L", 7},
                                  {"utilities", "Utilities", "Unit", "U", 4}};

std::string twoDigits(int number)
{
    return number < 10 ? std::string("0").append(std::to_string(number)) : std::to_string(number);
}

} // namespace

PlantPtr wallPlant()
{
    PlantDefinition definition = demoPlant()->definition();
    const Machine pattern = definition.machines[1];
    definition.areas.clear();
    definition.machines.clear();
    std::map<std::string, int> counted;
    for (const WallArea &area : wallAreas) {
        definition.areas.push_back({area.id, area.title});
        for (int i = 1; i <= area.count; ++i) {
            Machine machine = pattern;
            machine.id = std::string(area.prefix).append(twoDigits(++counted[area.prefix]));
            machine.title = std::string(area.machine).append(" ").append(std::to_string(i));
            machine.area = area.id;
            machine.number = static_cast<std::int32_t>(definition.machines.size()) + 1;
            machine.slots.resize(20);
            definition.machines.push_back(machine);
        }
    }
    return *Plant::make(1, definition);
}

PlantPtr manySensorsPlant(int sensors)
{
    PlantDefinition definition = demoPlant()->definition();
    definition.machines.resize(1);
    for (int i = static_cast<int>(definition.machines[0].slots.size()); i < sensors; ++i) {
        Sensor sensor = definition.sensors[static_cast<std::size_t>(i) % 50];
        sensor.name = std::string("extra").append(std::to_string(i));
        sensor.title.append(" ").append(std::to_string(i));
        definition.sensors.push_back(sensor);
        definition.machines[0].slots.push_back({sensor.name, false});
    }
    return *Plant::make(1, definition);
}

PlantState quietState(const PlantPtr &plant, Origin origin)
{
    PlantState state;
    state.plant = plant;
    state.time = pictured();
    for (const MachineLayout &layout : plant->machines()) {
        MachineState machine;
        machine.machine = layout.machine().number;
        machine.run = RunState::running;
        machine.recordTime = state.time - 200ms;
        machine.origin = origin;
        for (const MachineLayout::Column &column : layout.columns()) {
            const double low = column.limits.lo.value_or(0);
            const double middle = low + (column.limits.hi.value_or(low + 1) - low) / 2;
            machine.sensors.push_back({middle, Quality::good, QualityReason::none, origin, LimitState::normal,
                                       machine.recordTime, middle});
        }
        state.machines.push_back(std::move(machine));
    }
    return state;
}

SensorState &sensor(PlantState &state, std::size_t machine, std::string_view name)
{
    const int slot = state.plant->machines()[machine].slotOf(name);
    return state.machines[machine].sensors.at(static_cast<std::size_t>(slot));
}

void putIntoMaintenance(PlantState &state, std::size_t machine)
{
    const std::string &id = state.plant->machines()[machine].machine().id;
    state.machines[machine].run = RunState::maintenance;
    state.machines[machine].maintenance =
        std::make_shared<Maintenance>(Maintenance{id, {}, state.time - 1h, noon, "oil change"});
    for (SensorState &one : state.machines[machine].sensors)
        one.limit = LimitState::unjudged;
}

void putIntoMaintenance(PlantState &state, std::size_t machine, std::string_view name)
{
    const std::string &id = state.plant->machines()[machine].machine().id;
    SensorState &one = sensor(state, machine, name);
    one.limit = LimitState::unjudged;
    one.maintenance =
        std::make_shared<Maintenance>(Maintenance{id, std::string(name), state.time - 1h, noon, "new probe"});
}

PlantState spineState(const PlantPtr &plant)
{
    PlantState state = quietState(plant, Origin::simulated);
    showPictured(state, 0);
    sensor(state, 0, "vibration").limit = LimitState::hiHi;
    sensor(state, 0, "bearing_temp").limit = LimitState::hi;
    SensorState &flow = sensor(state, 0, "flow_rate");
    flow.quality = Quality::uncertain;
    flow.reason = QualityReason::stale;
    flow.limit = LimitState::unjudged;
    flow.recordTime = state.time - 14s;
    makeStopped(state.machines[2]);
    return state;
}

PlantState wallState(const PlantPtr &wall)
{
    PlantState state = quietState(wall, Origin::field);
    SensorState &vibration = sensor(state, 2, "vibration");
    vibration.value = 7.62;
    vibration.limit = LimitState::hiHi;
    for (const std::size_t machine : {8U, 19U}) {
        SensorState &bearing = sensor(state, machine, "bearing_temp");
        bearing.value = 164.2;
        bearing.limit = LimitState::hi;
    }
    for (SensorState &one : state.machines[12].sensors) {
        one.quality = Quality::bad;
        one.reason = QualityReason::lost;
        one.limit = LimitState::unjudged;
        one.recordTime = state.time - 192s;
    }
    state.machines[12].recordTime = state.time - 192s;
    makeStopped(state.machines[16]);
    makeStopped(state.machines[22]);
    putIntoMaintenance(state, 22);
    return state;
}

PlantState waitingState(const PlantPtr &plant)
{
    PlantState state = quietState(plant, Origin::field);
    showPictured(state, 0);
    sensor(state, 0, "vibration").value = 2.13;
    sensor(state, 0, "vibration").average = 2.25;
    sensor(state, 0, "bearing_temp").value = 131.2;
    sensor(state, 0, "bearing_temp").average = 130.9;
    for (const char *name : {"flow_rate", "fluid_pressure", "viscosity", "valve_position"})
        sensor(state, 0, name) = {};
    state.machines[2] = {state.machines[2].machine, {}, {}, {}, {}};
    return state;
}

PlantState everyState(const PlantPtr &plant)
{
    PlantState state = spineState(plant);
    const auto put = [&](const char *name, double value, LimitState limit) {
        sensor(state, 0, name).value = value;
        sensor(state, 0, name).limit = limit;
    };
    put("humidity", 28.4, LimitState::lo);
    put("pressure", .8, LimitState::loLo);
    SensorState &lost = sensor(state, 0, "temperature");
    lost.quality = Quality::bad;
    lost.reason = QualityReason::lost;
    lost.limit = LimitState::unjudged;
    lost.recordTime = state.time - 48s;
    sensor(state, 0, "ambient_temp") = {};
    SensorState &twice = sensor(state, 0, "dew_point");
    twice.quality = Quality::uncertain;
    twice.reason = QualityReason::givenTwice;
    sensor(state, 0, "co2_level").origin = Origin::field;
    put("shaft_alignment", -.31, LimitState::lo);
    return state;
}

SystemStatus runningStatus()
{
    SystemStatus status;
    status.time = pictured();
    status.role = u"alone"_s;
    status.broker = {ServerInUse::Kind::inProcess,
                     u"in-process"_s,
                     u"because no broker is configured"_s,
                     true,
                     {},
                     0,
                     {},
                     {}};
    status.database = {
        ServerInUse::Kind::ownPrivate, u"private"_s, u"PostgreSQL in this account"_s, true, {}, 0, {}, {}};
    for (ReaderStatus *reader : {&status.keep, &status.judge, &status.show})
        reader->phase = ReaderStatus::Phase::running;
    status.keep.stored = 48'211'901;
    status.keep.rejected = 12;
    status.readingsPerSecond = 60.2;
    status.keepLag = .1;
    status.judgeLag = .1;
    status.newestRecord = status.time - 200ms;
    status.total = 48'211'907;
    return status;
}

SystemStatus waitingStatus()
{
    SystemStatus status = runningStatus();
    status.role = u"node"_s;
    status.broker = {ServerInUse::Kind::configured,
                     u"kafka-1.bremen:9093"_s,
                     u"because KAFKA_BROKER_URL in the environment names it"_s,
                     true,
                     {},
                     0,
                     {},
                     {}};
    status.database = {ServerInUse::Kind::configured,
                       u"pg-1.bremen:5432"_s,
                       u"because DATABASE_URL in the environment names it"_s,
                       false,
                       Error{ErrorKind::unavailable, u"Connection refused."_s, u"DATABASE_URL"_s},
                       7,
                       status.time - 42s,
                       3000ms};
    status.keep = {};
    status.keep.phase = ReaderStatus::Phase::paused;
    status.keepLag = 42;
    status.waitingToBeStored = 2541;
    using enum StartStep::State;
    status.steps = {{done, u"Log, settings, secrets"_s, u"0.1 s"_s},
                    {done, u"Window"_s, u"0.9 s"_s},
                    {done, u"Broker kafka-1.bremen:9093"_s, u"1.4 s · lag 0.2 s"_s},
                    {waiting, u"Database pg-1.bremen:5432"_s, u"try 7 · next in 3 s"_s},
                    {later, u"Migrations"_s, u"after the database"_s},
                    {later, u"Keep: store readings"_s, u"paused, 2 541 waiting"_s},
                    {done, u"Judge: limits"_s, u"running, journal 412 of 20 000"_s},
                    {later, u"History"_s, u"after the database"_s}};
    return status;
}

std::vector<TraceStep> States::trace(std::int32_t machine, int slot) const
{
    std::vector<TraceStep> steps(120);
    const auto layout = current->plant->machineByNumber(machine);
    if (!layout)
        return steps;
    const SensorState &now =
        current->machines[static_cast<std::size_t>(machine - 1)].sensors.at(static_cast<std::size_t>(slot));
    if (!now.recordTime)
        return steps;
    const auto &column = layout->columns()[static_cast<std::size_t>(slot)];
    const double swing = column.sensor->range ? column.sensor->range->span() * .02 : 1;
    const auto age = static_cast<int>((current->time - *now.recordTime) / 500ms);
    const double growth =
        now.limit == LimitState::normal || now.limit == LimitState::unjudged ? 0 : swing * 4;
    for (int i = static_cast<int>((1 - filled) * 120); i < 120 - age; ++i) {
        if (slot % 5 == 1 && i > 30 && i < 42 && growth == 0)
            continue;
        const double t = i * .13 + slot * 1.7;
        const double noise = std::sin(i * 2.9 + slot) * .18 + std::sin(i * 7.1 + 2 * slot) * .12;
        const double value = now.value +
                             swing * (std::sin(t) + .6 * std::sin(t * .37) + noise) * (growth > 0 ? .2 : 1) -
                             growth * (1 - i / 119.0);
        steps[static_cast<std::size_t>(i)] = {value, value, value};
    }
    return steps;
}

void Commands::submit(Command command, std::function<void(Result<QString>)> done)
{
    submitted.push_back(std::move(command));
    m_waiting.push_back(std::move(done));
}

void Commands::answerAll(const Result<QString> &result)
{
    for (const auto &done : std::exchange(m_waiting, {}))
        done(result);
}

SimulationState simulationOf(bool fault)
{
    SimulationState simulation;
    simulation.rate = 20;
    simulation.kinds = {{"bearing_wear", "Bearing wear"}};
    SimulatedMachine running;
    running.running = true;
    simulation.machines = {{"A", running}, {"B", running}, {"C", {}}};
    if (fault)
        simulation.machines["A"].faults.push_back(
            {"bearing_wear", *parseInstant("2026-01-12T07:31:04Z"), {}, 0.4});
    return simulation;
}

Trend trendFor(const TrendQuestion &question)
{
    Trend trend{question, TrendGrain::minute, {}, {Origin::simulated}};
    const auto column = (question.to - question.from) / question.columns;
    if (column < std::chrono::seconds{10})
        trend.grain = column < std::chrono::seconds{1} ? TrendGrain::raw : TrendGrain::tenSeconds;
    for (std::size_t n = 0; n < question.sensors.size(); ++n) {
        TrendLine line{question.sensors[n], {}};
        const double base = 40 + 60 * static_cast<double>(n);
        bool gap = false;
        for (int i = 0; i < question.columns; ++i) {
            const double share = static_cast<double>(i) / question.columns;
            if (n < 2 && share > .3 && share < .38) {
                gap = true;
                continue;
            }
            const double value = base + 8 * share * share +
                                 3 * std::sin(share * (19 + 7 * static_cast<double>(n))) +
                                 std::sin(share * 311);
            const double noise = .6 + .4 * std::sin(share * 977);
            line.points.push_back({question.from + i * column, value - noise, value + noise, value,
                                   Quality::good, std::exchange(gap, false)});
        }
        trend.lines.push_back(std::move(line));
    }
    return trend;
}

TrendSource::Interest Trends::ask(TrendQuestion question, std::function<void(Result<Trend>)> done)
{
    asked.push_back(question);
    const auto interest = std::make_shared<int>();
    m_interest = interest;
    m_done = std::move(done);
    if (atOnce)
        QTimer::singleShot(0, [done = m_done, question, alive = std::weak_ptr<void>(interest)] {
            if (alive.lock())
                done(trendFor(question));
        });
    return interest;
}

void Trends::answer(Result<Trend> trend)
{
    if (m_interest.lock())
        m_done(std::move(trend));
}

FindingSource::Interest Findings::askFindings(FindingsQuestion,
                                              std::function<void(Result<FindingsView>)> done)
{
    Interest interest = std::make_shared<char>();
    QTimer::singleShot(0, [this, done = std::move(done), weak = std::weak_ptr(interest)] {
        if (!weak.expired())
            done(view);
    });
    return interest;
}

NoteSource::Interest Notes::askNotes(NotesQuestion question, std::function<void(Result<NotesView>)> done)
{
    asked = std::move(question);
    Interest interest = std::make_shared<char>();
    QTimer::singleShot(0, [this, done = std::move(done), weak = std::weak_ptr(interest)] {
        if (!weak.expired())
            done(view);
    });
    return interest;
}

NotesView someNotes()
{
    using namespace std::chrono_literals;
    return {{{3, "A", "rpm", pictured() - 20min, "Runs up more slowly since the coupling was changed", "mara",
              pictured() - 19min},
             {2, "B", {}, pictured() - 2h, "Oil level low, topped up", "piet", pictured() - 2h},
             {1, "A", "rpm", pictured() - 24h, "Coupling changed", "piet", pictured() - 24h}},
            3};
}

FindingSource::Interest Findings::askFinding(std::int64_t id,
                                             std::function<void(Result<FindingDetails>)> done)
{
    Interest interest = std::make_shared<char>();
    QTimer::singleShot(0, [this, id, done = std::move(done), weak = std::weak_ptr(interest)] {
        if (weak.expired())
            return;
        const auto found = details.find(id);
        if (found == details.end())
            done(failure(ErrorKind::notFound,
                         QStringLiteral("There is no finding of the number %1.").arg(id)));
        else
            done(found->second);
    });
    return interest;
}

namespace {

SensorEvidence evidenceOf(const char *sensor, double usual, double deviation, double end, double restless)
{
    SensorEvidence evidence{sensor, {}, {}};
    constexpr int steps = 60;
    const Instant from = pictured() - 60min;
    for (int i = 0; i < steps; ++i) {
        const double grown = std::max(0., (i - 18) / double(steps - 19));
        const double wave = std::sin(i * .7) * restless + std::sin(i * 1.9) * restless / 2;
        evidence.course.push_back({from + i * 61s, usual + wave * deviation + grown * grown * (end - usual),
                                   usual + std::sin(i * .13) * deviation * .3, deviation / 2});
    }
    evidence.peak = evidence.course.back();
    evidence.peak.actual = end;
    return evidence;
}

} // namespace

void fill(Findings &findings)
{
    Finding finding;
    finding.machine = 1;
    finding.started = pictured() - 44min;
    finding.peaked = pictured() - 40s;
    finding.score = .87;
    finding.pValue = 3.1e-5;
    finding.isolationForest = .71;
    finding.autoencoder = .83;
    finding.subspace = .91;
    finding.shares = {{"vibration", .41},
                      {"bearing_temp", .27},
                      {"motor_current", .13},
                      {"gear_wear", .09},
                      {"lubrication_pressure", .06}};
    finding.run = RunState::running;
    finding.degraded = "flow_rate (stale or bad)";
    finding.model = "4f2a91c07b3e";
    finding.evidence.sensors = {evidenceOf("vibration", 2.9, .9, 7.62, .5),
                                evidenceOf("bearing_temp", 130, 7, 164.2, .4),
                                evidenceOf("motor_current", 52, 3, 61.3, .5)};
    finding.evidence.relations = {{"bearing_temp", "rpm", .82, .11},
                                  {"vibration", "torque", .64, -.08},
                                  {"motor_current", "torque", .91, .58}};
    const auto earlier = [](std::int64_t id, int days, std::int32_t machine, double length,
                            std::optional<FindingMark> mark, const char *note) {
        StoredFinding one;
        one.id = id;
        one.finding.machine = machine;
        one.finding.started = one.finding.peaked = pictured() - days * 24h - 3h;
        one.finding.ended = one.finding.started + std::chrono::minutes(int(length));
        one.finding.score = .62;
        one.finding.shares = {{"bearing_temp", .5}, {"vibration", .4}};
        if (mark)
            one.mark = MarkOfFinding{*mark, note, "console", one.finding.started + 2h};
        return one;
    };
    StoredFinding lost = earlier(1184, 1, 2, 7, {}, "");
    lost.finding.kind = FindingKind::lost;
    lost.finding.sensor = "flow_rate";
    const StoredFinding bearing = earlier(1071, 70, 1, 95, FindingMark::isTrue, "bearing 2");
    const StoredFinding lubricant = earlier(902, 116, 2, 30, FindingMark::isTrue, "lubricant");
    const StoredFinding cable = earlier(840, 163, 1, 12, FindingMark::isFalse, "cable");
    findings.details[1187] = {
        {1187, finding, {}}, {{bearing, .93}, {lubricant, .81}, {cable, .74}}, finding.started + 31min};
    for (const StoredFinding &one : {lost, bearing, lubricant, cable})
        findings.details[one.id] = {one, {}, {}};
    finding.evidence = {};
    findings.view = FindingsView{{{1187, finding, {}}, lost, bearing, lubricant, cable}, 1, {}};
    findings.view->scores = {{1,
                              pictured() - 300ms,
                              .87,
                              3.1e-5,
                              {finding.shares.begin(), finding.shares.begin() + 3},
                              RunState::running,
                              {},
                              "4f2a91c07b3e",
                              false},
                             {2,
                              pictured() - 400ms,
                              .08,
                              .31,
                              {{"humidity", .2}, {"voltage", .11}},
                              RunState::running,
                              {},
                              "b01d7715ac20",
                              false},
                             {3, pictured() - 2s, {}, 1, {}, RunState::stopped, {}, "07cc1e9d4f31", false}};
}

Done Models::train(const std::string &machine, std::optional<std::chrono::hours> since)
{
    wanted.push_back({machine, since});
    auto next = std::make_shared<ShelfState>(*current);
    next->ended.reset();
    next->running = TrainingRun{machine, TrainingRun::Step::starting, 0, pictured(), false};
    current = next;
    return {};
}

ModelFacts modelFacts(const std::string &version)
{
    ModelFacts model;
    model.version = version;
    const PlantPtr plant = demoPlant();
    for (const Sensor &sensor : plant->definition().sensors)
        model.sensors.push_back(sensor.name);
    model.rows = 172'800;
    model.fingerprint = "4f1c";
    model.forest = model.subspace = model.autoencoder = true;
    model.trained = pictured() - 71h;
    model.first = pictured() - 119h;
    model.last = pictured() - 71h;
    model.nominalShare = .01;
    model.anomalousShare = .0064;
    model.findingsPerRow = .25 / 86'400;
    return model;
}

ShelfState modelsState()
{
    ShelfState state{true, {}, {}, {}};
    StoredModels a{modelFacts("8c41f09be2d7"), modelFacts("1f20aa3c9b54"), {}, {}};
    a.previous->trained = pictured() - 500h;
    a.previous->first = pictured() - 524h;
    a.previous->last = pictured() - 500h;
    a.previous->rows = 86'400;
    state.machines["A"] = a;
    StoredModels b;
    b.trouble = Error{ErrorKind::damaged,
                      QStringLiteral("/var/lib/rig-alpha/models/B/model.rig: The model is not whole: its "
                                     "checksum is another one. Train it anew."),
                      {}};
    state.machines["B"] = b;
    state.running = TrainingRun{"B", TrainingRun::Step::learning, .34, pictured() - 42s, false};
    return state;
}

} // namespace rig::madeup
