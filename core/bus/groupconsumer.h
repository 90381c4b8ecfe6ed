#pragma once

#include "bus/connectiontrouble.h"
#include "domain/clock.h"
#include "domain/ports/recordsource.h"

#include <map>
#include <span>

namespace rig::bus {

class ClientSetup;

/// The member of a group behind `joinGroup`. One thread owns it; the library's own threads never come in
/// here, its callbacks run inside `poll`.
///
/// The group's assignment is accepted at once, but with nothing to fetch: fetching begins when `start` has
/// given positions. So an answer that takes minutes, because the database is away, never holds up the other
/// members. Every change of what is fetched (start, pause, a partition that stops) is one new assignment from
/// the positions after the last record handed out, which can neither skip nor repeat.
class GroupConsumer final : public RecordSource
{
    Q_DECLARE_TR_FUNCTIONS(rig::bus::GroupConsumer)

public:
    GroupConsumer(const settings::BusSettings &settings, const Clock &clock);

    /// Before the client is made; it keeps our address.
    void receiveCallbacksOf(ClientSetup &setup);
    Done join(Client client);
    /// Instead of `join`: every partition of the topic, without a group. `fromEnd` begins behind what is
    /// there, at once; else `start` gives the positions.
    void readAll(Client client, bool fromEnd);

    StreamEvents poll(RecordBatch &into, std::size_t most, milliseconds patience) override;
    Done start(std::span<const StartPosition> positions) override;
    void pause() override;
    void resume() override;
    void rejoin() override;
    std::vector<StartPosition> ends() const override;

private:
    enum class Phase
    {
        idle, ///< no position yet
        reading,
        doubtful, ///< the broker does not have our offset: ask what it has
        resting,  ///< reading failed; try again when due
        gone,     ///< reported as aged out
    };

    struct Partition
    {
        Phase phase = Phase::idle;
        /// After the last record handed out, or where it began; none: the beginning.
        std::optional<std::int64_t> next;
        std::chrono::nanoseconds due{0}; ///< of doubtful and resting, on the steady clock
        bool atEnd = false;              ///< read to the end, and nothing came since
    };

    static void onRebalance(rd_kafka_t *, rd_kafka_resp_err_t, rd_kafka_topic_partition_list_t *, void *data);
    static void onError(rd_kafka_t *, int code, const char *detail, void *data);

    Done subscribe();
    void findPartitions();
    bool placeAtEnd(std::span<const std::int32_t> partitions);
    void takeAssignment(const rd_kafka_topic_partition_list_t &assigned);
    void takeRevocation();
    void fetchFromPositions();

    void takeRecord(const rd_kafka_message_t &message, RecordBatch &into);
    void takeError(const rd_kafka_message_t &message);
    void stop(std::int32_t partition, Phase phase, std::chrono::nanoseconds delay);
    Error missingTopic() const;
    void endForGood();

    bool attend();
    bool settle(std::int32_t number, Partition &partition);
    bool askWhetherBack();
    void flowing();
    void keepFetching();

    const std::string m_topic;
    const BrokerErrors m_errors;
    const Clock &m_clock;

    std::map<std::int32_t, Partition> m_partitions;
    StreamEvents m_events;
    std::optional<Error> m_trouble;
    bool m_troubleIsConnection = false; ///< so an answer of the broker ends it
    ConnectionTrouble m_connection{m_errors};
    std::chrono::nanoseconds m_nextQuestion{0};
    std::chrono::nanoseconds m_nextLook{0}; ///< for partitions, without a group
    bool m_paused = false;
    bool m_over = false;
    bool m_alone = false; ///< without a group
    bool m_fromEnd = false;

    std::chrono::nanoseconds m_nextWaking{0};
    std::size_t m_sinceWaking = 0; ///< records
    Client m_client;               ///< last: its end may still call back
    Queue m_queue;                 ///< of the client: what was fetched and not yet polled
};

} // namespace rig::bus
