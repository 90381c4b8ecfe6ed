#include "pipeline/groupreading.h"

#include "pipeline/workerthread.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace rig::pipeline {

using namespace std::chrono_literals;

GroupReading::GroupReading(const StreamBus &bus, const Clock &clock, const QLoggingCategory &log,
                           StatusCell<PollStatus> &status, std::stop_token stop)
    : m_bus(bus), m_clock(clock), m_log(log), m_published(status), m_stop(std::move(stop))
{
}

void GroupReading::run(const std::function<std::string()> &identity)
{
    std::string store;
    while (store = identity(), store.empty())
        if (!sleepUnlessStopped(m_stop, 20ms))
            return;
    while (!m_stop.stop_requested() && (m_met || meetBroker())) {
        auto source = open(store);
        if (source && *source) {
            consume(**source);
            m_met = false;
        } else if (source) {
            rest();
            m_doubt = true;
        } else {
            say(source.error());
            sleepUnlessStopped(m_stop, m_backoff.next());
            m_met = false;
        }
    }
}

bool GroupReading::meetBroker()
{
    while (true) {
        auto stream = m_bus.identify();
        if (stream) {
            if (!m_stream.cluster.empty() && *stream != m_stream)
                qCWarning(
                    m_log,
                    "The broker belongs to another cluster now (%s, before %s): its topic is a stream of "
                    "its own and is read from what is stored of it, or from the beginning.",
                    stream->cluster.c_str(), m_stream.cluster.c_str());
            m_stream = std::move(*stream);
            m_met = true;
            m_doubt = false;
            m_backoff.reset();
            say({});
            return true;
        }
        say(stream.error());
        if (!sleepUnlessStopped(m_stop, m_backoff.next()))
            return false;
    }
}

/// Whether the records of this poll may count.
bool GroupReading::isOfOurCluster(const StreamEvents &events)
{
    if (!m_doubt)
        return true;
    // The trouble may be of one partition, and others flow; or it is of the connection, and these records
    // were fetched before it was lost: then there is nobody to ask, and soon nothing more to ask about. Where
    // the other cluster lacks our topic the library may not find it there either once it is made.
    const bool flowsInTrouble = events.trouble && !inbox().empty();
    const bool askable = flowsInTrouble || events.askable;
    if (events.trouble && (!askable || m_clock.steady() < m_nextQuestion))
        return true;
    const auto stream = m_bus.identify();
    m_nextQuestion = m_clock.steady() + 1s;
    if (!stream)
        return events.trouble.has_value();
    m_doubt = *stream != m_stream;
    return !m_doubt;
}

/// Who does not read has no trouble with it.
void GroupReading::rest()
{
    if (m_status.assigned || m_status.trouble) {
        m_status.assigned = false;
        m_status.ends.clear();
        say({});
    }
    sleepUnlessStopped(m_stop, 50ms);
}

/// Until a stop is asked for, the source is beyond repair or another one is wanted.
void GroupReading::consume(RecordSource &source)
{
    m_partitions.clear();
    while (!m_stop.stop_requested()) {
        if (!stands())
            return endedBefore(++m_generation);
        if (const auto wait = patience()) {
            const StreamEvents events = source.poll(inbox(), mostAtOnce, *wait);
            if (!react(events)) {
                beginGeneration();
                sleepUnlessStopped(m_stop, m_backoff.next());
                return;
            }
            polled(events);
        }
        work(source);
        publish(source);
    }
    finish();
}

/// False when a new source has to be made; then nothing of this poll counts.
bool GroupReading::react(const StreamEvents &events)
{
    say(events.trouble);
    // A broker made anew at the old address would be read on from the offsets of the old one.
    m_doubt = m_doubt || events.interrupted;
    if (!isOfOurCluster(events))
        return false;
    for (const AgedOut &gap : events.agedOut) {
        note(agedOut(gap));
        m_gaps[gap.partition] = gap;
        publishTrouble();
    }
    if (events.over)
        return false;
    if (events.revoked || events.reassigned) {
        m_partitions = events.assigned;
        m_status.assigned = !m_partitions.empty();
        startOver();
    }
    return true;
}

void GroupReading::beginGeneration()
{
    m_refusal.reset();
    m_gaps.clear();
    publishTrouble();
    endedBefore(++m_generation);
}

void GroupReading::startOver()
{
    beginGeneration();
    if (!m_partitions.empty())
        assigned(m_partitions);
}

void GroupReading::rejoin(RecordSource &source)
{
    m_partitions.clear();
    beginGeneration();
    source.rejoin();
}

Error GroupReading::agedOut(const AgedOut &gap) const
{
    const QString topic = QString::fromStdString(m_stream.topic);
    if (gap.available < gap.next)
        return {
            ErrorKind::refused,
            QCoreApplication::translate(
                "rig::pipeline::GroupReading",
                "Partition %1 of topic %2 stopped: its log ends at offset %3, before the stored offset %4. "
                "The "
                "topic was made anew, or its log was cut. Look with `rigctl offsets show`, and go on with "
                "`rigctl offsets accept-gap %2 %1`: at the beginning of what is there, or with --at-end "
                "behind it.")
                .arg(gap.partition)
                .arg(topic)
                .arg(gap.available)
                .arg(gap.next),
            {}};
    return {ErrorKind::refused,
            QCoreApplication::translate("rig::pipeline::GroupReading",
                                        "Partition %1 of topic %2 stopped: the broker no longer has offsets "
                                        "%3 to %4, which were not read yet. "
                                        "Look with `rigctl offsets show`, and go on behind the gap with "
                                        "`rigctl offsets accept-gap %2 %1`.")
                .arg(gap.partition)
                .arg(topic)
                .arg(gap.next)
                .arg(gap.available - 1),
            {}};
}

void GroupReading::refuse(Error reason)
{
    note(reason);
    m_refusal = std::move(reason);
    publishTrouble();
}

void GroupReading::say(std::optional<Error> trouble)
{
    const QString before = m_trouble ? m_trouble->sentence : QString();
    const QString now = trouble ? trouble->sentence : QString();
    if (before == now && m_status.brokerThere == !trouble)
        return;
    // A broker that is away says so in other words for each connection it takes along.
    const bool isNews =
        !m_trouble || !trouble || m_trouble->kind != trouble->kind || m_trouble->setting != trouble->setting;
    if (trouble && isNews)
        note(*trouble);
    else if (trouble)
        qCDebug(m_log, "%s", qUtf8Printable(trouble->sentence));
    if (!trouble && !before.isEmpty())
        qCInfo(m_log, "Reading goes on.");
    m_trouble = std::move(trouble);
    publishTrouble();
}

void GroupReading::note(const Error &trouble) const
{
    qCWarning(m_log, "%s", qUtf8Printable(trouble.sentence));
}

/// A partition that stands still is news for as long as it does, and says nothing about the broker.
void GroupReading::publishTrouble()
{
    m_status.brokerThere = !m_trouble;
    m_status.trouble = m_trouble ? m_trouble : m_refusal;
    if (!m_status.trouble && !m_gaps.empty())
        m_status.trouble = agedOut(m_gaps.begin()->second);
    m_published.set(m_status);
}

void GroupReading::publish(const RecordSource &source)
{
    if (m_clock.steady() - m_publishedAt < 500ms && m_status.paused == m_publishedPause)
        return;
    m_publishedAt = m_clock.steady();
    m_publishedPause = m_status.paused;
    m_status.ends.clear();
    for (const StartPosition &end : source.ends())
        if (end.next)
            m_status.ends[end.partition] = *end.next;
    m_published.set(m_status);
}

} // namespace rig::pipeline
