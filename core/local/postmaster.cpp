#include "local/postmaster.h"

#include "settings/text.h"

#include <array>
#include <climits>
#include <csignal>
#include <filesystem>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rig::local {

using settings::FileHandle;

namespace {

constexpr const char *pidFile = "postmaster.pid";
constexpr const char *socketLock = ".s.PGSQL.5432.lock";

/// Line by number from 1; empty beyond the last.
std::string_view line(std::string_view text, int number)
{
    for (; number > 1; --number) {
        const std::size_t end = text.find('\n');
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return text.substr(0, text.find('\n'));
}

FileHandle processFolder(pid_t process)
{
    return FileHandle::open("/proc/" + std::to_string(process), O_RDONLY | O_DIRECTORY);
}

/// The first word of the command line; empty where it has ended.
std::string titleOf(const FileHandle &folder)
{
    return FileHandle::openIn(folder, "cmdline", O_RDONLY).readUntil('\0', PATH_MAX);
}

/// A server stands in its data directory, and so does everything it starts.
bool standsIn(const FileHandle &process, const FileHandle &data)
{
    struct stat there = {};
    struct stat ours = {};
    return ::fstatat(process.descriptor(), "cwd", &there, 0) == 0 && ::fstat(data.descriptor(), &ours) == 0 &&
           there.st_dev == ours.st_dev && there.st_ino == ours.st_ino;
}

/// Not one of its workers: those have a title of their own, "postgres: ...".
bool isPostmaster(std::string_view title)
{
    return title.substr(title.rfind('/') + 1) == "postgres";
}

bool isWorker(std::string_view title)
{
    return title.starts_with("postgres: ");
}

} // namespace

std::optional<PidFile> readPidFile(const FileHandle &data)
{
    const FileHandle file = FileHandle::openIn(data, pidFile, O_RDONLY | O_NONBLOCK);
    const std::string text = file.isOpen() ? file.read(8 * 1024).value_or("") : "";
    const auto process = settings::wholeNumber(line(text, 1), 1, INT_MAX);
    constexpr int portLine = 4;
    constexpr int statusLine = 8;
    if (!process)
        return {};
    return PidFile{*process, settings::wholeNumber(line(text, portLine), 1, 65535).value_or(0),
                   line(text, statusLine).starts_with("ready")};
}

std::optional<ProcessHandle> findPostmaster(const FileHandle &data)
{
    const auto file = readPidFile(data);
    if (!file)
        return {};
    ProcessHandle process(file->process);
    const FileHandle folder = processFolder(file->process);
    if (!process.isOpen() || !folder.isOpen() || !isPostmaster(titleOf(folder)) || !standsIn(folder, data))
        return {};
    return process;
}

std::vector<ProcessHandle> findOrphans(const FileHandle &data)
{
    std::vector<ProcessHandle> orphans;
    std::error_code none;
    for (const auto &entry : std::filesystem::directory_iterator("/proc", none)) {
        const auto number = settings::wholeNumber(entry.path().filename().native(), 1, INT_MAX);
        if (!number)
            continue;
        ProcessHandle process(*number);
        const FileHandle folder = processFolder(*number);
        if (process.isOpen() && folder.isOpen() && isWorker(titleOf(folder)) && standsIn(folder, data))
            orphans.push_back(std::move(process));
    }
    return orphans;
}

void removeStaleLocks(const FileHandle &data, const FileHandle &socketFolder)
{
    ::unlinkat(socketFolder.descriptor(), socketLock, 0);
    const auto file = readPidFile(data);
    if (!file || ::kill(file->process, 0) == 0)
        ::unlinkat(data.descriptor(), pidFile, 0);
}

} // namespace rig::local
