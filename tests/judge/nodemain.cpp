#include "judge/nodetests.h"
#include "support/oneclass.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const rig::test::TestClasses classes{
        {"crash", makeJudgeCrashTest}, {"database", makeDatabaseLossTest}, {"keyless", makeJudgeKeylessTest},
        {"node", makeJudgeNodeTest},   {"share", makeJudgeShareTest},
    };
    return rig::test::runOneClass(classes, argc, argv);
}
