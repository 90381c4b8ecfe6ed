#pragma once

#include "domain/result.h"
#include "settings/filehandle.h"
#include "settings/settings.h"

#include <QCoreApplication>

#include <filesystem>
#include <optional>
#include <string>

namespace rig::local {

/// The private servers that a program of ours runs right now.
struct RunningServers
{
    std::string broker;                  ///< bootstrap address of the in-process broker; empty: it runs none
    std::string cluster;                 ///< the id that identifies its stream; empty without a broker
    settings::DatabaseSettings database; ///< of the private PostgreSQL; empty: it uses none
    std::int64_t process = 0;            ///< the program; set by `read`
    std::string topic{};                 ///< the only one that broker has; empty without a broker
};

/// `servers.json`: how the program that runs private servers tells the others of this user about them. It is
/// there for as long as they run; what a crash leaves behind is recognised by the process it names. 0600,
/// written whole or not at all. Blocks on the disk only; one thread at a time.
class ServersFile
{
    Q_DECLARE_TR_FUNCTIONS(rig::local::ServersFile)

public:
    /// In XDG_RUNTIME_DIR/rig-alpha, where that variable names a folder of ours, else in the data directory.
    static std::filesystem::path usualFolder(const std::filesystem::path &dataDirectory);

    explicit ServersFile(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    std::filesystem::path path() const { return m_folder / "servers.json"; }
    /// On behalf of this process, over what it or a dead one wrote before. conflict while another process
    /// that lives has written it; badConfiguration or full where the folder takes no file.
    Done write(const RunningServers &servers) const;
    /// No value where nobody runs any: no file, or one whose process has ended. refused for another user's
    /// file, damaged for one that we did not write, or a later version of us.
    Result<std::optional<RunningServers>> read() const;
    /// Takes back what this process wrote; another one's file stays.
    void remove() const;

private:
    Result<settings::FileHandle> lockedFolder() const;
    Result<std::optional<RunningServers>> readIn(const settings::FileHandle &folder) const;
    Result<std::optional<RunningServers>> parse(const std::string &text) const;
    tl::unexpected<Error> unusable(int reason) const;

    std::filesystem::path m_folder;
};

} // namespace rig::local
