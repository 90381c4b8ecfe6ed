#include "settings/sources.h"
#include "tests.h"

#include <QTest>

#include <unistd.h>

using namespace rig::settings;

namespace {

class SourcesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldKeepThingsWhereTheAccountKeepsThem();
    void shouldFollowXdgOnlyToAbsolutePaths();
    void shouldTakeThisProcess();
};

void SourcesTest::shouldKeepThingsWhereTheAccountKeepsThem()
{
    const auto person = standardDirectories({}, false, "/home/op");
    QCOMPARE(person.configuration, std::filesystem::path("/home/op/.config/rig-alpha"));
    QCOMPARE(person.data, std::filesystem::path("/home/op/.local/share/rig-alpha"));
    const auto root = standardDirectories({}, true, "/root");
    QCOMPARE(root.configuration, std::filesystem::path("/etc/rig-alpha"));
    QCOMPARE(root.data, std::filesystem::path("/var/lib/rig-alpha"));
}

void SourcesTest::shouldFollowXdgOnlyToAbsolutePaths()
{
    const Variables absolute{{"XDG_CONFIG_HOME", "/c"}, {"XDG_DATA_HOME", "/d"}};
    for (const bool root : {false, true}) {
        const auto directories = standardDirectories(absolute, root, "/home/op");
        QCOMPARE(directories.configuration, std::filesystem::path("/c/rig-alpha"));
        QCOMPARE(directories.data, std::filesystem::path("/d/rig-alpha"));
    }
    const auto relative = standardDirectories({{"XDG_CONFIG_HOME", "c"}, {"XDG_DATA_HOME", ""}}, false, "/h");
    QCOMPARE(relative.configuration, std::filesystem::path("/h/.config/rig-alpha"));
    QCOMPARE(relative.data, std::filesystem::path("/h/.local/share/rig-alpha"));
}

void SourcesTest::shouldTakeThisProcess()
{
    qputenv("XDG_CONFIG_HOME", "/c");
    qunsetenv("XDG_DATA_HOME");
    qputenv("HOME", "/home/op");
    qputenv("KAFKA_TOPIC", "a=b");
    const Sources sources = processSources();
    QCOMPARE(sources.environment.at("KAFKA_TOPIC"), std::string("a=b"));
    QCOMPARE(sources.configurationDirectory, std::filesystem::path("/c/rig-alpha"));
    QCOMPARE(
        sources.defaultDataDirectory,
        std::filesystem::path(::geteuid() == 0 ? "/var/lib/rig-alpha" : "/home/op/.local/share/rig-alpha"));
    QCOMPARE(sources.workingDirectory, std::filesystem::current_path());
    QVERIFY(sources.options.empty());
}

} // namespace

std::unique_ptr<QObject> makeSourcesTest()
{
    return std::make_unique<SourcesTest>();
}

#include "sources_test.moc"
