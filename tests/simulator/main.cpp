#include "tests.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    int failures = 0;
    for (const auto make :
         {makeCellNumberTest, makeCsvRowsTest, makeMachineSignalsTest, makeRecordingPlantTest,
          makeRecordingTest, makeRecordingTimeTest, makeReplayPaceTest, makeRotorTest,
          makeSignalSimulatorTest, makeSimulationRunTest})
        failures += QTest::qExec(make().get(), argc, argv);
    return failures == 0 ? 0 : 1;
}
