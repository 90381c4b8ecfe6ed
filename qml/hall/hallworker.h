#pragma once

#include "qml/hall/bakedhall.h"

#include <QObject>
#include <QThread>

#include <atomic>

namespace rig::qml {

/// Bakes halls in a thread of its own. Belongs to the thread that asks it; ends after the hall that it is at.
class HallWorker : public QObject
{
    Q_OBJECT

public:
    explicit HallWorker(QObject *parent = nullptr);
    ~HallWorker() override;

    /// What was asked for before and has not begun is left out.
    /// `shapes` is the folder with machines' own models.
    void ask(const HallPlan &plan, const HallPaint &paint, const QString &shapes);

Q_SIGNALS:
    /// In the thread that asks; only for what was asked last.
    void baked(rig::qml::BakedHallPtr hall);

private:
    QThread m_thread;
    QObject m_inside; ///< lives in the thread
    std::atomic<int> m_asked = 0;
};

} // namespace rig::qml
