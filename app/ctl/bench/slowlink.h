#pragma once

#include "domain/result.h"

#include <QTemporaryDir>

#include <chrono>
#include <memory>
#include <string>
#include <thread>

namespace rig::ctl {

/// A unix socket that leads to another one and lets every byte, in both directions, come later: half of a
/// network's round trip each. For one client after the other. Passes on from the thread that it owns.
class SlowLink
{
public:
    /// `socket` is the file that is led to. unavailable where no socket can be made.
    static Result<std::unique_ptr<SlowLink>> open(std::string socket, std::chrono::milliseconds roundTrip);
    ~SlowLink();

    SlowLink(const SlowLink &) = delete;
    SlowLink &operator=(const SlowLink &) = delete;

    /// Where it listens, under the name that PostgreSQL's clients look for at port 5432.
    std::string folder() const { return m_folder.path().toStdString(); }

private:
    SlowLink(std::string socket, std::chrono::milliseconds roundTrip);

    void run(const std::stop_token &stop) const;
    void serve(int client, const std::stop_token &stop) const;

    QTemporaryDir m_folder;
    std::string m_socket;
    std::chrono::milliseconds m_delay;
    int m_listener = -1;
    std::jthread m_thread;
};

} // namespace rig::ctl
