#include "pipeline/partitionmerge.h"
#include "judge/tests.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using rig::Instant;
using rig::Record;
using rig::RecordBatch;
using rig::pipeline::PartitionMerge;

namespace {

struct Place
{
    std::int32_t partition;
    std::int64_t offset;
    int time = 0; ///< seconds; below 0: the record has none
    std::size_t bytes = 1;
};

std::shared_ptr<const RecordBatch> batch(const std::vector<Place> &places)
{
    auto records = std::make_shared<RecordBatch>();
    for (const Place &place : places) {
        const std::string payload(place.bytes, 'x');
        Record record;
        record.partition = place.partition;
        record.offset = place.offset;
        if (place.time >= 0)
            record.time = Instant(std::chrono::seconds{place.time});
        record.payload = payload;
        records->add(record);
    }
    return records;
}

/// `0:5` is offset 5 of partition 0.
QStringList taken(PartitionMerge &merge, std::chrono::nanoseconds now = 0s)
{
    QStringList places;
    while (const auto record = merge.next(now))
        places.append(u"%1:%2"_s.arg(record->partition).arg(record->offset));
    return places;
}

PartitionMerge mergeOf(const std::vector<std::int32_t> &partitions)
{
    PartitionMerge merge;
    merge.begin(partitions, 0s);
    return merge;
}

} // namespace

class PartitionMergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldOrderByTheRecordsTimes()
    {
        PartitionMerge merge = mergeOf({0, 1});
        merge.add(batch({{0, 0, 1}, {0, 1, 4}, {0, 2, 5}}), 0s);
        merge.add(batch({{1, 0, 2}, {1, 1, 3}, {1, 2, 9}}), 0s);
        merge.atEnd(0);
        merge.atEnd(1);
        QCOMPARE(taken(merge), (QStringList{u"0:0"_s, u"1:0"_s, u"1:1"_s, u"0:1"_s, u"0:2"_s, u"1:2"_s}));
    }

    void shouldWaitForAPartitionThatMayHaveEarlierOnes()
    {
        PartitionMerge merge = mergeOf({0, 1});
        merge.add(batch({{0, 0, 5}}), 0s);
        QCOMPARE(taken(merge), QStringList());
        QVERIFY(!merge.caughtUp(0s));
        QVERIFY(merge.knows(0));
        QVERIFY(!merge.knows(1));
        merge.add(batch({{1, 7, 4}}), 0s);
        QCOMPARE(taken(merge), QStringList{u"1:7"_s});
    }

    void shouldNotWaitForAPartitionAtItsEnd()
    {
        PartitionMerge merge = mergeOf({0, 1});
        merge.add(batch({{0, 0, 5}}), 0s);
        merge.atEnd(1);
        QVERIFY(merge.knows(1));
        QCOMPARE(taken(merge), QStringList{u"0:0"_s});
        QVERIFY(!merge.caughtUp(0s));
        merge.atEnd(0);
        QVERIFY(merge.caughtUp(0s));
    }

    void shouldWaitAgainWhereTheEndHasMovedOn()
    {
        PartitionMerge merge = mergeOf({0, 1});
        merge.atEnd(0);
        merge.atEnd(1);
        merge.add(batch({{1, 0, 1}}), 0s);
        merge.add(batch({{0, 0, 2}}), 0s);
        QCOMPARE(taken(merge), QStringList{u"1:0"_s});
        merge.atEnd(1);
        QCOMPARE(taken(merge), QStringList{u"0:0"_s});
    }

    void shouldWaitAgainAfterAPause()
    {
        PartitionMerge merge = mergeOf({0, 1});
        merge.atEnd(0);
        merge.atEnd(1);
        QVERIFY(merge.caughtUp(100s));
        merge.reopen(100s);
        QVERIFY(!merge.caughtUp(101s));
        merge.add(batch({{0, 0, 2}}), 101s);
        QCOMPARE(taken(merge, 101s), QStringList());
    }

    void shouldGiveUpAPartitionThatIsSilent()
    {
        PartitionMerge merge = mergeOf({0, 1});
        merge.add(batch({{0, 0, 5}}), 1s);
        QCOMPARE(taken(merge, 1999ms), QStringList());
        QCOMPARE(taken(merge, 2s), QStringList{u"0:0"_s});
        // It counts from the last one taken of it.
        merge.add(batch({{1, 0, 6}, {0, 1, 7}}), 3s);
        QCOMPARE(taken(merge, 4s), QStringList{u"1:0"_s});
        QCOMPARE(taken(merge, 5999ms), QStringList());
        QCOMPARE(taken(merge, 6s), QStringList{u"0:1"_s});
        QVERIFY(!merge.knows(1));
    }

    void shouldKeepTheOrderWithinAPartitionWhateverTheTimesSay()
    {
        PartitionMerge merge = mergeOf({0, 1});
        merge.add(batch({{0, 0, 9}, {0, 1, 1}, {0, 2, -1}, {1, 0, 2}, {1, 1, 10}}), 0s);
        merge.atEnd(0);
        merge.atEnd(1);
        QCOMPARE(taken(merge), (QStringList{u"1:0"_s, u"0:0"_s, u"0:1"_s, u"0:2"_s, u"1:1"_s}));
    }

    void shouldPassOverPartitionsThatAreNotOurs()
    {
        PartitionMerge merge = mergeOf({0});
        merge.add(batch({{0, 0, 1}, {5, 0, 1}}), 0s);
        merge.atEnd(5);
        QCOMPARE(taken(merge), QStringList{u"0:0"_s});
        QCOMPARE(merge.bytes(), std::size_t{0});
        merge.add(batch({{5, 1, 1}}), 0s);
        QCOMPARE(merge.bytes(), std::size_t{0});
        QVERIFY(!merge.knows(5));
    }

    void shouldDropWhatLiesThereWhenItBeginsAnew()
    {
        PartitionMerge merge = mergeOf({0, 1});
        merge.add(batch({{0, 0, 5}}), 0s);
        merge.begin({0, 1}, 10s);
        QCOMPARE(merge.bytes(), std::size_t{0});
        QVERIFY(!merge.caughtUp(11s));
        merge.atEnd(0);
        merge.atEnd(1);
        QCOMPARE(taken(merge, 10s), QStringList());
        QVERIFY(merge.caughtUp(10s));
    }

    void shouldGiveUpTheOrderBetweenPartitionsBeforeMemory()
    {
        PartitionMerge merge = mergeOf({0, 1});
        constexpr std::size_t half = PartitionMerge::mostBytes / 2;
        merge.add(batch({{0, 0, 1, half}}), 0s);
        QVERIFY(!merge.next(0s));
        merge.add(batch({{0, 1, 2, half}}), 0s);
        QCOMPARE(taken(merge), QStringList{u"0:0"_s}); // then there is room to wait again
    }

    void shouldCountABatchWholeUntilItsLastRecordIsTaken()
    {
        // One that is ahead leaves a record in each batch of one that is behind, and keeps its bytes alive.
        PartitionMerge merge = mergeOf({0, 1});
        merge.add(batch({{0, 0, 1, 1000}, {1, 0, 500, 1}}), 0s);
        merge.add(batch({{0, 1, 2, 1000}, {1, 1, 501, 1}}), 0s);
        QCOMPARE(taken(merge), (QStringList{u"0:0"_s, u"0:1"_s}));
        QCOMPARE(merge.bytes(), std::size_t{2002});
        merge.atEnd(0);
        QVERIFY(merge.next(0s));
        QCOMPARE(merge.bytes(), std::size_t{1001});
        QVERIFY(merge.next(0s));
        QCOMPARE(merge.bytes(), std::size_t{0});
    }

    void shouldLeaveARecordReadableUntilTheNextIsTaken()
    {
        PartitionMerge merge = mergeOf({0});
        merge.add(batch({{0, 0, 1, 100'000}}), 0s);
        const auto record = merge.next(0s);
        merge.add(batch({{0, 1, 2, 100'000}}), 0s);
        QCOMPARE(record->payload, std::string(100'000, 'x'));
    }

    void shouldMergeAnythingIntoOneOrder()
    {
        const std::uint32_t seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int round = 0; round < 200; ++round) {
            const auto partitions = static_cast<std::int32_t>(1 + random() % 4);
            std::vector<std::vector<Place>> lanes(static_cast<std::size_t>(partitions));
            for (int time = 0; time < 200; ++time) {
                auto &lane = lanes[random() % lanes.size()];
                lane.push_back({static_cast<std::int32_t>(&lane - lanes.data()),
                                static_cast<std::int64_t>(lane.size()), time});
            }
            std::vector<std::int32_t> numbers(lanes.size());
            std::iota(numbers.begin(), numbers.end(), 0);
            PartitionMerge merge = mergeOf(numbers);
            std::vector<std::size_t> next(lanes.size());
            std::vector<int> times;
            while (times.size() < 200) {
                const std::size_t lane = random() % lanes.size();
                const std::size_t end = std::min(lanes[lane].size(), next[lane] + 1 + random() % 30);
                merge.add(batch({lanes[lane].begin() + static_cast<std::ptrdiff_t>(next[lane]),
                                 lanes[lane].begin() + static_cast<std::ptrdiff_t>(end)}),
                          0s);
                next[lane] = end;
                if (end == lanes[lane].size())
                    merge.atEnd(static_cast<std::int32_t>(lane));
                while (const auto record = merge.next(0s))
                    times.push_back(static_cast<int>(record->time->time_since_epoch() / 1s));
            }
            QVERIFY(std::is_sorted(times.begin(), times.end()));
            QVERIFY(merge.caughtUp(0s));
        }
    }
};

std::unique_ptr<QObject> makePartitionMergeTest()
{
    return std::make_unique<PartitionMergeTest>();
}

#include "partitionmergetest.moc"
