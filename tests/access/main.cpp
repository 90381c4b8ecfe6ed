#include "access/tests.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QTest>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("rig.command.info=false"));
    int failures = 0;
    for (const auto make : {makePermissionsTest, makePlantDifferenceTest, makeCommandWorkerTest})
        failures += QTest::qExec(make().get(), argc, argv);
    return failures;
}
