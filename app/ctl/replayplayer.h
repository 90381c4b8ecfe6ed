#pragma once

#include "ctl/progress.h"
#include "ctl/stopsignals.h"
#include "domain/clock.h"
#include "domain/ports/recordsink.h"
#include "simulator/readingmessage.h"
#include "simulator/recordingsurvey.h"
#include "simulator/replaypace.h"

namespace rig::ctl {

/// Where a recording goes to.
struct ReplayTarget
{
    std::string topic;
    std::string machine;
    Origin origin = Origin::replayed;
    milliseconds patience{0}; ///< how long the bus may take nothing before that is an error
};

/// Sends the rows of a recording at their pace. What it is given outlives it; one thread.
class ReplayPlayer
{
public:
    ReplayPlayer(simulator::Recording &recording, const simulator::RecordingSurvey &survey,
                 ReplayTarget target, RecordSink &sink, const Clock &clock, StopSignals &signals);

    /// Once, or again and again, from the first row until the last or until a signal comes. All rows are
    /// handed to the sink afterwards, which may not have written them yet.
    Done play(double speed, simulator::ReplayPace::Stamps stamps, bool loop);

    std::int64_t sent() const { return m_sent; }
    std::chrono::nanoseconds time() const { return m_clock.steady() - m_began; }

private:
    Done playOnce(simulator::ReplayPace &pace);
    bool waitUntilDue(std::chrono::nanoseconds due);
    Done send(std::string_view payload);
    std::string_view messageOf(Instant stamp);
    void show();

    simulator::Recording &m_recording;
    const simulator::RecordingSurvey &m_survey;
    const ReplayTarget m_target;
    RecordSink &m_sink;
    const Clock &m_clock;
    StopSignals &m_signals;

    simulator::ReadingMessage m_message;
    std::vector<std::string> m_keys;
    std::chrono::nanoseconds m_began;
    std::int64_t m_sent = 0;
    Progress m_progress;
};

} // namespace rig::ctl
