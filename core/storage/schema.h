#pragma once

#include "storage/connection.h"

#include <QStringList>

namespace rig::storage {

/// What a database holds, seen from this program's migrations.
struct SchemaState
{
    enum class Kind
    {
        empty,   ///< nothing of ours, nothing in the way
        current, ///< what this program works with
        older,   ///< of ours; `rigctl migrate` brings it up
        newer,   ///< made by a newer program
        foreign, ///< holds relations with our names that are not ours
        changed, ///< a migration that ran is not the one this program knows
    };

    Kind kind = Kind::empty;
    int version = 0;          ///< the newest step that ran
    QStringList foreignNames; ///< `public.sensor_readings`, …
};

/// The newest step this program knows.
int programSchemaVersion();

Result<SchemaState> schemaState(Connection &connection);

/// Success for `current`; `refused` with a sentence that says what to do for anything else.
Done requireCurrentSchema(Connection &connection);

} // namespace rig::storage
