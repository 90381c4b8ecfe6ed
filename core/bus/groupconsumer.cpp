#include "bus/groupconsumer.h"

#include "bus/clientsetup.h"
#include "bus/endsquery.h"
#include "bus/partitionsquery.h"
#include "bus/recordfrom.h"

#include <algorithm>
#include <utility>

namespace rig::bus {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t batchBytes = 16'777'216; ///< a poll ends here whatever `most` says
constexpr milliseconds questionPatience = 500ms;
constexpr auto questionInterval = 1s;
constexpr auto restAfterError = 5s;
/// A queue this short is emptied by the next poll.
constexpr std::size_t fewInQueue = 5'000;
constexpr auto wakingInterval = 100ms;
/// Records that are too few to have filled a queue.
constexpr std::size_t muchRead = 1'000;
constexpr auto lookInterval = 5s; ///< for partitions that were added

} // namespace

GroupConsumer::GroupConsumer(const settings::BusSettings &settings, const Clock &clock)
    : m_topic(settings.topic), m_errors(settings), m_clock(clock)
{
}

void GroupConsumer::receiveCallbacksOf(ClientSetup &setup)
{
    setup.setOwner(this);
    rd_kafka_conf_set_rebalance_cb(setup.configuration(), onRebalance);
    rd_kafka_conf_set_error_cb(setup.configuration(), onError);
}

Done GroupConsumer::join(Client client)
{
    m_client = std::move(client);
    rd_kafka_poll_set_consumer(m_client.get()); // so that `poll` hears of lost connections, too
    m_queue.reset(rd_kafka_queue_get_consumer(m_client.get()));
    return subscribe();
}

void GroupConsumer::readAll(Client client, bool fromEnd)
{
    m_client = std::move(client);
    m_alone = true;
    m_fromEnd = fromEnd;
    rd_kafka_poll_set_consumer(m_client.get());
    m_queue.reset(rd_kafka_queue_get_consumer(m_client.get()));
}

/// Without a group nobody tells which partitions there are, nor that there are more: the topic's metadata do.
void GroupConsumer::findPartitions()
{
    const auto now = m_clock.steady();
    const bool first = m_partitions.empty();
    if (now < m_nextLook || (!first && m_trouble))
        return;
    m_nextLook = now + (first ? questionInterval : lookInterval);
    auto partitions = queryPartitions(m_client.get(), m_topic, questionPatience);
    if (!partitions) {
        if (first)
            m_trouble = partitions.error() == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART
                            ? missingTopic()
                            : m_errors.translate(partitions.error(), nullptr);
        return;
    }
    std::erase_if(*partitions, [this](std::int32_t number) { return m_partitions.contains(number); });
    if (partitions->empty())
        return;
    // What a partition that is added later has from its beginning on came since we looked.
    if (m_fromEnd && first && !placeAtEnd(*partitions))
        return;
    for (const std::int32_t number : *partitions)
        m_partitions[number].phase = Phase::reading;
    for (auto &[number, partition] : m_partitions) {
        if (!m_fromEnd)
            partition = {}; // who gives the positions gives all of them anew
        m_events.assigned.push_back(number);
    }
    m_events.reassigned = true;
    if (first)
        m_trouble.reset();
    m_nextLook = now + lookInterval;
    fetchFromPositions();
}

/// The end as it is now, as a number: a partition without records would begin at its new end with every
/// change of what is fetched, and pass over what came meanwhile.
bool GroupConsumer::placeAtEnd(std::span<const std::int32_t> partitions)
{
    const auto ends = queryEnds(m_client.get(), m_topic, partitions, questionPatience);
    if (!ends) {
        m_trouble = m_errors.translate(ends.error(), nullptr);
        return false;
    }
    for (const PartitionEnds &end : *ends)
        m_partitions[end.partition].next = end.high;
    return true;
}

Done GroupConsumer::subscribe()
{
    const PartitionList topics = makePartitionList(1);
    rd_kafka_topic_partition_list_add(topics.get(), m_topic.c_str(), RD_KAFKA_PARTITION_UA);
    if (const auto error = rd_kafka_subscribe(m_client.get(), topics.get()))
        return tl::unexpected(m_errors.translate(error, nullptr));
    return {};
}

StreamEvents GroupConsumer::poll(RecordBatch &into, std::size_t most, milliseconds patience)
{
    if (m_alone)
        findPartitions();
    int wait = attend() ? 0 : static_cast<int>(patience.count());
    const std::size_t before = into.size();
    const std::size_t enough = before + most;
    const std::size_t enoughBytes = into.bytes() + batchBytes;
    while (into.size() < enough && into.bytes() < enoughBytes) {
        const Message message(rd_kafka_consumer_poll(m_client.get(), wait));
        if (!message)
            break;
        wait = 0;
        if (message->err)
            takeError(*message);
        else
            takeRecord(*message, into);
    }
    m_sinceWaking += into.size() - before;
    keepFetching();
    m_events.trouble = m_trouble;
    m_events.askable = m_trouble && !m_troubleIsConnection;
    m_events.over = m_over;
    return std::exchange(m_events, {});
}

