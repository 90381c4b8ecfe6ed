#include "ml/livedetectors.h"

#include "domain/shown.h"
#include "ml/modelfolder.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A finding that grows is told this often, in the time of the source.
constexpr auto tellAgain = 10s;
/// And one that does not, so that its evidence goes on.
constexpr auto tellAnyhow = 60s;
/// Rows after which a watch that finds nothing knows that nothing stands.
constexpr std::size_t settledAfter = 300;
/// As many rows as any detector looks back, and what settles it.
constexpr std::size_t mostRecent = 60;
constexpr std::size_t mostShares = 10;
constexpr std::size_t mostLiveShares = 3;
constexpr double leastShare = .01;

bool runs(RunState run)
{
    return run == RunState::running || run == RunState::unknown;
}

std::vector<FindingShare> largest(const std::vector<std::string> &sensors, const std::vector<double> &shares,
                                  std::size_t most = mostShares)
{
    std::vector<std::size_t> order(sensors.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, std::greater{}, [&](std::size_t sensor) { return shares[sensor]; });
    std::vector<FindingShare> all;
    for (const std::size_t sensor : order)
        if (all.size() < most && shares[sensor] >= leastShare)
            all.push_back({sensors[sensor], shares[sensor]});
    return all;
}

FindingKind kindOf(Failure failure)
{
    return failure == Failure::frozen ? FindingKind::frozen : FindingKind::lost;
}

} // namespace

void LiveDetectors::refresh(const PlantPtr &plant)
{
    if (m_plant != plant) {
        // A machine's sensors may be others now; what stands goes on.
        m_plant = plant;
        for (auto &[number, machine] : std::exchange(m_machines, {}))
            m_before.insert_or_assign(number, leave(machine));
        m_trouble.clear();
        m_refused.clear();
    }
    if (!m_plant)
        return;
    for (const MachineLayout &layout : m_plant->machines())
        if (!layout.machine().retired)
            load(layout);
}

void LiveDetectors::load(const MachineLayout &layout)
{
    const std::int32_t number = layout.machine().number;
    const QString id = QString::fromStdString(layout.machine().id);
    const auto folder = ModelFolder::ofMachine(m_folder, layout.machine().id);
    if (!folder)
        return;
    const QFileInfo file(folder->file());
    const Stamp stamp{file.lastModified(), file.exists() ? file.size() : -1};
    const auto known = m_machines.find(number);
    if (known != m_machines.end() && (stamp.size < 0 || known->second.stamp == stamp))
        return; // a model that is taken away is used until the next start
    if (stamp.size < 0 || (m_refused.contains(number) && m_refused.at(number) == stamp))
        return;
    m_refused[number] = stamp;
    auto read = folder->read();
    if (!read) {
        m_trouble[number] = read.error().sentence.toStdString();
        return;
    }
    HeldRow held(layout);
    std::vector<std::size_t> columns;
    for (const std::string &sensor : read->sensors()) {
        const auto found = std::ranges::find(held.sensors(), sensor);
        if (found == held.sensors().end()) {
            m_trouble[number] = tr("%1 knows a sensor '%2' that machine '%3' does not have: train it anew.")
                                    .arg(folder->file(), shown(sensor), id)
                                    .toStdString();
            return;
        }
        columns.push_back(static_cast<std::size_t>(found - held.sensors().begin()));
    }
    m_trouble.erase(number);
    m_refused.erase(number);
    auto model = std::make_shared<const MachineModel>(std::move(*read));
    Live live{stamp,
              model,
              model->version(),
              std::move(held),
              std::move(columns),
              MachineWatch(model),
              Course(*model),
              {},
              {}};
    if (known != m_machines.end())
        m_before.insert_or_assign(number, leave(known->second));
    if (const auto before = m_before.find(number); before != m_before.end()) {
        goOn(live, std::move(before->second));
        m_before.erase(before);
    }
    m_machines.insert_or_assign(number, std::move(live));
}

LiveDetectors::Before LiveDetectors::leave(Live &machine)
{
    return {machine.newest, std::move(machine.standing), std::move(machine.held), std::move(machine.recent),
            machine.model,  std::move(machine.course)};
}

