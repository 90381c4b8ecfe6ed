#pragma once

#include "domain/unknownname.h"
#include "storage/connection.h"

namespace rig::storage {

/// Adds what keep counted to what is counted already, in a transaction of its own, of 1 s at most. Where
/// there are more than 1,000 names, the 500 with the most values and the 500 that were seen last are kept
/// apart, so that a flood of made-up names pushes out neither what came often nor what comes new; all others
/// are one sum.
Done addUnknownNames(Connection &connection, const std::vector<UnknownName> &names, std::uint64_t beyond);

/// What all topics together had, without the names that have become sensors of the machine that sent them
/// last.
Result<UnknownNameSummary> readUnknownNames(Connection &connection, std::size_t most);

} // namespace rig::storage
