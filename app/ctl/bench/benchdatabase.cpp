#include "ctl/bench/benchdatabase.h"

#include "composition/core/database.h"
#include "domain/plantmerge.h"
#include "settings/databaseurl.h"
#include "storage/planttables.h"

#include <QCoreApplication>
#include <QUrl>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

Result<std::unique_ptr<BenchDatabase>> BenchDatabase::make(const settings::Settings &settings,
                                                           const PlantDefinition &plant, int number)
{
    auto server = composition::databaseOf(settings);
    if (!server)
        return tl::unexpected(server.error());
    auto connection = storage::Connection::open(server->app);
    if (!connection)
        return tl::unexpected(connection.error());
    const QString name = u"rig_bench_%1_%2"_s.arg(QCoreApplication::applicationPid()).arg(number);
    if (auto made = (*connection)->run(u"create database %1"_s.arg(name).toUtf8().constData()); !made)
        return tl::unexpected(made.error());
    QUrl url(QString::fromStdString(settings.database.url));
    url.setPath(u'/' + name);
    std::unique_ptr<BenchDatabase> database(
        new BenchDatabase(std::move(*connection), name, url.toEncoded().toStdString()));
    if (Done filled = database->fill(plant); !filled)
        return tl::unexpected(filled.error());
    return database;
}

BenchDatabase::BenchDatabase(std::unique_ptr<storage::Connection> server, QString name, std::string url)
    : m_server(std::move(server)), m_name(std::move(name)), m_url(std::move(url))
{
}

BenchDatabase::~BenchDatabase()
{
    m_own.reset();
    m_server->run(u"drop database %1 with (force)"_s.arg(m_name).toUtf8().constData());
}

Result<std::int64_t> BenchDatabase::stored(const std::string &reader)
{
    return m_own
        ->run("select coalesce(sum(next_offset), 0) from rig.reader_position where reader = $1", {reader})
        .map([](const storage::Rows &rows) { return rows.integer(0, 0); });
}

Done BenchDatabase::fill(const PlantDefinition &plant)
{
    settings::Settings own;
    own.database.url = m_url;
    auto database = composition::databaseOf(own);
    if (!database)
        return tl::unexpected(database.error());
    if (Done migrated = composition::migrateIfEmpty(*database); !migrated)
        return migrated;
    storage::PlantTables tables(database->app, {});
    auto stored =
        tables.alter([&](const PlantDefinition &present) { return merged(present, plant, Absent::stay); });
    if (!stored)
        return tl::unexpected(stored.error());
    auto connection = storage::Connection::open(database->app);
    if (!connection)
        return tl::unexpected(connection.error());
    m_own = std::move(*connection);
    return {};
}

} // namespace rig::ctl
