#include "presentation/readingtally.h"
#include "tests.h"

#include <QTest>

using namespace rig;
using namespace rig::presentation;

namespace {

class ReadingTallyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldCountWhatArrives();
    void shouldAddWhatWasReadInFromBefore();
    void shouldGoOnWhileNothingCanBeStored();
    void shouldForgetThatTheLiveViewWasAMomentBehind();
};

ReaderStatus keepAt(std::uint64_t stored, std::int64_t behind,
                    ReaderStatus::Phase phase = ReaderStatus::Phase::running)
{
    ReaderStatus keep;
    keep.phase = phase;
    keep.stored = stored;
    keep.behind = behind;
    return keep;
}

void ReadingTallyTest::shouldCountWhatArrives()
{
    ReadingTally tally;
    QCOMPARE(tally.total(0, {}), 0U);
    QCOMPARE(tally.total(180, keepAt(177, 3)), 180U);
}

void ReadingTallyTest::shouldAddWhatWasReadInFromBefore()
{
    ReadingTally tally;
    QCOMPARE(tally.total(10, keepAt(400, 610)), 400U);
    QCOMPARE(tally.total(20, keepAt(1020, 0)), 1020U);
    QCOMPARE(tally.total(35, keepAt(1020, 15)), 1035U);
}

void ReadingTallyTest::shouldGoOnWhileNothingCanBeStored()
{
    ReadingTally tally;
    QCOMPARE(tally.total(20, keepAt(1020, 0)), 1020U);
    QCOMPARE(tally.total(500, keepAt(1020, 0, ReaderStatus::Phase::paused)), 1500U);
}

void ReadingTallyTest::shouldForgetThatTheLiveViewWasAMomentBehind()
{
    ReadingTally tally;
    QCOMPARE(tally.total(10, keepAt(15, 2)), 15U);
    QCOMPARE(tally.total(17, keepAt(17, 0)), 17U);
    QCOMPARE(tally.total(40, keepAt(38, 2)), 40U);
}

} // namespace

std::unique_ptr<QObject> makeReadingTallyTest()
{
    return std::make_unique<ReadingTallyTest>();
}

#include "readingtally_test.moc"
