#include "local/serverlog.h"

#include "settings/text.h"

#include <algorithm>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rig::local {

using settings::FileHandle;

namespace {

off_t sizeOf(const FileHandle &file)
{
    struct stat facts = {};
    return file.isOpen() && ::fstat(file.descriptor(), &facts) == 0 ? facts.st_size : 0;
}

/// What stands behind byte `from`, but no more than the last `most` bytes.
std::string end(const FileHandle &file, off_t from, off_t most)
{
    const off_t size = sizeOf(file);
    from = std::max(from, size - most);
    if (from >= size)
        return {};
    std::string text(static_cast<std::size_t>(size - from), '\0');
    const ssize_t count = ::pread(file.descriptor(), text.data(), text.size(), from);
    text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    return text;
}

} // namespace

off_t ServerLog::size() const
{
    return sizeOf(FileHandle::openIn(m_folder, name, O_RDONLY));
}

void ServerLog::bound() const
{
    const FileHandle file = FileHandle::openIn(m_folder, name, O_RDWR | O_APPEND);
    if (sizeOf(file) <= mostBytes)
        return;
    std::string newer = end(file, 0, mostBytes / 2);
    newer.erase(0, newer.find('\n') + 1);
    // The server appends, so it goes on at the new end.
    if (::ftruncate(file.descriptor(), 0) == 0)
        file.writeAndSync(newer);
}

QString ServerLog::tail(off_t from) const
{
    constexpr off_t mostTail = 2048;
    constexpr int mostLines = 10;
    std::string text = end(FileHandle::openIn(m_folder, name, O_RDONLY), from, mostTail);
    while (text.ends_with('\n'))
        text.pop_back();
    std::size_t begin = text.size();
    for (int lines = 0; lines < mostLines && begin != 0 && begin != std::string::npos; ++lines)
        begin = text.rfind('\n', begin - 1);
    return shown(begin == std::string::npos || begin == 0 ? text : text.substr(begin + 1));
}

} // namespace rig::local
