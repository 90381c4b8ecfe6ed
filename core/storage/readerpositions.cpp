#include "storage/readerpositions.h"

#include <algorithm>

namespace rig::storage {

ReaderPositions::ReaderPositions(std::string reader) : m_reader(std::move(reader)) {}

Result<int> ReaderPositions::streamNumber(Connection &connection, const StreamId &stream)
{
    if (m_number && m_stream == stream)
        return *m_number;
    auto made =
        connection.run("insert into rig.stream (cluster, topic) select $1, $2 where not exists "
                       "(select from rig.stream where cluster = $1 and topic = $2) on conflict do nothing",
                       {stream.cluster, stream.topic});
    if (!made)
        return tl::unexpected(made.error());
    auto number = connection.run("select number from rig.stream where cluster = $1 and topic = $2",
                                 {stream.cluster, stream.topic});
    if (!number)
        return tl::unexpected(number.error());
    m_stream = stream;
    m_number = static_cast<int>(number->integer(0, 0));
    return *m_number;
}

Result<std::vector<StartPosition>> ReaderPositions::read(Connection &connection, const StreamId &stream,
                                                         std::span<const std::int32_t> partitions)
{
    auto number = streamNumber(connection, stream);
    if (!number)
        return tl::unexpected(number.error());
    auto rows =
        connection.run("select kafka_partition, next_offset from rig.reader_position where reader = $1 and "
                       "stream = $2 and kafka_partition = any ($3::integer[])",
                       {m_reader, std::to_string(*number), arrayText(partitions)});
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<StartPosition> positions;
    for (const std::int32_t partition : partitions) {
        StartPosition position{partition, {}};
        for (int i = 0; i < rows->count(); ++i)
            if (rows->integer(i, 0) == partition)
                position.next = rows->integer(i, 1);
        positions.push_back(position);
    }
    return positions;
}

Result<std::vector<std::int32_t>> ReaderPositions::advance(Connection &connection, int stream,
                                                           const std::vector<Advance> &advances) const
{
    // Always in the order of the partitions, so that two instances wait for one another instead of
    // deadlocking.
    std::vector<Advance> ordered = advances;
    std::sort(ordered.begin(), ordered.end(),
              [](const Advance &a, const Advance &b) { return a.partition < b.partition; });
    std::vector<std::int32_t> lost;
    for (const Advance &move : ordered) {
        Parameters parameters{m_reader, std::to_string(stream), std::to_string(move.partition),
                              std::to_string(move.next)};
        const char *sql = "insert into rig.reader_position (reader, stream, kafka_partition, next_offset) "
                          "values ($1, $2, $3, $4) on conflict do nothing";
        if (move.expected) {
            parameters.emplace_back(std::to_string(*move.expected));
            sql = "update rig.reader_position set next_offset = $4 where reader = $1 and stream = $2 and "
                  "kafka_partition = $3 and next_offset = $5";
        }
        auto moved = connection.run(sql, parameters);
        if (!moved)
            return tl::unexpected(moved.error());
        if (moved->touched() == 0)
            lost.push_back(move.partition);
    }
    return lost;
}

} // namespace rig::storage
