#include "kafka/admintest.h"
#include "kafka/connectiontest.h"
#include "kafka/consumertest.h"
#include "kafka/producertest.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    int failures = 0;
    const auto run = [&](QObject &&test) {
        // One test by its name: the other classes do not have it and would call that a failure.
        const bool named = argc > 1 && argv[1][0] != '-';
        if (!named || test.metaObject()->indexOfMethod(QByteArray(argv[1]).split(':')[0] + "()") >= 0)
            failures += QTest::qExec(&test, argc, argv);
    };
    run(ConnectionTest());
    run(AdminTest());
    run(ProducerTest());
    run(ConsumerTest());
    return failures;
}
