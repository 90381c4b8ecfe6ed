#pragma once

#include "domain/plantstate.h"
#include "qml/scenestyle.h"

#include <QElapsedTimer>
#include <QImage>
#include <QQuickView>
#include <QStringList>
#include <QTimer>

namespace rig::qml {

class PlateModel;
class RigController;

/// The live rig in a window of its own, to be put into another one. While it is not seen it moves nothing and
/// draws nothing; while nothing moves it draws nothing either. GUI thread.
class RigView : public QQuickView
{
    Q_OBJECT

public:
    explicit RigView(const SceneStyle &style, QWindow *parent = nullptr);
    ~RigView() override;

    /// The machine with this number as the state has it.
    void present(const PlantState &state, std::int32_t machine);
    /// The plate over the rig: its sign, words, and values; `units` and `fresh` go one for one with
    /// `numbers`.
    void presentPlate(const QImage &sign, const QString &word, const QString &cause,
                      const QStringList &numbers, const QStringList &units, const QList<bool> &fresh,
                      const QColor &edge);
    /// What it shows, in device pixels; null before it is on a screen.
    QImage picture();

protected:
    void exposeEvent(QExposeEvent *event) override;

private:
    void moveOn();
    void keepTime();

    RigController *m_controller;
    PlateModel *m_plate;
    QTimer m_frames;
    QElapsedTimer m_since;
};

} // namespace rig::qml
