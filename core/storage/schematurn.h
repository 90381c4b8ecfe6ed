#pragma once

#include "storage/connection.h"

namespace rig::storage {

/// A step of the schema may rewrite a large table.
inline constexpr std::chrono::hours longestStep{4};

/// One after the other changes a database's schema and the rights on it: waits, for as long as a step may
/// take, and holds the turn until the end of the transaction in hand. Two who change the same rights at once
/// collide.
Done takeSchemaTurn(Connection &connection);

} // namespace rig::storage
