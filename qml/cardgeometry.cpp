#include "qml/cardgeometry.h"

#include "qml/bakedgeometry.h"

namespace rig::qml {

CardGeometry::CardGeometry(QQuick3DObject *parent) : QQuick3DGeometry(parent)
{
    rebuild();
}

void CardGeometry::setSize(float size)
{
    if (size == m_size)
        return;
    m_size = size;
    rebuild();
    Q_EMIT sizeChanged();
}

void CardGeometry::rebuild()
{
    clear();
    describe(*this, cardsOf({{{}, {1, 1, 1}, m_size, m_size}}));
    update();
}

} // namespace rig::qml
