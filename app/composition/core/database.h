#pragma once

#include "settings/databaseaddress.h"
#include "settings/settings.h"
#include "storage/defaultpartition.h"
#include "storage/migrations.h"

namespace rig::composition {

/// The database the program works with, and whose role may change its schema.
struct Database
{
    settings::DatabaseAddress app;
    settings::DatabaseAddress owner; ///< the same as `app` where one role is all there is

    bool twoRoles() const { return app.user != owner.user; }
};

/// badConfiguration where none is configured or a URL is wrong.
Result<Database> databaseOf(const settings::Settings &settings);

/// The private PostgreSQL's, by its own addresses: nobody can change them, so errors name no setting.
Result<Database> privateDatabaseOf(const settings::DatabaseSettings &urls);

/// Brings the schema up to the program's version as the owner and gives the working role its rights. May take
/// as long as the migration takes.
Result<storage::MigrationReport> migrateDatabase(const Database &database, storage::Foreign foreign);

/// As the owner: storage::emptyDefaultPartition. May take as long as it takes to move many readings.
Result<storage::Emptied> emptyDefaultPartition(const Database &database, const storage::DayBegins &begins);

/// Migrates a database that holds nothing yet, so that the first program to come finds it ready. One that
/// holds a schema, older or not, is left alone: changing it is a person's decision. Where another program is
/// migrating it this waits for that. `interrupted` is that of
/// storage::Connection.
Done migrateIfEmpty(const Database &database, const WaitCheck &interrupted = {});

} // namespace rig::composition
