#include "local/serverprograms.h"

#include "settings/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace rig::local {

using namespace Qt::Literals::StringLiterals;
using settings::FileHandle;

namespace {

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::local::ServerPrograms)
};

bool isComplete(const std::filesystem::path &folder)
{
    constexpr std::array programs{"postgres", "initdb", "pg_ctl"};
    return std::all_of(programs.begin(), programs.end(),
                       [&](const char *name) { return ::access((folder / name).c_str(), X_OK) == 0; });
}

std::optional<int> majorVersion(std::string_view text)
{
    constexpr int firstOfOneNumber = 10; // before it 9.6 and 9.5 were major versions
    return settings::wholeNumber(text, firstOfOneNumber, 999);
}

/// A major version reads no files of another one.
tl::unexpected<Error> notInstalled(const std::vector<ServerPrograms> &installed, int version,
                                   const QString &place)
{
    const QString number = QString::number(version);
    if (installed.empty() || installed.front().version < version)
        return failure(
            ErrorKind::badConfiguration,
            Say::tr("The private database in %1 is of PostgreSQL %2, and %3. Install the package "
                    "'postgresql-%2'.")
                .arg(place, number,
                     installed.empty()
                         ? Say::tr("no server is installed")
                         : Say::tr("the newest installed server is %1").arg(installed.front().version)));
    return failure(
        ErrorKind::badConfiguration,
        Say::tr("The private database in %1 is of PostgreSQL %2, and only %3 is installed. Nothing was "
                "changed. Install "
                "the package 'postgresql-%2' as well, from the archive of the Debian before or from "
                "apt.postgresql.org: "
                "the next start then takes the database to %3. Or move %1 away, start with a new one, and "
                "restore a "
                "backup: pg_restore --clean --if-exists --no-owner -h %4 -U rig_owner -d rig FILE.")
            .arg(place, number, QString::number(installed.front().version), place.section(u'/', 0, -2)));
}

} // namespace

std::vector<ServerPrograms> installedServers(const std::filesystem::path &root)
{
    std::vector<ServerPrograms> found;
    std::error_code none;
    for (const auto &entry : std::filesystem::directory_iterator(root, none)) {
        const auto version = majorVersion(entry.path().filename().native());
        if (version && isComplete(entry.path() / "bin"))
            found.push_back({*version, entry.path() / "bin"});
    }
    std::sort(found.begin(), found.end(),
              [](const ServerPrograms &a, const ServerPrograms &b) { return a.version > b.version; });
    return found;
}

std::optional<int> clusterVersion(const FileHandle &data)
{
    return majorVersion(FileHandle::openIn(data, "PG_VERSION", O_RDONLY).readUntil('\n', 16));
}

Result<ServerPrograms> chooseServer(const std::filesystem::path &root, const FileHandle &data,
                                    const QString &place)
{
    const auto installed = installedServers(root);
    if (!data.isOpen() && !installed.empty())
        return installed.front();
    if (!data.isOpen())
        return failure(
            ErrorKind::badConfiguration,
            Say::tr("No PostgreSQL server is installed below %1, so there is no private database. Install "
                    "the package 'postgresql', or set DATABASE_URL to a database elsewhere.")
                .arg(shown(root.native())),
            u"DATABASE_URL"_s);
    const auto version = clusterVersion(data);
    if (!version)
        return failure(
            ErrorKind::damaged,
            Say::tr("%1 is no PostgreSQL cluster: its PG_VERSION names no version. Restore it from a "
                    "backup, or move it away; a new one is made then.")
                .arg(place));
    for (const ServerPrograms &programs : installed)
        if (programs.version == *version)
            return programs;
    return notInstalled(installed, *version, place);
}

} // namespace rig::local
