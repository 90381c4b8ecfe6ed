#include "storage/judgetables.h"

#include "storage/copystream.h"
#include "storage/findingrows.h"
#include "storage/memorycodec.h"
#include "storage/plantrows.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::storage {

namespace {

Done copyEvents(Connection &connection, int stream, const std::vector<LimitEvent> &events)
{
    if (events.empty())
        return {};
    CopyStream rows;
    for (const LimitEvent &event : events) {
        rows.row(12);
        rows.int32(event.machine);
        rows.int32(event.slot);
        rows.int16(static_cast<std::int16_t>(event.limit));
        rows.boolean(event.raised);
        rows.int64(event.occurrence);
        rows.real(event.value);
        rows.instant(event.at);
        rows.instant(event.receivedAt);
        rows.int32(stream);
        if (event.cause) {
            rows.int32(event.cause->partition);
            rows.int64(event.cause->offset);
        } else {
            rows.null();
            rows.null();
        }
        rows.boolean(event.late);
    }
    return connection
        .copyIn("copy rig.limit_event (machine, slot, limit_name, raised, occurrence, value, at, "
                "received_at, stream, "
                "kafka_partition, kafka_offset, late) from stdin (format binary)",
                rows.finished())
        .map([](std::int64_t) {});
}

/// One statement for all machines of the batch: two array parameters.
Done writeMemories(Connection &connection, const MachineMemories &memories)
{
    if (memories.empty())
        return {};
    std::vector<std::int32_t> machines;
    std::string bytes = "{";
    for (const auto &[machine, memory] : memories) {
        bytes.append(machines.empty() ? "\"\\\\x" : ",\"\\\\x");
        bytes.append(encodeMemory(memory).toHex().toStdString()).append("\"");
        machines.push_back(machine);
    }
    return connection
        .run(
            "insert into rig.judge_memory (machine, memory) select * from unnest($1::integer[], $2::bytea[]) "
            "on conflict (machine) do update set memory = excluded.memory",
            {arrayText(machines), bytes + "}"})
        .map([](const Rows &) {});
}

/// A batch of timers moves no offset; its first event tells whether it was stored.
Result<bool> holdsEvent(Connection &connection, const LimitEvent &event)
{
    return connection
        .run("select from rig.limit_event where machine = $1 and slot = $2 and limit_name = $3 and "
             "occurrence = $4 "
             "and raised = $5",
             {std::to_string(event.machine), std::to_string(event.slot),
              std::to_string(static_cast<int>(event.limit)), std::to_string(event.occurrence),
              event.raised ? "t" : "f"})
        .map([](const Rows &rows) { return !rows.empty(); });
}

Result<MachineMemories> readMemories(Connection &connection)
{
    auto rows = connection.run("select machine, encode(memory, 'hex') from rig.judge_memory");
    if (!rows)
        return tl::unexpected(rows.error());
    MachineMemories memories;
    for (int i = 0; i < rows->count(); ++i) {
        const std::string_view hex = rows->text(i, 1);
        auto memory = decodeMemory(
            QByteArray::fromHex(QByteArray::fromRawData(hex.data(), static_cast<qsizetype>(hex.size()))));
        if (!memory)
            return failure(
                ErrorKind::damaged,
                QCoreApplication::translate(
                    "rig::storage::JudgeTables",
                    "What the judge remembers of machine number %1 (table rig.judge_memory) cannot be read. "
                    "Delete that row: what stands is then taken from the machine's limit events, and its "
                    "state from its next readings.")
                    .arg(rows->integer(i, 0)));
        memories.emplace(static_cast<std::int32_t>(rows->integer(i, 0)), std::move(*memory));
    }
    return memories;
}

/// What can be told of machines whose memory a person deleted. Without it their occurrences would begin again
/// at 1, which are taken.
Done recallFromEvents(Connection &connection, MachineMemories &memories)
{
    auto rows = connection.run(
        "select distinct on (e.machine, e.slot, e.limit_name) e.machine, e.slot, e.limit_name, e.occurrence, "
        "e.raised from (select number from rig.machine except select machine from rig.judge_memory) "
        "m "
        "join rig.limit_event e on e.machine = m.number "
        "order by e.machine, e.slot, e.limit_name, e.occurrence desc, e.raised");
    if (!rows)
        return tl::unexpected(rows.error());
    for (int i = 0; i < rows->count(); ++i) {
        auto &sensors = memories[static_cast<std::int32_t>(rows->integer(i, 0))].sensors;
        const auto slot = static_cast<std::size_t>(rows->integer(i, 1));
        const auto limit = static_cast<std::size_t>(rows->integer(i, 2));
        sensors.resize(std::max(sensors.size(), slot + 1));
        sensors[slot].occurrences.at(limit) = rows->integer(i, 3);
        sensors[slot].standing.at(limit) = rows->flag(i, 4);
    }
    return {};
}

} // namespace

JudgeTables::JudgeTables(settings::DatabaseAddress address, std::string holder, CrashPoint &crashPoint,
                         WaitCheck interrupted)
    : m_session(std::move(address), std::move(interrupted)),
      m_positions("judge"),
      m_leases(std::move(holder)),
      m_crashPoint(crashPoint)
{
}

Result<std::string> JudgeTables::identity()
{
    return m_session.connection().and_then(readIdentity);
}

Result<JudgeTables::Place> JudgeTables::place(const StreamId &stream)
{
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    auto number = m_positions.streamNumber(**connection, stream);
    if (!number)
        return tl::unexpected(number.error());
    if (Done ensured = m_leases.ensure(**connection, *number); !ensured)
        return tl::unexpected(ensured.error());
    return Place{*connection, *number};
}