Done GroupConsumer::start(std::span<const StartPosition> positions)
{
    for (const StartPosition &position : positions) {
        if (!m_partitions.contains(position.partition))
            return failure(ErrorKind::conflict, tr("Partition %1 of topic %2 is not assigned to us any more.")
                                                    .arg(position.partition)
                                                    .arg(m_errors.topic()));
        // The library gives negative offsets meanings of their own, the end of the log among them.
        if (position.next && *position.next < 0)
            return failure(ErrorKind::damaged,
                           tr("The stored offset %1 of partition %2 of topic %3 is no offset.")
                               .arg(*position.next)
                               .arg(position.partition)
                               .arg(m_errors.topic()));
    }
    for (const StartPosition &position : positions)
        m_partitions[position.partition] = {Phase::reading, position.next};
    fetchFromPositions();
    return {};
}

void GroupConsumer::pause()
{
    if (!std::exchange(m_paused, true))
        fetchFromPositions();
}

void GroupConsumer::resume()
{
    if (std::exchange(m_paused, false))
        fetchFromPositions();
}

void GroupConsumer::rejoin()
{
    m_partitions.clear();
    if (m_alone) {
        m_nextLook = {};
        rd_kafka_assign(m_client.get(), makePartitionList(0).get());
        return;
    }
    if (Done subscribed = subscribe(); !subscribed)
        m_trouble = subscribed.error();
}

std::vector<StartPosition> GroupConsumer::ends() const
{
    std::vector<StartPosition> ends;
    for (const auto &[number, partition] : m_partitions) {
        std::int64_t low = RD_KAFKA_OFFSET_INVALID;
        std::int64_t high = RD_KAFKA_OFFSET_INVALID;
        rd_kafka_get_watermark_offsets(m_client.get(), m_topic.c_str(), number, &low, &high);
        if (high >= 0)
            ends.push_back({number, high});
    }
    return ends;
}

void GroupConsumer::onRebalance(rd_kafka_t *client, rd_kafka_resp_err_t what,
                                rd_kafka_topic_partition_list_t *partitions, void *data)
{
    auto &consumer = *static_cast<GroupConsumer *>(static_cast<CallbackData *>(data)->owner);
    if (what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS)
        consumer.takeAssignment(*partitions);
    else
        consumer.takeRevocation();
    rd_kafka_yield(client);
}

void GroupConsumer::takeAssignment(const rd_kafka_topic_partition_list_t &assigned)
{
    m_partitions.clear();
    m_events.assigned.clear();
    for (const auto &one : std::span(assigned.elems, static_cast<std::size_t>(assigned.cnt))) {
        m_partitions.emplace(one.partition, Partition());
        m_events.assigned.push_back(one.partition);
    }
    m_events.reassigned = true;
    m_trouble.reset();
    rd_kafka_assign(m_client.get(), makePartitionList(0).get());
}

void GroupConsumer::takeRevocation()
{
    m_partitions.clear();
    m_events.assigned.clear();
    m_events.reassigned = false;
    m_events.revoked = true;
    rd_kafka_assign(m_client.get(), nullptr);
}

