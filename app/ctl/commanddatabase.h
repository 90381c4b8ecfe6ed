#pragma once

#include "composition/core/privatedatabase.h"
#include "composition/core/servers.h"
#include "ctl/stopsignals.h"

namespace rig::ctl {

/// The database of a command that needs no broker: the configured one, else the one that a running rig-alpha
/// offers, else the private one, started for the run of the command and left afterwards. What is not
/// configured is said on standard error, what is unsafe about a configured one, and that it is waited for.
class CommandDatabase
{
public:
    /// Before any other thread is started.
    static Result<CommandDatabase> open(const settings::Settings &settings);

    const composition::Database &operator*() const { return m_database; }
    const composition::Database *operator->() const { return &m_database; }
    /// A private one that this run uses is ours to keep at this program's schema.
    bool isPrivate() const { return m_private != nullptr; }

private:
    composition::Database m_database;
    std::unique_ptr<StopSignals> m_signals; ///< a run that started a server ends in order
    std::unique_ptr<composition::PrivateDatabase> m_private;
};

} // namespace rig::ctl
