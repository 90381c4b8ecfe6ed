#pragma once

#include "domain/clock.h"
#include "domain/ports/recordsource.h"
#include "pipeline/backoff.h"
#include "pipeline/statuscell.h"

#include <functional>
#include <map>
#include <memory>
#include <stop_token>

class QLoggingCategory;

namespace rig::pipeline {

/// How a reader reaches the bus. Called on the reader's thread; both may wait a few seconds.
struct StreamBus
{
    std::function<Result<StreamId>()> identify;
    /// A member of the consumer group that belongs to this store (its identity).
    std::function<Result<std::unique_ptr<RecordSource>>(const std::string &store)> join;
    /// Every partition of the topic, without a group.
    std::function<Result<std::unique_ptr<RecordSource>>()> readAll;
};

struct PollStatus
{
    bool brokerThere = false;
    bool assigned = false;
    bool paused = false;
    std::optional<Error> trouble;
    std::map<std::int32_t, std::int64_t> ends; ///< end of the log by assigned partition
};

/// The body of a thread that reads the stream, as a rule as a member of a group: finds broker and topic,
/// joins, polls, and starts over with a new source when one is beyond repair or belongs to another cluster
/// than before. What keep and judge do differently is theirs.
/// A generation is one assignment of partitions; whatever belongs to an older one is void.
class GroupReading
{
public:
    GroupReading(const StreamBus &bus, const Clock &clock, const QLoggingCategory &log,
                 StatusCell<PollStatus> &status, std::stop_token stop);
    virtual ~GroupReading() = default;

    GroupReading(const GroupReading &) = delete;
    GroupReading &operator=(const GroupReading &) = delete;

    /// Until a stop is asked for. `identity` gives an empty text until the store is known.
    void run(const std::function<std::string()> &identity);

protected:
    /// How long a hand-over or a transaction in progress is waited for before partitions are given away.
    static constexpr milliseconds drainPatience{2000};

    /// Where to read from; none while there is nothing for us to read.
    virtual Result<std::unique_ptr<RecordSource>> open(const std::string &store) { return m_bus.join(store); }
    /// False when the opened source is not the one to read from any more.
    virtual bool stands() { return true; }
    /// Everything of generations before this one is over.
    virtual void endedBefore(std::uint64_t generation) = 0;
    /// These partitions are ours now: find out where each goes on.
    virtual void assigned(const std::vector<std::int32_t> &partitions) = 0;
    /// Where polled records go, and how long the first of them may be waited for; no value: do not poll.
    virtual std::optional<milliseconds> patience() = 0;
    virtual RecordBatch &inbox() = 0;
    virtual void polled(const StreamEvents &events) = 0;
    /// Once each round.
    virtual void work(RecordSource &source) = 0;
    /// A stop was asked for: what is in hand is handed over.
    virtual void finish() = 0;

    /// Begins a new generation without a new assignment: positions are asked for again.
    void startOver();
    /// Gives everything up and joins the group again.
    void rejoin(RecordSource &source);
    /// Why nothing of this generation is read.
    void refuse(Error reason);

    const StreamBus &bus() const { return m_bus; }
    const Clock &clock() const { return m_clock; }
    const std::stop_token &stop() const { return m_stop; }
    const StreamId &stream() const { return m_stream; }
    std::uint64_t generation() const { return m_generation; }
    PollStatus &status() { return m_status; }

private:
    bool meetBroker();
    bool isOfOurCluster(const StreamEvents &events);
    void rest();
    void consume(RecordSource &source);
    bool react(const StreamEvents &events);
    Error agedOut(const AgedOut &gap) const;
    void beginGeneration();
    /// What the way to the broker is like, every time it is known; none: nothing is wrong.
    void say(std::optional<Error> trouble);
    void note(const Error &trouble) const;
    void publishTrouble();
    void publish(const RecordSource &source);

    static constexpr std::size_t mostAtOnce = 4'000;

    const StreamBus &m_bus;
    const Clock &m_clock;
    const QLoggingCategory &m_log;
    StatusCell<PollStatus> &m_published;
    std::stop_token m_stop;
    Backoff m_backoff;
    StreamId m_stream;
    bool m_met = false;   ///< the broker told which cluster it is, and the next source is to be one of it
    bool m_doubt = false; ///< it may be another one by now
    std::chrono::nanoseconds m_nextQuestion{}; ///< whether it is, while there is trouble
    std::uint64_t m_generation = 1;
    std::vector<std::int32_t> m_partitions;
    std::optional<Error> m_trouble;         ///< of the way to the broker, now
    std::optional<Error> m_refusal;         ///< of this generation
    std::map<std::int32_t, AgedOut> m_gaps; ///< likewise, by partition
    PollStatus m_status;
    std::chrono::nanoseconds m_publishedAt{};
    bool m_publishedPause = false;
};

} // namespace rig::pipeline
