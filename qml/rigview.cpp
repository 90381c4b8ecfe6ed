#include "qml/rigview.h"

#include "qml/platemodel.h"
#include "qml/rigcontroller.h"

#include <QQmlEngine>

// The module is linked in; nothing else in the program names its registration, so the linker would leave it
// out.
extern void qml_register_types_RigAlpha();

namespace rig::qml {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto frameTime = 40ms; ///< looks alive; without a graphics card each frame costs 15 ms of a core

} // namespace

RigView::RigView(const SceneStyle &style, QWindow *parent)
    : QQuickView(parent), m_controller(new RigController(this)), m_plate(new PlateModel(this))
{
    qml_register_types_RigAlpha();
    engine()->addImportPath(u"qrc:/qml"_s);
    setResizeMode(QQuickView::SizeRootObjectToView);
    setColor(style.fog);
    setInitialProperties({{u"style"_s, QVariant::fromValue(style)},
                          {u"rig"_s, QVariant::fromValue(m_controller)},
                          {u"plate"_s, QVariant::fromValue(m_plate)}});
    setSource(QUrl(u"qrc:/qml/RigAlpha/RigScene.qml"_s));
    m_frames.setInterval(frameTime);
    connect(&m_frames, &QTimer::timeout, this, &RigView::moveOn);
}

RigView::~RigView() = default;

void RigView::present(const PlantState &state, std::int32_t machine)
{
    m_controller->show(state, machine);
    keepTime();
}

void RigView::presentPlate(const QImage &sign, const QString &word, const QString &cause,
                           const QStringList &numbers, const QStringList &units, const QList<bool> &fresh,
                           const QColor &edge)
{
    m_plate->set(sign, word, cause, numbers, units, fresh, edge);
}

QImage RigView::picture()
{
    // What is drawn before that is drawn by a renderer of its own, and with it the scene's meshes are lost.
    return isExposed() ? grabWindow() : QImage();
}

void RigView::exposeEvent(QExposeEvent *event)
{
    QQuickView::exposeEvent(event);
    keepTime();
}

void RigView::keepTime()
{
    const bool run = isExposed() && m_controller->moving();
    if (run == m_frames.isActive())
        return;
    if (run) {
        m_since.start();
        m_frames.start();
    } else {
        m_frames.stop();
    }
}

void RigView::moveOn()
{
    m_controller->advance(static_cast<double>(m_since.restart()) / 1000);
    keepTime();
}

} // namespace rig::qml
