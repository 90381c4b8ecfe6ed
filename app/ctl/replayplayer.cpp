#include "ctl/replayplayer.h"

#include <QCoreApplication>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr auto slice = 250ms; ///< how often a signal and the progress are looked after while it waits
constexpr std::int64_t rowsPerLook = 256;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::ReplayPlayer", text);
}

} // namespace

ReplayPlayer::ReplayPlayer(simulator::Recording &recording, const simulator::RecordingSurvey &survey,
                           ReplayTarget target, RecordSink &sink, const Clock &clock, StopSignals &signals)
    : m_recording(recording),
      m_survey(survey),
      m_target(std::move(target)),
      m_sink(sink),
      m_clock(clock),
      m_signals(signals),
      m_message(m_target.machine),
      m_began(clock.steady())
{
    for (const std::string &sensor : recording.sensors())
        m_keys.push_back(simulator::ReadingMessage::keyOf(sensor));
}

Done ReplayPlayer::play(double speed, simulator::ReplayPace::Stamps stamps, bool loop)
{
    m_began = m_clock.steady();
    simulator::ReplayPace pace(speed, stamps, m_survey.first.at, m_clock.now());
    const auto length = m_survey.last.at - m_survey.first.at + m_survey.spacing;
    for (;;) {
        if (Done played = playOnce(pace); !played)
            return played;
        if (!loop || m_signals.came())
            return {};
        if (Done rewound = m_recording.rewind(); !rewound)
            return rewound;
        pace.repeatAfter(std::max(length, m_survey.spacing));
    }
}

Done ReplayPlayer::playOnce(simulator::ReplayPace &pace)
{
    for (;;) {
        const auto more = m_recording.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more || !waitUntilDue(pace.due(m_recording.at())))
            return {};
        if (Done sent = send(messageOf(pace.stamp(m_recording.at(), m_clock.now()))); !sent)
            return sent;
    }
}

/// False when a signal came before.
bool ReplayPlayer::waitUntilDue(nanoseconds due)
{
    for (auto left = due - time(); left > 0ns; left = due - time()) {
        show();
        if (m_signals.waitFor(std::min<nanoseconds>(left, slice)))
            return false;
    }
    if (m_sent % rowsPerLook != 0)
        return true;
    show();
    return !m_signals.came();
}

Done ReplayPlayer::send(std::string_view payload)
{
    const nanoseconds deadline = m_clock.steady() + m_target.patience;
    for (;;) {
        Done sent = m_sink.write({m_target.topic, m_target.machine, payload, m_target.origin, {}}, slice);
        m_sent += sent ? 1 : 0;
        if (sent || sent.error().kind != ErrorKind::full)
            return sent;
        m_progress.show(m_recording.share(), sent.error().sentence);
        if (m_signals.came() || m_clock.steady() > deadline)
            return sent;
    }
}

std::string_view ReplayPlayer::messageOf(Instant stamp)
{
    m_message.begin(stamp);
    const auto &values = m_recording.values();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i].kind == simulator::CellNumber::Kind::number)
            m_message.add(m_keys[i], values[i].json);
    return m_message.finished();
}

void ReplayPlayer::show()
{
    const std::int64_t round = m_sent / m_survey.rows;
    const QString rows = tr("%1 of %2 rows").arg(m_sent - round * m_survey.rows).arg(m_survey.rows);
    m_progress.show(m_recording.share(), round == 0 ? rows : rows + tr(", round %1").arg(round + 1));
}

} // namespace rig::ctl
