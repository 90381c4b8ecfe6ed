#pragma once

#include "domain/unknownname.h"
#include "storage/connection.h"

namespace rig::storage {

/// Adds what keep counted to what is counted already, inside the caller's transaction. Each
/// instance adds none beyond 1,000; a name beyond these is counted together with the others that found no
/// room.
Done addUnknownNames(Connection &connection, const std::vector<UnknownName> &names, std::uint64_t beyond);

/// What all topics together had, without the names that have become sensors of the machine that sent them
/// last.
Result<UnknownNameSummary> readUnknownNames(Connection &connection, std::size_t most);

} // namespace rig::storage
