#pragma once

#include "domain/storedfinding.h"
#include "storage/rows.h"

namespace rig::storage {

/// `select …` of all of a finding but its evidence, and of its mark; other columns may follow.
extern const char *const findingColumns;
inline constexpr int findingColumnCount = 20;
/// What they come from: findings as `f`, marks as `k`.
extern const char *const findingSource;

/// The row that begins with those columns.
StoredFinding findingAt(const Rows &rows, int row);
std::vector<StoredFinding> findingsIn(const Rows &rows);

} // namespace rig::storage
