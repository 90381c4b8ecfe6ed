#include "storage/migrations.h"

#include "storage/readerrole.h"
#include "storage/schematurn.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <thread>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::vector<Migration> readMigrations()
{
    std::vector<Migration> steps;
    const QDir folder(u":/migrations"_s);
    for (const QString &name : folder.entryList({u"[0-9][0-9][0-9][0-9]_*.sql"_s}, QDir::Files, QDir::Name)) {
        const QByteArray sql = contentOf(folder.filePath(name));
        steps.push_back({name.left(4).toInt(), name, sql,
                         QCryptographicHash::hash(sql, QCryptographicHash::Sha256).toHex()});
    }
    return steps;
}

QString quotedName(const std::string &name)
{
    return u'"' + QString::fromStdString(name).replace(u'"', u"\"\""_s) + u'"';
}

Done prepare(Connection &connection)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (Done turn = takeSchemaTurn(connection); !turn)
        return turn;
    if (auto made =
            connection.runAll("create schema if not exists rig;"
                              "create table if not exists rig.schema_migration (version integer primary key, "
                              "name text not null, checksum text not null, "
                              "applied_at timestamptz not null default clock_timestamp())");
        !made)
        return tl::unexpected(made.error());
    return transaction->commit();
}

Done adopt(Connection &connection, const QStringList &names)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    QByteArray sql = "create schema if not exists rig_legacy";
    for (const QString &name : names)
        sql += "; alter table " + name.toUtf8() + " set schema rig_legacy";
    if (auto moved = connection.runAll(sql.constData()); !moved)
        return tl::unexpected(moved.error());
    return transaction->commit();
}

Result<QByteArray> grantsFor(Connection &connection, const std::string &appRole)
{
    if (appRole.empty())
        return QByteArray();
    auto owner = connection.run("select current_user = $1", {appRole});
    if (!owner)
        return tl::unexpected(owner.error());
    if (owner->flag(0, 0))
        return QByteArray();
    return QString::fromUtf8(contentOf(u":/migrations/grants.sql"_s))
        .replace(u":role"_s, quotedName(appRole))
        .toUtf8();
}

/// Runs one step unless somebody else ran it while we waited for the lock. `grants` come with the last one,
/// so that nobody finds a current schema without them.
Done apply(Connection &connection, const Migration &step, const QByteArray &grants)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (Done turn = takeSchemaTurn(connection); !turn)
        return tl::unexpected(turn.error());
    const std::string version = std::to_string(step.version);
    auto ran = connection.run("select 1 from rig.schema_migration where version = $1", {version});
    if (!ran)
        return tl::unexpected(ran.error());
    if (!ran->empty())
        return {};
    auto done = connection.runAll(("set local statement_timeout = 0; " + step.sql).constData(), longestStep);
    if (done)
        done =
            connection.run("insert into rig.schema_migration (version, name, checksum) values ($1, $2, $3)",
                           {version, step.name.toStdString(), step.checksum.toStdString()});
    if (!done) {
        Error error = done.error();
        error.sentence = QCoreApplication::translate("rig::storage::Migrations", "Migration %1 failed. %2")
                             .arg(step.name, error.sentence);
        return tl::unexpected(error);
    }
    if (!grants.isEmpty())
        if (auto granted = connection.runAll(grants.constData()); !granted)
            return tl::unexpected(granted.error());
    return transaction->commit();
}

Done grant(Connection &connection, const QByteArray &grants)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (Done turn = takeSchemaTurn(connection); !turn)
        return tl::unexpected(turn.error());
    if (auto granted = connection.runAll(grants.constData()); !granted)
        return tl::unexpected(granted.error());
    return transaction->commit();
}

/// Nobody migrates while this looks, but somebody may be between two steps.
Result<SchemaState> lookInTurn(Connection &connection)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (Done turn = takeSchemaTurn(connection); !turn)
        return tl::unexpected(turn.error());
    return schemaState(connection);
}

Result<SchemaState> clearTheWay(Connection &connection, Foreign foreign, MigrationReport &report)
{
    auto state = schemaState(connection);
    if (!state || state->kind != SchemaState::Kind::foreign || foreign == Foreign::refuse)
        return state;
    if (Done adopted = adopt(connection, state->foreignNames); !adopted)
        return tl::unexpected(adopted.error());
    report.adopted = state->foreignNames;
    return schemaState(connection);
}

} // namespace

const std::vector<Migration> &migrations()
{
    static const std::vector<Migration> steps = readMigrations();
    return steps;
}

Result<MigrationReport> migrate(Connection &connection, Foreign foreign, const std::string &appRole,
                                int target)
{
    MigrationReport report;
    auto state = clearTheWay(connection, foreign, report);
    if (!state)
        return tl::unexpected(state.error());
    if (state->kind == SchemaState::Kind::newer || state->kind == SchemaState::Kind::foreign ||
        state->kind == SchemaState::Kind::changed)
        return tl::unexpected(requireCurrentSchema(connection).error());
    if (Done prepared = prepare(connection); !prepared)
        return tl::unexpected(prepared.error());
    report.from = state->version;
    report.to = std::max(state->version, target);
    const auto grants = grantsFor(connection, appRole);
    if (!grants)
        return tl::unexpected(grants.error());
    for (const Migration &step : migrations()) {
        if (step.version <= state->version || step.version > target)
            continue;
        const bool last = step.version == programSchemaVersion();
        if (Done applied = apply(connection, step, last ? *grants : QByteArray()); !applied)
            return tl::unexpected(applied.error());
    }
    // Also where somebody else ran the last step, or a right was taken away since.
    if (!grants->isEmpty())
        if (Done granted = grant(connection, *grants); !granted)
            return tl::unexpected(granted.error());
    if (report.to < programSchemaVersion())
        return report;
    return prepareReaderRole(connection).map([&](const QString &sql) {
        report.readerSql = sql;
        return report;
    });
}

Result<SchemaState> settledSchemaState(Connection &connection)
{
    constexpr std::chrono::seconds longestPause{2};
    // Behind the last step nobody is between two of them, and the turn, which anybody can hold, is not
    // needed.
    if (auto state = schemaState(connection); !state || state->kind == SchemaState::Kind::current)
        return state;
    int version = -1;
    auto since = std::chrono::steady_clock::now();
    for (;;) {
        auto state = lookInTurn(connection);
        if (!state || state->kind != SchemaState::Kind::older)
            return state;
        const auto now = std::chrono::steady_clock::now();
        if (std::exchange(version, state->version) != state->version)
            since = now;
        if (now - since > longestPause)
            return state;
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
}

} // namespace rig::storage
