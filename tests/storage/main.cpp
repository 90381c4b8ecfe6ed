#include "storage/librarywords.h"
#include "storage/tests.h"
#include "support/oneclass.h"
#include "support/setupfailure.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    rig::storage::keepLibraryWordsEnglish();
    rig::test::endWhenSetUpFails();
    const rig::test::TestClasses classes{
        {"connection", makeConnectionTest},
        {"copystream", makeCopyStreamTest},
        {"findings", makeFindingTablesTest},
        {"health", makeHealthTablesTest},
        {"history", makeHistoryTest},
        {"keep", makeKeepTablesTest},
        {"keptplant", makeKeptPlantFileTest},
        {"machinereadings", makeMachineReadingsTest},
        {"migrations", makeMigrationsTest},
        {"plant", makePlantTablesTest},
        {"partitions", makeReadingPartitionsTest},
        {"refusals", makeServerRefusalsTest},
        {"retention", makeRetentionTest},
        {"sqlstate", makeSqlStateTest},
        {"unknownnames", makeUnknownNameRowsTest},
        {"views", makeViewsTest},
    };
    return rig::test::runOneClass(classes, argc, argv);
}
