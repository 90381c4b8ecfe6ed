#include "storage/readerrole.h"

#include "storage/schematurn.h"

#include <QFile>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char *create = "create role rig_reader;";

/// Whoever makes it at the same time as we do has made it as well.
constexpr const char *createOnce = "do $$ begin create role rig_reader; "
                                   "exception when duplicate_object or unique_violation then null; end $$";

/// PostgreSQL gives it to everybody who may log in.
constexpr const char *takeTemporary =
    "do $$ begin if has_database_privilege('public', current_database(), 'TEMPORARY') and (select "
    "pg_has_role(datdba, 'USAGE') from pg_database where datname = current_database()) then "
    "execute format('revoke temporary on database %I from public', current_database()); end if; end $$";

QByteArray grants()
{
    QFile file(u":/migrations/reader.sql"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Result<QString> prepareReaderRole(Connection &owner)
{
    auto transaction = Transaction::begin(owner);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (Done turn = takeSchemaTurn(owner); !turn)
        return tl::unexpected(turn.error());
    if (auto taken = owner.runAll(takeTemporary); !taken)
        return tl::unexpected(taken.error());
    const auto found = owner.run("select exists (select from pg_roles where rolname = 'rig_reader'), "
                                 "rolsuper or rolcreaterole from pg_roles where rolname = current_user");
    if (!found)
        return tl::unexpected(found.error());
    if (!found->flag(0, 0)) {
        if (!found->flag(0, 1))
            return transaction->commit().map(
                [] { return QLatin1StringView(create) + u'\n' + QString::fromUtf8(grants()); });
        if (auto made = owner.runAll(createOnce); !made)
            return tl::unexpected(made.error());
    }
    if (auto granted = owner.runAll(grants().constData()); !granted)
        return tl::unexpected(granted.error());
    if (Done committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    return QString();
}

} // namespace rig::storage
