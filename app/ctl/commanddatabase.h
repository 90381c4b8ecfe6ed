#pragma once

#include "composition/core/privatedatabase.h"
#include "composition/core/servers.h"
#include "ctl/commandline.h"
#include "ctl/stopsignals.h"

namespace rig::ctl {

/// The database of a command that needs no broker: the configured one, else the one that a running rig-alpha
/// offers, else the private one, started for the run of the command and left afterwards. What is not
/// configured is said on standard error, what is unsafe about a configured one, and that it is waited for.
class CommandDatabase
{
public:
    /// By the settings of the command's line. Before any other thread is started.
    static Result<CommandDatabase> open(const CommandLine &line);
    /// The same, and a private one is brought to this program's schema: it is ours to keep there.
    static Result<CommandDatabase> openCurrent(const CommandLine &line);

    const composition::Database &operator*() const { return m_database; }
    const composition::Database *operator->() const { return &m_database; }
    /// Whether a person wants the run to end. Of a server that was started for it: else a signal just ends
    /// it.
    bool interrupted() const { return m_signals && m_signals->came(); }

private:
    static Result<CommandDatabase> open(const settings::Settings &settings);

    composition::Database m_database;
    std::unique_ptr<StopSignals> m_signals; ///< a run that started a server ends in order
    std::unique_ptr<composition::PrivateDatabase> m_private;
};

} // namespace rig::ctl
