#include "support/oneclass.h"
#include "tests.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    rig::test::EachClass classes(argc, argv);
    for (const auto make : {makeSoundnessTest, makeNumbersTest, makeNamesTest, makeValuesTest, makeTimesTest,
                            makeUnknownNamesTest, makeKeepBatchesTest, makeDifferentialTest})
        classes.run(*make());
    return classes.status();
}
