#pragma once

#include "domain/result.h"

#include <string_view>

namespace rig::storage {

// What PostgreSQL's five-character error codes (appendix A of its manual) mean for us.

/// What to do about an error. An empty state is a lost connection.
ErrorKind kindOf(std::string_view state);

/// Sentences that say what a person can change; empty where that does not follow from the state. `setting`
/// names the database's address, empty where nobody can change that; `hint` is the server's own, in any
/// language.
QString adviceOn(std::string_view state, const QString &setting, const QString &hint = {});

/// The same about what libpq says of an encrypted connection that did not come about.
QString adviceOnTls(const QString &message);

/// The same about a server that was not reached, or that does not speak as PostgreSQL does. `setting` as
/// above.
QString adviceOnReaching(const QString &message, const QString &setting);

/// The state behind what libpq or the server says as plain text (in English), as they do where a connection
/// fails; empty where it cannot be told.
std::string_view stateOfWords(const QString &message);

} // namespace rig::storage
