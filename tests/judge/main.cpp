#include "judge/tests.h"
#include "support/oneclass.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    rig::test::EachClass classes(argc, argv);
    for (const auto make :
         {makeJudgingTest, makeAbsenceTest, makePartitionMergeTest, makeLiveBoardTest, makeMachineJudgeTest,
          makeDifferentialTest, makeCodecTest, makeJournalTest, makeSkippedSpansTest})
        classes.run(*make());
    return classes.status();
}
