#include "storage/rollupbuilder.h"

#include "storage/copyrows.h"
#include "storage/rolluprows.h"

#include <QLoggingCategory>

#include <algorithm>

namespace rig::storage {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.history")

constexpr auto longest = 2min;
constexpr auto fine = 10s;
constexpr auto middle = 30s;
constexpr auto coarse = 60s;
constexpr std::size_t mostDaysRemembered = 10'000;

/// Times from `from` up to, not including, `to`.
struct Span
{
    Instant from;
    Instant to;
};

/// Minutes that follow one another, together.
std::vector<Span> spansOf(const std::set<MachineMinute> &minutes)
{
    std::set<Instant> starts;
    for (const MachineMinute &one : minutes)
        starts.insert(one.minute);
    std::vector<Span> spans;
    for (const Instant start : starts) {
        if (spans.empty() || spans.back().to != start)
            spans.push_back({start, start});
        spans.back().to = start + 1min;
    }
    return spans;
}

std::string selection(const Span &span, const std::set<MachineMinute> &minutes)
{
    std::set<std::int32_t> machines;
    for (const MachineMinute &one : minutes)
        if (one.minute >= span.from && one.minute < span.to)
            machines.insert(one.machine);
    return "copy (select machine, at, kafka_offset, quality, sensor_values, value_quality, origin from "
           "rig.reading "
           "where at >= '" +
           formatInstant(span.from) + "' and at < '" + formatInstant(span.to) + "' and machine = any ('" +
           arrayText(machines) + "')) to stdout (format binary)";
}

/// False where it is no reading of ours; machine and time are read all the same, where they are there.
bool readReading(CopyRows::Row row, Reading &reading, std::vector<std::int16_t> &reasons)
{
    if (row.size() != 7 || !row[0] || !row[1] || !row[2] || !row[3] || !row[4] || !row[6])
        return false;
    reading.machine = int32Of(*row[0]);
    reading.at = instantOf(*row[1]);
    reading.offset = int64Of(*row[2]);
    reading.timeQuality = static_cast<QualityReason>(int16Of(*row[3]));
    reading.origin = static_cast<Origin>(int16Of(*row[6]));
    reading.valueQuality.clear();
    if (!readReals(*row[4], reading.values) || (row[5] && !readSmalls(*row[5], reasons)))
        return false;
    if (row[5])
        for (const std::int16_t reason : reasons)
            reading.valueQuality.push_back(static_cast<QualityReason>(reason));
    return true;
}

/// Rows that others have put into rig.reading.
struct ForeignRows
{
    std::int64_t count = 0;
    MachineMinute first{};
};

/// One of them must not hold up all rollups, and with them what retention drops.
void warnOf(const ForeignRows &foreign)
{
    if (foreign.count > 0)
        qCWarning(
            log,
            "%lld rows of rig.reading are left out of the rollups, the first of machine number %d in the "
            "minute %s: sensor_values and value_quality have to be lists of one dimension. Correct or "
            "delete them.",
            static_cast<long long>(foreign.count), foreign.first.machine,
            formatInstant(foreign.first.minute).c_str());
}

std::chrono::sys_days dayOf(const MachineMinute &one)
{
    return std::chrono::floor<std::chrono::days>(one.minute);
}

Done storeAll(Connection &connection, const std::vector<Rollup> &rollups)
{
    if (Done stored = storeRollups(connection, "rig.rollup_10s", rollups, RollupSource::readings); !stored)
        return stored;
    if (Done stored =
            storeRollups(connection, "rig.rollup_30s", combined(rollups, middle), RollupSource::readings);
        !stored)
        return stored;
    return storeRollups(connection, "rig.rollup_1min", combined(rollups, coarse), RollupSource::readings);
}

} // namespace

Result<bool> RollupBuilder::build(Connection &connection, int most)
{
    std::set<MachineMinute> unpartitioned;
    auto built = buildInTransaction(connection, most, unpartitioned);
    if (!built || unpartitioned.empty())
        return built;
    if (Done ensured = ensurePartitions(connection, unpartitioned); !ensured)
        return tl::unexpected(ensured.error());
    return true;
}

bool RollupBuilder::partitioned(const std::set<MachineMinute> &minutes) const
{
    return std::all_of(minutes.begin(), minutes.end(),
                       [this](const MachineMinute &one) { return m_asked.contains(dayOf(one)); });
}

/// In transactions of their own: making a partition locks others out, and building takes its time.
Done RollupBuilder::ensurePartitions(Connection &connection, const std::set<MachineMinute> &minutes)
{
    if (m_asked.size() > mostDaysRemembered)
        m_asked.clear();
    for (const MachineMinute &one : minutes) {
        if (m_asked.contains(dayOf(one)))
            continue;
        auto transaction = Transaction::begin(connection, 10s);
        if (!transaction)
            return tl::unexpected(transaction.error());
        const auto made = connection.run("select rig.ensure_rollup_partition($1::date)",
                                         {formatInstant(dayOf(one)).substr(0, 10)});
        // Without it the rows go to the default partition, which is as right.
        if (!made && !connection.alive())
            return tl::unexpected(made.error());
        if (made)
            if (Done committed = transaction->commit(); !committed)
                return committed;
        m_asked.insert(dayOf(one));
    }
    return {};
}

Result<bool> RollupBuilder::buildInTransaction(Connection &connection, int most,
                                               std::set<MachineMinute> &unpartitioned)
{
    auto transaction = Transaction::begin(connection, longest);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto minutes = takeMarks(connection, most);
    if (!minutes)
        return tl::unexpected(minutes.error());
    if (minutes->empty())
        return false;
    if (!partitioned(*minutes)) {
        unpartitioned = *minutes;
        return true;
    }
    m_crashPoint.passed("rollup-after-take");
    RollupSums sums(fine);
    if (Done added = addUp(connection, *minutes, sums); !added)
        return tl::unexpected(added.error());
    if (Done stored = storeAll(connection, sums.rollups()); !stored)
        return tl::unexpected(stored.error());
    m_crashPoint.passed("rollup-before-commit");
    if (Done committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    m_crashPoint.passed("rollup-after-commit");
    return true;
}

Done RollupBuilder::addUp(Connection &connection, const std::set<MachineMinute> &minutes, RollupSums &sums)
{
    // The cost estimate of many rows would have the server compile a statement that is read once.
    if (auto set = connection.runAll("set local jit = off"); !set)
        return tl::unexpected(set.error());
    Reading reading;
    std::vector<std::int16_t> reasons;
    ForeignRows foreign;
    for (const Span &span : spansOf(minutes)) {
        CopyRows rows;
        bool sound = true;
        const auto take = [&](CopyRows::Row row) {
            const bool ours = readReading(row, reading, reasons);
            const MachineMinute minute{reading.machine, intervalStart(reading.at, coarse)};
            if (!minutes.contains(minute))
                return;
            if (ours)
                sums.add(reading);
            else if (foreign.count++ == 0)
                foreign.first = minute;
        };
        const auto copied = connection.copyOut(selection(span, minutes).c_str(), [&](std::string_view bytes) {
            sound = sound && rows.feed(bytes, take);
        });
        if (!copied)
            return tl::unexpected(copied.error());
        if (!sound)
            return failure(ErrorKind::damaged,
                           QStringLiteral("What COPY sends of rig.reading is not as PostgreSQL has it."));
    }
    warnOf(foreign);
    return {};
}

} // namespace rig::storage
