#pragma once

#include "qml/floorview.h"

#include <QJsonObject>

namespace rig::gallery {

/// Walks a camera through the hall and counts frames. GUI thread.
class FrameBench : public QObject
{
    Q_OBJECT

public:
    /// The view shows a hall; it is moved for `seconds`, after a second that is not counted.
    FrameBench(qml::FloorView &view, double seconds);

    /// `fps`, `p95_ms`, `cpu_ms_per_frame` (of the whole process), `triangles`, `draws` (models in the scene
    /// before those out of sight are left out), `renderer`, the driver's name, and `tier`, the one at the
    /// end.
    QJsonObject result() const;

Q_SIGNALS:
    void finished();

private:
    void swapped();

    qml::FloorView &m_view;
    double m_seconds;
    double m_processorAtStart = 0;
    QElapsedTimer m_since;
    std::vector<double> m_ends; ///< ms after the start, of counted frames
};

} // namespace rig::gallery
