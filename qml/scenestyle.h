#pragma once

#include <QColor>
#include <QObject>
#include <QString>
#include <qqmlregistration.h>

namespace rig::qml {

/// Colours and fonts of what lies over the scene, taken over from whatever theme the window has.
struct SceneStyle
{
    Q_GADGET
    QML_VALUE_TYPE(sceneStyle)
    Q_PROPERTY(QColor plate MEMBER plate CONSTANT)
    Q_PROPERTY(QColor line MEMBER line CONSTANT)
    Q_PROPERTY(QColor lineStrong MEMBER lineStrong CONSTANT)
    Q_PROPERTY(QColor accent MEMBER accent CONSTANT)
    Q_PROPERTY(QColor simulated MEMBER simulated CONSTANT)
    Q_PROPERTY(QColor expected MEMBER expected CONSTANT)
    Q_PROPERTY(QColor text MEMBER text CONSTANT)
    Q_PROPERTY(QColor textSecond MEMBER textSecond CONSTANT)
    Q_PROPERTY(QString words MEMBER words CONSTANT)
    Q_PROPERTY(QString figures MEMBER figures CONSTANT)
    Q_PROPERTY(QString keys MEMBER keys CONSTANT)

public:
    QColor plate;
    QColor line, lineStrong;      ///< decoration; borders that say something
    QColor accent;                ///< of what answers to a click
    QColor simulated;             ///< of what marks made-up values
    QColor expected;              ///< of what models expect
    QColor text, textSecond;      ///< on a plate
    QString words, figures, keys; ///< families of fonts
};

} // namespace rig::qml
