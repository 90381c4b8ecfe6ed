#pragma once

#include "domain/result.h"
#include "settings/filehandle.h"

#include <filesystem>
#include <optional>
#include <string>

namespace rig::settings {

/// For `Error::setting`: both names, because whoever is given a directory is not told which one named it.
QString dataDirectorySetting();

/// The right to play one role ("keep", "judge") with a data directory: two holders would be one member of a
/// consumer group twice. Held until it is destroyed or its process ends, however that ends; not passed on to
/// child programs.
class RoleLock
{
public:
    /// Takes `<role>.lock` in the opened `directory`, whose `path` is for sentences; never waits. `role` is
    /// a word of the program's own. conflict names the process that holds it.
    static Result<RoleLock> take(const FileHandle &directory, const std::filesystem::path &path,
                                 const std::string &role);
    /// The process that took it last. It plays the role only while `take` says conflict.
    static std::optional<int> lastHolder(const FileHandle &directory, const std::string &role);

private:
    explicit RoleLock(FileHandle file) : m_file(std::move(file)) {}

    FileHandle m_file;
};

} // namespace rig::settings