void GroupConsumer::fetchFromPositions()
{
    // While the group is choosing, there is nothing to change and its own steps must not be disturbed.
    if (m_partitions.empty())
        return;
    const PartitionList list = makePartitionList(static_cast<int>(m_partitions.size()));
    for (const auto &[number, partition] : m_partitions)
        if (partition.phase == Phase::reading && !m_paused)
            rd_kafka_topic_partition_list_add(list.get(), m_topic.c_str(), number)->offset =
                partition.next.value_or(RD_KAFKA_OFFSET_BEGINNING);
    if (rd_kafka_assign(m_client.get(), list.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
        endForGood();
}

void GroupConsumer::takeRecord(const rd_kafka_message_t &message, RecordBatch &into)
{
    const auto found = m_partitions.find(message.partition);
    if (found == m_partitions.end() || found->second.phase != Phase::reading)
        return; // given up since; whoever reads it next begins at its stored offset
    into.add(recordFrom(message, m_clock.now()));
    found->second.next = message.offset + 1;
    found->second.atEnd = false;
    flowing();
}

void GroupConsumer::takeError(const rd_kafka_message_t &message)
{
    switch (message.err) {
    case RD_KAFKA_RESP_ERR__PARTITION_EOF:
        m_events.atEnd.push_back(message.partition);
        if (const auto found = m_partitions.find(message.partition); found != m_partitions.end())
            found->second.atEnd = true;
        return flowing();
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
        return stop(message.partition, Phase::doubtful, 0s);
    case RD_KAFKA_RESP_ERR__FATAL:
        return endForGood();
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
        m_trouble = missingTopic();
        break;
    default:
        m_trouble = m_errors.translate(message.err, rd_kafka_message_errstr(&message));
    }
    m_troubleIsConnection = false;
    // After damaged records the library goes on behind them. We go back to them instead, again and again.
    // An error without a topic is the group's; one of the whole topic names partition 0, which may rest.
    if (message.rkt)
        stop(message.partition, Phase::resting, restAfterError);
}

Error GroupConsumer::missingTopic() const
{
    return {ErrorKind::unavailable,
            tr("Waiting for topic %1 on %2. Create it there, start a producer that does, or change %3.")
                .arg(m_errors.topic(), m_errors.servers(), m_errors.names().topic),
            m_errors.names().topic};
}

void GroupConsumer::onError(rd_kafka_t *client, int code, const char *detail, void *data)
{
    auto &[owner, certificateFault] = *static_cast<CallbackData *>(data);
    auto &consumer = *static_cast<GroupConsumer *>(owner);
    const auto error = static_cast<rd_kafka_resp_err_t>(code);
    rd_kafka_yield(client);
    if (error == RD_KAFKA_RESP_ERR__FATAL)
        return consumer.endForGood();
    consumer.m_events.interrupted = true;
    // It follows the errors of the single brokers, which say why.
    if (error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN && consumer.m_trouble)
        return;
    if (!consumer.m_trouble)
        consumer.m_connection.clear();
    consumer.m_connection.hear(error, detail, certificateFault, consumer.m_clock.steady());
    consumer.m_trouble = consumer.m_connection.known();
    consumer.m_troubleIsConnection = true;
}

void GroupConsumer::stop(std::int32_t number, Phase phase, std::chrono::nanoseconds delay)
{
    const auto found = m_partitions.find(number);
    if (found == m_partitions.end() || found->second.phase != Phase::reading)
        return;
    found->second.phase = phase;
    found->second.due = m_clock.steady() + delay;
    fetchFromPositions();
}

void GroupConsumer::endForGood()
{
    m_over = true;
    m_trouble = m_errors.fatal(m_client.get());
    m_troubleIsConnection = false;
}

/// What the library does not do by itself, one thing a time. True when the broker was asked, which takes
/// time.
bool GroupConsumer::attend()
{
    const auto now = m_clock.steady();
    for (auto &[number, partition] : m_partitions)
        if ((partition.phase == Phase::doubtful || partition.phase == Phase::resting) && partition.due <= now)
            return settle(number, partition);
    if (!m_trouble || !m_troubleIsConnection || now < m_nextQuestion)
        return false;
    m_nextQuestion = now + questionInterval;
    return askWhetherBack();
}

bool GroupConsumer::settle(std::int32_t number, Partition &partition)
{
    if (partition.phase == Phase::resting) {
        partition.phase = Phase::reading;
        fetchFromPositions();
        return false;
    }
    partition.due = m_clock.steady() + questionInterval;
    const auto answer = queryEnds(m_client.get(), m_topic, std::span(&number, 1), questionPatience);
    if (!answer) {
        m_trouble = m_errors.translate(answer.error(), nullptr);
        return true;
    }
    const auto [_, low, high] = answer->front();
    const bool lost = partition.next && (*partition.next < low || *partition.next > high);
    partition.phase = lost && !m_fromEnd ? Phase::gone : Phase::resting;
    if (partition.phase == Phase::gone)
        m_events.agedOut.push_back({number, *partition.next, *partition.next < low ? low : high});
    else if (lost)
        partition.next = high; // who reads from the end wants what comes, not what is gone
    return true;
}

/// On a quiet topic nothing else tells that a lost broker has returned.
bool GroupConsumer::askWhetherBack()
{
    const std::int32_t any = m_partitions.empty() ? 0 : m_partitions.begin()->first;
    if (queryEnds(m_client.get(), m_topic, std::span(&any, 1), questionPatience))
        m_trouble.reset();
    return true;
}

void GroupConsumer::flowing()
{
    const auto held = [](const auto &entry) { return entry.second.phase == Phase::resting; };
    if (m_trouble && std::ranges::none_of(m_partitions, held))
        m_trouble.reset();
}

/// Where much is read at once, the queue is full at first and then empty until the library looks again.
void GroupConsumer::keepFetching()
{
    const auto now = m_clock.steady();
    if (m_sinceWaking < muchRead || now < m_nextWaking || rd_kafka_queue_length(m_queue.get()) > fewInQueue)
        return;
    std::vector<std::int32_t> unfinished;
    for (const auto &[number, partition] : m_partitions)
        if (partition.phase == Phase::reading && !partition.atEnd)
            unfinished.push_back(number);
    if (!unfinished.empty())
        wakeLeaders(m_client.get(), m_topic, unfinished, questionPatience);
    m_nextWaking = m_clock.steady() + wakingInterval;
    m_sinceWaking = 0;
}

} // namespace rig::bus
