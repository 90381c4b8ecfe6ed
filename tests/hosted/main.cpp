#include "hosted/tests.h"
#include "support/oneclass.h"
#include "support/setupfailure.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    rig::test::endWhenSetUpFails();
    const rig::test::TestClasses classes{
        {"database", makeHostedDatabaseTest},
        {"pooler", makePoolerTest},
        {"tls", makeTlsTest},
        {"topic", makeTopicTest},
    };
    return rig::test::runOneClass(classes, argc, argv);
}
