#include "local/fulldisk.h"

#include "settings/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

#include <sys/statvfs.h>

namespace rig::local {

using namespace Qt::Literals::StringLiterals;

namespace {

bool saysSo(const QString &said)
{
    static constexpr std::array words{"No space left on device"_L1, "Check free disk space"_L1,
                                      "Disk quota exceeded"_L1};
    return std::ranges::any_of(words, [&](QLatin1StringView each) { return said.contains(each); });
}

/// A server that cannot write its log says nothing at all.
bool isSo(const settings::FileHandle &folder)
{
    constexpr unsigned long long leastRoom = 1024 * 1024;
    struct statvfs disk = {};
    return ::fstatvfs(folder.descriptor(), &disk) == 0 &&
           (disk.f_bavail * static_cast<unsigned long long>(disk.f_frsize) < leastRoom ||
            (disk.f_files > 0 && disk.f_favail == 0));
}

} // namespace

QString fullDisk(const settings::FileHandle &folder, const std::filesystem::path &path, const QString &said)
{
    if (!saysSo(said) && !isSo(folder))
        return {};
    return QCoreApplication::translate("rig::local::FullDisk",
                                       "The disk that holds %1 is full (No space left on device): free space "
                                       "there, or name a data directory on another disk with --data-dir or "
                                       "RIG_DATA_DIR.")
        .arg(shown(path.native()));
}

} // namespace rig::local
