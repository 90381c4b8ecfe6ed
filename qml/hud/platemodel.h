#pragma once

#include "qml/hud/machineplate.h"
#include "qml/hud/platelayout.h"
#include "qml/scenestyle.h"

#include <QObject>
#include <QStringList>
#include <QVector3D>
#include <qqmlregistration.h>

namespace rig::qml {

/// A machine's plate: what it says, and where it is. GUI thread.
class PlateModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the view")
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QImage sign READ sign NOTIFY changed)
    Q_PROPERTY(QString word READ word NOTIFY changed)
    Q_PROPERTY(bool quiet READ quiet NOTIFY changed)
    Q_PROPERTY(QString cause READ cause NOTIFY changed)
    Q_PROPERTY(QString mark READ mark NOTIFY changed)
    Q_PROPERTY(QColor markColour READ markColour NOTIFY changed)
    Q_PROPERTY(bool pressing READ pressing NOTIFY changed)
    Q_PROPERTY(QColor edge READ edge NOTIFY changed)
    Q_PROPERTY(QString score READ score NOTIFY changed)
    Q_PROPERTY(QStringList labels READ labels NOTIFY changed)
    Q_PROPERTY(QStringList numbers READ numbers NOTIFY changed)
    Q_PROPERTY(QStringList units READ units NOTIFY changed)
    Q_PROPERTY(QList<bool> fresh READ fresh NOTIFY changed)
    Q_PROPERTY(QStringList expected READ expected NOTIFY changed)
    Q_PROPERTY(QStringList flaws READ flaws NOTIFY changed)
    Q_PROPERTY(bool lifeKnown READ lifeKnown NOTIFY changed)
    Q_PROPERTY(QVector3D life READ life NOTIFY changed)
    Q_PROPERTY(QString lifeNumber READ lifeNumber NOTIFY changed)
    Q_PROPERTY(QString lifeUnit READ lifeUnit NOTIFY changed)
    Q_PROPERTY(QString band READ band NOTIFY changed)
    Q_PROPERTY(QColor lifeColour READ lifeColour NOTIFY changed)
    Q_PROPERTY(bool shown READ shown NOTIFY placed)
    Q_PROPERTY(bool folded READ folded NOTIFY placed)
    Q_PROPERTY(QRectF box READ box NOTIFY placed)
    Q_PROPERTY(QPointF anchor READ anchor NOTIFY placed)

public:
    using QObject::QObject;

    QString name() const { return m_plate.name; }
    QImage sign() const { return m_plate.sign; }
    QString word() const { return m_plate.word; }
    bool quiet() const { return m_plate.quiet; }
    QString cause() const { return m_plate.cause; }
    QString mark() const { return m_plate.mark; }
    QColor markColour() const { return m_plate.markColour; }
    bool pressing() const { return m_plate.pressing; }
    QColor edge() const { return m_plate.edge; }
    QString score() const { return m_plate.score; }
    QStringList labels() const;
    QStringList numbers() const;
    QStringList units() const;    ///< one for each number
    QList<bool> fresh() const;    ///< likewise: neither stale nor bad
    QStringList expected() const; ///< likewise: what models expect of it
    QStringList flaws() const;    ///< likewise: what is wrong with it
    bool lifeKnown() const { return m_plate.life.has_value(); }
    QVector3D life() const; ///< hours: P10, P50, P90
    QString lifeNumber() const { return m_plate.lifeNumber; }
    QString lifeUnit() const { return m_plate.lifeUnit; }
    QString band() const { return m_plate.band; }
    QColor lifeColour() const { return m_plate.lifeColour; }

    bool shown() const { return m_place.form != PlateForm::hidden; }
    bool folded() const { return m_place.form == PlateForm::folded; }
    QRectF box() const { return m_place.box; }  ///< px
    QPointF anchor() const { return m_anchor; } ///< px, where its leader ends

    const MachinePlate &plate() const { return m_plate; }
    const PlatePlace &place() const { return m_place; }
    QSizeF fullSize() const;
    QSizeF foldedSize() const { return m_foldedSize; }

    void set(const MachinePlate &plate, const SceneStyle &style);
    void put(const PlatePlace &place, const QPointF &anchor);

Q_SIGNALS:
    void changed();
    void placed();

private:
    MachinePlate m_plate;
    PlatePlace m_place;
    QPointF m_anchor;
    QSizeF m_foldedSize;
};

} // namespace rig::qml
