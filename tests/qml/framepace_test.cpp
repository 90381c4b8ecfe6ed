#include "qml/framepace.h"
#include "tests.h"

#include <QTest>

namespace {

using namespace rig::qml;
using namespace std::chrono_literals;

/// After many frames that took so long.
FramePace paceOf(FramePace::Milliseconds frame)
{
    FramePace pace;
    for (int i = 0; i < 100; ++i)
        pace.take(frame);
    return pace;
}

class FramePaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldGiveWhoeverWalksAllFrames()
    {
        QCOMPARE(paceOf(1ms).interval(true), 16ms);
        QCOMPARE(paceOf(90ms).interval(true), 16ms);
    }

    void shouldLeaveTheProcessorToOthersWhereFramesAreDear()
    {
        QCOMPARE(FramePace().interval(false), 40ms);
        QCOMPARE(paceOf(2ms).interval(false), 40ms);
        QCOMPARE(paceOf(20ms).interval(false), 60ms);
        QCOMPARE(paceOf(200ms).interval(false), 120ms);
    }

    void shouldChangeInSteps() { QCOMPARE(paceOf(19ms).interval(false), paceOf(21ms).interval(false)); }
};

} // namespace

std::unique_ptr<QObject> makeFramePaceTest()
{
    return std::make_unique<FramePaceTest>();
}

#include "framepace_test.moc"
