#include "domain/tests.h"
#include "support/oneclass.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    rig::test::EachClass classes(argc, argv);
    for (const auto make : {makeHeldRowTest, makeInstantTest, makeLimitsTest, makeOutlookTest, makePlantEditTest,
                            makePlantFileTest, makePlantMergeTest, makePlantProblemsTest, makePlantTest,
                            makeRecordTest, makeStoredFindingTest, makeWordsTest})
        classes.run(*make());
    return classes.status();
}
