#include "pipeline/machinejudge.h"
#include "judge/eventwords.h"
#include "judge/plants.h"
#include "judge/tests.h"
#include "support/messages.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::Instant;
using rig::JudgeBatch;
using rig::JudgeStart;
using rig::PlantPtr;
using rig::Record;
using rig::pipeline::MachineJudge;

namespace {

constexpr Instant start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12};
const rig::StreamId stream{"cluster", "topic"};

/// A on partition 0 and B on partition 1, by what is sent.
PlantPtr twoMachines()
{
    rig::PlantDefinition plant;
    plant.sensors = {sensor("x", {{}, {}, 10, {}, 0})};
    plant.machines = {machine("A", 1, plant.sensors), machine("B", 2, plant.sensors)};
    return plantOf(std::move(plant), 17);
}

using Advances = std::vector<std::tuple<std::int32_t, std::optional<std::int64_t>, std::int64_t>>;

Advances advancesOf(const JudgeBatch &batch)
{
    Advances advances;
    for (const rig::Advance &advance : batch.advances)
        advances.emplace_back(advance.partition, advance.expected, advance.next);
    return advances;
}

} // namespace

class MachineJudgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_keyed = true;
        m_time = m_clock = start;
        m_plant = twoMachines();
        m_judge = std::make_unique<MachineJudge>("A");
        m_judge->begin(stream, {m_plant, {{0, 100}, {1, {}}}, {}});
    }

    void shouldGatherWhatBelongsIntoOneTransaction()
    {
        QVERIFY(!m_judge->changed());
        QVERIFY(judge(0, 100, "A", 11));
        QVERIFY(judge(0, 101, "A", 11));
        QVERIFY(m_judge->changed());
        QCOMPARE(m_judge->events(), std::size_t{1});
        const JudgeBatch batch = m_judge->take();
        QCOMPARE(batch.plantRevision, 17);
        QVERIFY(batch.stream == stream);
        QCOMPARE(advancesOf(batch), (Advances{{0, 100, 102}}));
        QCOMPARE(words(batch.events, *m_plant), QStringList{u"x hi raised 1"_s});
        QCOMPARE(batch.memories.size(), std::size_t{1});
        QVERIFY(batch.memories.at(1).sensors[0].standing[2]);
        QVERIFY(!m_judge->changed());
        QCOMPARE(m_judge->events(), std::size_t{0});
    }

    void shouldBuildEachBatchOnTheOneBefore()
    {
        judge(0, 100, "A", 1);
        m_judge->take();
        judge(1, 0, "B", 1);
        QCOMPARE(advancesOf(m_judge->take()), (Advances{{1, {}, 1}}));
        judge(0, 107, "A", 1); // offsets have gaps
        judge(1, 1, "B", 1);
        QCOMPARE(advancesOf(m_judge->take()), (Advances{{0, 101, 108}, {1, 1, 2}}));
    }

    void shouldPassOverWhatIsNotOursOrWasJudged()
    {
        QVERIFY(!judge(2, 0, "A", 11));
        QVERIFY(!judge(0, 99, "A", 11));
        QVERIFY(!m_judge->changed());
        judge(0, 100, "A", 11);
        QVERIFY(!judge(0, 100, "A", 1));
        QCOMPARE(words(m_judge->take().events, *m_plant), QStringList{u"x hi raised 1"_s});
    }

    void shouldMoveOnBehindWhatIsNoReading()
    {
        QVERIFY(!judgePayload(0, 100, "no reading", {}));
        QVERIFY(!judge(0, 101, "Z", 11));
        const JudgeBatch batch = m_judge->take();
        QCOMPARE(advancesOf(batch), (Advances{{0, 100, 102}}));
        QVERIFY(batch.events.empty());
        QVERIFY(batch.memories.empty());
    }

    void shouldPassOverHistory()
    {
        QVERIFY(!judgePayload(0, 100, reading("A", {{"x", 11}}).payload, "history"));
        for (const char *origin : {"replayed", "simulated", "ingest", "whatever"})
            QVERIFY(judgePayload(0, ++m_offset, reading("A", {{"x", 1}}).payload, origin));
        QVERIFY(m_judge->take().events.empty());
    }

    void shouldCallLateWhatIsJudgedHalfAMinuteAfterItsRecord()
    {
        m_clock = start + 30s;
        judge(0, 100, "A", 11);
        m_clock += 1ms;
        judge(0, 101, "A", 1);
        QCOMPARE(words(m_judge->take().events, *m_plant),
                 QStringList({u"x hi raised 1"_s, u"x hi returned 1 late"_s}));
    }

    void shouldHandOnThatAMachineIsInMaintenance()
    {
        const std::vector<rig::Maintenance> maintenance{{"A", {}, start, start + 1s, "oil"}};
        m_judge->begin(stream,
                       {*rig::Plant::make(18, m_plant->definition(), maintenance), {{0, 100}, {1, {}}}, {}});
        QVERIFY(judge(0, 100, "A", 11));
        QCOMPARE(m_judge->takeJudged().run, rig::RunState::maintenance);
        QVERIFY(judge(1, 0, "B", 11));
        QCOMPARE(m_judge->takeJudged().run, rig::RunState::unknown);
        m_time = m_clock = start + 1s;
        QVERIFY(judge(0, 101, "A", 11));
        QCOMPARE(m_judge->takeJudged().run, rig::RunState::unknown);
        QCOMPARE(words(m_judge->take().events, *m_plant),
                 QStringList({u"x hi raised 1"_s, u"x hi raised 1"_s}));
    }

    void shouldFenceWithAPartitionThatDidNotMove()
    {
        judge(0, 100, "A", 1);
        judge(1, 5, "B", 1);
        m_judge->take();
        m_judge->watch(0, start + 4001ms, start + 5s);
        const JudgeBatch batch = m_judge->take();
        QCOMPARE(advancesOf(batch), (Advances{{0, 101, 101}}));
        QCOMPARE(words(batch.events, *m_plant), QStringList{u"x stale raised 1"_s});
        QCOMPARE(batch.events[0].machine, 1); // B came from the other partition
        QVERIFY(batch.events[0].at == start + 3s);
        QVERIFY(batch.events[0].receivedAt == start + 5s);
        QCOMPARE(batch.memories.size(), std::size_t{1});
    }

    void shouldGiveAValueTimeOnItsWay()
    {
        judge(0, 100, "A", 1);
        m_judge->take();
        m_judge->watch(0, start + 4s, start + 4s);
        QVERIFY(!m_judge->changed());
        m_judge->watch(0, start + 4200ms, start + 4200ms);
        QVERIFY(m_judge->changed());
    }

    void shouldWatchAfterTheClockWasPutBack()
    {
        judge(0, 100, "A", 1);
        m_judge->watch(0, start + 1h, start + 1h);
        m_clock = start;
        m_time = start + 2s;
        judge(0, 101, "A", 1);
        m_judge->take();
        m_judge->watch(0, start + 3s, start + 3s);
        m_judge->watch(0, start + 10s, start + 10s);
        QCOMPARE(words(m_judge->take().events, *m_plant), QStringList{u"x stale raised 2"_s});
    }

    void shouldNotCallAMachineStaleBecauseOfAnothersTime()
    {
        judge(0, 100, "A", 1);
        m_time = start + 1h;
        m_clock = start + 1h;
        judge(0, 101, "B", 1); // its producer's clock is ahead, or A's record is still on its way
        QVERIFY(m_judge->take().events.empty());
    }

    void shouldWatchAMachineWhereItCameFromLast()
    {
        judge(0, 100, "A", 1);
        judge(1, 0, "A", 1);
        m_judge->take();
        m_judge->watch(0, start + 10s, start + 10s);
        QVERIFY(!m_judge->changed());
        m_judge->watch(1, start + 10s, start + 10s);
        QCOMPARE(advancesOf(m_judge->take()), (Advances{{1, 1, 1}}));
    }

    void shouldNotWatchAPartitionOfWhichNothingWasRead()
    {
        // Another cluster's partition 1 may have been its: no offset row of this one fences here.
        rig::MachineMemory memory;
        memory.partition = 1;
        memory.sensors.resize(1);
        memory.sensors[0].recordTime = start;
        m_judge->begin(stream, {m_plant, {{0, 100}, {1, {}}}, {{1, memory}}});
        m_judge->watch(1, start + 1h, start + 1h);
        QVERIFY(!m_judge->changed());
        judge(1, 7, "B", 1);
        m_judge->take();
        m_judge->watch(1, start + 2h, start + 2h);
        QCOMPARE(m_judge->take().events.size(), std::size_t{2});
    }

    void shouldReturnWhatARetiredMachineHadStanding()
    {
        judge(0, 100, "A", 11);
        const JudgeBatch batch = m_judge->take();
        rig::PlantDefinition definition = m_plant->definition();
        definition.machines[0].retired = true;
        const PlantPtr changed = plantOf(definition, 18);
        m_judge->begin(stream, {changed, {{0, 101}}, batch.memories});
        QVERIFY(!m_judge->changed());
        m_judge->watch(0, start + 1s, start + 2s);
        const JudgeBatch returned = m_judge->take();
        QCOMPARE(returned.plantRevision, 18);
        QCOMPARE(advancesOf(returned), (Advances{{0, 101, 101}}));
        QCOMPARE(words(returned.events, *changed), QStringList{u"x hi returned 1"_s});
        QVERIFY(returned.events[0].at == start);
        m_judge->begin(stream, {changed, {{0, 101}}, returned.memories});
        m_judge->watch(0, start + 1h, start + 1h);
        QVERIFY(!m_judge->changed());
    }

    void shouldLeaveARetiredMachineToWhoeverOwnsItsPartition()
    {
        judge(0, 100, "A", 11);
        const JudgeBatch batch = m_judge->take();
        rig::PlantDefinition definition = m_plant->definition();
        definition.machines[0].retired = true;
        m_judge->begin(stream, {plantOf(definition, 18), {{1, 3}}, batch.memories});
        m_judge->watch(1, start + 1h, start + 1h);
        m_judge->watch(0, start + 1h, start + 1h);
        QVERIFY(!m_judge->changed());
    }

    void shouldStopBeforeAReadingWithoutAKeyUntilTheStreamIsMarked()
    {
        QVERIFY(judge(0, 100, "A", 1));
        m_keyed = false;
        QVERIFY(!judge(0, 101, "A", 11));
        QVERIFY(m_judge->keysAreMissing());
        const JudgeBatch before = m_judge->take();
        QCOMPARE(advancesOf(before), (Advances{{0, 100, 101}}));
        QVERIFY(before.events.empty());
        m_judge->begin(stream, {m_plant, {{0, 101}, {1, {}}}, before.memories, {true, true, 5}});
        QVERIFY(!m_judge->keysAreMissing());
        QVERIFY(judge(0, 101, "A", 11));
        QVERIFY(judge(1, 0, "A", 9));
        const JudgeBatch after = m_judge->take();
        QCOMPARE(after.term, 5);
        QCOMPARE(words(after.events, *m_plant), (QStringList{u"x hi raised 1"_s, u"x hi returned 1"_s}));
    }

    void shouldNotMindAKeylessMessageThatIsNotJudged()
    {
        m_keyed = false;
        QVERIFY(!judgePayload(0, 100, "no reading", {}));
        QVERIFY(!judgePayload(0, 101, reading("A", {{"x", 11}}).payload, "history"));
        QVERIFY(!m_judge->keysAreMissing());
        QCOMPARE(advancesOf(m_judge->take()), (Advances{{0, 100, 102}}));
    }

    void shouldForgetWhatItHadWhenItBeginsAgain()
    {
        judge(0, 100, "A", 11);
        m_judge->begin(stream, {m_plant, {{0, 100}}, {}});
        QVERIFY(!m_judge->changed());
        judge(0, 100, "A", 11);
        QCOMPARE(words(m_judge->take().events, *m_plant), QStringList{u"x hi raised 1"_s});
    }

private:
    bool judgePayload(std::int32_t partition, std::int64_t offset, const std::string &payload,
                      std::string_view origin)
    {
        m_offset = offset;
        Record record;
        record.partition = partition;
        record.offset = offset;
        record.time = m_time;
        record.receivedAt = std::max(m_time, m_clock);
        record.payload = payload;
        record.origin = origin;
        record.keyed = m_keyed;
        return m_judge->judge(record, m_clock);
    }

    bool judge(std::int32_t partition, std::int64_t offset, const std::string &machine, double value)
    {
        return judgePayload(partition, offset, reading(machine, {{"x", value}}).payload, {});
    }

    PlantPtr m_plant;
    std::unique_ptr<MachineJudge> m_judge;
    bool m_keyed = true;
    Instant m_time = start;  ///< of the records
    Instant m_clock = start; ///< when they are judged
    std::int64_t m_offset = 0;
};

std::unique_ptr<QObject> makeMachineJudgeTest()
{
    return std::make_unique<MachineJudgeTest>();
}

#include "machinejudgetest.moc"
