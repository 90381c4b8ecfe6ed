#pragma once

#include <QTemporaryDir>

#include <string>

namespace rig::test {

/// A file system that is soon full, which the tests' PostgreSQL may write to; gone with the object. Not there
/// where nothing may be mounted.
class ServerDisk
{
public:
    explicit ServerDisk(int mebibytes);
    ~ServerDisk();
    ServerDisk(const ServerDisk &) = delete;
    ServerDisk &operator=(const ServerDisk &) = delete;

    bool mounted() const { return m_mounted; }
    std::string path() const { return m_disk.toStdString(); }
    /// Takes all the room that is left, or gives it back.
    void fill();
    void clear();

private:
    QTemporaryDir m_folder;
    QString m_disk;
    bool m_mounted = false;
};

} // namespace rig::test
