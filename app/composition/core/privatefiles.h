#pragma once

#include <filesystem>
#include <system_error>
#include <vector>

namespace rig::composition {

/// Deletes what programs of ours write into a data directory, and the directory itself where nothing else is
/// in it. What nobody of ours writes stays, also in the folders of ours, and so does every symbolic link: the
/// result names it. The private server must have stopped. `trouble`: it could not be done completely.
std::vector<std::filesystem::path> deletePrivateFiles(const std::filesystem::path &directory,
                                                      std::error_code &trouble);

} // namespace rig::composition
