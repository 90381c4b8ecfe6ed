#include "spine/tests.h"
#include "support/oneclass.h"
#include "support/setupfailure.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    rig::test::endWhenSetUpFails();
    const rig::test::TestClasses classes{
        {"bottling", makeBottlingTest},   {"crash", makeCrashTest},   {"database", makeDatabaseTest},
        {"detection", makeDetectionTest}, {"faults", makeFaultsTest}, {"group", makeGroupTest},
        {"history", makeHistoryTest},     {"keep", makeKeepTest},     {"messages", makeMessagesTest},
        {"plant", makePlantChangeTest},
    };
    return rig::test::runOneClass(classes, argc, argv);
}
