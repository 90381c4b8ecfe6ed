#pragma once

#include <chrono>

namespace rig::qml {

/// How long from one frame of the floor to the next. Whoever walks gets all that there are; while nobody does
/// it looks alive, and where it is drawn for want of a graphics card it leaves the processor to the figures.
class FramePace
{
public:
    using Milliseconds = std::chrono::duration<double, std::milli>;

    /// What a frame took.
    void take(Milliseconds frame);
    /// Changes in steps: a timer whose interval changes begins anew.
    std::chrono::milliseconds interval(bool walking) const;

private:
    Milliseconds m_frame{0}; ///< of late
};

} // namespace rig::qml
