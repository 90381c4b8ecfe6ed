#pragma once

#include "composition/core/database.h"
#include "local/privatepostgres.h"

#include <functional>
#include <memory>

namespace rig::composition {

/// Into the log: that the cluster was upgraded by this start, or why it could not be.
void sayWhatBecameOf(const local::PrivatePostgresState &started);

/// The private database of this installation for the run of one command: started where it does not run, and
/// left when this is destroyed; the last user to leave stops it. One thread; all of it may wait for seconds.
class PrivateDatabase
{
public:
    /// `directory` is where the settings put the data. `interrupted` is asked while a start waits.
    static Result<std::unique_ptr<PrivateDatabase>> start(const std::string &directory,
                                                          std::function<bool()> interrupted);
    ~PrivateDatabase();

    PrivateDatabase(const PrivateDatabase &) = delete;
    PrivateDatabase &operator=(const PrivateDatabase &) = delete;

    const Database &database() const { return m_database; }

private:
    PrivateDatabase(settings::DataDirectory directory, std::function<bool()> interrupted);

    settings::DataDirectory m_directory;
    local::PrivatePostgres m_postgres;
    Database m_database;
};

} // namespace rig::composition
