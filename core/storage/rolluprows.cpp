#include "storage/rolluprows.h"

#include "storage/copyrows.h"

#include <QLoggingCategory>

#include <algorithm>
#include <array>

namespace rig::storage {

namespace {

Q_LOGGING_CATEGORY(log, "rig.history")

constexpr const char *droppedReadings =
    "exists (select from rig.retention d where d.grain = 'reading' and t.at < d.dropped_before)";

/// Only what has seen at least as many readings takes a row's place: two builders that were given marks of
/// the same minute may finish in the other order. A row that was made of readings which may have been dropped
/// since stays: those that came late must not stand for all of them. Nor may they where they came before what
/// the finer rollups know of all of them; else whoever looked at the readings knows more.
std::string replacing(RollupSource source)
{
    std::string rule = source == RollupSource::readings ? "excluded.readings >= t.readings and not " : "";
    return rule.append(droppedReadings);
}

std::string insertInto(const char *table, RollupSource source)
{
    return std::string("insert into ") + table +
           " as t (machine, at, readings, origins, lows, highs, sums, counts, lasts, worst, bads) "
           "select r.machine, timestamptz 'epoch' + r.second * interval '1 second', r.readings, r.origins, "
           "r.lows::float8[], r.highs::float8[], r.sums::float8[], r.counts::integer[], r.lasts::float8[], "
           "r.worst::smallint[], r.bads::integer[] from unnest($1::integer[], $2::bigint[], $3::integer[], "
           "$4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], "
           "$11::text[]) r(machine, second, readings, origins, lows, highs, sums, counts, lasts, worst, "
           "bads) "
           "order by 1, 2 "
           "on conflict (machine, at) do update set readings = excluded.readings, origins = "
           "excluded.origins, lows = excluded.lows, "
           "highs = excluded.highs, sums = excluded.sums, counts = excluded.counts, lasts = excluded.lasts, "
           "worst = excluded.worst, bads = excluded.bads where " +
           replacing(source);
}

/// Null where all are 0, which is the rule.
template <class Numbers> Parameter rareText(const Numbers &numbers)
{
    if (std::all_of(numbers.begin(), numbers.end(),
                    [](const auto number) { return static_cast<int>(number) == 0; }))
        return {};
    std::vector<int> values;
    for (const auto number : numbers)
        values.push_back(static_cast<int>(number));
    return arrayText(values);
}

/// As textArray, with nulls; numbers and braces need no escaping.
std::string listOf(const std::vector<Parameter> &texts)
{
    std::string all = "{";
    for (const Parameter &text : texts) {
        if (all.size() > 1)
            all.push_back(',');
        if (text)
            all.append("\"").append(*text).append("\"");
        else
            all.append("NULL");
    }
    return all.append("}");
}

/// All elements are 0 where the field is null.
bool readRare(const std::optional<std::string_view> &field, std::size_t slots,
              std::vector<std::int32_t> &into)
{
    into.clear();
    const bool sound = !field || readIntegers(*field, into);
    into.resize(slots);
    return sound;
}

bool readWorst(const std::optional<std::string_view> &field, std::size_t slots, std::vector<Quality> &into)
{
    std::vector<std::int16_t> ranks;
    if (field && !readSmalls(*field, ranks))
        return false;
    ranks.resize(slots);
    for (const std::int16_t rank : ranks)
        into.push_back(static_cast<Quality>(std::clamp<std::int16_t>(rank, 0, 2)));
    return true;
}

/// Nothing where it is no row of ours.
std::optional<Rollup> rollupOf(CopyRows::Row row)
{
    if (row.size() != 11 || std::any_of(row.begin(), row.begin() + 9, [](const auto &one) { return !one; }))
        return {};
    Rollup rollup;
    rollup.machine = int32Of(*row[0]);
    rollup.at = instantOf(*row[1]);
    rollup.readings = int32Of(*row[2]);
    rollup.origins = int16Of(*row[3]);
    const bool sound = readReals(*row[4], rollup.lows) && readReals(*row[5], rollup.highs) &&
                       readReals(*row[6], rollup.sums) && readIntegers(*row[7], rollup.counts) &&
                       readReals(*row[8], rollup.lasts) &&
                       readWorst(row[9], rollup.lows.size(), rollup.worst) &&
                       readRare(row[10], rollup.lows.size(), rollup.bads);
    const std::size_t slots = rollup.lows.size();
    if (!sound || rollup.highs.size() != slots || rollup.sums.size() != slots ||
        rollup.counts.size() != slots || rollup.lasts.size() != slots)
        return {};
    return rollup;
}

/// `which`: what follows the table's name.
Result<std::vector<Rollup>> rollupsIn(Connection &connection, const std::string &table,
                                      const std::string &which)
{
    const std::string copy =
        "copy (select machine, at, readings, origins, lows, highs, sums, counts, lasts, worst, bads from " +
        table + which + ") to stdout (format binary)";
    std::vector<Rollup> rollups;
    std::int64_t foreign = 0;
    CopyRows rows;
    bool sound = true;
    const auto take = [&](CopyRows::Row row) {
        if (auto rollup = rollupOf(row))
            rollups.push_back(std::move(*rollup));
        else
            ++foreign;
    };
    const auto copied = connection.copyOut(
        copy.c_str(), [&](std::string_view bytes) { sound = sound && rows.feed(bytes, take); });
    if (!copied)
        return tl::unexpected(copied.error());
    if (!sound)
        return failure(ErrorKind::damaged,
                       QStringLiteral("What COPY sends of %1 is not as PostgreSQL has it.")
                           .arg(QString::fromStdString(table)));
    if (foreign > 0)
        qCWarning(log,
                  "%lld rows of %s are left out: their lists have to have one dimension and be equally long. "
                  "Correct or delete them. Asked for were those%s.",
                  static_cast<long long>(foreign), table.c_str(), which.c_str());
    return rollups;
}

} // namespace

Done storeRollups(Connection &connection, const char *table, const std::vector<Rollup> &rollups,
                  RollupSource source)
{
    if (rollups.empty())
        return {};
    std::vector<std::int32_t> machines;
    std::vector<std::int64_t> seconds;
    std::vector<std::int32_t> readings;
    std::vector<std::int16_t> origins;
    std::array<std::vector<Parameter>, 7> lists;
    for (const Rollup &one : rollups) {
        machines.push_back(one.machine);
        seconds.push_back(std::chrono::floor<std::chrono::seconds>(one.at.time_since_epoch()).count());
        readings.push_back(one.readings);
        origins.push_back(one.origins);
        lists[0].push_back(realArray(one.lows));
        lists[1].push_back(realArray(one.highs));
        lists[2].push_back(realArray(one.sums));
        lists[3].push_back(arrayText(one.counts));
        lists[4].push_back(realArray(one.lasts));
        lists[5].push_back(rareText(one.worst));
        lists[6].push_back(rareText(one.bads));
    }
    Parameters parameters{arrayText(machines), arrayText(seconds), arrayText(readings), arrayText(origins)};
    for (const auto &list : lists)
        parameters.emplace_back(listOf(list));
    return connection.run(insertInto(table, source).c_str(), parameters).map([](const Rows &) {});
}

Result<std::vector<Rollup>> tenSecondRollups(Connection &connection, Instant from, Instant to)
{
    // The times stand in the statement, so that only the day's own table is opened.
    return rollupsIn(connection, "rig.rollup_10s",
                     " where at >= '" + formatInstant(from) + "' and at < '" + formatInstant(to) +
                         "' order by machine, at");
}

Result<std::vector<Rollup>> minuteRollups(Connection &connection, std::int32_t machine, Instant from,
                                          std::optional<Instant> to, std::size_t most)
{
    std::string which =
        " where machine = " + std::to_string(machine) + " and at >= '" + formatInstant(from) + "'";
    if (to)
        which += " and at < '" + formatInstant(*to) + "'";
    return rollupsIn(connection, "rig.rollup_1min", which + " order by at limit " + std::to_string(most));
}

} // namespace rig::storage
