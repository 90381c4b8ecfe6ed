#include "storage/findingcolumns.h"

#include "storage/findingjson.h"

namespace rig::storage {

const char *const findingColumns =
    "select f.id, f.machine, f.kind, f.sensor, (extract(epoch from f.started) * 1000000)::bigint, "
    "(extract(epoch from f.peaked) * 1000000)::bigint, (extract(epoch from f.ended) * 1000000)::bigint, "
    "f.score, f.p_value, f.isolation_forest, f.lstm_autoencoder, f.subspace, f.shares, f.state, f.degraded, "
    "f.model_version, k.mark, k.note, k.marked_by, (extract(epoch from k.marked_at) * 1000000)::bigint";

const char *const findingSource = " from rig.finding f left join rig.finding_mark k on k.finding = f.id ";

StoredFinding findingAt(const Rows &rows, int row)
{
    StoredFinding stored;
    stored.id = rows.integer(row, 0);
    Finding &finding = stored.finding;
    finding.machine = static_cast<std::int32_t>(rows.integer(row, 1));
    finding.kind = enumAt(rows, row, 2, FindingKind::lost);
    finding.sensor = textAt(rows, row, 3);
    finding.started = instantAt(rows, row, 4);
    finding.peaked = instantAt(rows, row, 5);
    if (!rows.isNull(row, 6))
        finding.ended = instantAt(rows, row, 6);
    finding.score = rows.real(row, 7);
    finding.pValue = rows.real(row, 8);
    finding.isolationForest = rows.optionalReal(row, 9);
    finding.autoencoder = rows.optionalReal(row, 10);
    finding.subspace = rows.optionalReal(row, 11);
    finding.shares = sharesIn(rows.text(row, 12));
    finding.run = enumAt(rows, row, 13, RunState::maintenance);
    finding.degraded = textAt(rows, row, 14);
    finding.model = textAt(rows, row, 15);
    if (!rows.isNull(row, 16))
        stored.mark = MarkOfFinding{enumAt(rows, row, 16, FindingMark::knownWork), textAt(rows, row, 17),
                                    textAt(rows, row, 18), instantAt(rows, row, 19)};
    return stored;
}

std::vector<StoredFinding> findingsIn(const Rows &rows)
{
    std::vector<StoredFinding> findings;
    for (int row = 0; row < rows.count(); ++row)
        findings.push_back(findingAt(rows, row));
    return findings;
}

} // namespace rig::storage
