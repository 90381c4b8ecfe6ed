#pragma once

#include "domain/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace rig::settings {

/// A file that a person wrote settings into.
struct ConfigurationFile
{
    std::string text;
    bool readableByOthers = false; ///< by users other than its owner; root's files may be read by their group
};

/// No value where no such file is (a directory `.env` is a Python environment, `/dev/null` hides a file, and
/// what lies in a directory we may not enter is not meant for us).
/// badConfiguration: unreadable, larger than 64 KiB, or not to be trusted: writable by everybody,
/// or, unless we are root, another user's. Whoever can write it could have our passwords sent to them.
Result<std::optional<ConfigurationFile>> readConfigurationFile(const std::filesystem::path &path);

} // namespace rig::settings
