#include "settings/filehandle.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace rig::settings {

FileHandle::FileHandle(FileHandle &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FileHandle &FileHandle::operator=(FileHandle &&other) noexcept
{
    const FileHandle closedHere(std::move(*this));
    m_descriptor = std::exchange(other.m_descriptor, -1);
    return *this;
}

FileHandle::~FileHandle()
{
    if (isOpen())
        ::close(m_descriptor);
}

FileHandle FileHandle::open(const std::filesystem::path &path, int flags)
{
    return FileHandle(::open(path.c_str(), flags | O_CLOEXEC));
}

FileHandle FileHandle::openIn(const FileHandle &directory, const char *name, int flags, mode_t mode)
{
    return FileHandle(::openat(directory.descriptor(), name, flags | O_CLOEXEC | O_NOFOLLOW, mode));
}

std::optional<std::string> FileHandle::read(std::size_t most) const
{
    std::string bytes(most, '\0');
    std::size_t length = 0;
    while (length < most) {
        const ssize_t count = ::read(m_descriptor, bytes.data() + length, most - length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return {};
        if (count == 0)
            break;
        length += static_cast<std::size_t>(count);
    }
    bytes.resize(length);
    return bytes;
}

std::string FileHandle::readUntil(char end, std::size_t most) const
{
    std::string bytes = read(most).value_or(std::string());
    bytes.erase(std::find(bytes.begin(), bytes.end(), end), bytes.end());
    return bytes;
}

bool FileHandle::writeAndSync(std::string_view bytes) const
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return ::fsync(m_descriptor) == 0;
}

} // namespace rig::settings
