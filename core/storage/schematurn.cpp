#include "storage/schematurn.h"

#include "domain/shown.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace rig::storage {

namespace {

Q_LOGGING_CATEGORY(log, "rig.schema")

/// A number and no row, since there may be no table yet: whoever may log in can take it.
constexpr const char *tryLock = "select pg_try_advisory_xact_lock(7214000)";
constexpr const char *takeLock = "set local statement_timeout = 0; set local lock_timeout = 0; "
                                 "select pg_advisory_xact_lock(7214000); "
                                 "set local statement_timeout = '20s'; set local lock_timeout = '10s'";
constexpr const char *holder =
    "select a.pid, coalesce(a.usename, '?') from pg_locks l join pg_stat_activity a on a.pid = l.pid "
    "where l.locktype = 'advisory' and l.classid = 0 and l.objid = 7214000 and l.objsubid = 1 and l.granted "
    "and l.database = (select oid from pg_database where datname = current_database()) limit 1";

/// For who wonders why nothing happens.
void sayWhoHasIt(Connection &connection)
{
    const auto who = connection.run(holder);
    if (!who || who->empty())
        return;
    qCWarning(
        log, "%s",
        qUtf8Printable(QCoreApplication::translate(
                           "rig::storage::SchemaTurn",
                           "Waiting until nobody else changes the schema: process %1 of the role %2 holds "
                           "the turn (advisory lock 7214000). Where that is no program that migrates, "
                           "end its session.")
                           .arg(QString::number(who->integer(0, 0)), shown(std::string(who->text(0, 1))))));
}

} // namespace

Done takeSchemaTurn(Connection &connection)
{
    const auto atOnce = connection.run(tryLock);
    if (!atOnce)
        return tl::unexpected(atOnce.error());
    if (atOnce->flag(0, 0))
        return {};
    sayWhoHasIt(connection);
    if (auto locked = connection.runAll(takeLock, longestStep); !locked)
        return tl::unexpected(locked.error());
    return {};
}

} // namespace rig::storage
