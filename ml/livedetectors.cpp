#include "ml/livedetectors.h"

#include "domain/rigsensors.h"
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

/// Rows after which a watch that finds nothing knows that nothing stands.
constexpr std::size_t settledAfter = 300;
/// Readings in a row that are older than the newest, after which the source's clock counts as set back.
constexpr int setBackAfter = 20;
/// Of findings that have ended, for whoever asks again.
constexpr std::size_t mostEnded = 200;
/// Of these a new model's watch gets its windows and means. The slow reference of sensors that wander looks
/// back further, so a machine that has not shown all that it is may look unusual to it for a while.
constexpr std::size_t mostRecent = 60;
constexpr std::size_t mostShares = 10;
constexpr std::size_t mostLiveShares = 3;
constexpr double leastShare = .01;

std::vector<FindingShare> largest(const std::vector<std::string> &sensors, const std::vector<double> &shares)
{
    std::vector<std::size_t> order(sensors.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, std::greater{}, [&](std::size_t sensor) { return shares[sensor]; });
    std::vector<FindingShare> all;
    for (const std::size_t sensor : order)
        if (all.size() < mostShares && shares[sensor] >= leastShare)
            all.push_back({sensors[sensor], shares[sensor]});
    return all;
}

/// Whether no sensor could be looked at, and none is known to have failed.
bool saysNothing(const MachineWatch::Taken &taken)
{
    return taken.failures.empty() &&
           std::ranges::all_of(taken.row, [](double value) { return std::isnan(value); });
}

/// Where each sensor of the model stands in the row, or the one that is not there.
tl::expected<std::vector<std::size_t>, std::string> columnsOf(const MachineModel &model, const HeldRow &held)
{
    std::vector<std::size_t> columns;
    for (const std::string &sensor : model.sensors()) {
        const auto found = std::ranges::find(held.sensors(), sensor);
        if (found == held.sensors().end())
            return tl::unexpected(sensor);
        columns.push_back(static_cast<std::size_t>(found - held.sensors().begin()));
    }
    return columns;
}

/// `sensor` is empty for what is unusual.
bool watchesFor(const MachineModel &model, const std::string &sensor)
{
    return sensor.empty() || std::ranges::find(model.sensors(), sensor) != model.sensors().end();
}

FindingKind kindOf(Failure failure)
{
    return failure == Failure::frozen ? FindingKind::frozen : FindingKind::lost;
}

} // namespace

void LiveDetectors::refresh(const PlantPtr &plant)
{
    if (m_plant != plant) {
        const PlantPtr before = std::exchange(m_plant, plant); // rows are still of its machines
        m_trouble.clear();
        m_refused.clear();
        for (auto machine = m_machines.begin(); machine != m_machines.end();)
            machine = adapt(machine->first, machine->second) ? std::next(machine) : m_machines.erase(machine);
    }
    if (!m_plant)
        return;
    for (const MachineLayout &layout : m_plant->machines())
        if (!layout.machine().retired && (!m_only || *m_only == layout.machine().number))
            load(layout);
}

/// To the plant as it is now: what the machine is watched by goes on, whatever changed about others. False
/// where it is not judged any more; its findings have ended then.
bool LiveDetectors::adapt(std::int32_t number, Live &machine)
{
    const MachineLayout *layout = m_plant ? m_plant->machineByNumber(number) : nullptr;
    if (layout && !layout->machine().retired) {
        HeldRow held(*layout);
        if (auto columns = columnsOf(*machine.model, held)) {
            held.goOnFrom(machine.held);
            if (held.sensors() != machine.held.sensors())
                machine.recent.clear();
            machine.held = std::move(held);
            machine.columns = std::move(*columns);
            return true;
        }
    }
    if (machine.newest)
        endAll(machine, *machine.newest);
    return false;
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
    const auto columns = columnsOf(*read, held);
    if (!columns) {
        m_trouble[number] = tr("%1 knows a sensor '%2' that machine '%3' does not have: train it anew.")
                                .arg(folder->file(), shown(columns.error()), id)
                                .toStdString();
        return;
    }
    m_trouble.erase(number);
    m_refused.erase(number);
    auto model = std::make_shared<const MachineModel>(std::move(*read));
    Live live{stamp, model, model->version(), std::move(held), *columns, MachineWatch(model), Course(*model)};
    if (known != m_machines.end())
        goOn(live, leave(known->second));
    m_machines.insert_or_assign(number, std::move(live));
}

