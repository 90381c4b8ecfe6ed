#include "ctl/tests.h"
#include "support/oneclass.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    rig::test::EachClass classes(argc, argv);
    for (const auto make :
         {makeBenchTableTest, makeCsvTableTest, makeFindingsTest, makeFindingSpellsTest, makeFleetCsvTest,
          makeHistoryTest, makeMaintenanceTest, makeModelsTest, makeNotesTest, makeOffsetsTest,
          makePlantImportTest, makePlantItemsTest, makeStatusTest, makeWordsTest})
        classes.run(*make());
    return classes.status();
}
