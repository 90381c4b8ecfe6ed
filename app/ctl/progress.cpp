#include "ctl/progress.h"

#include <algorithm>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int barWidth = 24;

int terminalWidth()
{
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void write(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stderr);
    std::fflush(stderr);
}

} // namespace

Progress::Progress() : m_terminal(::isatty(STDERR_FILENO) != 0) {}

void Progress::show(const QString &line)
{
    if (due())
        draw(line);
}

void Progress::show(double share, const QString &line)
{
    if (!due())
        return;
    const double known = std::clamp(share, 0.0, 1.0);
    const int full = static_cast<int>(known * barWidth);
    draw(u"[%1%2] %3 %  %4"_s.arg(QString(full, u'#'), QString(barWidth - full, u'.'))
             .arg(static_cast<int>(known * 100), 3)
             .arg(line));
}

void Progress::clear()
{
    if (m_shown)
        write("\r\x1b[K");
    m_shown = false;
}

bool Progress::due()
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_terminal || now < m_next)
        return false;
    m_next = now + 200ms;
    return true;
}

void Progress::draw(const QString &line)
{
    write("\r" + line.left(terminalWidth() - 1).toUtf8() + "\x1b[K");
    m_shown = true;
}

} // namespace rig::ctl
