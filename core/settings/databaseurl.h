#pragma once

#include "domain/result.h"
#include "settings/databaseaddress.h"

#include <string_view>

namespace rig::settings {

/// Reads a libpq URL, `postgres://` or `postgresql://`. What it leaves out is filled in as libpq would,
/// but never from PGHOST, PGPORT or PGDATABASE, which could lead elsewhere than the messages say: the socket
/// directory /var/run/postgresql, port 5432, the database named as the user. Beyond libpq's rules:
/// - one host only; a raw `@` behind the host and a raw `/` in the database's name are refused, because that
/// is
///   what an unescaped password looks like;
/// - parameters are application_name, channel_binding, connect_timeout, options, ssl=true, sslcert, sslkey,
///   sslmode, sslpassword, sslrootcert, target_session_attrs, and host, port, user, password, dbname, which
///   replace what stands before the `?`; any other is refused, and so is a semicolon in what is passed on to
///   the driver, which has no way to escape one.
/// badConfiguration with a sentence that repeats no part of the URL which could belong to a password.
Result<DatabaseAddress> parseDatabaseUrl(std::string_view url);

/// True where a password stands in the URL, or where it is no valid URL and one may stand there.
bool mayHoldPassword(std::string_view url);

} // namespace rig::settings
