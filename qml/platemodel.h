#pragma once

#include <QColor>
#include <QImage>
#include <QObject>
#include <QStringList>
#include <qqmlregistration.h>

namespace rig::qml {

/// What the plate over the rig says.
class PlateModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the view")
    Q_PROPERTY(QImage sign READ sign NOTIFY changed)
    Q_PROPERTY(QString word READ word NOTIFY changed)
    Q_PROPERTY(QString cause READ cause NOTIFY changed)
    Q_PROPERTY(QStringList numbers READ numbers NOTIFY changed)
    Q_PROPERTY(QStringList units READ units NOTIFY changed)
    Q_PROPERTY(QList<bool> fresh READ fresh NOTIFY changed)
    Q_PROPERTY(QColor edge READ edge NOTIFY changed)

public:
    using QObject::QObject;

    QImage sign() const { return m_sign; }
    QString word() const { return m_word; }
    QString cause() const { return m_cause; }
    QStringList numbers() const { return m_numbers; }
    QStringList units() const { return m_units; } ///< one for each number
    QList<bool> fresh() const { return m_fresh; } ///< likewise: neither stale nor bad
    QColor edge() const { return m_edge; }

    void set(const QImage &sign, const QString &word, const QString &cause, const QStringList &numbers,
             const QStringList &units, const QList<bool> &fresh, const QColor &edge);

Q_SIGNALS:
    void changed();

private:
    QImage m_sign;
    QString m_word;
    QString m_cause;
    QStringList m_numbers;
    QStringList m_units;
    QList<bool> m_fresh;
    QColor m_edge;
};

} // namespace rig::qml
