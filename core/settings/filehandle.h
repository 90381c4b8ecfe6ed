#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace rig::settings {

/// Owns one file descriptor, always close-on-exec. Not open after a failure; `errno` then says why.
class FileHandle
{
public:
    FileHandle() = default;
    FileHandle(FileHandle &&other) noexcept;
    FileHandle &operator=(FileHandle &&other) noexcept;
    ~FileHandle();

    static FileHandle open(const std::filesystem::path &path, int flags);
    /// `name` lies in `directory`; a symbolic link there is not followed. `mode` counts where it is created.
    static FileHandle openIn(const FileHandle &directory, const char *name, int flags, mode_t mode = 0);

    bool isOpen() const { return m_descriptor >= 0; }
    int descriptor() const { return m_descriptor; }

    /// Everything up to `most` bytes; no value when reading fails.
    std::optional<std::string> read(std::size_t most) const;
    /// What stands before the first `end`, looked for in `most` bytes; empty when reading fails or it is not
    /// open.
    std::string readUntil(char end, std::size_t most) const;
    /// Writes all of it and waits until the disk has it.
    bool writeAndSync(std::string_view bytes) const;

private:
    explicit FileHandle(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor = -1;
};

} // namespace rig::settings