/// With what the machine did last the new watch sees as much as the one before did, so that what stands does
/// not end for want of rows.
void LiveDetectors::goOn(Live &machine, Before before)
{
    machine.newest = before.newest;
    machine.course = Course(*machine.model, before.course);
    machine.standing = std::move(before.standing);
    for (auto &[sensor, standing] : machine.standing)
        standing.peak = machine.course.goOn(standing.peak, before.course);
    machine.held.goOnFrom(before.held);
    const std::vector<std::string> &sensors = before.held.sensors();
    for (const Recent &recent : before.recent) {
        std::vector<double> values;
        std::vector<bool> maintained;
        for (const std::string &sensor : machine.model->sensors()) {
            const auto found = std::ranges::find(sensors, sensor);
            const auto place = static_cast<std::size_t>(found - sensors.begin());
            values.push_back(found == sensors.end() ? noValue : recent.row[place]);
            maintained.push_back(found != sensors.end() && recent.maintained[place]);
        }
        machine.watch.next(values, maintained);
    }
    if (sensors == machine.held.sensors())
        machine.recent = std::move(before.recent);
}

void LiveDetectors::take(std::span<const JudgedReading> readings)
{
    for (const JudgedReading &reading : readings) {
        const auto found = m_machines.find(reading.reading.machine);
        if (found == m_machines.end())
            continue;
        Live &machine = found->second;
        if (machine.newest && reading.reading.at <= *machine.newest)
            continue;
        machine.newest = reading.reading.at;
        const auto row = machine.held.next(reading.reading);
        if (!runs(reading.run)) {
            judgeTaken(); // the machine's own are among them
            rest(machine, reading);
            continue;
        }
        std::vector<double> values;
        std::vector<bool> maintained;
        for (const std::size_t column : machine.columns) {
            values.push_back(row[column]);
            maintained.push_back(machine.held.maintained()[column]);
        }
        auto taken = machine.watch.take(values, m_batch, maintained);
        m_taken.push_back({&machine, &reading, std::move(taken), std::move(values)});
        machine.recent.push_back({{row.begin(), row.end()}, machine.held.maintained()});
        if (machine.recent.size() > mostRecent)
            machine.recent.pop_front();
        machine.rested = false;
    }
}

std::vector<Finding> LiveDetectors::judge()
{
    judgeTaken();
    return std::exchange(m_findings, {});
}

void LiveDetectors::judgeTaken()
{
    m_batch.run();
    for (const OnItsWay &row : m_taken)
        judge(row);
    m_taken.clear();
    m_batch.clear();
}

/// Nothing stands, and what comes after has nothing to do with what was before.
void LiveDetectors::rest(Live &machine, const JudgedReading &reading)
{
    const Instant at = reading.reading.at;
    if (std::exchange(machine.rested, true))
        return;
    for (auto &[sensor, standing] : machine.standing) {
        standing.finding.ended = at;
        tell(machine, standing);
    }
    machine.standing.clear();
    machine.watch = MachineWatch(machine.model);
    machine.course.interrupt();
    machine.judged = 0;
    machine.recent.clear();
    machine.score =
        MachineScore{reading.reading.machine, at, {}, 1, {}, reading.run, {}, machine.version, true};
}

Finding LiveDetectors::findingOf(const OnItsWay &row, const RowScore &score)
{
    Finding finding;
    finding.machine = row.reading->reading.machine;
    finding.started = finding.peaked = row.reading->reading.at;
    finding.score = score.fused;
    finding.pValue = score.pValue;
    finding.shares = largest(row.machine->model->sensors(), row.machine->watch.shares());
    finding.run = row.reading->run;
    const MachineModel &model = *row.machine->model;
    if (score.forest)
        finding.isolationForest = model.forestAlone(*score.forest);
    if (score.autoencoder)
        finding.autoencoder = model.autoencoderAlone(*score.autoencoder);
    if (score.subspace)
        finding.subspace = model.subspaceAlone(*score.subspace);
    finding.model = row.machine->version;
    finding.degraded = degradedIn(row);
    return finding;
}

