#include "storage/findingrows.h"

#include "storage/findingcolumns.h"
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

Parameters parametersOf(const Finding &finding)
{
    return {std::to_string(finding.machine),
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
}

constexpr const char *insertFinding =
    "insert into rig.finding as f (machine, kind, sensor, started, peaked, ended, score, p_value, "
    "isolation_forest, lstm_autoencoder, subspace, shares, state, degraded, model_version, evidence) "
    "select $1::integer, $2::smallint, $3, $4::timestamptz, $5::timestamptz, $6::timestamptz, "
    "$7::float8, $8::float8, $9::float8, $10::float8, $11::float8, $12::jsonb, $13::smallint, $14, "
    "$15, $16::jsonb where exists (select from rig.machine where number = $1::integer) ";

Done write(Connection &connection, const Finding &finding)
{
    // A finding that was told before in a batch that is recorded again goes no way back.
    const std::string statement =
        std::string(
            "with left_open as (update rig.finding set ended = greatest($4::timestamptz, peaked) where "
            "machine = $1::integer "
            "and kind = $2::smallint and sensor = $3 and ended is null and started < $4::timestamptz) ") +
        insertFinding +
        "on conflict (machine, kind, sensor, started) do update set peaked = excluded.peaked, "
        "ended = coalesce(f.ended, excluded.ended), score = excluded.score, p_value = excluded.p_value, "
        "isolation_forest = excluded.isolation_forest, lstm_autoencoder = excluded.lstm_autoencoder, "
        "subspace = excluded.subspace, shares = excluded.shares, state = excluded.state, "
        "degraded = excluded.degraded, model_version = excluded.model_version, evidence = "
        "excluded.evidence "
        "where excluded.score >= f.score";
    return connection.run(statement.c_str(), parametersOf(finding)).map([](const Rows &) {});
}

/// One of a time that others have judged around.
Done writeLate(Connection &connection, const Finding &finding)
{
    const std::string statement =
        std::string(insertFinding) +
        "and not exists (select from rig.finding o where o.machine = $1::integer and "
        "o.kind = $2::smallint and o.sensor = $3 and o.started <= $6::timestamptz "
        "and coalesce(o.ended, 'infinity') >= $4::timestamptz)";
    return connection.run(statement.c_str(), parametersOf(finding)).map([](const Rows &) {});
}

Parameters parametersOf(const SkippedSpan &span)
{
    return {std::to_string(span.machine), formatInstant(span.from), formatInstant(span.to)};
}

} // namespace

Result<std::vector<Finding>> readStanding(Connection &connection)
{
    const std::string all = std::string(findingColumns) + ", f.evidence" + findingSource +
                            "where f.ended is null order by f.machine, f.started";
    return connection.run(all.c_str(), {}).map([](const Rows &rows) {
        std::vector<Finding> findings;
        for (int row = 0; row < rows.count(); ++row) {
            findings.push_back(findingAt(rows, row).finding);
            findings.back().evidence = evidenceIn(rows.text(row, findingColumnCount));
        }
        return findings;
    });
}

Result<std::vector<SkippedSpan>> readSkipped(Connection &connection)
{
    return connection
        .run("select machine, (extract(epoch from from_at) * 1000000)::bigint, (extract(epoch from to_at) * "
             "1000000)::bigint from rig.skipped_span order by from_at, machine",
             {})
        .map([](const Rows &rows) {
            std::vector<SkippedSpan> spans;
            for (int row = 0; row < rows.count(); ++row)
                spans.push_back({static_cast<std::int32_t>(rows.integer(row, 0)), instantAt(rows, row, 1),
                                 instantAt(rows, row, 2)});
            return spans;
        });
}

Result<std::map<std::int32_t, Instant>> readJudgedUpTo(Connection &connection)
{
    return connection
        .run("select machine, (extract(epoch from source_at) * 1000000)::bigint from rig.machine_score where "
             "source_at is not null",
             {})
        .map([](const Rows &rows) {
            std::map<std::int32_t, Instant> all;
            for (int row = 0; row < rows.count(); ++row)
                all.emplace(static_cast<std::int32_t>(rows.integer(row, 0)), instantAt(rows, row, 1));
            return all;
        });
}

Done writeSkipped(Connection &connection, const std::vector<SkippedSpan> &spans)
{
    for (const SkippedSpan &span : spans) {
        auto written = connection.run(
            "insert into rig.skipped_span as s (machine, from_at, to_at) select $1::integer, "
            "$2::timestamptz, "
            "$3::timestamptz where exists (select from rig.machine where number = $1::integer) on conflict "
            "(machine, from_at) do update set to_at = greatest(s.to_at, excluded.to_at)",
            parametersOf(span));
        if (!written)
            return tl::unexpected(written.error());
    }
    return {};
}

Done writeCaughtUp(Connection &connection, const std::vector<CaughtUp> &caughtUp)
{
    for (const CaughtUp &one : caughtUp) {
        for (const Finding &finding : one.findings)
            if (Done written = writeLate(connection, finding); !written)
                return written;
        auto forgotten =
            connection.run("delete from rig.skipped_span where machine = $1::integer and from_at "
                           "= $2::timestamptz and to_at <= $3::timestamptz",
                           parametersOf(one.span));
        if (!forgotten)
            return tl::unexpected(forgotten.error());
    }
    return {};
}

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
        add(formatInstant(score.sourceAt));
        add(jsonOf(score.expected));
    }
    // By columns: one statement for all.
    constexpr std::size_t width = 11;
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
            "$3::float8[], $4::float8[], $5::jsonb[], $6::smallint[], $7::text[], $8::text[], $9::boolean[], "
            "$10::timestamptz[], $11::jsonb[]) as g (machine, at, score, p_value, shares, state, degraded, "
            "model_version, settled, source_at, expected) join rig.machine m on m.number = g.machine), "
            "left_open as (update rig.finding f set ended = greatest(g.source_at, f.peaked) from given g "
            "where g.settled and f.machine = g.machine and f.ended is null and f.started < g.source_at) "
            "insert into rig.machine_score as s (machine, at, score, p_value, shares, state, degraded, "
            "model_version, source_at, expected, expected_at) select machine, at, nullif(score, 'NaN'), "
            "p_value, shares, "
            "state, "
            "degraded, model_version, source_at, expected, at from given on conflict (machine) do update set "
            "at "
            "= "
            "excluded.at, score = excluded.score, p_value = excluded.p_value, shares = excluded.shares, "
            "state "
            "= excluded.state, degraded = excluded.degraded, model_version = excluded.model_version, "
            "source_at = excluded.source_at, expected = excluded.expected, expected_at = "
            "excluded.expected_at where excluded.at > s.at",
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
