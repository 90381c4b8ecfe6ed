#pragma once

#include "storage/connection.h"
#include "support/testdatabase.h"

#include <QTest>

/// Where the program finds a test database.
rig::settings::DatabaseAddress addressOf(const std::string &url);
inline rig::settings::DatabaseAddress addressOf(const rig::test::TestDatabase &database)
{
    return addressOf(database.url());
}

/// The program's connection to it; std::runtime_error where there is none.
std::unique_ptr<rig::storage::Connection> connectTo(const rig::test::TestDatabase &database,
                                                    rig::WaitCheck interrupted = {});
