#pragma once

#include <QColor>
#include <QObject>
#include <QString>
#include <qqmlregistration.h>

namespace rig::qml {

/// Colours and fonts of the scene, taken over from whatever theme the window has.
struct SceneStyle
{
    Q_GADGET
    QML_VALUE_TYPE(sceneStyle)
    Q_PROPERTY(QColor floorFar MEMBER floorFar CONSTANT)
    Q_PROPERTY(QColor floorNear MEMBER floorNear CONSTANT)
    Q_PROPERTY(QColor floorGrid MEMBER floorGrid CONSTANT)
    Q_PROPERTY(QColor wall MEMBER wall CONSTANT)
    Q_PROPERTY(QColor ceiling MEMBER ceiling CONSTANT)
    Q_PROPERTY(QColor fog MEMBER fog CONSTANT)
    Q_PROPERTY(QColor pillar MEMBER pillar CONSTANT)
    Q_PROPERTY(QColor pipe MEMBER pipe CONSTANT)
    Q_PROPERTY(QColor lampLeft MEMBER lampLeft CONSTANT)
    Q_PROPERTY(QColor lampRight MEMBER lampRight CONSTANT)
    Q_PROPERTY(QColor bodyLit MEMBER bodyLit CONSTANT)
    Q_PROPERTY(QColor body MEMBER body CONSTANT)
    Q_PROPERTY(QColor bodyShade MEMBER bodyShade CONSTANT)
    Q_PROPERTY(QColor metal MEMBER metal CONSTANT)
    Q_PROPERTY(QColor hazardLight MEMBER hazardLight CONSTANT)
    Q_PROPERTY(QColor hazardDark MEMBER hazardDark CONSTANT)
    Q_PROPERTY(QColor plate MEMBER plate CONSTANT)
    Q_PROPERTY(QColor text MEMBER text CONSTANT)
    Q_PROPERTY(QColor textSecond MEMBER textSecond CONSTANT)
    Q_PROPERTY(QColor hatch MEMBER hatch CONSTANT)
    Q_PROPERTY(bool glows MEMBER glows CONSTANT)
    Q_PROPERTY(QString words MEMBER words CONSTANT)
    Q_PROPERTY(QString figures MEMBER figures CONSTANT)

public:
    QColor floorFar, floorNear, floorGrid, wall, ceiling, fog, pillar, pipe, lampLeft, lampRight;
    QColor bodyLit, body, bodyShade, metal, hazardLight, hazardDark, plate;
    QColor text, textSecond; ///< on the plate
    QColor hatch;            ///< lines over what is stale or unknown
    bool glows = false;      ///< coloured lamps and halos
    QString words, figures;  ///< families of fonts

    /// From a theme's scene colours, whatever their type: the window's theme is not known here.
    template <class Colours> static SceneStyle from(const Colours &c)
    {
        SceneStyle style;
        style.floorFar = c.floorFar;
        style.floorNear = c.floorNear;
        style.floorGrid = c.floorGrid;
        style.wall = c.wall;
        style.ceiling = c.ceiling;
        style.fog = c.fog;
        style.pillar = c.pillar;
        style.pipe = c.pipe;
        style.lampLeft = c.lampLeft;
        style.lampRight = c.lampRight;
        style.bodyLit = c.bodyLit;
        style.body = c.body;
        style.bodyShade = c.bodyShade;
        style.metal = c.metal;
        style.hazardLight = c.hazardLight;
        style.hazardDark = c.hazardDark;
        style.plate = c.plate;
        style.glows = c.glows;
        return style;
    }
};

} // namespace rig::qml
