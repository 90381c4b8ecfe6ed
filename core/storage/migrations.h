#pragma once

#include "storage/schema.h"

namespace rig::storage {

/// One step of the schema, built in from migrations/NNNN_name.sql.
struct Migration
{
    int version = 0;
    QString name;
    QByteArray sql;
    QByteArray checksum; ///< SHA-256 of the text, hex
};

/// In order, numbered from 1 without a gap.
const std::vector<Migration> &migrations();

struct MigrationReport
{
    int from = 0;
    int to = 0;
    QStringList adopted; ///< relations moved to schema rig_legacy
    QString readerSql;   ///< what is left to do for the role `rig_reader`; empty where it has its rights
};

enum class Foreign
{
    refuse,
    adopt
};

/// What the database holds once nobody is migrating it: a current one at once; else waits for the lock of a
/// migration in progress, and for the steps behind it as long as they come. A schema that stays older for 2 s
/// is. Gives up when the connection is interrupted.
Result<SchemaState> settledSchemaState(Connection &connection);

/// Brings the schema up to `target` (this program's version unless a test asks for less), each step in one
/// transaction with its row in rig.schema_migration, under an advisory lock; running it again changes
/// nothing. Needs ownership of the database and nothing more. `foreign: adopt` moves relations that stand in
/// the way untouched into schema rig_legacy. Where `appRole` is not empty and not the owner it gets what the
/// program's daily work needs, and nothing more.
Result<MigrationReport> migrate(Connection &connection, Foreign foreign, const std::string &appRole = {},
                                int target = programSchemaVersion());

} // namespace rig::storage
