#include "tests.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    int failures = 0;
    for (const auto make : {makeSoundnessTest, makeNumbersTest, makeNamesTest, makeValuesTest, makeTimesTest,
                            makeUnknownNamesTest, makeKeepBatchesTest, makeDifferentialTest})
        failures += QTest::qExec(make().get(), argc, argv);
    return failures == 0 ? 0 : 1;
}
