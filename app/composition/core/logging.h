#pragma once

#include "domain/result.h"

#include <filesystem>

namespace rig::composition {

/// Where the program's log goes: standard error, and the file `log/<program>.log` below the data directory
/// (0600 in a folder of 0700), of which five are kept at 5 MiB each. A line bears time (UTC), severity,
/// category and text; control characters are escaped, because text from outside gets into sentences. Qt has
/// one message handler in a process, so one of these exists, in main(); any thread may log.
class Logging
{
public:
    static constexpr std::uintmax_t fileBound = 5 * 1024 * 1024;
    static constexpr int filesKept = 5;

    /// Without a directory standard error alone. What QT_LOGGING_RULES says holds; else debug lines are off.
    explicit Logging(const std::string &program, const std::filesystem::path &dataDirectory = {});
    ~Logging();

    Logging(const Logging &) = delete;
    Logging &operator=(const Logging &) = delete;
};

} // namespace rig::composition
