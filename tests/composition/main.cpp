#include "composition/offering.h"
#include "composition/tests.h"

#include <QCoreApplication>
#include <QTest>

#include <map>

/// Its arguments are the classes to run.
int main(int argc, char *argv[])
{
    using namespace Qt::Literals::StringLiterals;
    const QCoreApplication application(argc, argv);
    const QStringList names = QCoreApplication::arguments().mid(1);
    if (names.value(0) == u"--offer")
        return offerServers();
    const std::map<QString, std::unique_ptr<QObject> (*)()> classes{{u"brokerloss"_s, makeBrokerLossTest},
                                                                    {u"logging"_s, makeLoggingTest},
                                                                    {u"offer"_s, makeOfferTest},
                                                                    {u"simulation"_s, makeSimulationTest},
                                                                    {u"twograph"_s, makeTwoGraphTest}};
    int failures = 0;
    for (const QString &name : names)
        failures += classes.contains(name) ? QTest::qExec(classes.at(name)().get()) : 1;
    return failures;
}
