#include "pipeline/keepbatches.h"

#include "plants.h"
#include "tests.h"

#include <QTest>

using rig::KeepBatch;
using rig::RecordBatch;
using rig::pipeline::NextOffsets;

namespace {

class KeepBatchesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_polled.clear(); }

    void shouldBeginWithTheOffsetThatIsDue()
    {
        poll({{2, 4, "{}"}, {2, 5, "{}"}, {2, 6, "{}"}});
        const KeepBatch batch = made({{2, 5}});
        QCOMPARE(offsets(batch.readings), (QList<std::int64_t>{5, 6}));
        QCOMPARE(moves(batch), QStringLiteral("2: 5 to 7"));
    }

    void shouldBeginAnywhereWhereNothingWasStored()
    {
        poll({{2, 0, "{}"}});
        QCOMPARE(moves(made({{2, {}}})), QStringLiteral("2: none to 1"));
        m_polled.clear();
        poll({{2, 4711, "{}"}});
        QCOMPARE(moves(made({{2, {}}})), QStringLiteral("2: none to 4712"));
    }

    void shouldMoveOnBehindWhatIsNoReading()
    {
        poll({{2, 5, "no JSON"}});
        poll({{2, 5, "no JSON"}, {2, 6, "{}"}}); // read again after a break
        const KeepBatch batch = made({{2, 5}});
        QCOMPARE(offsets(batch.rejections), QList<std::int64_t>{5});
        QCOMPARE(batch.rejections[0].payload, std::string("no JSON"));
        QVERIFY(!batch.rejections[0].reason.empty());
        QCOMPARE(offsets(batch.readings), QList<std::int64_t>{6});
        QCOMPARE(moves(batch), QStringLiteral("2: 5 to 7"));
    }

    void shouldMoveEachPartitionByItselfAndNoneThatIsNotOurs()
    {
        poll({{0, 8, "{}"}, {1, 3, "{}"}, {7, 1, "{}"}, {0, 9, "{}"}});
        const KeepBatch batch = made({{0, 8}, {1, 3}, {2, 5}});
        QCOMPARE(offsets(batch.readings), (QList<std::int64_t>{8, 3, 9}));
        QCOMPARE(moves(batch), QStringLiteral("0: 8 to 10, 1: 3 to 4"));
        QCOMPARE(batch.plantRevision, m_plant->revision());
    }

    void shouldMoveNothingWhereEverythingIsStored()
    {
        poll({{2, 4, "no JSON"}});
        const KeepBatch batch = made({{2, 5}});
        QVERIFY(batch.advances.empty() && batch.readings.empty() && batch.rejections.empty());
    }

    void shouldCountUnknownNamesOfWhatItHolds()
    {
        poll({{2, 4, R"({"status":1})"}, {2, 5, R"({"status":2})"}, {2, 6, R"({"status":3})"}});
        const KeepBatch batch = made({{2, 5}});
        QCOMPARE(batch.unknownNames.size(), std::size_t{1});
        QCOMPARE(batch.unknownNames[0].count, std::uint64_t{2});
    }

private:
    struct Sent
    {
        std::int32_t partition;
        std::int64_t offset;
        std::string_view payload;
    };

    void poll(const std::vector<Sent> &sent)
    {
        auto batch = std::make_shared<RecordBatch>();
        for (const Sent &one : sent) {
            rig::Record record;
            record.partition = one.partition;
            record.offset = one.offset;
            record.payload = one.payload;
            batch->add(record);
        }
        m_polled.push_back(std::move(batch));
    }

    KeepBatch made(const NextOffsets &next)
    {
        return rig::pipeline::keepBatch(m_polled, *m_plant, next, m_decoder);
    }

    template <class Item> static QList<std::int64_t> offsets(const std::vector<Item> &items)
    {
        QList<std::int64_t> all;
        for (const Item &item : items)
            all.append(item.offset);
        return all;
    }

    static QString moves(const KeepBatch &batch)
    {
        QStringList all;
        for (const rig::Advance &one : batch.advances)
            all.append(QStringLiteral("%1: %2 to %3")
                           .arg(one.partition)
                           .arg(one.expected ? QString::number(*one.expected) : QStringLiteral("none"))
                           .arg(one.next));
        return all.join(QStringLiteral(", "));
    }

    rig::PlantPtr m_plant = makeTestPlant();
    rig::pipeline::Decoder m_decoder{"A"};
    std::vector<std::shared_ptr<const RecordBatch>> m_polled;
};

} // namespace

std::unique_ptr<QObject> makeKeepBatchesTest()
{
    return std::make_unique<KeepBatchesTest>();
}

#include "keepbatches_test.moc"
