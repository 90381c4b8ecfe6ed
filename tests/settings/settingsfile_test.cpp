#include "settings/settingsfile.h"
#include "tests.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using rig::settings::parseSettingsFile;

namespace {

class SettingsFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldReadNestedKeys();
    void shouldNameAKeyItDoesNotKnow_data();
    void shouldNameAKeyItDoesNotKnow();
    void shouldRefuseWhatIsNoSettings_data();
    void shouldRefuseWhatIsNoSettings();
};

void SettingsFileTest::shouldReadNestedKeys()
{
    const auto values = parseSettingsFile(
        R"({"bus": {"servers": "a:1,b:2", "partitions": 12}, "default_machine": "Grüße", "database": {}})",
        u"f"_s);
    QVERIFY2(values, values ? "" : qPrintable(values.error().sentence));
    const std::map<std::string, std::string> expected{
        {"bus.servers", "a:1,b:2"}, {"bus.partitions", "12"}, {"default_machine", "Grüße"}};
    QCOMPARE(*values, expected);
}

void SettingsFileTest::shouldNameAKeyItDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("key");
    QTest::newRow("mistyped") << QByteArray(R"({"bus": {"serverz": "a"}})") << u"'bus.serverz'"_s;
    QTest::newRow("top level") << QByteArray(R"({"topic": "a"})") << u"'topic'"_s;
    QTest::newRow("dotted") << QByteArray(R"({"bus.": {"topic": "a"}})") << u"'bus.'"_s;
    QTest::newRow("too deep") << QByteArray(R"({"bus": {"topic": {"name": "a"}}})") << u"'bus.topic'"_s;
    QTest::newRow("group of none") << QByteArray(R"({"buses": {"topic": "a"}})") << u"'buses'"_s;
    QTest::newRow("group as text") << QByteArray(R"({"bus": "a"})") << u"'bus'"_s;
    QTest::newRow("placeholder") << QByteArray(R"({"%1%3": "a"})") << u"'%1%3'"_s;
}

void SettingsFileTest::shouldNameAKeyItDoesNotKnow()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, key);
    const auto values = parseSettingsFile(text.toStdString(), u"/etc/rig-alpha/settings.json"_s);
    QVERIFY(!values);
    QCOMPARE(values.error().kind, rig::ErrorKind::badConfiguration);
    QCOMPARE(values.error().setting, u"/etc/rig-alpha/settings.json"_s);
    QVERIFY2(values.error().sentence.contains(key), qPrintable(values.error().sentence));
    QVERIFY(values.error().sentence.startsWith(u"/etc/rig-alpha/settings.json: "));
}

void SettingsFileTest::shouldRefuseWhatIsNoSettings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("cut") << QByteArray("{\n\"bus\": {\"password\": \"s3cret\",\n\n") << u"line 4"_s;
    QTest::newRow("empty") << QByteArray() << u"line 1"_s;
    QTest::newRow("array") << QByteArray("[]") << u"JSON object"_s;
    QTest::newRow("boolean") << QByteArray(R"({"bus": {"password": true}})") << u"'bus.password'"_s;
    QTest::newRow("null") << QByteArray(R"({"bus": {"topic": null}})") << u"'bus.topic'"_s;
    QTest::newRow("list") << QByteArray(R"({"bus": {"servers": ["s3cret"]}})") << u"'bus.servers'"_s;
    QTest::newRow("fraction") << QByteArray(R"({"bus": {"partitions": 2.5}})") << u"whole number"_s;
    QTest::newRow("huge") << QByteArray(R"({"bus": {"partitions": 1e300}})") << u"whole number"_s;
}

void SettingsFileTest::shouldRefuseWhatIsNoSettings()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const auto values = parseSettingsFile(text.toStdString(), u"settings.json"_s);
    QVERIFY(!values);
    QCOMPARE(values.error().kind, rig::ErrorKind::badConfiguration);
    QVERIFY2(values.error().sentence.contains(says), qPrintable(values.error().sentence));
    QVERIFY(!values.error().sentence.contains(u"s3cret"));
}

} // namespace

std::unique_ptr<QObject> makeSettingsFileTest()
{
    return std::make_unique<SettingsFileTest>();
}

#include "settingsfile_test.moc"
