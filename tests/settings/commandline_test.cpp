#include "settings/commandline.h"
#include "tests.h"

#include <QCommandLineParser>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using rig::settings::commandLineOptions;
using rig::settings::givenOptions;

namespace {

class CommandLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldOfferNoOptionForASecret();
    void shouldCollectWhatWasGiven();
};

void CommandLineTest::shouldOfferNoOptionForASecret()
{
    QStringList names;
    for (const QCommandLineOption &option : commandLineOptions())
        names += option.names();
    const QStringList expected{u"database-url"_s, u"database-owner-url"_s, u"broker"_s,
                               u"topic"_s,        u"default-machine"_s,    u"role"_s,
                               u"data-dir"_s};
    QCOMPARE(names, expected);
}

void CommandLineTest::shouldCollectWhatWasGiven()
{
    QCommandLineParser parser;
    QVERIFY(parser.addOptions(commandLineOptions()));
    QVERIFY(parser.parse({u"rigctl"_s, u"--broker"_s, u"a:1"_s, u"--topic="_s, u"--broker=b:2"_s,
                          u"--default-machine"_s, u"Grüße"_s}));
    const std::map<std::string, std::string> expected{
        {"broker", "b:2"}, {"topic", ""}, {"default-machine", "Grüße"}};
    QCOMPARE(givenOptions(parser), expected);
}

} // namespace

std::unique_ptr<QObject> makeCommandLineTest()
{
    return std::make_unique<CommandLineTest>();
}

#include "commandline_test.moc"
