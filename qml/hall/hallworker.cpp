#include "qml/hall/hallworker.h"

namespace rig::qml {

using namespace Qt::Literals::StringLiterals;

HallWorker::HallWorker(QObject *parent) : QObject(parent)
{
    m_thread.setObjectName(u"hall"_s);
    m_inside.moveToThread(&m_thread);
    m_thread.start(QThread::LowPriority);
}

HallWorker::~HallWorker()
{
    ++m_asked; // nothing that waits begins
    m_thread.quit();
    m_thread.wait();
}

void HallWorker::ask(const HallPlan &plan, const HallPaint &paint, const QString &shapes)
{
    const int number = ++m_asked;
    QMetaObject::invokeMethod(&m_inside, [this, number, plan, paint, shapes] {
        if (number != m_asked)
            return;
        BakedHallPtr hall = bakeHall(plan, paint, ownShapesOf(plan, shapes));
        QMetaObject::invokeMethod(this, [this, number, hall = std::move(hall)] {
            if (number == m_asked)
                Q_EMIT baked(hall);
        });
    });
}

} // namespace rig::qml
