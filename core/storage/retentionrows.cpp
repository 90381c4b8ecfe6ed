#include "storage/retentionrows.h"

namespace rig::storage {

using namespace std::chrono_literals;

namespace {

/// The rows of a day are counted before it goes, and those beside the days for who asks, which reads all of
/// them.
constexpr auto longest = 10min;

constexpr int grains = 4;

std::optional<int> daysAt(const Rows &rows, int row, int column)
{
    return rows.isNull(row, column) ? std::nullopt
                                    : std::optional(static_cast<int>(rows.integer(row, column)));
}

Done countBeside(Connection &connection, StoredHistory &history)
{
    for (StoredGrain &grain : history.grains) {
        const auto days = connection.runAll(("select (at at time zone 'UTC')::date, count(*) from rig." +
                                             grain.grain + "_default group by 1 order by 1")
                                                .c_str(),
                                            longest);
        if (!days)
            return tl::unexpected(days.error());
        for (int i = 0; i < days->count(); ++i)
            grain.beside.push_back({std::string(days->text(i, 0)), days->integer(i, 1)});
        // An emptied table keeps its room, which says nothing.
        if (grain.beside.empty())
            grain.bytesBeside = 0;
    }
    return {};
}

} // namespace

Result<Retention> holdRetention(Connection &connection)
{
    const auto rows = connection.run("select keep_days from rig.retention order by place for update");
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->count() != grains)
        return failure(ErrorKind::damaged,
                       QStringLiteral("rig.retention does not hold one row for each grain of the history."));
    // Those of 30 s come third, and are kept as long as those of 10 s.
    return Retention{daysAt(*rows, 0, 0), daysAt(*rows, 1, 0), daysAt(*rows, 3, 0)};
}

Done storeRetention(Connection &connection, const Retention &retention)
{
    const auto text = [](const std::optional<int> &days) {
        return days ? Parameter(std::to_string(*days)) : Parameter();
    };
    return connection
        .run("update rig.retention set keep_days = case grain when 'reading' then $1::integer "
             "when 'rollup_1min' then $3::integer else $2::integer end",
             {text(retention.readings), text(retention.tenSeconds), text(retention.minutes)})
        .map([](const Rows &) {});
}

Result<std::optional<DroppedHistory>> dropExpired(Connection &connection)
{
    auto transaction = Transaction::begin(connection, longest);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto rows = connection.runAll("select grain, day, amount from rig.drop_expired()", longest);
    if (!rows)
        return tl::unexpected(rows.error());
    if (Done committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    if (rows->empty() || rows->isNull(0, 0))
        return std::optional<DroppedHistory>();
    return DroppedHistory{std::string(rows->text(0, 0)), std::string(rows->text(0, 1)), rows->integer(0, 2)};
}

Result<StoredHistory> storedHistory(Connection &connection)
{
    const auto kept =
        connection.run("select t.grain, t.keep_days, (t.dropped_before at time zone 'UTC')::date, "
                       "(clock_timestamp() at time zone 'UTC')::date, "
                       "pg_total_relation_size(('rig.' || t.grain || '_default')::regclass) "
                       "from rig.retention t order by t.place");
    if (!kept)
        return tl::unexpected(kept.error());
    StoredHistory history;
    for (int i = 0; i < kept->count(); ++i) {
        StoredGrain grain;
        grain.grain = kept->text(i, 0);
        grain.keepDays = daysAt(*kept, i, 1);
        grain.droppedBefore = kept->text(i, 2);
        grain.bytesBeside = kept->integer(i, 4);
        history.today = kept->text(i, 3);
        history.grains.push_back(std::move(grain));
    }
    const auto days =
        connection.run("select d.grain, d.day, pg_total_relation_size(d.relation) from rig.history_day d "
                       // Tomorrow's is there already, and empty.
                       "where d.day <= (clock_timestamp() at time zone 'UTC')::date order by d.day");
    if (!days)
        return tl::unexpected(days.error());
    for (int i = 0; i < days->count(); ++i)
        for (StoredGrain &grain : history.grains)
            if (grain.grain == days->text(i, 0))
                grain.days.push_back({std::string(days->text(i, 1)), days->integer(i, 2)});
    if (Done counted = countBeside(connection, history); !counted)
        return tl::unexpected(counted.error());
    const auto unbuilt = connection.run(
        "select (select count(*) from (select from rig.rollup_mark group by machine, minute limit 10000) m), "
        "(select count(*) from rig.rollup_backlog), "
        "(select to_char(past at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from "
        "rig.rollup_30s_missing)");
    if (!unbuilt)
        return tl::unexpected(unbuilt.error());
    history.unbuiltMinutes = unbuilt->integer(0, 0);
    history.unbuiltDays = unbuilt->integer(0, 1);
    history.thirtySecondsMissingTo = unbuilt->text(0, 2);
    return history;
}

} // namespace rig::storage
