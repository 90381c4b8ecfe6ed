#include "ctl/tests.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    int failures = 0;
    for (const auto make : {makeBenchTableTest, makeHistoryTest, makeOffsetsTest, makePlantImportTest,
                            makePlantItemsTest, makeStatusTest, makeWordsTest})
        failures += QTest::qExec(make().get(), argc, argv);
    return failures;
}
