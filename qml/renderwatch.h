#pragma once

#include <QObject>

#include <chrono>

class QQuickWindow;

namespace rig::qml {

/// Tells who draws a window and what its frames take. Lives on the GUI thread, and listens in the thread that
/// draws.
class RenderWatch : public QObject
{
    Q_OBJECT

public:
    using Milliseconds = std::chrono::duration<double, std::milli>;

    /// The window outlives the watch.
    explicit RenderWatch(QQuickWindow &window, QObject *parent = nullptr);

Q_SIGNALS:
    /// A renderer begins, by the name that it gives itself; empty where it is not OpenGL: then it is always
    /// one of a graphics card.
    void begun(const QString &renderer);
    /// A frame has been handed to the screen, so long after it was begun.
    void rendered(rig::qml::RenderWatch::Milliseconds frame);
};

} // namespace rig::qml
