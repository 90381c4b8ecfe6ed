#include "storage/tests.h"
#include "support/setupfailure.h"

#include <QCoreApplication>
#include <QTest>

#include <cstdio>
#include <map>
#include <string_view>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    rig::test::endWhenSetUpFails();
    const std::map<std::string_view, std::unique_ptr<QObject> (*)()> classes{
        {"connection", makeConnectionTest},
        {"copystream", makeCopyStreamTest},
        {"keep", makeKeepTablesTest},
        {"keptplant", makeKeptPlantFileTest},
        {"migrations", makeMigrationsTest},
        {"plant", makePlantTablesTest},
        {"partitions", makeReadingPartitionsTest},
        {"refusals", makeServerRefusalsTest},
        {"sqlstate", makeSqlStateTest},
        {"unknownnames", makeUnknownNameRowsTest},
    };
    const auto wanted = argc > 1 ? classes.find(argv[1]) : classes.end();
    if (wanted == classes.end()) {
        std::fputs("Usage: storage_test CLASS [options of Qt Test]\nClasses:", stderr);
        for (const auto &[name, make] : classes)
            std::fprintf(stderr, " %s", name.data());
        std::fputc('\n', stderr);
        return 2;
    }
    return QTest::qExec(wanted->second().get(), argc - 1, argv + 1);
}
