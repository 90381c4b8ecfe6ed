#pragma once

#include "qml/hud/cause.h"

#include <QObject>
#include <QPointF>
#include <QRectF>
#include <qqmlregistration.h>

namespace rig::qml {

/// One sensor's share in what was found, and where it is written. GUI thread.
class TagModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the view")
    Q_PROPERTY(int percent MEMBER m_percent CONSTANT)
    Q_PROPERTY(bool dim READ dim CONSTANT)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString value READ value NOTIFY changed)
    Q_PROPERTY(QImage sign READ sign NOTIFY changed)
    Q_PROPERTY(QColor edge READ edge NOTIFY changed)
    Q_PROPERTY(bool shown READ shown NOTIFY placed)
    Q_PROPERTY(QRectF box READ box NOTIFY placed)
    Q_PROPERTY(QPointF anchor READ anchor NOTIFY placed)

public:
    /// `dim`: it has little part in it.
    TagModel(const CauseShare &share, bool dim, QObject *parent)
        : QObject(parent), m_slot(share.slot), m_percent(share.percent), m_dim(dim)
    {
    }

    int slot() const { return m_slot; }
    bool dim() const { return m_dim; }
    QString title() const { return m_tag.title; }
    QString value() const { return m_tag.value; }
    QImage sign() const { return m_tag.sign; }
    QColor edge() const { return m_tag.edge; }
    bool shown() const { return !m_box.isEmpty(); }
    QRectF box() const { return m_box; }
    QPointF anchor() const { return m_anchor; }

    void set(const SensorTag &tag);
    void put(const QRectF &box, const QPointF &anchor);

Q_SIGNALS:
    void changed();
    void placed();

private:
    int m_slot;
    int m_percent;
    bool m_dim;
    SensorTag m_tag;
    QRectF m_box;
    QPointF m_anchor;
};

} // namespace rig::qml
