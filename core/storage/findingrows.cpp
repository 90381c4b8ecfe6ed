#include "storage/findingrows.h"

#include "storage/findingjson.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace rig::storage {

namespace {

std::string textOf(double number)
{
    std::array<char, 32> text;
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

Parameter textOf(const std::optional<double> &number)
{
    return number ? Parameter(textOf(*number)) : Parameter();
}

Done write(Connection &connection, const Finding &finding)
{
    const Parameters parameters{std::to_string(finding.machine),
                                std::to_string(static_cast<int>(finding.kind)),
                                finding.sensor,
                                formatInstant(finding.started),
                                formatInstant(finding.peaked),
                                finding.ended ? Parameter(formatInstant(*finding.ended)) : Parameter(),
                                textOf(finding.score),
                                textOf(finding.pValue),
                                textOf(finding.isolationForest),
                                textOf(finding.autoencoder),
                                textOf(finding.subspace),
                                jsonOf(finding.shares),
                                std::to_string(static_cast<int>(finding.run)),
                                finding.degraded,
                                finding.model,
                                jsonOf(finding.evidence)};
    // A finding that was told before in a batch that is recorded again goes no way back.
    return connection
        .run(
            "with left_open as (update rig.finding set ended = greatest($4::timestamptz, peaked) where "
            "machine = $1::integer "
            "and kind = $2::smallint and sensor = $3 and ended is null and started < $4::timestamptz) "
            "insert into rig.finding as f (machine, kind, sensor, started, peaked, ended, score, p_value, "
            "isolation_forest, lstm_autoencoder, subspace, shares, state, degraded, model_version, evidence) "
            "select $1::integer, $2::smallint, $3, $4::timestamptz, $5::timestamptz, $6::timestamptz, "
            "$7::float8, $8::float8, $9::float8, $10::float8, $11::float8, $12::jsonb, $13::smallint, $14, "
            "$15, $16::jsonb "
            "where exists (select from rig.machine where number = $1::integer) "
            "on conflict (machine, kind, sensor, started) do update set peaked = excluded.peaked, "
            "ended = coalesce(f.ended, excluded.ended), score = excluded.score, p_value = excluded.p_value, "
            "isolation_forest = excluded.isolation_forest, lstm_autoencoder = excluded.lstm_autoencoder, "
            "subspace = excluded.subspace, shares = excluded.shares, state = excluded.state, "
            "degraded = excluded.degraded, model_version = excluded.model_version, evidence = "
            "excluded.evidence "
            "where excluded.score >= f.score",
            parameters)
        .map([](const Rows &) {});
}

} // namespace

Done writeFindings(Connection &connection, const std::vector<Finding> &findings)
{
    for (const Finding &finding : findings)
        if (Done written = write(connection, finding); !written)
            return written;
    return {};
}

Done writeScores(Connection &connection, const std::vector<MachineScore> &scores)
{
    if (scores.empty())
        return {};
    std::vector<std::string> texts;
    for (const MachineScore &score : scores) {
        const auto add = [&](std::string text) { texts.push_back(std::move(text)); };
        add(std::to_string(score.machine));
        add(formatInstant(score.at));
        add(score.score ? textOf(*score.score) : "NaN");
        add(textOf(score.pValue));
        add(jsonOf(score.shares));
        add(std::to_string(static_cast<int>(score.run)));
        add(score.degraded);
        add(score.model);
        add(score.settled ? "t" : "f");
    }
    // By columns: one statement for all.
    constexpr std::size_t width = 9;
    Parameters columns;
    for (std::size_t column = 0; column < width; ++column) {
        std::vector<std::string_view> values;
        for (std::size_t at = column; at < texts.size(); at += width)
            values.push_back(texts[at]);
        columns.push_back(textArray(values));
    }
    return connection
        .run(
            "with given as materialized (select g.* from unnest($1::integer[], $2::timestamptz[], "
            "$3::float8[], $4::float8[], $5::jsonb[], $6::smallint[], $7::text[], $8::text[], $9::boolean[]) "
            "as g (machine, at, score, p_value, shares, state, degraded, model_version, settled) "
            "join rig.machine m on m.number = g.machine), "
            "left_open as (update rig.finding f set ended = greatest(g.at, f.peaked) from given g "
            "where g.settled and f.machine = g.machine and f.ended is null and f.started < g.at) "
            "insert into rig.machine_score as s (machine, at, score, p_value, shares, state, degraded, "
            "model_version) select machine, at, nullif(score, 'NaN'), p_value, shares, state, degraded, "
            "model_version from given on conflict (machine) do update set at = excluded.at, score = "
            "excluded.score, p_value = excluded.p_value, shares = excluded.shares, state = excluded.state, "
            "degraded = excluded.degraded, model_version = excluded.model_version where excluded.at > s.at",
            columns)
        .map([](const Rows &) {});
}

Result<std::optional<HeldFinding>> holdFinding(Connection &connection, std::int64_t id)
{
    return connection
        .run("select m.id, f.started, k.mark, k.note, k.marked_by from rig.finding f join rig.machine m on "
             "m.number = f.machine left join rig.finding_mark k on k.finding = f.id where f.id = $1::bigint "
             "for share of f",
             {std::to_string(id)})
        .map([](const Rows &rows) -> std::optional<HeldFinding> {
            if (rows.empty())
                return {};
            HeldFinding held{std::string(rows.text(0, 0)), {}};
            if (!rows.isNull(0, 2))
                held.mark = MarkOfFinding{
                    static_cast<FindingMark>(std::clamp<std::int64_t>(rows.integer(0, 2), 0, 2)),
                    std::string(rows.text(0, 3)),
                    std::string(rows.text(0, 4)),
                    {}};
            return held;
        });
}

Done storeMark(Connection &connection, std::int64_t id, const std::optional<MarkOfFinding> &mark)
{
    const std::string number = std::to_string(id);
    if (!mark)
        return connection.run("delete from rig.finding_mark where finding = $1::bigint", {number})
            .map([](const Rows &) {});
    return connection
        .run(
            "insert into rig.finding_mark (finding, mark, note, marked_by) values ($1::bigint, $2::smallint, "
            "$3, $4) on conflict (finding) do update set mark = excluded.mark, note = excluded.note, "
            "marked_by = excluded.marked_by, marked_at = now()",
            {number, std::to_string(static_cast<int>(mark->mark)), mark->note, mark->by})
        .map([](const Rows &) {});
}

} // namespace rig::storage
