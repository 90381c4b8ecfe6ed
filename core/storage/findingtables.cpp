#include "storage/findingtables.h"

#include "storage/findingcolumns.h"
#include "storage/findingjson.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::storage {

using namespace std::chrono_literals;

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::storage::FindingTables", sentence);
}

const Settings &settings()
{
    static const Settings all{{"statement_timeout", "10s"}, {"jit", "off"}};
    return all;
}

/// As many are looked through for what a finding is like.
constexpr const char *mostEarlier = "2000";
constexpr std::size_t mostSimilar = 3;

/// The first column behind those of findings.
constexpr int behind = findingColumnCount;

std::vector<MachineScore> scoresIn(const Rows &rows)
{
    std::vector<MachineScore> scores;
    for (int i = 0; i < rows.count(); ++i)
        scores.push_back({static_cast<std::int32_t>(rows.integer(i, 0)),
                          instantAt(rows, i, 1),
                          rows.optionalReal(i, 2),
                          rows.real(i, 3),
                          sharesIn(rows.text(i, 4)),
                          enumAt(rows, i, 5, RunState::maintenance),
                          textAt(rows, i, 6),
                          textAt(rows, i, 7),
                          false,
                          {},
                          expectedIn(rows.text(i, 8))});
    return scores;
}

} // namespace

FindingTables::FindingTables(settings::DatabaseAddress address, WaitCheck interrupted)
    : m_session(std::move(address), std::move(interrupted))
{
}

Result<FindingsView> FindingTables::findings(const FindingsQuestion &question)
{
    if (question.most < 1 || question.most > FindingsQuestion::mostFindings)
        return failure(ErrorKind::refused, tr("%1 findings cannot be asked for, 1 to %2 can.")
                                               .arg(question.most)
                                               .arg(question.mostFindings));
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    const std::string newest = std::string(findingColumns) + findingSource +
                               "where ($1::integer is null or f.machine = $1::integer) and f.ended is ";
    const Parameter machine = question.machine ? Parameter(std::to_string(*question.machine)) : Parameter();
    FindingsView view;
    for (const char *ended : {"null", "not null"}) {
        const std::string some = newest + ended + " order by f.started desc, f.id desc limit $2::integer";
        auto rows = (*connection)->look(settings(), some.c_str(), {machine, std::to_string(question.most)});
        if (!rows)
            return tl::unexpected(rows.error());
        std::ranges::move(findingsIn(*rows), std::back_inserter(view.findings));
    }
    auto scores = (*connection)
                      ->look(settings(),
                             "select machine, (extract(epoch from at) * 1000000)::bigint, score, p_value, "
                             "shares, state, degraded, model_version, case when expected_at = at then "
                             "expected else '[]' end from rig.machine_score order by "
                             "machine",
                             {});
    if (!scores)
        return tl::unexpected(scores.error());
    auto standing =
        (*connection)->look(settings(), "select count(*) from rig.finding where ended is null", {});
    if (!standing)
        return tl::unexpected(standing.error());
    view.standing = static_cast<std::size_t>(standing->integer(0, 0));
    view.scores = scoresIn(*scores);
    return view;
}

Result<std::vector<StoredFinding>> FindingTables::marked(std::int32_t machine, Instant since)
{
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    const std::string all = std::string(findingColumns) + findingSource +
                            "where f.machine = $1::integer and k.mark is not null and coalesce(f.ended, "
                            "'infinity') > $2::timestamptz order by f.started, f.id";
    return (*connection)
        ->look(settings(), all.c_str(), {std::to_string(machine), formatInstant(since)})
        .map(findingsIn);
}

Result<FindingDetails> FindingTables::finding(std::int64_t id)
{
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    const std::string one =
        std::string(findingColumns) +
        ", f.evidence, (select (extract(epoch from min(e.at)) * 1000000)::bigint from rig.limit_event e "
        "where "
        "e.machine = f.machine and e.raised and e.limit_name < 4 and e.at >= f.started and e.at <= "
        "coalesce(f.ended, 'infinity')), exists (select from (select distinct on (e.slot, e.limit_name) "
        "e.raised "
        "from rig.limit_event e where e.machine = f.machine and e.limit_name < 4 and e.at < f.started and "
        "e.at > "
        "f.started - interval '7 days' order by e.slot, e.limit_name, e.occurrence desc, e.raised) l where "
        "l.raised)" +
        findingSource + "where f.id = $1::bigint";
    auto rows = (*connection)->look(settings(), one.c_str(), {std::to_string(id)});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return failure(ErrorKind::notFound, tr("There is no finding of the number %1.").arg(id));
    FindingDetails details{findingAt(*rows, 0), {}, {}};
    details.stored.finding.evidence = evidenceIn(rows->text(0, behind));
    if (!rows->isNull(0, behind + 1))
        details.limitCrossed = instantAt(*rows, 0, behind + 1);
    details.limitStood = rows->flag(0, behind + 2);
    auto earlier = earlierThan(**connection, details.stored);
    if (!earlier)
        return tl::unexpected(earlier.error());
    details.similar = similarTo(details.stored.finding, std::move(*earlier), mostSimilar);
    return details;
}

Result<std::vector<StoredFinding>> FindingTables::earlierThan(Connection &connection,
                                                              const StoredFinding &one)
{
    const std::string earlier = std::string(findingColumns) + findingSource +
                                "where f.started < $1::timestamptz and f.kind = $2::smallint "
                                "order by f.started desc, f.id desc limit " +
                                mostEarlier;
    return connection
        .look(settings(), earlier.c_str(),
              {formatInstant(one.finding.started), std::to_string(static_cast<int>(one.finding.kind))})
        .map(findingsIn);
}

} // namespace rig::storage
