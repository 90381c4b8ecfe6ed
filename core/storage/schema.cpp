#include "storage/schema.h"

#include "domain/shown.h"
#include "storage/migrations.h"

#include <QCoreApplication>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::storage::Schema", sentence);
}

/// Relations that bear the names of our views and are not our views. A view is ours once a migration ran.
Result<QStringList> foreignRelations(Connection &connection, bool migrated)
{
    auto rows = connection.run(
        "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where n.nspname = 'public' and c.relkind in ('r', 'p', 'f', 'm', 'v') and not ($1 and c.relkind = "
        "'v') "
        "and c.relname in ('rig_messages', 'rig_readings', 'sensor_readings', 'rig_limit_events', "
        "'rig_rejected', "
        "'rig_findings', 'rig_maintenance', 'rig_alarms', 'audit_logs_v2') order by 1",
        {migrated ? "t" : "f"});
    if (!rows)
        return tl::unexpected(rows.error());
    QStringList names;
    for (int i = 0; i < rows->count(); ++i)
        names.append(shown(rows->text(i, 0)));
    return names;
}

/// True where what ran is, step by step, what this program would have run.
bool knownHistory(const Rows &rows)
{
    for (int i = 0; i < rows.count() && i < programSchemaVersion(); ++i) {
        const Migration &known = migrations()[static_cast<std::size_t>(i)];
        if (rows.integer(i, 0) != known.version || rows.text(i, 1) != known.checksum.toStdString())
            return false;
    }
    return true;
}

} // namespace

int programSchemaVersion()
{
    return static_cast<int>(migrations().size());
}

Result<SchemaState> schemaState(Connection &connection)
{
    auto table = connection.run("select to_regclass('rig.schema_migration') is not null");
    if (!table)
        return tl::unexpected(table.error());
    SchemaState state;
    if (table->flag(0, 0)) {
        auto ran = connection.run("select version, checksum from rig.schema_migration order by version");
        if (!ran)
            return tl::unexpected(ran.error());
        state.version = ran->empty() ? 0 : static_cast<int>(ran->integer(ran->count() - 1, 0));
        if (!knownHistory(*ran)) {
            state.kind = SchemaState::Kind::changed;
            return state;
        }
    }
    auto foreign = foreignRelations(connection, state.version > 0);
    if (!foreign)
        return tl::unexpected(foreign.error());
    state.foreignNames = *foreign;
    if (state.version > programSchemaVersion())
        state.kind = SchemaState::Kind::newer;
    else if (!state.foreignNames.isEmpty())
        state.kind = SchemaState::Kind::foreign;
    else if (state.version == programSchemaVersion())
        state.kind = SchemaState::Kind::current;
    else
        state.kind = state.version == 0 ? SchemaState::Kind::empty : SchemaState::Kind::older;
    return state;
}

Done requireCurrentSchema(Connection &connection)
{
    auto state = schemaState(connection);
    if (!state)
        return tl::unexpected(state.error());
    const QString where = connection.address().label();
    QString sentence;
    switch (state->kind) {
    case SchemaState::Kind::current:
        return {};
    case SchemaState::Kind::empty:
        sentence = tr("Database %1 holds no Rig Alpha schema yet. Run `rigctl migrate`.").arg(where);
        break;
    case SchemaState::Kind::older:
        sentence = tr("Database %1 has schema version %2, this program works with %3. Run `rigctl migrate`.")
                       .arg(where, QString::number(state->version), QString::number(programSchemaVersion()));
        break;
    case SchemaState::Kind::newer:
        sentence =
            tr("Database %1 has schema version %2, made by a newer program; this one works with %3. Install "
               "the newer program here.")
                .arg(where, QString::number(state->version), QString::number(programSchemaVersion()));
        break;
    case SchemaState::Kind::foreign:
        sentence =
            tr("Database %1 already holds %2, which are not ours. Run `rigctl migrate --adopt` to move them "
               "untouched into schema rig_legacy, or name another database.")
                .arg(where, state->foreignNames.join(u", "_s));
        break;
    case SchemaState::Kind::changed:
        sentence =
            tr("Database %1 ran a migration that is not the one this program knows. Restore the schema from "
               "a backup, or install the program that made it.")
                .arg(where);
        break;
    }
    return failure(ErrorKind::refused, sentence, connection.address().setting);
}

} // namespace rig::storage
