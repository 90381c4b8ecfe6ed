#pragma once

#include "domain/instant.h"

namespace rig::simulator {

/// When each row of a recording is sent and which time it carries. Rows keep the order of the file.
class ReplayPace
{
public:
    enum class Stamps
    {
        moved, ///< the first row is now, and so on
        kept,  ///< as recorded
    };

    /// `speed` is how many times faster than recorded; 0: without waiting. `began` is when the replay began.
    ReplayPace(double speed, Stamps stamps, Instant firstRow, Instant began);

    /// How long after the beginning the row is sent: 0 to 292 years; one older than the first at once.
    std::chrono::nanoseconds due(Instant row) const;

    /// The time it carries; `now` is when it is sent. Moved times keep the rows' spacing divided by the
    /// speed; without waiting there is none left, and each row carries the moment in which it is sent, a
    /// microsecond after the one before at least.
    Instant stamp(Instant row, Instant now);

    /// Begins the recording again: its first row comes this long after what was its first row.
    void repeatAfter(std::chrono::microseconds length) { m_firstRow -= length; }

private:
    std::chrono::microseconds sinceFirst(Instant row) const;

    double m_speed;
    Stamps m_stamps;
    Instant m_firstRow;
    Instant m_began;
    Instant m_lastStamp;
};

} // namespace rig::simulator
