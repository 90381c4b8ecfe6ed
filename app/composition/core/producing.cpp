#include "composition/core/producing.h"

#include "bus/admin.h"
#include "bus/producer.h"
#include "storage/storefacts.h"

namespace rig::composition {

using namespace std::chrono_literals;

namespace {

Result<std::vector<local::PartitionProgress>> progressOf(const settings::BusSettings &bus,
                                                         const std::function<Result<StoredOffsets>()> &stored)
{
    const auto ends = bus::ends(bus, 2s);
    if (!ends)
        return tl::unexpected(ends.error());
    const auto next = stored();
    if (!next)
        return tl::unexpected(next.error());
    std::vector<local::PartitionProgress> partitions;
    for (const bus::PartitionEnds &end : *ends) {
        const auto position = next->find(end.partition);
        partitions.push_back({end.high, position == next->end() ? 0 : position->second});
    }
    return partitions;
}

/// Keep's offsets, as the database has them; connects when it is asked first.
class StoredInDatabase
{
public:
    StoredInDatabase(Database database, StreamId stream)
        : m_database(std::move(database)), m_stream(std::move(stream))
    {
    }

    Result<StoredOffsets> operator()()
    {
        if (!m_connection || !m_connection->alive()) {
            auto opened = storage::Connection::open(m_database.app);
            if (!opened)
                return tl::unexpected(opened.error());
            m_connection = std::move(*opened);
        }
        const auto offsets = storage::readOffsets(*m_connection, m_stream);
        if (!offsets)
            return tl::unexpected(offsets.error());
        StoredOffsets stored;
        for (const storage::StoredOffset &offset : *offsets)
            if (offset.reader == "keep")
                stored[offset.partition] = offset.next;
        return stored;
    }

private:
    Database m_database;
    StreamId m_stream;
    std::shared_ptr<storage::Connection> m_connection;
};

/// The database that the in-process broker's program stores in; its private one before any of ours.
Result<Database> databaseBehind(const ServerChoice &choice)
{
    return choice.offer->database.url.empty() ? choice.database() : privateDatabaseOf(choice.offer->database);
}

} // namespace

std::unique_ptr<local::HeldBackSink> holdBack(std::unique_ptr<RecordSink> sink,
                                              const settings::BusSettings &bus,
                                              std::function<Result<StoredOffsets>()> stored,
                                              const Clock &clock)
{
    return std::make_unique<local::HeldBackSink>(
        std::move(sink), [bus, stored = std::move(stored)] { return progressOf(bus, stored); }, clock);
}

Result<std::unique_ptr<RecordSink>> openProducer(const ServerChoice &choice, const Clock &clock)
{
    if (Done there = choice.requireBroker(); !there)
        return tl::unexpected(there.error());
    const settings::BusSettings &bus = choice.settings.bus;
    const auto inProcess = choice.inProcess(); // which has its topic, and cannot be asked to make any
    if (Done there = inProcess ? Done() : bus::ensureTopic(bus); !there)
        return tl::unexpected(there.error());
    auto sink = bus::openSink(bus);
    if (!sink || !inProcess)
        return sink;
    auto database = databaseBehind(choice);
    if (!database)
        return tl::unexpected(database.error());
    return holdBack(std::move(*sink), bus, StoredInDatabase(std::move(*database), *inProcess), clock);
}

} // namespace rig::composition
