#include "domain/tests.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    int failures = 0;
    for (const auto make :
         {makeInstantTest, makeLimitsTest, makePlantEditTest, makePlantFileTest, makePlantMergeTest,
          makePlantProblemsTest, makePlantTest, makeRecordTest, makeWordsTest})
        failures += QTest::qExec(make().get(), argc, argv);
    return failures == 0 ? 0 : 1;
}
