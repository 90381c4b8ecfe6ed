#include "qml/platemodel.h"

namespace rig::qml {

void PlateModel::set(const QImage &sign, const QString &word, const QString &cause,
                     const QStringList &numbers, const QStringList &units, const QList<bool> &fresh,
                     const QColor &edge)
{
    const bool same = word == m_word && cause == m_cause && numbers == m_numbers && units == m_units &&
                      fresh == m_fresh && edge == m_edge && sign.cacheKey() == m_sign.cacheKey();
    if (same)
        return;
    m_sign = sign;
    m_word = word;
    m_cause = cause;
    m_numbers = numbers;
    m_units = units;
    m_fresh = fresh;
    m_edge = edge;
    Q_EMIT changed();
}

} // namespace rig::qml
