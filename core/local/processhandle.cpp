#include "local/processhandle.h"

#include <cerrno>
#include <utility>

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace rig::local {

// By number: the C library's own declarations came later than the kernel's calls, and at first without C
// linkage.
ProcessHandle::ProcessHandle(pid_t id)
    : m_descriptor(static_cast<int>(::syscall(SYS_pidfd_open, id, 0))), m_id(id)
{
}

ProcessHandle::ProcessHandle(ProcessHandle &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_id(other.m_id)
{
}

ProcessHandle::~ProcessHandle()
{
    if (isOpen())
        ::close(m_descriptor);
}

void ProcessHandle::signal(int number) const
{
    ::syscall(SYS_pidfd_send_signal, m_descriptor, number, nullptr, 0);
}

bool ProcessHandle::ended(milliseconds patience) const
{
    pollfd end{m_descriptor, POLLIN, 0};
    int answer = 0;
    do
        answer = ::poll(&end, 1, static_cast<int>(patience.count()));
    while (answer < 0 && errno == EINTR);
    return answer > 0;
}

} // namespace rig::local
