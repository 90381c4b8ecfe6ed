#include "composition/offering.h"
#include "composition/tests.h"
#include "support/oneclass.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    if (argc > 1 && std::string_view(argv[1]) == "--offer")
        return offerServers();
    const rig::test::TestClasses classes{
        {"brokerloss", makeBrokerLossTest},
        {"logging", makeLoggingTest},
        {"offer", makeOfferTest},
        {"simulation", makeSimulationTest},
        {"twograph", makeTwoGraphTest},
    };
    return rig::test::runOneClass(classes, argc, argv);
}
