#include "access/tests.h"
#include "support/oneclass.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    rig::test::EachClass classes(argc, argv);
    for (const auto make : {makeAuditTest, makeDispatcherTest, makeFaultsTest, makeMaintenanceTest,
                            makeModelCommandsTest, makeNotesTest, makeSimulatorCommandsTest})
        classes.run(*make());
    return classes.status();
}
