#include "qml/hud/tagmodel.h"

namespace rig::qml {

void TagModel::set(const SensorTag &tag)
{
    if (tag == m_tag)
        return;
    m_tag = tag;
    Q_EMIT changed();
}

void TagModel::put(const QRectF &box, const QPointF &anchor)
{
    if (box == m_box && anchor == m_anchor)
        return;
    m_box = box;
    m_anchor = anchor;
    Q_EMIT placed();
}

} // namespace rig::qml