std::string LiveDetectors::degradedIn(const OnItsWay &row)
{
    std::string sensors;
    for (std::size_t i = 0; i < row.taken.row.size(); ++i) {
        if (!std::isnan(row.taken.row[i]))
            continue;
        const Failure failure = i < row.taken.failures.size() ? row.taken.failures[i] : Failure::none;
        const char *why = row.taken.maintained[i]      ? "in maintenance"
                          : failure == Failure::frozen ? "frozen"
                          : failure == Failure::lost   ? "lost"
                                                       : "stale or bad";
        sensors += (sensors.empty() ? "" : ", ") + row.machine->model->sensors()[i] + " (" + why + ")";
    }
    return sensors;
}

void LiveDetectors::judge(const OnItsWay &row)
{
    Live &machine = *row.machine;
    machine.course.take(row.reading->reading.at, row.values);
    const RowScore score = machine.watch.judge(row.taken, m_batch);
    ++machine.judged;
    if (score.finding || !machine.standing.empty())
        follow(row, score);
    machine.score = MachineScore{row.reading->reading.machine,
                                 row.reading->reading.at,
                                 score.fused,
                                 score.pValue,
                                 {},
                                 row.reading->run,
                                 degradedIn(row),
                                 machine.version,
                                 machine.standing.empty() && machine.judged >= settledAfter};
}

void LiveDetectors::follow(const OnItsWay &row, const RowScore &score)
{
    Live &machine = *row.machine;
    const Finding now = findingOf(row, score);
    follow(machine, score.unusual, now, row.values);
    const auto failures = machine.watch.failures();
    for (std::size_t i = 0; i < failures.size(); ++i) {
        Finding failed = now;
        failed.sensor = machine.model->sensors()[i];
        failed.kind = kindOf(failures[i]);
        failed.shares = {{failed.sensor, 1}};
        follow(machine, failures[i] != Failure::none, failed, row.values);
    }
}

/// `now` is what the finding would be that begins with the row; it stands, or it does not.
void LiveDetectors::follow(Live &machine, bool stands, const Finding &now, std::span<const double> values)
{
    const auto known = machine.standing.find(now.sensor);
    if (known == machine.standing.end()) {
        if (!stands)
            return;
        const Standing standing{now, machine.course.peakAt(now.peaked, values), now.peaked};
        tell(machine, machine.standing.emplace(now.sensor, standing).first->second);
        return;
    }
    Standing &standing = known->second;
    if (!stands) {
        standing.finding.ended = now.peaked;
        tell(machine, standing);
        machine.standing.erase(known);
        return;
    }
    // That a sensor has failed does not grow.
    if (now.sensor.empty() && now.score > standing.finding.score) {
        const Instant started = standing.finding.started;
        standing.finding = now;
        standing.finding.started = started;
        standing.peak = machine.course.peakAt(now.peaked, values);
        standing.grown = true;
    }
    const auto untold = now.peaked - standing.told;
    if ((standing.grown && untold >= tellAgain) || untold >= tellAnyhow) {
        tell(machine, standing);
        standing.told = now.peaked;
        standing.grown = false;
    }
}

void LiveDetectors::tell(const Live &machine, const Standing &standing)
{
    m_findings.push_back(standing.finding);
    m_findings.back().evidence =
        machine.course.evidence(standing.finding.shares, standing.finding.started, standing.peak);
}

std::vector<MachineScore> LiveDetectors::scores()
{
    std::vector<MachineScore> scores;
    for (auto &[number, machine] : m_machines) {
        if (!machine.score)
            continue;
        scores.push_back(*std::exchange(machine.score, {}));
        if (!machine.rested)
            scores.back().shares = largest(machine.model->sensors(), machine.watch.shares(), mostLiveShares);
    }
    return scores;
}

std::vector<std::string> LiveDetectors::trouble() const
{
    std::vector<std::string> all;
    for (const auto &[machine, sentence] : m_trouble)
        all.push_back(sentence);
    return all;
}

} // namespace rig::ml
