#pragma once

#include "settings/filehandle.h"

#include <QString>

namespace rig::local {

/// What to tell a person where the disk that holds the opened `folder` has no room left: because PostgreSQL's
/// programs said so in `said`, or because it is so. Empty where there is room. `path` is the folder's.
QString fullDisk(const settings::FileHandle &folder, const std::filesystem::path &path, const QString &said);

} // namespace rig::local
