#include "composition/window/firstpaint.h"

#include <QEvent>
#include <QFile>
#include <QTimer>
#include <QWidget>

#include <ctime>

#include <unistd.h>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;

FirstPaint::FirstPaint(QWidget &window, std::function<void()> painted)
    : QObject(&window), m_painted(std::move(painted))
{
    window.installEventFilter(this);
}

bool FirstPaint::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        // Behind the events of this frame, so that the children have painted too.
        QTimer::singleShot(0, this, m_painted);
    }
    return false;
}

std::chrono::milliseconds ageOfProcess()
{
    QFile file(u"/proc/self/stat"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    // proc(5): the 22nd field, in clock ticks since the machine started; the second one, the program's name
    // in parentheses, may hold spaces.
    const QByteArray stat = file.readAll();
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const double began = fields.value(19).toDouble() / static_cast<double>(::sysconf(_SC_CLK_TCK));
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    const double seconds = static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - began;
    return std::chrono::round<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

} // namespace rig::composition
