#pragma once

#include "qml/floorview.h"

#include <QJsonObject>

namespace rig::gallery {

/// What a process holds at one moment.
struct Holdings
{
    double seconds = 0; ///< since the first
    double heap = 0;    ///< bytes that are live, of all threads' arenas and of what is mapped
    int objects = 0;    ///< of the view, with its scene
    int threads = 0;
    int files = 0;
    int contexts = 0; ///< of graphics
};

/// How fast something grows, by least squares, and within what it does with 95 % (Student's t).
struct Slope
{
    double perMinute = 0;
    double low = 0;
    double high = 0;
};

/// At least three, not all at the same time.
Slope heapSlopeOf(const std::vector<Holdings> &holdings);

/// Keeps a view busy with all that happens to a floor in a day, states coming ten times as often as usual,
/// and says whether what it holds grows. GUI thread.
class Soak : public QObject
{
    Q_OBJECT

public:
    /// The view shows the hall of the plant, in the state of this name. It is kept busy for `minutes`, after
    /// two that are not counted.
    Soak(qml::FloorView &view, const QString &state, const PlantPtr &plant, const qml::SceneStyle &style,
         double minutes);

    /// Whether nothing has grown: zero is within the slope of the heap, or above it, and of all else there is
    /// as much at the end as at the beginning.
    bool steady() const;
    /// `minutes`, `rounds`, `frames`, `heap_bytes` of each round, `heap_bytes_per_minute` with `low` and
    /// `high`, and the least and the most of `objects`, `threads`, `files`, `contexts`.
    QJsonObject result() const;

Q_SIGNALS:
    void finished();

private:
    void feed();
    void step();
    void look();

    qml::FloorView &m_view;
    PlantState m_usual;
    PlantState m_moved; ///< a machine
    qml::SceneStyle m_style;
    double m_minutes;
    bool m_isMoved = false;
    int m_states = 0;
    int m_steps = 0;
    int m_frames = 0;
    int m_contexts = 0;
    QTimer m_feed;
    QTimer m_step;
    QElapsedTimer m_since;
    std::vector<Holdings> m_holdings;
};

} // namespace rig::gallery
