#include "storage/tests.h"
#include "support/setupfailure.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    rig::test::endWhenSetUpFails();
    int failures = 0;
    for (const auto make : {makeConnectionTest, makeCopyStreamTest, makeKeptPlantFileTest, makeMigrationsTest,
                            makePlantTablesTest, makeReadingPartitionsTest, makeUnknownNameRowsTest})
        failures += QTest::qExec(make().get(), argc, argv);
    return failures == 0 ? 0 : 1;
}
