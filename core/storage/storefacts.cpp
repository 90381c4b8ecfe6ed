#include "storage/storefacts.h"

#include "storage/audittable.h"
#include "storage/unknownnamerows.h"

namespace rig::storage {

namespace {
/// As many unknown names are told by name.
constexpr std::size_t namesShown = 20;
} // namespace

Result<StoreFacts> readFacts(Connection &connection)
{
    const auto rows = connection.run("select (select id from rig.store), current_user, "
                                     "(select revision from rig.plant_revision), "
                                     "(select count(*) from rig.machine where not retired), "
                                     "(select count(*) from rig.sensor where not retired), "
                                     "(select count(*) from rig.rejected_message), "
                                     "(select count(*) from rig.machine_score where at > now() - interval '1 "
                                     "minute'), (select count(*) from rig.finding where ended is null), "
                                     "(select count(*) from rig.skipped_span)");
    if (!rows)
        return tl::unexpected(rows.error());
    const auto isProtected = AuditTable(connection).isProtected();
    if (!isProtected)
        return tl::unexpected(isProtected.error());
    auto unknownNames = readUnknownNames(connection, namesShown);
    if (!unknownNames)
        return tl::unexpected(unknownNames.error());
    return StoreFacts{std::string(rows->text(0, 0)), std::string(rows->text(0, 1)), *isProtected,
                      rows->integer(0, 2),           rows->integer(0, 3),           rows->integer(0, 4),
                      rows->integer(0, 5),           rows->integer(0, 6),           rows->integer(0, 7),
                      rows->integer(0, 8),           std::move(*unknownNames)};
}

Result<std::vector<StoredOffset>> readOffsets(Connection &connection, const StreamId &stream)
{
    const auto rows = connection.run(
        "select p.reader, p.kafka_partition, p.next_offset from rig.reader_position p "
        "join rig.stream s on s.number = p.stream where s.cluster = $1 and s.topic = $2 order by 1, 2",
        {stream.cluster, stream.topic});
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<StoredOffset> offsets;
    for (int i = 0; i < rows->count(); ++i)
        offsets.push_back({std::string(rows->text(i, 0)), static_cast<std::int32_t>(rows->integer(i, 1)),
                           rows->integer(i, 2)});
    return offsets;
}

Result<std::optional<KeylessFacts>> readKeyless(Connection &connection, const StreamId &stream)
{
    const auto rows =
        connection.run("select holder, held_until > clock_timestamp() from rig.judge_lease l "
                       "join rig.stream s on s.number = l.stream where s.cluster = $1 and s.topic = $2 "
                       "and keyless_since is not null",
                       {stream.cluster, stream.topic});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::nullopt;
    KeylessFacts facts;
    if (rows->flag(0, 1))
        facts.holder = rows->text(0, 0);
    return facts;
}

} // namespace rig::storage
