#pragma once

#include <QString>

#include <chrono>

namespace rig::ctl {

/// One line on the person's terminal that says how far long work is, and goes away with the object. Where
/// standard error is no terminal it shows nothing. One thread.
class Progress
{
public:
    Progress();
    ~Progress() { clear(); }
    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

    /// Shown five times a second at most, cut to the width of the terminal.
    void show(const QString &line);
    /// With a bar for `share`, 0 to 1.
    void show(double share, const QString &line);
    /// Makes room for other output.
    void clear();

private:
    bool due();
    void draw(const QString &line);

    bool m_terminal;
    bool m_shown = false;
    std::chrono::steady_clock::time_point m_next;
};

} // namespace rig::ctl
