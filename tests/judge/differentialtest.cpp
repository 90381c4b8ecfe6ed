#include "judge/memorystore.h"
#include "judge/plants.h"
#include "judge/randomreadings.h"
#include "judge/tests.h"
#include "pipeline/machinejudge.h"
#include "pipeline/partitionmerge.h"
#include "support/messages.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::Instant;
using rig::Record;
using rig::RecordBatch;
using rig::pipeline::MachineJudge;
using rig::pipeline::PartitionMerge;

namespace {

constexpr Instant start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12};

/// The log of a topic, in the order of time.
class Log
{
public:
    Log(std::uint32_t seed, int count, std::int32_t partitions, bool keyed) : m_keyed(keyed)
    {
        RandomReadings random(seed, start);
        std::mt19937 scatter(seed);
        std::vector<std::int64_t> next(static_cast<std::size_t>(partitions));
        for (int i = 0; i < count; ++i) {
            JudgedReading reading = random.next();
            const auto key = static_cast<std::uint32_t>(reading.machine[0]);
            const std::size_t partition = (keyed ? key : scatter()) % next.size();
            reading.partition = static_cast<std::int32_t>(partition);
            reading.offset = next[partition]++;
            m_payloads.push_back(rig::test::reading(reading.machine, reading.values, reading.at).payload);
            m_readings.push_back(std::move(reading));
        }
    }

    std::size_t size() const { return m_readings.size(); }
    const std::vector<JudgedReading> &readings() const { return m_readings; }

    Record record(std::size_t index, Instant receivedAt) const
    {
        Record record;
        record.partition = m_readings[index].partition;
        record.offset = m_readings[index].offset;
        record.time = m_readings[index].recordTime;
        record.receivedAt = receivedAt;
        record.keyed = m_keyed;
        record.payload = m_payloads[index];
        return record;
    }

private:
    bool m_keyed;
    std::vector<JudgedReading> m_readings;
    std::vector<std::string> m_payloads;
};

const rig::StreamId stream{"cluster", "topic"};

/// A judge that reads a log, is killed and begins again from what was stored.
class Life
{
public:
    Life(const Log &log, MemoryStore &store, bool live) : m_log(log), m_store(store), m_live(live)
    {
        begin();
    }

    void begin()
    {
        m_judge = std::make_unique<MachineJudge>("A");
        m_judge->begin(stream, m_store.start());
        m_next = 0;
        while (m_next < m_log.size() &&
               m_log.readings()[m_next].offset < m_store.next(m_log.readings()[m_next].partition))
            ++m_next;
    }

    bool atEnd() const { return m_next == m_log.size(); }

    void judgeNext()
    {
        judge(m_next);
        ++m_next;
    }
    /// As a broker may, that delivers something a second time.
    void judgeAgain(std::size_t back)
    {
        for (std::size_t i = m_next - std::min(m_next, back); i < m_next; ++i)
            judge(i);
    }
    void watch(Instant until)
    {
        for (const std::int32_t partition : {0, 1})
            m_judge->watch(partition, until, until);
    }
    void watchAtTheNewest()
    {
        if (m_next > 0)
            watch(m_log.readings()[m_next - 1].recordTime);
    }
    void store()
    {
        if (m_judge->changed())
            m_store.store(m_judge->take());
    }

private:
    void judge(std::size_t index)
    {
        m_clock =
            std::max(m_clock, m_log.readings()[index].recordTime + (m_live ? rig::milliseconds{20} : 24h));
        m_judge->judge(m_log.record(index, m_clock), m_clock);
    }

    const Log &m_log;
    MemoryStore &m_store;
    bool m_live;
    std::unique_ptr<MachineJudge> m_judge;
    std::size_t m_next = 0;
    Instant m_clock{};
};

} // namespace

/// The judge against an oracle that was written from wire.md, over random lives.
class DifferentialTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_seed = std::random_device{}();
        qInfo("seed %u", m_seed);
        m_random.seed(m_seed);
    }

    void shouldDeriveWhatTheOracleDerivesThroughRestarts_data()
    {
        QTest::addColumn<bool>("live");
        QTest::newRow("live") << true;
        QTest::newRow("catching up") << false;
    }

    void shouldDeriveWhatTheOracleDerivesThroughRestarts()
    {
        QFETCH(const bool, live);
        verifyNothingBreaks([&] { liveManyLives(live); });
    }

    void shouldDeriveTheSameWhereAProducerSetsNoKeys()
    {
        verifyNothingBreaks([&] { mergeManyLogs(); });
    }

