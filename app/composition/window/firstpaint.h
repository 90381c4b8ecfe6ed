#pragma once

#include <QObject>

#include <chrono>
#include <functional>

class QWidget;

namespace rig::composition {

/// Calls a function once the window has painted itself for the first time. GUI thread.
class FirstPaint : public QObject
{
public:
    FirstPaint(QWidget &window, std::function<void()> painted);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::function<void()> m_painted;
};

/// Since the kernel started this process, to a hundredth of a second.
std::chrono::milliseconds ageOfProcess();

} // namespace rig::composition
