#include "composition/core/database.h"

#include "settings/databaseurl.h"
#include "settings/settingdescription.h"

#include <QCoreApplication>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<settings::DatabaseAddress> addressOf(const std::string &url, const QString &setting)
{
    auto address = settings::parseDatabaseUrl(url);
    if (!address) {
        address.error().setting = setting;
        return address;
    }
    address->setting = setting;
    return address;
}

Result<Database> bothOf(const settings::DatabaseSettings &urls, const QString &setting,
                        const QString &ownerSetting)
{
    auto app = addressOf(urls.url, setting);
    if (!app)
        return tl::unexpected(app.error());
    if (urls.ownerUrl.empty())
        return Database{*app, *app};
    return addressOf(urls.ownerUrl, ownerSetting).map([&](settings::DatabaseAddress owner) {
        return Database{*app, std::move(owner)};
    });
}

} // namespace

Result<Database> databaseOf(const settings::Settings &settings)
{
    if (settings.database.url.empty())
        return failure(ErrorKind::badConfiguration,
                       QCoreApplication::translate(
                           "rig::composition::Database",
                           "No database is configured. Set DATABASE_URL, for example "
                           "postgresql://rig@db.example/rig, in the environment or in a .env file."),
                       u"DATABASE_URL"_s);
    return bothOf(settings.database, settings::nameOf(settings, "database.url"),
                  settings::nameOf(settings, "database.owner_url"));
}

Result<Database> privateDatabaseOf(const settings::DatabaseSettings &urls)
{
    return bothOf(urls, {}, {});
}

Result<storage::MigrationReport> migrateDatabase(const Database &database, storage::Foreign foreign)
{
    return storage::Connection::open(database.owner).and_then([&](auto connection) {
        return storage::migrate(*connection, foreign,
                                database.twoRoles() ? database.app.user : std::string());
    });
}

Result<storage::Emptied> emptyDefaultPartition(const Database &database, const storage::DayBegins &begins)
{
    return storage::Connection::open(database.owner).and_then([&](auto connection) {
        return storage::emptyDefaultPartition(*connection, begins);
    });
}

Done migrateIfEmpty(const Database &database, const WaitCheck &interrupted)
{
    auto connection = storage::Connection::open(database.owner, interrupted);
    if (!connection)
        return tl::unexpected(connection.error());
    auto state = storage::settledSchemaState(**connection);
    if (!state)
        return tl::unexpected(state.error());
    if (state->kind != storage::SchemaState::Kind::empty)
        return {};
    return migrateDatabase(database, storage::Foreign::refuse).map([](const auto &) {});
}

} // namespace rig::composition
