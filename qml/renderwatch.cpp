#include "qml/renderwatch.h"

#include <QElapsedTimer>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QQuickWindow>

#include <memory>

namespace rig::qml {

RenderWatch::RenderWatch(QQuickWindow &window, QObject *parent) : QObject(parent)
{
    connect(
        &window, &QQuickWindow::sceneGraphInitialized, this,
        [this] {
            QString renderer;
            if (QOpenGLContext *context = QOpenGLContext::currentContext())
                renderer = QString::fromLatin1(
                    reinterpret_cast<const char *>(context->functions()->glGetString(GL_RENDERER)));
            QMetaObject::invokeMethod(this, [this, renderer] { Q_EMIT begun(renderer); });
        },
        Qt::DirectConnection);
    // A renderer without a graphics card works when the frame is handed over, and not before.
    const auto since = std::make_shared<QElapsedTimer>();
    connect(
        &window, &QQuickWindow::beforeRendering, this, [since] { since->start(); }, Qt::DirectConnection);
    connect(
        &window, &QQuickWindow::frameSwapped, this,
        [this, since] {
            if (!since->isValid())
                return;
            const Milliseconds took(static_cast<double>(since->nsecsElapsed()) / 1e6);
            QMetaObject::invokeMethod(this, [this, took] { Q_EMIT rendered(took); });
        },
        Qt::DirectConnection);
}

} // namespace rig::qml
