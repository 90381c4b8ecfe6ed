#pragma once

#include "settings/datadirectory.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace rig::composition {

/// The sole right of a program with a window that does more than watch to a data directory. conflict: another
/// one has it; the sentence says which, and what to do.
Result<settings::RoleLock> lockWindow(const settings::DataDirectory &directory);

/// The process that has that right now; none also where the lock cannot be asked.
std::optional<int> windowOn(const settings::DataDirectory &directory);

/// What was found running, and ended.
struct EndedDemo
{
    std::int64_t program = 0; ///< process number of rig-alpha; 0: none ran
    bool database = false;    ///< a private PostgreSQL that nobody had stopped
    bool othersGoOn = false;  ///< another process uses that PostgreSQL, so it goes on
};

/// Ends the rig-alpha that uses this data directory, as its closed window does, and what a killed one left
/// behind. Blocks, at most some 2 minutes. unavailable: something does not end, or not yet.
Result<EndedDemo> endDemo(const settings::DataDirectory &directory);

/// Deletes the private database and all else that programs of ours keep in this data directory, see
/// deletePrivateFiles(), and gives what stays because it is not ours. conflict: a program uses it.
Result<std::vector<std::filesystem::path>> deleteDemo(const settings::DataDirectory &directory);

} // namespace rig::composition
