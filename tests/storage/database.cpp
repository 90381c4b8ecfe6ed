#include "storage/database.h"

#include "settings/databaseurl.h"

#include <stdexcept>

rig::settings::DatabaseAddress addressOf(const std::string &url)
{
    const auto address = rig::settings::parseDatabaseUrl(url);
    if (!address)
        throw std::runtime_error(address.error().sentence.toStdString());
    return *address;
}

std::unique_ptr<rig::storage::Connection> connectTo(const rig::test::TestDatabase &database,
                                                    rig::WaitCheck interrupted)
{
    auto connection = rig::storage::Connection::open(addressOf(database), std::move(interrupted));
    if (!connection)
        throw std::runtime_error(connection.error().sentence.toStdString());
    return std::move(*connection);
}
