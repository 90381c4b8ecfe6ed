#pragma once

#include "domain/instant.h"

#include <sys/types.h>

namespace rig::local {

/// A process of this computer that cannot be confused with another one that gets its number later.
/// Close-on-exec.
class ProcessHandle
{
public:
    /// Not open where there is no such process.
    explicit ProcessHandle(pid_t id);
    ProcessHandle(ProcessHandle &&other) noexcept;
    ProcessHandle &operator=(ProcessHandle &&) = delete;
    ~ProcessHandle();

    bool isOpen() const { return m_descriptor >= 0; }
    pid_t id() const { return m_id; }
    /// To one that has ended: nothing happens.
    void signal(int number) const;
    /// Waits at most `patience`; true once it has ended, also where its parent has not asked for its status.
    bool ended(milliseconds patience) const;

private:
    int m_descriptor;
    pid_t m_id;
};

} // namespace rig::local
