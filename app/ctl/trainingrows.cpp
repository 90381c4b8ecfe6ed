#include "ctl/trainingrows.h"

#include "ctl/timeoptions.h"
#include "domain/heldrow.h"
#include "domain/runwatch.h"
#include "domain/shown.h"
#include "storage/findingtables.h"
#include "storage/machinereadings.h"
#include "storage/planttables.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Of all rows together: 1.6 GB.
constexpr std::size_t mostValues = 200'000'000;

/// Readings between two looks at whether it goes on.
constexpr std::int64_t lookEvery = 1'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::TrainingRows", text);
}

Result<Instant> sinceOf(const CommandLine &line, Instant now)
{
    if (const auto span = spanOf(line, u"since"_s))
        return now - *span;
    if (const auto instant = instantOf(line, u"since"_s))
        return instant;
    return failure(ErrorKind::badConfiguration,
                   tr("--since is a span such as 2d or 8h, or a time such as 2026-01-12T08:15:30Z, not '%1'.")
                       .arg(line.value(u"since"_s)),
                   u"--since"_s);
}

double shareOf(Instant at, Instant from, Instant to)
{
    using Seconds = std::chrono::duration<double>;
    return Seconds(at - from) / Seconds(to - from);
}

/// Marked findings and what was read around them, as readings come.
class Marks
{
public:
    Marks(const std::vector<StoredFinding> &marked, std::vector<std::string> sensors)
    {
        for (const StoredFinding &stored : marked) {
            const Finding &finding = stored.finding;
            MarkedRows rows{
                stored.mark->mark, finding.started, finding.ended.value_or(Instant::max()), {}, 0};
            rows.table.sensors = sensors;
            m_findings.push_back(std::move(rows));
        }
    }

    void take(Instant at, std::span<const double> row)
    {
        for (MarkedRows &one : m_findings) {
            if (at < one.from - warmUp || at > one.to || one.table.rows() >= mostRows)
                continue;
            one.first += at < one.from ? 1 : 0;
            one.table.values.insert(one.table.values.end(), row.begin(), row.end());
        }
    }

    /// Whether people say that the machine was not healthy then, or not left alone.
    bool unhealthy(Instant at) const
    {
        return std::ranges::any_of(m_findings, [at](const MarkedRows &one) {
            return one.mark != FindingMark::isFalse && at >= one.from && at <= one.to;
        });
    }

    std::vector<MarkedRows> newest()
    {
        std::erase_if(m_findings, [](const MarkedRows &one) {
            return one.mark == FindingMark::knownWork || one.table.rows() <= one.first;
        });
        if (m_findings.size() > mostFindings)
            m_findings.erase(m_findings.begin(), m_findings.end() - mostFindings);
        return std::move(m_findings);
    }

private:
    static constexpr auto warmUp = std::chrono::minutes(5);
    static constexpr std::size_t mostRows = 20'000;
    static constexpr std::ptrdiff_t mostFindings = 50;

    std::vector<MarkedRows> m_findings;
};

Result<TrainingRows> rowsOf(storage::MachineReadings &readings, const MachineLayout &layout,
                            const std::vector<StoredFinding> &marked, Instant from, Instant to,
                            const std::function<bool(double)> &goesOn)
{
    TrainingRows rows;
    HeldRow held(layout);
    RunWatch watch(layout);
    rows.table.sensors = held.sensors();
    Marks marks(marked, held.sensors());
    bool tooMany = false;
    bool cancelled = false;
    std::int64_t taken = 0;
    std::optional<Instant> begins;
    const auto take = [&](const Reading &reading) {
        // Long before the first one there may be nothing.
        const Instant first = begins.value_or(reading.at);
        begins = first;
        cancelled = taken++ % lookEvery == 0 && !goesOn(shareOf(reading.at, first, to));
        if (cancelled)
            return false;
        const auto row = held.next(reading);
        const RunState run = watch.next(reading);
        if (!seenByModels(run)) {
            ++(run == RunState::maintenance ? rows.maintained : rows.idle);
            return true;
        }
        marks.take(reading.at, row);
        if (marks.unhealthy(reading.at)) {
            ++rows.marked;
            return true;
        }
        if (std::ranges::find(held.maintained(), true) != held.maintained().end()) {
            rows.table.maintained.resize(rows.table.values.size());
            rows.table.maintained.insert(rows.table.maintained.end(), held.maintained().begin(),
                                         held.maintained().end());
        }
        rows.table.values.insert(rows.table.values.end(), row.begin(), row.end());
        rows.first = rows.first.value_or(reading.at);
        rows.last = reading.at;
        rows.simulated += reading.origin == Origin::simulated ? 1 : 0;
        tooMany = rows.table.values.size() > mostValues;
        return !tooMany;
    };
    if (Done read = readings.read(layout.machine().number, from, to, take); !read)
        return tl::unexpected(read.error());
    if (cancelled)
        return failure(ErrorKind::cancelled, tr("The training was cancelled."));
    if (tooMany)
        return failure(ErrorKind::refused,
                       tr("These are more than %1 readings: choose a later --since.").arg(rows.table.rows()),
                       u"--since"_s);
    rows.findings = marks.newest();
    return rows;
}

Result<const MachineLayout *> machineOf(const CommandLine &line, const Plant &plant)
{
    const QString id = line.value(u"machine"_s);
    const MachineLayout *machine = plant.machine(id.toStdString());
    if (!machine)
        return failure(ErrorKind::notFound, tr("The plant has no machine '%1'.").arg(id), u"--machine"_s);
    return machine;
}

} // namespace

Done checkSensors(const CommandLine &line, const composition::Database &database,
                  const std::vector<std::string> &sensors)
{
    const auto plant = storage::PlantTables(database.app, {}).load();
    if (!plant)
        return tl::unexpected(plant.error());
    const auto machine = machineOf(line, **plant);
    if (!machine)
        return tl::unexpected(machine.error());
    for (const std::string &sensor : sensors)
        if ((*machine)->slotOf(sensor) < 0)
            return failure(ErrorKind::notFound,
                           tr("%1 has a column '%2', and machine '%3' no such sensor, so that no node could "
                              "judge it by that: rename the column, or leave it out.")
                               .arg(line.value(u"data"_s), shown(sensor), line.value(u"machine"_s)),
                           u"--data"_s);
    return {};
}

Result<TrainingRows> storedTrainingRows(const CommandLine &line, const composition::Database &database,
                                        const std::function<bool(double)> &goesOn)
{
    const auto now = std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
    const auto since = sinceOf(line, now);
    if (!since)
        return tl::unexpected(since.error());
    const auto plant = storage::PlantTables(database.app, {}).loadMaintainedSince(*since);
    if (!plant)
        return tl::unexpected(plant.error());
    const QString id = line.value(u"machine"_s);
    const auto found = machineOf(line, **plant);
    if (!found)
        return tl::unexpected(found.error());
    const MachineLayout *machine = *found;
    const auto marked = storage::FindingTables(database.app, {}).marked(machine->machine().number, *since);
    if (!marked)
        return tl::unexpected(marked.error());
    storage::MachineReadings readings(database.app, {});
    auto rows = rowsOf(readings, *machine, *marked, *since, now, goesOn);
    if (rows && rows->table.rows() == 0 && rows->idle + rows->maintained + rows->marked == 0)
        return failure(ErrorKind::notFound,
                       tr("No reading of machine '%1' is stored since %2.")
                           .arg(id, QString::fromStdString(formatInstant(*since))),
                       u"--since"_s);
    return rows;
}

} // namespace rig::ctl
