#include "composition/core/privatedatabase.h"

#include <QLoggingCategory>

namespace rig::composition {

namespace {
Q_LOGGING_CATEGORY(log, "rig.servers")
}

void sayWhatBecameOf(const local::PrivatePostgresState &started)
{
    if (!started.upgradeTrouble.isEmpty())
        qCWarning(log, "%s", qUtf8Printable(started.upgradeTrouble));
    if (started.upgradedFrom != 0)
        qCInfo(log,
               "The private database was taken from PostgreSQL %d to %d. The old one is kept beside it, as "
               "data.old, until the next start.",
               started.upgradedFrom, started.version);
}

PrivateDatabase::PrivateDatabase(settings::DataDirectory directory, std::function<bool()> interrupted)
    : m_directory(std::move(directory)), m_postgres(m_directory, std::move(interrupted))
{
}

PrivateDatabase::~PrivateDatabase()
{
    if (Done left = m_postgres.leave(); !left)
        qCWarning(log, "%s", qUtf8Printable(left.error().sentence));
}

Result<std::unique_ptr<PrivateDatabase>> PrivateDatabase::start(const std::string &directory,
                                                                std::function<bool()> interrupted)
{
    auto opened = settings::DataDirectory::open(directory);
    if (!opened)
        return tl::unexpected(opened.error());
    std::unique_ptr<PrivateDatabase> run(new PrivateDatabase(std::move(*opened), std::move(interrupted)));
    const auto started = run->m_postgres.start();
    if (!started)
        return tl::unexpected(started.error());
    sayWhatBecameOf(*started);
    auto database = privateDatabaseOf(run->m_postgres.urls());
    if (!database)
        return tl::unexpected(database.error());
    run->m_database = std::move(*database);
    return run;
}

} // namespace rig::composition
