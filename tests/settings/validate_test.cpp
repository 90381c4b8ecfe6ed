#include "scratchfolder.h"
#include "settings/settingdescription.h"
#include "settings/validate.h"
#include "tests.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::settings;

namespace {

class ValidateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldFindNothingWrongWithTheDefaults();
    void shouldAcceptWhatWorks_data();
    void shouldAcceptWhatWorks();
    void shouldNameTheSettingThatIsWrong_data();
    void shouldNameTheSettingThatIsWrong();
    void shouldWantUserNameAndPasswordTogether();
    void shouldWantCertificatesThatCanBeRead();
    void shouldFindEverythingThatIsWrongAtOnce();
    void shouldNameASettingAsTheUserWroteIt();

private:
    static Settings with(const QByteArray &key, const QByteArray &value)
    {
        Settings settings;
        const rig::Done applied = describe(key.toStdString())->apply(settings, value.toStdString());
        if (!applied)
            qFatal("%s", qPrintable(applied.error().sentence));
        return settings;
    }
};

void ValidateTest::shouldFindNothingWrongWithTheDefaults()
{
    QVERIFY(validate(Settings{}).empty());
}

void ValidateTest::shouldAcceptWhatWorks_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *key, const QByteArray &value) {
        QTest::newRow((QByteArray(key) + ' ' + value.left(40)).constData()) << QByteArray(key) << value;
    };
    row("database.url", "postgres://op:p%40w@db/plant");
    row("bus.servers", "kafka");
    row("bus.servers", "kafka-1.example:9092, 10.0.0.2:9093,[2001:db8::1]:9092,[::1]");
    row("bus.topic", QByteArray(249, 'x'));
    row("bus.topic", "a.b_c-D9");
    row("bus.topic", "...");
    row("bus.mechanism", "PLAIN");
    row("bus.mechanism", "SCRAM-SHA-512");
    row("bus.partitions", "1");
    row("bus.partitions", "1000");
    row("default_machine", QByteArray(128, 'm'));
    row("role", "node");
    row("role", "watch");
    row("data_directory", "relative/~x");
}

void ValidateTest::shouldAcceptWhatWorks()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    const auto errors = validate(with(key, value));
    QVERIFY2(errors.empty(), errors.empty() ? "" : qPrintable(errors.front().sentence));
}

void ValidateTest::shouldNameTheSettingThatIsWrong_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("variable");
    const auto row = [](const char *key, const QByteArray &value, const QString &variable) {
        QTest::newRow((QByteArray(key) + ' ' + value.left(40)).constData())
            << QByteArray(key) << value << variable;
    };
    row("database.url", "postgres://op:S3cret@db:x/plant", u"DATABASE_URL"_s);
    row("database.owner_url", "mysql://op:S3cret@db/plant", u"DATABASE_OWNER_URL"_s);
    for (const char *servers :
         {",", "a,", ",a", "a,,b", "a:0", "a:65536", "a:x", "a:", ":9092", "a:1:2", "2001:db8::1", "[x]:1",
          "[::1", "PLAINTEXT://a:1", "a b", "a;b", "op:S3cret@a:1", " "})
        row("bus.servers", servers, u"KAFKA_BROKER_URL"_s);
    for (const QByteArray &topic :
         {QByteArray(), QByteArray("."), QByteArray(".."), QByteArray(250, 'x'), QByteArray("a b"),
          QByteArray("a/b"), QByteArray("Grüße"), QByteArray("a\"b")})
        row("bus.topic", topic, u"KAFKA_TOPIC"_s);
    row("bus.mechanism", "", u"KAFKA_SASL_MECHANISM"_s);
    row("bus.mechanism", "GSSAPI", u"KAFKA_SASL_MECHANISM"_s);
    row("bus.mechanism", "scram-sha-256", u"KAFKA_SASL_MECHANISM"_s);
    row("bus.partitions", "0", u"RIG_TOPIC_PARTITIONS"_s);
    row("bus.partitions", "-1", u"RIG_TOPIC_PARTITIONS"_s);
    row("bus.partitions", "1001", u"RIG_TOPIC_PARTITIONS"_s);
    row("bus.ca_file", "/nowhere/ca.pem", u"KAFKA_SSL_CA"_s);
    row("default_machine", "", u"RIG_DEFAULT_MACHINE"_s);
    row("default_machine", QByteArray(129, 'm'), u"RIG_DEFAULT_MACHINE"_s);
    row("role", "", u"RIG_ROLE"_s);
    row("role", "Watch", u"RIG_ROLE"_s);
    row("data_directory", "~/rig", u"RIG_DATA_DIR"_s);
}

void ValidateTest::shouldNameTheSettingThatIsWrong()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    QFETCH(QString, variable);
    const auto errors = validate(with(key, value));
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(errors.front().kind, rig::ErrorKind::badConfiguration);
    QCOMPARE(errors.front().setting, variable);
    QVERIFY2(errors.front().sentence.startsWith(variable + u": "_s), qPrintable(errors.front().sentence));
    QVERIFY(errors.front().sentence.endsWith(u'.'));
    QVERIFY(!errors.front().sentence.contains(u"S3cret"));
}

void ValidateTest::shouldWantUserNameAndPasswordTogether()
{
    Settings settings = with("bus.username", "op");
    auto errors = validate(settings);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(errors.front().setting, u"KAFKA_SASL_USERNAME"_s);
    QVERIFY(errors.front().sentence.contains(u"KAFKA_SASL_PASSWORD"));

    settings = with("bus.password", "S3cret");
    errors = validate(settings);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(errors.front().setting, u"KAFKA_SASL_PASSWORD"_s);
    QVERIFY(errors.front().sentence.contains(u"KAFKA_SASL_USERNAME"));
    QVERIFY(!errors.front().sentence.contains(u"S3cret"));

    settings.bus.username = std::string("op");
    QVERIFY(validate(settings).empty());
}

void ValidateTest::shouldWantCertificatesThatCanBeRead()
{
    const ScratchFolder folder;
    Settings settings;
    settings.bus.caFile = folder.write("ca.pem", "-----BEGIN CERTIFICATE-----").string();
    QVERIFY(validate(settings).empty());

    settings.bus.caFile = folder.path().string();
    const auto errors = validate(settings);
    QCOMPARE(errors.size(), std::size_t{1});
    QVERIFY(errors.front().sentence.contains(u"no file"));
}

void ValidateTest::shouldFindEverythingThatIsWrongAtOnce()
{
    Settings settings = with("bus.topic", "a b");
    settings.bus.partitions = 0;
    settings.database.url = std::string("x");
    QCOMPARE(validate(settings).size(), std::size_t{3});
}

void ValidateTest::shouldNameASettingAsTheUserWroteIt()
{
    Settings settings = with("bus.topic", "a b");
    settings.origins["bus.topic"] = u"--topic"_s;
    QCOMPARE(validate(settings).front().setting, u"--topic"_s);
    settings.origins["bus.topic"] = defaultOrigin();
    QCOMPARE(validate(settings).front().setting, u"KAFKA_TOPIC"_s);
}

} // namespace

std::unique_ptr<QObject> makeValidateTest()
{
    return std::make_unique<ValidateTest>();
}

#include "validate_test.moc"
