#include "storage/keeptables.h"

#include "storage/copystream.h"
#include "storage/rollupmarks.h"
#include "storage/unknownnamerows.h"

#include <QLoggingCategory>

#include <map>
#include <set>
#include <tuple>

namespace rig::storage {

namespace {
Q_LOGGING_CATEGORY(log, "rig.keep")
}

KeepTables::KeepTables(settings::DatabaseAddress address, const Clock &clock, CrashPoint &crashPoint,
                       WaitCheck interrupted)
    : m_session(std::move(address), std::move(interrupted)),
      m_positions("keep"),
      m_partitions(clock),
      m_claims(clock),
      m_crashPoint(crashPoint)
{
}

Result<std::string> KeepTables::identity()
{
    return m_session.connection().and_then(readIdentity);
}

Result<std::vector<StartPosition>> KeepTables::positions(const StreamId &stream,
                                                         std::span<const std::int32_t> partitions)
{
    return m_session.connection().and_then(
        [&](Connection *connection) { return m_positions.read(*connection, stream, partitions); });
}

Result<KeepOutcome> KeepTables::store(const StreamId &stream, const KeepBatch &batch)
{
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    auto number = m_positions.streamNumber(**connection, stream);
    if (!number)
        return tl::unexpected(number.error());
    if (Done made = m_partitions.ensure(**connection, batch.readings); !made)
        return tl::unexpected(made.error());
    auto outcome = storeWhatIsNew(**connection, *number, stream, batch);
    if (outcome && outcome->kind == KeepOutcome::Kind::stored)
        m_claims.forgetOld(**connection, batch.readings);
    return outcome;
}

Done KeepTables::countUnknown(const std::vector<UnknownName> &names, std::uint64_t beyond)
{
    return m_session.connection().and_then(
        [&](Connection *connection) { return addUnknownNames(*connection, names, beyond); });
}

Result<KeepOutcome> KeepTables::storeWhatIsNew(Connection &connection, int number, const StreamId &stream,
                                               const KeepBatch &batch)
{
    auto outcome = storeInTransaction(connection, number, batch, {});
    if (outcome || outcome.error().kind != ErrorKind::conflict)
        return outcome;
    // Offsets that count from 0 again, or are read again by a person's decision.
    auto known = storedBefore(connection, number, batch.readings);
    if (!known)
        return tl::unexpected(known.error());
    const auto count = std::count(known->begin(), known->end(), true);
    if (count == 0)
        return outcome;
    qCWarning(
        log,
        "%td readings of topic %s are stored already, under the same partition, offset and time; they are "
        "not stored again.",
        count, stream.topic.c_str());
    return storeInTransaction(connection, number, batch, *known);
}

/// Which readings have their row already. Only asked when one of them has.
Result<std::vector<bool>> KeepTables::storedBefore(Connection &connection, int stream,
                                                   const std::vector<Reading> &readings)
{
    std::map<std::int32_t, std::pair<std::int64_t, std::int64_t>> ranges;
    for (const Reading &reading : readings) {
        auto &range = ranges.try_emplace(reading.partition, reading.offset, reading.offset).first->second;
        range = {std::min(range.first, reading.offset), std::max(range.second, reading.offset)};
    }
    // Whoever asks without a time opens the tables of all days.
    const auto [first, last] = std::ranges::minmax_element(readings, {}, &Reading::at);
    std::set<std::tuple<std::int32_t, std::int64_t, std::int64_t>> rows;
    for (const auto &[partition, range] : ranges) {
        auto found =
            connection.run("select kafka_offset, (extract(epoch from at) * 1000000)::bigint from "
                           "rig.reading where stream = $1 "
                           "and kafka_partition = $2 and kafka_offset between $3 and $4 "
                           "and at between $5::timestamptz and $6::timestamptz",
                           {std::to_string(stream), std::to_string(partition), std::to_string(range.first),
                            std::to_string(range.second), formatInstant(first->at), formatInstant(last->at)});
        if (!found)
            return tl::unexpected(found.error());
        for (int i = 0; i < found->count(); ++i)
            rows.emplace(partition, found->integer(i, 0), found->integer(i, 1));
    }
    std::vector<bool> known;
    for (const Reading &reading : readings)
        known.push_back(
            rows.contains({reading.partition, reading.offset, reading.at.time_since_epoch().count()}));
    return known;
}

Result<KeepOutcome> KeepTables::storeInTransaction(Connection &connection, int stream, const KeepBatch &batch,
                                                   const std::vector<bool> &known)
{
    m_crashPoint.passed("keep-before-begin");
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    m_crashPoint.passed("keep-after-begin");

    auto revision = connection.run("select revision from rig.plant_revision");
    if (!revision)
        return tl::unexpected(revision.error());
    if (revision->integer(0, 0) != batch.plantRevision)
        return KeepOutcome{KeepOutcome::Kind::plantMoved, {}, 0};
    m_crashPoint.passed("keep-after-revision");

    auto lost = m_positions.advance(connection, stream, batch.advances);
    if (!lost)
        return tl::unexpected(lost.error());
    if (!lost->empty())
        return KeepOutcome{KeepOutcome::Kind::fenced, std::move(*lost), 0};
#ifdef RIG_MUTANT_OFFSET_FIRST // never in the product: the oracle of tests/spine proves that it notices this
    if (auto committed = connection.runAll("commit; begin"); !committed)
        return tl::unexpected(committed.error());
#endif
    m_crashPoint.passed("keep-after-position");

    auto repeated = m_claims.claim(connection, batch.readings);
    if (!repeated)
        return tl::unexpected(repeated.error());
    for (std::size_t i = 0; i < known.size(); ++i)
        (*repeated)[i] = (*repeated)[i] || known[i];
    m_crashPoint.passed("keep-after-claims");

    if (Done copied = copyReadings(connection, stream, batch.readings, *repeated); !copied)
        return tl::unexpected(copied.error());
    if (Done marked = markForRollup(connection, batch.readings); !marked)
        return tl::unexpected(marked.error());
    m_crashPoint.passed("keep-after-readings");
    if (Done copied = copyRejections(connection, stream, batch.rejections); !copied)
        return tl::unexpected(copied.error());
    m_crashPoint.passed("keep-after-rejected");
    m_crashPoint.passed("keep-before-commit");
    if (Done committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    m_crashPoint.passed("keep-after-commit");
    const auto count = std::count(repeated->begin(), repeated->end(), true);
    return KeepOutcome{KeepOutcome::Kind::stored, {}, static_cast<std::size_t>(count)};
}

Done KeepTables::copyReadings(Connection &connection, int stream, const std::vector<Reading> &readings,
                              const std::vector<bool> &repeated)
{
    CopyStream rows;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (repeated[i])
            continue;
        const Reading &reading = readings[i];
        rows.row(12);
        rows.instant(reading.at);
        rows.int64(reading.offset);
        rows.instant(reading.receivedAt);
        rows.int32(stream);
        rows.int32(reading.partition);
        rows.int32(reading.machine);
        rows.int32(reading.layoutVersion);
        rows.int16(static_cast<std::int16_t>(reading.timeQuality));
        rows.int16(static_cast<std::int16_t>(reading.origin));
        rows.reals(reading.values);
        if (reading.valueQuality.empty())
            rows.null();
        else
            rows.smalls(std::span(reading.valueQuality));
        if (reading.ingestId.empty())
            rows.null();
        else
            rows.text(reading.ingestId);
    }
    if (rows.empty())
        return {};
    return connection
        .copyIn("copy rig.reading (at, kafka_offset, received_at, stream, kafka_partition, machine, "
                "layout_version, "
                "quality, origin, sensor_values, value_quality, ingest_id) from stdin (format binary)",
                rows.finished())
        .map([](std::int64_t) {});
}

Done KeepTables::copyRejections(Connection &connection, int stream, const std::vector<Rejection> &rejections)
{
    if (rejections.empty())
        return {};
    CopyStream rows;
    for (const Rejection &rejection : rejections) {
        rows.row(6);
        rows.int32(stream);
        rows.int32(rejection.partition);
        rows.int64(rejection.offset);
        rows.instant(rejection.receivedAt);
        rows.text(rejection.reason);
        rows.bytes(rejection.payload);
    }
    return connection
        .copyIn(
            "copy rig.rejected_message (stream, kafka_partition, kafka_offset, received_at, reason, payload) "
            "from stdin (format binary)",
            rows.finished())
        .map([](std::int64_t) {});
}

} // namespace rig::storage
