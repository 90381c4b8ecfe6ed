#include "composition/offering.h"
#include "composition/tests.h"
#include "support/oneclass.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    if (argc > 1 && std::string_view(argv[1]) == "--offer")
        return offerServers();
    if (argc > 1 && std::string_view(argv[1]) == "--train")
        return trainUntilKilled();
    const rig::test::TestClasses classes{
        {"brokerloss", makeBrokerLossTest}, {"localmodels", makeLocalModelsTest},
        {"logging", makeLoggingTest},       {"offer", makeOfferTest},
        {"simulation", makeSimulationTest}, {"twograph", makeTwoGraphTest},
    };
    return rig::test::runOneClass(classes, argc, argv);
}
