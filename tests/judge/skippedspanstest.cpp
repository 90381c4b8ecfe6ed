#include "pipeline/skippedspans.h"

#include "judge/tests.h"

#include <QTest>

using namespace std::chrono_literals;
using rig::Instant;
using rig::SkippedSpan;
using rig::pipeline::SkippedSpans;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

/// The order in which spans are judged, and what each holds.
class SkippedSpansTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldJoinWhatFollowsWithinAMinute()
    {
        SkippedSpans spans;
        for (const auto after : {0s, 20s, 80s, 141s, 150s})
            spans.add(1, noon + after, 0s);
        spans.add(2, noon + 10s, 0s);
        QCOMPARE(spans.takeChanged(),
                 (std::vector<SkippedSpan>{
                     {1, noon, noon + 80s}, {1, noon + 141s, noon + 150s}, {2, noon + 10s, noon + 10s}}));
        QVERIFY(spans.takeChanged().empty());
        spans.add(1, noon + 145s, 1s); // within it
        QVERIFY(spans.takeChanged().empty());
        spans.add(1, noon + 160s, 1s);
        QCOMPARE(spans.takeChanged(), (std::vector<SkippedSpan>{{1, noon + 141s, noon + 160s}}));
        spans.touch();
        QCOMPARE(spans.takeChanged().size(), 3);
        QCOMPARE(spans.readings(), 8);
    }

    void shouldNotGrowBeyondAnHour()
    {
        SkippedSpans spans;
        for (auto after = 0s; after <= 2h; after += 30s)
            spans.add(1, noon + after, 0s);
        const auto all = spans.takeChanged();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[0].to, noon + 1h);
        QCOMPARE(all[1].from, noon + 1h + 30s);
    }

    /// What is being judged does not change under whoever judges it.
    void shouldHandOutTheOldestThatIsQuiet()
    {
        SkippedSpans spans;
        spans.add(1, noon, 100s);
        spans.add(2, noon - 1h, 105s);
        QVERIFY(!spans.take(109s, 10s));
        QCOMPARE(spans.take(110s, 10s), (SkippedSpan{1, noon, noon}));
        const SkippedSpan older{2, noon - 1h, noon - 1h};
        QCOMPARE(spans.take(115s, 10s), older);
        spans.add(2, noon - 1h + 5s, 116s);
        spans.postpone({1, noon, noon}, 117s);
        spans.postpone(older, 130s);
        QCOMPARE(spans.take(118s, 10s)->machine, 1); // one that has to wait holds up no other
        spans.removeIf([](std::int32_t machine) { return machine == 1; });
        QVERIFY(!spans.take(125s, 10s));
        QCOMPARE(spans.take(126s, 10s), (SkippedSpan{2, noon - 1h + 5s, noon - 1h + 5s}));
        QCOMPARE(spans.take(131s, 10s), older);
        spans.remove(older);
        QCOMPARE(spans.count(), 1);
    }

    void shouldBoundHowManyItRemembers()
    {
        SkippedSpans spans;
        for (std::size_t i = 0; i < SkippedSpans::most; ++i)
            QVERIFY(spans.add(1, noon + i * 2min, 0s));
        QVERIFY(!spans.add(1, noon - 2min, 0s));
        QVERIFY(spans.add(1, noon + 30s, 0s));
        QCOMPARE(spans.count(), SkippedSpans::most);
    }

    void shouldTakeWhatIsKnownFromBefore()
    {
        SkippedSpans spans;
        const SkippedSpan left{3, noon, noon + 10min};
        spans.addStored(left);
        spans.addStored({3, noon, noon + 5min});
        QVERIFY(spans.takeChanged().empty()); // whoever told us has it
        QCOMPARE(spans.count(), 1);
        QCOMPARE(spans.take(0s, 10s), left);
    }

    /// Whoever judged the machine meanwhile has made it longer, without a model.
    void shouldLetWhatIsKnownGrow()
    {
        SkippedSpans spans;
        spans.addStored({3, noon, noon + 10min});
        spans.addUnstored({3, noon, noon + 15min});
        QCOMPARE(spans.takeChanged(), (std::vector<SkippedSpan>{{3, noon, noon + 15min}}));
        spans.touch();
        spans.addStored({3, noon, noon + 15min});
        QVERIFY(spans.takeChanged().empty());
        QCOMPARE(spans.take(0s, 10s), (SkippedSpan{3, noon, noon + 15min}));
        spans.addUnstored({3, noon, noon + 20min}); // while it is judged
        const SkippedSpan rest{3, noon + 15min + 1us, noon + 20min};
        QCOMPARE(spans.takeChanged(), std::vector{rest});
        spans.remove({3, noon, noon + 15min});
        QCOMPARE(spans.take(0s, 10s), rest);
        QVERIFY(!spans.take(0s, 10s)); // it is judged already
    }
};

} // namespace

std::unique_ptr<QObject> makeSkippedSpansTest()
{
    return std::make_unique<SkippedSpansTest>();
}

#include "skippedspanstest.moc"
