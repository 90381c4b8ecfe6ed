#include "ctl/commanddatabase.h"

#include "ctl/terminal.h"
#include "storage/connection.h"

#include <QCoreApplication>

#include <chrono>

namespace rig::ctl {

namespace {

/// Whoever refuses does so within milliseconds, and a connection attempt is given up after some seconds.
constexpr std::chrono::seconds silence{1};
constexpr const char *patience = "30"; ///< s

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::CommandDatabase", text);
}

void sayNotices(const composition::Database &database)
{
    QStringList notices = database.app.notices + database.owner.notices;
    notices.removeDuplicates();
    for (const QString &notice : notices)
        note(tr("rigctl: %1").arg(notice));
}

/// A database that sleeps until somebody asks takes some seconds to answer the first time, and a command is
/// no node, which would just try again. One that refuses does so at once.
void waitUntilAwake(composition::Database &database)
{
    const auto began = std::chrono::steady_clock::now();
    if (storage::Connection::open(database.app) || std::chrono::steady_clock::now() - began < silence)
        return;
    note(tr("rigctl: Waiting for the database %1, which does not answer yet: %2 s at most.")
             .arg(database.app.label(), QLatin1StringView(patience)));
    for (settings::DatabaseAddress *address : {&database.app, &database.owner})
        if (address->option("connect_timeout") == nullptr)
            address->setOption("connect_timeout", patience);
}

} // namespace

Result<CommandDatabase> CommandDatabase::open(const CommandLine &line)
{
    return line.settings().and_then([](const settings::Settings &settings) { return open(settings); });
}

Result<CommandDatabase> CommandDatabase::openCurrent(const CommandLine &line)
{
    auto database = open(line);
    if (database && database->m_private)
        if (auto migrated = composition::migrateDatabase(**database, storage::Foreign::refuse); !migrated)
            return tl::unexpected(migrated.error());
    return database;
}

Result<CommandDatabase> CommandDatabase::open(const settings::Settings &settings)
{
    CommandDatabase one;
    const composition::ServerChoice choice = composition::chooseServers(settings);
    if (!choice.settings.database.url.empty()) {
        auto database = choice.database();
        if (!database)
            return tl::unexpected(database.error());
        if (choice.databaseOffered)
            note(tr("rigctl: database %1, %2.").arg(database->app.label(), choice.whyDatabase()));
        one.m_database = std::move(*database);
        sayNotices(one.m_database);
        waitUntilAwake(one.m_database);
        return one;
    }
    if (choice.offerTrouble)
        note(tr("rigctl: %1").arg(choice.offerTrouble->sentence));
    note(tr("rigctl: no database is configured: using the private one in %1, for this run.")
             .arg(QString::fromStdString(settings.dataDirectory)));
    one.m_signals = std::make_unique<StopSignals>();
    auto started = composition::PrivateDatabase::start(
        settings.dataDirectory, [signals = one.m_signals.get()] { return signals->came(); });
    if (!started)
        return tl::unexpected(started.error());
    one.m_private = std::move(*started);
    one.m_database = one.m_private->database();
    return one;
}

} // namespace rig::ctl