Result<JudgeLease> JudgeTables::lease(const StreamId &stream)
{
    return place(stream).and_then([this](Place at) { return m_leases.hold(*at.connection, at.stream); });
}

Result<JudgeLease> JudgeTables::markKeyless(const StreamId &stream)
{
    const auto at = place(stream);
    if (!at)
        return tl::unexpected(at.error());
    if (Done marked = m_leases.mark(*at->connection, at->stream); !marked)
        return tl::unexpected(marked.error());
    return m_leases.hold(*at->connection, at->stream);
}

Done JudgeTables::giveBack(const StreamId &stream)
{
    return place(stream).and_then([this](Place at) { return m_leases.giveBack(*at.connection, at.stream); });
}

Result<JudgeStart> JudgeTables::start(const StreamId &stream, std::span<const std::int32_t> partitions)
{
    const auto at = place(stream);
    if (!at)
        return tl::unexpected(at.error());
    Connection &connection = *at->connection;
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (auto set = connection.runAll("set transaction isolation level repeatable read, read only"); !set)
        return tl::unexpected(set.error());
    auto lease = m_leases.read(connection, at->stream);
    if (!lease)
        return tl::unexpected(lease.error());
    auto plant = readPlantRows(connection);
    if (!plant)
        return tl::unexpected(plant.error());
    auto positions = m_positions.read(connection, stream, partitions);
    if (!positions)
        return tl::unexpected(positions.error());
    auto memories = readMemories(connection);
    if (!memories)
        return tl::unexpected(memories.error());
    if (Done recalled = recallFromEvents(connection, *memories); !recalled)
        return tl::unexpected(recalled.error());
    auto standing = readStanding(connection);
    if (!standing)
        return tl::unexpected(standing.error());
    auto skipped = readSkipped(connection);
    if (!skipped)
        return tl::unexpected(skipped.error());
    auto judgedUpTo = readJudgedUpTo(connection);
    if (!judgedUpTo)
        return tl::unexpected(judgedUpTo.error());
    return JudgeStart{std::move(*plant),    std::move(*positions), std::move(*memories),  *lease,
                      std::move(*standing), std::move(*skipped),   std::move(*judgedUpTo)};
}

Result<JudgeOutcome> JudgeTables::store(const JudgeBatch &batch)
{
    return place(batch.stream).and_then([&](Place at) {
        return storeInTransaction(*at.connection, at.stream, batch);
    });
}

Result<JudgeOutcome> JudgeTables::storeInTransaction(Connection &connection, int stream,
                                                     const JudgeBatch &batch)
{
    m_crashPoint.passed("judge-before-begin");
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    m_crashPoint.passed("judge-after-begin");

    auto revision = connection.run("select revision from rig.plant_revision");
    if (!revision)
        return tl::unexpected(revision.error());
    if (revision->integer(0, 0) != batch.plantRevision)
        return JudgeOutcome::plantMoved;
    m_crashPoint.passed("judge-after-revision");

    const auto stands = m_leases.stands(connection, stream, batch.term);
    if (!stands)
        return tl::unexpected(stands.error());
    if (!*stands)
        return JudgeOutcome::notOurs;
    m_crashPoint.passed("judge-after-lease");

    auto lost = m_positions.advance(connection, stream, batch.advances);
    if (!lost)
        return tl::unexpected(lost.error());
    if (!lost->empty())
        return JudgeOutcome::fenced;
    m_crashPoint.passed("judge-after-position");

    if (Done copied = copyEvents(connection, stream, batch.events); !copied) {
        // An occurrence that is there already: somebody judged this machine further than we know.
        if (copied.error().kind == ErrorKind::conflict)
            return JudgeOutcome::fenced;
        return tl::unexpected(copied.error());
    }
    m_crashPoint.passed("judge-after-events");
    if (Done written = writeFindings(connection, batch.findings); !written)
        return tl::unexpected(written.error());
    if (Done written = writeScores(connection, batch.scores); !written)
        return tl::unexpected(written.error());
    if (Done written = writeSkipped(connection, batch.skipped); !written)
        return tl::unexpected(written.error());
    if (Done written = writeCaughtUp(connection, batch.caughtUp); !written)
        return tl::unexpected(written.error());
    if (Done written = writeMemories(connection, batch.memories); !written)
        return tl::unexpected(written.error());
    m_crashPoint.passed("judge-after-memories");

    m_crashPoint.passed("judge-before-commit");
    if (Done committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    m_crashPoint.passed("judge-after-commit");
    return JudgeOutcome::stored;
}

Result<bool> JudgeTables::holds(const JudgeBatch &batch)
{
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    const auto moves = [](const Advance &advance) { return advance.expected != advance.next; };
    if (std::none_of(batch.advances.begin(), batch.advances.end(), moves))
        return !batch.events.empty() ? holdsEvent(**connection, batch.events.front()) : Result<bool>(false);
    std::vector<std::int32_t> partitions;
    for (const Advance &advance : batch.advances)
        partitions.push_back(advance.partition);
    auto positions = m_positions.read(**connection, batch.stream, partitions);
    if (!positions)
        return tl::unexpected(positions.error());
    for (std::size_t i = 0; i < positions->size(); ++i)
        if ((*positions)[i].next != batch.advances[i].next)
            return false;
    return true;
}

} // namespace rig::storage
