#pragma once

#include "domain/storedfinding.h"
#include "storage/rows.h"

#include <algorithm>

namespace rig::storage {

/// `select …` of all of a finding but its evidence, and of its mark; other columns may follow.
extern const char *const findingColumns;
inline constexpr int findingColumnCount = 20;
/// What they come from: findings as `f`, marks as `k`.
extern const char *const findingSource;

/// The row that begins with those columns.
StoredFinding findingAt(const Rows &rows, int row);
std::vector<StoredFinding> findingsIn(const Rows &rows);

inline std::string textAt(const Rows &rows, int row, int column)
{
    return std::string(rows.text(row, column));
}

/// Of a column of microseconds since 1970.
inline Instant instantAt(const Rows &rows, int row, int column)
{
    return Instant{std::chrono::microseconds{rows.integer(row, column)}};
}

/// A number that a newer program writes is shown as the last one that this one knows.
template <class Enum> Enum enumAt(const Rows &rows, int row, int column, Enum last)
{
    return static_cast<Enum>(std::clamp<std::int64_t>(rows.integer(row, column), 0, static_cast<int>(last)));
}

} // namespace rig::storage
