#include "support/oneclass.h"
#include "tests.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    rig::test::EachClass classes(argc, argv);
    for (const auto make : {makeAutoencoderTest, makeForecastTest, makeGaussianTest, makeIsolationForestTest,
                            makeLifeModelTest, makeLifeTrendTest, makeLiveDetectorsTest, makeMachineModelTest,
                            makeModelFolderTest, makeRankingTest, makeShortTrainingTest})
        classes.run(*make());
    return classes.status();
}
