#include "storage/storedreadings.h"

namespace rig::storage {

namespace {

Parameters parametersOf(const StreamId &stream, const OffsetRange &range)
{
    return {stream.cluster, stream.topic, std::to_string(range.partition), std::to_string(range.from),
            std::to_string(range.to)};
}

} // namespace

Result<std::int64_t> countReadings(Connection &connection, const StreamId &stream, const OffsetRange &range,
                                   const std::string &machine, Origin origin)
{
    Parameters parameters = parametersOf(stream, range);
    parameters.emplace_back(machine);
    parameters.emplace_back(std::to_string(static_cast<int>(origin)));
    return connection
        .run("select count(*) from rig.reading r join rig.stream s on s.number = r.stream "
             "join rig.machine m on m.number = r.machine where s.cluster = $1 and s.topic = $2 "
             "and r.kafka_partition = $3 and r.kafka_offset >= $4 and r.kafka_offset < $5 "
             "and m.id = $6 and r.origin = $7",
             parameters)
        .map([](const Rows &rows) { return rows.integer(0, 0); });
}

Result<std::string> firstRejection(Connection &connection, const StreamId &stream, const OffsetRange &range)
{
    return connection
        .run("select x.reason from rig.rejected_message x join rig.stream s on s.number = x.stream "
             "where s.cluster = $1 and s.topic = $2 and x.kafka_partition = $3 and x.kafka_offset >= $4 "
             "and x.kafka_offset < $5 order by x.kafka_offset limit 1",
             parametersOf(stream, range))
        .map([](const Rows &rows) { return rows.empty() ? std::string() : std::string(rows.text(0, 0)); });
}

} // namespace rig::storage
