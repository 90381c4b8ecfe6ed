#pragma once

#include "settings/filehandle.h"

#include <QString>

namespace rig::local {

/// The file a private server writes its log to. The server never closes it and starts no new one, so whoever
/// looks after the server keeps it within bounds.
class ServerLog
{
public:
    static constexpr const char *name = "server.log";
    static constexpr off_t mostBytes = 1024 * 1024;

    /// In the opened folder of the cluster, which must outlive it.
    explicit ServerLog(const settings::FileHandle &folder) : m_folder(folder) {}

    /// 0 where there is none.
    off_t size() const;
    /// Where it is longer than `mostBytes`, keeps the newer half. A line that the server writes meanwhile may
    /// be lost.
    void bound() const;
    /// The last lines written behind byte `from`, at most ten and 2 KiB.
    QString tail(off_t from) const;

private:
    const settings::FileHandle &m_folder;
};

} // namespace rig::local