LiveDetectors::Before LiveDetectors::leave(Live &machine)
{
    return {machine.newest,           std::move(machine.read),   std::move(machine.standing),
            std::move(machine.held),  std::move(machine.recent), machine.model,
            std::move(machine.course)};
}

/// With what the machine did last the new watch sees as much as the one before did, so that what stands does
/// not end for want of rows.
void LiveDetectors::goOn(Live &machine, Before before)
{
    machine.newest = before.newest;
    machine.course = Course(*machine.model, before.course);
    machine.read = std::move(before.read);
    machine.standing = std::move(before.standing);
    machine.standing.goOn(machine.course, before.course);
    const auto unwatched = [&](const std::string &sensor) { return !watchesFor(*machine.model, sensor); };
    for (Finding &finding : machine.standing.endWhere(unwatched, machine.newest, machine.course))
        tell(std::move(finding));
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

void LiveDetectors::forget(std::span<const std::int32_t> machines)
{
    judgeTaken();
    for (const std::int32_t number : machines) {
        std::erase_if(m_ended, [&](const Finding &finding) { return finding.machine == number; });
        std::erase_if(m_findings, [&](const Finding &finding) { return finding.machine == number; });
        const auto found = m_machines.find(number);
        if (found == m_machines.end())
            continue;
        Live &machine = found->second;
        machine = Live{machine.stamp,         machine.model,
                       machine.version,       HeldRow(*m_plant->machineByNumber(number)),
                       machine.columns,       MachineWatch(machine.model),
                       Course(*machine.model)};
    }
}

std::vector<std::int32_t> LiveDetectors::machines() const
{
    std::vector<std::int32_t> numbers;
    for (const auto &[number, machine] : m_machines)
        numbers.push_back(number);
    return numbers;
}

void LiveDetectors::resume(std::vector<Finding> findings)
{
    const auto hasEnded = [this](const Finding &finding) {
        return std::ranges::any_of(m_ended, [&](const Finding &ended) {
            return ended.machine == finding.machine && ended.kind == finding.kind &&
                   ended.sensor == finding.sensor && ended.started == finding.started;
        });
    };
    for (Finding &finding : findings) {
        if (m_only && *m_only != finding.machine)
            continue;
        const auto machine = m_machines.find(finding.machine);
        if (hasEnded(finding))
            continue;
        if (machine == m_machines.end() || !watchesFor(*machine->second.model, finding.sensor)) {
            finding.ended = finding.peaked;
            tell(std::move(finding));
        } else {
            machine->second.standing.resume(std::move(finding));
        }
    }
}

void LiveDetectors::take(std::span<const JudgedReading> readings)
{
    for (const JudgedReading &reading : readings) {
        const auto found = m_machines.find(reading.reading.machine);
        if (found == m_machines.end())
            continue;
        Live &machine = found->second;
        if (!isNew(machine, reading))
            continue;
        const Instant at = reading.reading.takenAt();
        machine.newest = at;
        const auto row = machine.held.next(reading.reading);
        if (!seenByModels(reading.run)) {
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
        m_taken.push_back({&machine, &reading, at, std::move(taken), std::move(values)});
        machine.recent.push_back({{row.begin(), row.end()}, machine.held.maintained()});
        if (machine.recent.size() > mostRecent)
            machine.recent.pop_front();
        machine.rested = false;
    }
}

/// A clock that was set back makes all that follows older than what was; a reading that was held up on its
/// way is alone, or comes with a few.
bool LiveDetectors::isNew(Live &machine, const JudgedReading &one)
{
    const Reading &reading = one.reading;
    const auto [read, first] = machine.read.try_emplace(reading.partition, reading.offset);
    if (!first && reading.offset <= read->second)
        return false;
    read->second = reading.offset;
    const bool older = machine.newest && reading.takenAt() <= *machine.newest;
    machine.behind = older ? machine.behind + 1 : 0;
    if (!older)
        return true;
    if (machine.behind < setBackAfter)
        return false;
    machine.behind = 0;
    judgeTaken(); // the machine's own are among them
    endAll(machine, *machine.newest);
    machine.watch = MachineWatch(machine.model);
    machine.course = Course(*machine.model);
    machine.judged = 0;
    machine.recent.clear();
    return true;
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

/// Nothing stands, and what comes after has little to do with what was before.
void LiveDetectors::rest(Live &machine, const JudgedReading &reading)
{
    if (!std::exchange(machine.rested, true)) {
        endAll(machine, reading.reading.takenAt());
        machine.watch = machine.watch.afterRest();
        machine.course.interrupt();
        machine.judged = 0;
        machine.recent.clear();
    }
    machine.score = MachineScore{
        reading.reading.machine,  reading.reading.madeAt(), {}, 1, {}, reading.run, {}, machine.version, true,
        reading.reading.takenAt()};
}

void LiveDetectors::endAll(Live &machine, Instant at)
{
    for (Finding &finding : machine.standing.end(at, machine.course))
        tell(std::move(finding));
}

Finding LiveDetectors::findingOf(const OnItsWay &row, const RowScore &score)
{
    Finding finding;
    finding.machine = row.reading->reading.machine;
    finding.started = finding.peaked = row.at;
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
    machine.course.take(row.at, row.values);
    MachineScore &now = machine.score.emplace();
    now.machine = row.reading->reading.machine;
    now.at = row.reading->reading.madeAt();
    now.sourceAt = row.at;
    now.run = row.reading->run;
    now.degraded = degradedIn(row);
    now.model = machine.version;
    if (saysNothing(row.taken)) {
        // Whatever stood may stand, but for what people are at.
        if (std::ranges::find(row.taken.maintained, false) == row.taken.maintained.end())
            endAll(machine, row.at);
        return;
    }
    const RowScore score = machine.watch.judge(row.taken, m_batch);
    ++machine.judged;
    if (score.finding || !machine.standing.empty())
        follow(row, score);
    now.score = score.fused;
    now.pValue = score.pValue;
    now.settled = machine.standing.empty() && machine.judged >= settledAfter;
}

void LiveDetectors::follow(const OnItsWay &row, const RowScore &score)
{
    Live &machine = *row.machine;
    const auto follow = [&](bool stands, const Finding &now) {
        if (auto told = machine.standing.follow(stands, now, row.values, machine.course,
                                                machine.judged >= settledAfter))
            tell(std::move(*told));
    };
    const Finding now = findingOf(row, score);
    follow(score.unusual, now);
    const auto failures = machine.watch.failures();
    for (std::size_t i = 0; i < failures.size(); ++i) {
        if (failures[i] == Failure::none && !machine.standing.contains(machine.model->sensors()[i]))
            continue;
        Finding failed = now;
        failed.sensor = machine.model->sensors()[i];
        failed.kind = kindOf(failures[i]);
        failed.shares = {{failed.sensor, 1}};
        follow(failures[i] != Failure::none, failed);
    }
}

void LiveDetectors::tell(Finding finding)
{
    if (finding.ended) {
        m_ended.push_back(finding);
        if (m_ended.size() > mostEnded)
            m_ended.pop_front();
    }
    m_findings.push_back(std::move(finding));
}

std::vector<Finding> LiveDetectors::toldLast() const
{
    std::vector<Finding> findings(m_ended.begin(), m_ended.end());
    for (const auto &[number, machine] : m_machines)
        std::ranges::move(machine.standing.told(), std::back_inserter(findings));
    return findings;
}

std::vector<MachineScore> LiveDetectors::scores()
{
    std::vector<MachineScore> scores;
    for (auto &[number, machine] : m_machines) {
        if (!machine.score)
            continue;
        scores.push_back(*std::exchange(machine.score, {}));
        MachineScore &score = scores.back();
        if (!score.score)
            continue;
        const auto shares = largest(machine.model->sensors(), machine.watch.shares());
        // They add up to 1 also where nothing is unusual, and every sensor is a witness.
        const bool unusual = *score.score > .5;
        score.expected = machine.course.expected(rigSensors, unusual ? shares : std::vector<FindingShare>());
        score.shares.assign(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(
                                                                 std::min(mostLiveShares, shares.size())));
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
