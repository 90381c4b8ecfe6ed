#include "kafka/admintest.h"
#include "kafka/connectiontest.h"
#include "kafka/consumertest.h"
#include "kafka/producertest.h"
#include "support/oneclass.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    int failures = 0;
    const auto run = [&](QObject &&test) {
        failures += rig::test::runUnlessAnotherIsNamed(test, argc, argv);
    };
    run(ConnectionTest());
    run(AdminTest());
    run(ProducerTest());
    run(ConsumerTest());
    return failures;
}
