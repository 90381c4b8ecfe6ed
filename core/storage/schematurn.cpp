#include "storage/schematurn.h"

namespace rig::storage {

namespace {

/// A number and no row, since there may be no table yet.
constexpr const char *takeLock = "set local statement_timeout = 0; set local lock_timeout = 0; "
                                 "select pg_advisory_xact_lock(7214000); "
                                 "set local statement_timeout = '20s'; set local lock_timeout = '10s'";

} // namespace

Done takeSchemaTurn(Connection &connection)
{
    if (auto locked = connection.runAll(takeLock, longestStep); !locked)
        return tl::unexpected(locked.error());
    return {};
}

} // namespace rig::storage