private:
    /// A rule of the store that is broken ends the test here.
    static void verifyNothingBreaks(const std::function<void()> &test)
    {
        try {
            test();
        } catch (const std::runtime_error &broken) {
            QFAIL(broken.what());
        }
    }

    void liveManyLives(bool live)
    {
        for (std::uint32_t round = 0; round < 15; ++round) {
            const Log log(m_seed + round, 1500, 2, true);
            const rig::PlantPtr plant = plantOf(livelyPlant());
            MemoryStore store(plant, {0, 1});
            std::vector<MemoryStore> states{store};
            Life life(log, store, live);
            while (!life.atEnd())
                step(life, store, states, live);
            const Instant end = log.readings().back().recordTime + 1h;
            life.watch(end + MachineJudge::onItsWay);
            life.store();
            verify(store, log, end);
            judgeAgainFromAny(states, log, end);
        }
    }

    void mergeManyLogs()
    {
        for (std::uint32_t round = 0; round < 10; ++round) {
            const Log log(m_seed + round, 1500, 3, false);
            const rig::PlantPtr plant = plantOf(livelyPlant());
            MemoryStore store(plant, {0, 1, 2});
            MachineJudge judge("A");
            rig::JudgeStart begin = store.start();
            begin.lease = {true, true, 1};
            judge.begin(stream, begin);
            mergeInto(judge, store, log);
            verify(store, log, {});
        }
    }

    void step(Life &life, MemoryStore &store, std::vector<MemoryStore> &states, bool live)
    {
        const auto what = m_random() % 1000;
        if (what < 5)
            life.begin();
        else if (what < 15)
            life.judgeAgain(static_cast<std::size_t>(m_random() % 50));
        else if (what < 60) {
            life.store();
            if (m_random() % 8 == 0)
                states.push_back(store);
        } else if (what < 160 && live)
            life.watchAtTheNewest();
        else
            life.judgeNext();
    }

    /// Partitions come in pieces of any size, as from a consumer that is far behind.
    void mergeInto(MachineJudge &judge, MemoryStore &store, const Log &log)
    {
        std::vector<std::vector<std::size_t>> lanes(3);
        for (std::size_t i = 0; i < log.size(); ++i)
            lanes[static_cast<std::size_t>(log.readings()[i].partition)].push_back(i);
        PartitionMerge merge;
        merge.begin({0, 1, 2}, 0s);
        std::vector<std::size_t> next(3);
        std::size_t judged = 0;
        const Instant clock = log.readings().back().recordTime + 24h;
        while (judged < log.size()) {
            const std::size_t lane = m_random() % 3;
            auto records = std::make_shared<RecordBatch>();
            for (auto count = m_random() % 200; count > 0 && next[lane] < lanes[lane].size(); --count)
                records->add(log.record(lanes[lane][next[lane]++], clock));
            merge.add(records, 0s);
            if (next[lane] == lanes[lane].size())
                merge.atEnd(static_cast<std::int32_t>(lane));
            while (const auto record = merge.next(0s)) {
                judge.judge(*record, clock);
                ++judged;
            }
            if (judge.changed() && m_random() % 3 == 0)
                store.store(judge.take());
        }
        if (judge.changed())
            store.store(judge.take());
    }

    static void verify(const MemoryStore &store, const Log &log, std::optional<Instant> until)
    {
        const auto expected = expectedEvents(store.plant()->definition(), log.readings(), until);
        QVERIFY(expected.size() > 100);
        const QStringList wrong = differences(expected, store.events());
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    /// From every state that was ever stored the rest comes out the same.
    void judgeAgainFromAny(std::vector<MemoryStore> &states, const Log &log, Instant end)
    {
        while (states.size() > 6)
            states.erase(states.begin() + static_cast<std::ptrdiff_t>(m_random() % states.size()));
        for (MemoryStore &state : states) {
            Life life(log, state, false);
            while (!life.atEnd())
                life.judgeNext();
            life.watch(end + MachineJudge::onItsWay);
            life.store();
            verify(state, log, end);
        }
    }

    std::uint32_t m_seed = 0;
    std::mt19937 m_random;
};

std::unique_ptr<QObject> makeDifferentialTest()
{
    return std::make_unique<DifferentialTest>();
}

#include "differentialtest.moc"
