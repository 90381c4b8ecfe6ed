#include "kafka/admintest.h"
#include "kafka/connectiontest.h"
#include "kafka/consumertest.h"
#include "kafka/producertest.h"
#include "support/oneclass.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    rig::test::EachClass classes(argc, argv);
    const auto run = [&](QObject &&test) { classes.run(test); };
    run(ConnectionTest());
    run(AdminTest());
    run(ProducerTest());
    run(ConsumerTest());
    return classes.status();
}
