#pragma once

#include "storage/connection.h"

#include <QString>

namespace rig::storage {

/// The role `rig_reader`, by which other tools look at the views of the product and at nothing else: makes
/// it, without a login, where we may, and gives it its rights. Where the database is ours nobody else makes
/// temporary tables in it any more, unless a role was granted that. Where we may not make it: the SQL that
/// somebody who may has to run, and no error. Needs ownership of the views. A server has one role of the name
/// for all its databases.
Result<QString> prepareReaderRole(Connection &owner);

} // namespace rig::storage
