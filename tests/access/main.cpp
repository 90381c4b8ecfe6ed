#include "access/tests.h"
#include "support/oneclass.h"

#include <QCoreApplication>
#include <QLoggingCategory>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("rig.command.info=false"));
    rig::test::EachClass classes(argc, argv);
    for (const auto make : {makePermissionsTest, makePlantDifferenceTest, makeCommandWorkerTest})
        classes.run(*make());
    return classes.status();
}
