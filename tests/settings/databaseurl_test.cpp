#include "settings/databaseurl.h"
#include "tests.h"

#include <QTest>

#include <libpq-fe.h>

using namespace Qt::Literals::StringLiterals;
using rig::settings::DatabaseAddress;
using rig::settings::mayHoldPassword;
using rig::settings::parseDatabaseUrl;

namespace {

const std::string systemCertificates = "/etc/ssl/certs/ca-certificates.crt";

QByteArray optionOf(const DatabaseAddress &address, std::string_view keyword)
{
    const std::string *value = address.option(keyword);
    return value == nullptr ? QByteArray() : QByteArray::fromStdString(*value);
}

/// What libpq itself reads in a URL: keyword → value.
std::map<std::string, std::string> readByLibpq(const std::string &url)
{
    std::map<std::string, std::string> values;
    PQconninfoOption *const options = PQconninfoParse(url.c_str(), nullptr);
    for (PQconninfoOption *option = options; option != nullptr && option->keyword != nullptr; ++option)
        if (option->val != nullptr && *option->val != '\0')
            values[option->keyword] = option->val;
    PQconninfoFree(options);
    return values;
}

class DatabaseUrlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldReadUrlsAsLibpqDoes_data();
    void shouldReadUrlsAsLibpqDoes();
    void shouldFillInWhatTheUrlLeavesOut();
    void shouldRefuseWhatIsNoUrlOfOneDatabase_data();
    void shouldRefuseWhatIsNoUrlOfOneDatabase();
    void shouldNameAParameterItDoesNotKnow();
    void shouldVerifyServersThatAreRemote_data();
    void shouldVerifyServersThatAreRemote();
    void shouldFindTheSystemsCertificates_data();
    void shouldFindTheSystemsCertificates();
    void shouldSayWhatAWeakModeMeans_data();
    void shouldSayWhatAWeakModeMeans();
    void shouldLabelWithoutSecrets_data();
    void shouldLabelWithoutSecrets();
    void shouldNeverRepeatAPassword();
    void shouldTellWhetherAPasswordStandsInIt_data();
    void shouldTellWhetherAPasswordStandsInIt();
};

void DatabaseUrlTest::shouldReadUrlsAsLibpqDoes_data()
{
    QTest::addColumn<QByteArray>("url");
    for (const char *url : {
             "postgres://op:pw@db.example:6543/plant",
             "postgresql://op:pw@db.example/plant?sslmode=verify-ca&application_name=rig",
             "postgresql://op:p%40ss%3Aw%2Fo%3Fr%23d%25@db.example/plant",
             "postgresql://op:p#ss:w&o=r+d@db.example/plant",
             "postgresql://op%40tenant:pw@db.example/pl%2Fant",
             "postgresql://op:@db.example/plant",
             "postgresql://op@[2001:db8::1]:5433/plant",
             "postgresql://op@[::1]/plant",
             "postgresql://op@%2Frun%2Fpostgresql:5433/plant",
             "postgresql:///plant?host=/run/x&port=5433&user=op",
             "postgresql://ignored:ignored@ignored:1/ignored?host=db&port=2&user=u&password=p&dbname=d",
             "postgresql://op@db/plant?connect_timeout=5&connect_timeout=7",
             "postgresql://op@db/plant?options=-c%20geqo%3Doff&target_session_attrs=read-write",
             "postgresql://op@db:/plant?ssl=true&channel_binding=require",
             "postgresql://op@db/plant?sslcert=/c&sslkey=/k&sslpassword=s%26t&sslrootcert=/r&sslmode=require",
             "postgresql://op@db/Gr%C3%BC%c3%9fe",
         })
        QTest::newRow(url) << QByteArray(url);
}

void DatabaseUrlTest::shouldReadUrlsAsLibpqDoes()
{
    QFETCH(QByteArray, url);
    const auto address = parseDatabaseUrl(url.toStdString());
    QVERIFY2(address, address ? "" : qPrintable(address.error().sentence));
    const auto expected = readByLibpq(url.toStdString());
    QVERIFY(!expected.empty());

    std::map<std::string, std::string> read{{"host", address->host},
                                            {"port", std::to_string(address->port)},
                                            {"dbname", address->database},
                                            {"user", address->user},
                                            {"password", address->password}};
    read.insert(address->options.begin(), address->options.end());
    for (const auto &[keyword, value] : expected)
        QCOMPARE(QByteArray::fromStdString(read[keyword]), QByteArray::fromStdString(value));
    // Nothing but what libpq read and what we fill in on purpose.
    for (const auto &[keyword, value] : read)
        QVERIFY2(expected.contains(keyword) || value.empty() || keyword == "port" || keyword == "sslmode" ||
                     keyword == "sslrootcert",
                 keyword.c_str());
}

void DatabaseUrlTest::shouldFillInWhatTheUrlLeavesOut()
{
    const auto bare = parseDatabaseUrl("postgresql://");
    QVERIFY(bare);
    QCOMPARE(bare->host, std::string("/var/run/postgresql"));
    QCOMPARE(bare->port, 5432);
    QVERIFY(bare->user.empty() && bare->password.empty() && bare->database.empty());
    QVERIFY(bare->options.empty() && bare->notices.isEmpty());

    const auto named = parseDatabaseUrl("postgres://op@localhost");
    QVERIFY(named);
    QCOMPARE(named->database, std::string("op"));
}

void DatabaseUrlTest::shouldRefuseWhatIsNoUrlOfOneDatabase_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QString>("says");
    const auto row = [](const QByteArray &url, const QString &says) {
        QTest::newRow(url.left(60).constData()) << url << says;
    };
    row("", u"postgresql://"_s);
    row("localhost", u"postgresql://"_s);
    row("host=localhost dbname=x", u"postgresql://"_s);
    row("postgresql+psycopg2://op@db/plant", u"driver"_s);
    row("postgresql:/db/plant", u"postgresql://"_s);
    row("POSTGRES://db/plant", u"postgresql://"_s);
    row("mysql://db/plant", u"postgresql://"_s);
    row("postgres://a,b/plant", u"several hosts"_s);
    row("postgres://a:1,b:2/plant", u"several hosts"_s);
    row("postgres:///plant?host=a,b", u"several hosts"_s);
    row("postgres://a%2Cb/plant", u"several hosts"_s);
    row("postgres://db:0/plant", u"1 to 65535"_s);
    row("postgres://db:65536/plant", u"1 to 65535"_s);
    row("postgres://db:54a/plant", u"1 to 65535"_s);
    row("postgres://db:-1/plant", u"1 to 65535"_s);
    row("postgres:///plant?port=x", u"1 to 65535"_s);
    row("postgres:///plant?application_name=a;b", u"semicolon"_s);
    row("postgres:///plant?options=-c%20geqo%3Doff%3B", u"'options'"_s);
    row("postgres:///plant?options=-c%20geqo=off", u"%3D"_s);
    row("postgres:///plant?user=op;password=pw", u"%3D"_s);
    row("postgres://db:1:2/plant", u"[IPv6 address]"_s);
    row("postgres://2001:db8::1/plant", u"[IPv6 address]"_s);
    row("postgres://[2001:db8::1/plant", u"[IPv6 address]"_s);
    row("postgres://[2001:db8::1]5432/plant", u"[IPv6 address]"_s);
    row("postgres://[]/plant", u"[IPv6 address]"_s);
    row("postgres://[db]/plant", u"[IPv6 address]"_s);
    row("postgres://d b/plant", u"space"_s);
    row("postgres://db;x/plant", u"neither a name"_s);
    row("postgres://op:p@ss@db/plant", u"more than one @"_s);
    row("postgres://op:pa/ss@db/plant", u"%2F"_s);
    row("postgres://op:pa?ss@db/plant", u"%3F"_s);
    row("postgres://db/plant/x", u"%2F"_s);
    row("postgres://db/plant%", u"hexadecimal"_s);
    row("postgres://db/plant%4", u"hexadecimal"_s);
    row("postgres://db/plant%4g", u"hexadecimal"_s);
    row("postgres://op:%zz@db/plant", u"hexadecimal"_s);
    row("postgres://db/plant%00x", u"control character"_s);
    row("postgres://db/plant%0ax", u"control character"_s);
    row("postgres://db/plant?sslmode", u"name=value"_s);
    row("postgres://db/plant?&sslmode=require", u"name=value"_s);
    row("postgres://db/plant?sslmode=yes", u"verify-full"_s);
    row("postgres://db/plant?sslmode=", u"verify-full"_s);
    row("postgres://db/plant?ssl=false", u"'ssl'"_s);
    row("postgres://db/" + QByteArray(4096, 'x'), u"4096 bytes"_s);
}

void DatabaseUrlTest::shouldRefuseWhatIsNoUrlOfOneDatabase()
{
    QFETCH(QByteArray, url);
    QFETCH(QString, says);
    const auto address = parseDatabaseUrl(url.toStdString());
    QVERIFY(!address);
    QCOMPARE(address.error().kind, rig::ErrorKind::badConfiguration);
    QVERIFY2(address.error().sentence.contains(says), qPrintable(address.error().sentence));
    QVERIFY(!address.error().sentence.contains(u"%1"));
}

void DatabaseUrlTest::shouldNameAParameterItDoesNotKnow()
{
    for (const char *name : {"sslmod", "hostaddr", "service", "passfile", "pgbouncer"}) {
        const auto address = parseDatabaseUrl(std::string("postgres://op:pw@db/plant?") + name + "=x");
        QVERIFY(!address);
        QVERIFY(address.error().sentence.contains(u'\'' + QString::fromLatin1(name) + u'\''));
        QVERIFY(address.error().sentence.contains(u"target_session_attrs"));
    }
}

void DatabaseUrlTest::shouldVerifyServersThatAreRemote_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("remote");
    for (const char *host :
         {"db", "db.example", "10.0.0.1", "126.0.0.1", "128.0.0.1", "127.evil.example", "127.1",
          "localhost.evil.example", "[2001:db8::1]", "[::2]", "[::ffff:127.0.0.1]"})
        QTest::newRow(host) << QByteArray(host) << true;
    for (const char *host :
         {"localhost", "LocalHost", "127.0.0.1", "127.255.0.9", "[::1]", "%2Frun%2Fx", "%40abstract", ""})
        QTest::newRow(host) << QByteArray(host) << false;
}

void DatabaseUrlTest::shouldVerifyServersThatAreRemote()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, remote);
    const auto address = parseDatabaseUrl("postgres://op:pw@" + host.toStdString() + "/plant");
    QVERIFY2(address, address ? "" : qPrintable(address.error().sentence));
    QCOMPARE(address->isRemote(), remote);
    QCOMPARE(optionOf(*address, "sslmode"), remote ? QByteArray("verify-full") : QByteArray());
    QCOMPARE(optionOf(*address, "sslrootcert"),
             remote ? QByteArray::fromStdString(systemCertificates) : QByteArray());
    QVERIFY(address->notices.isEmpty());
}

void DatabaseUrlTest::shouldFindTheSystemsCertificates_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("root");
    const QByteArray system = QByteArray::fromStdString(systemCertificates);
    QTest::newRow("full") << QByteArray("sslmode=verify-full") << system;
    QTest::newRow("ca") << QByteArray("sslmode=verify-ca") << system;
    QTest::newRow("system") << QByteArray("sslmode=verify-full&sslrootcert=system") << system;
    QTest::newRow("own") << QByteArray("sslmode=verify-full&sslrootcert=/own.pem") << QByteArray("/own.pem");
    QTest::newRow("own alone") << QByteArray("sslrootcert=/own.pem") << QByteArray("/own.pem");
    QTest::newRow("require") << QByteArray("sslmode=require") << QByteArray();
    QTest::newRow("disable") << QByteArray("sslmode=disable") << QByteArray();
}

void DatabaseUrlTest::shouldFindTheSystemsCertificates()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, root);
    const auto address = parseDatabaseUrl("postgres://op@db.example/plant?" + parameters.toStdString());
    QVERIFY(address);
    QCOMPARE(optionOf(*address, "sslrootcert"), root);
}

void DatabaseUrlTest::shouldSayWhatAWeakModeMeans_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *url, const QString &says) {
        QTest::newRow(url) << QByteArray(url) << says;
    };
    row("postgres://op:pw@db.example/plant?sslmode=require", u"plant at db.example:5432 is not verified"_s);
    row("postgres://op:pw@db.example/plant?ssl=true", u"is not verified"_s);
    row("postgres://op:pw@localhost/plant?sslmode=require", u"is not verified"_s);
    row("postgres://op:pw@db.example/plant?sslmode=require&sslrootcert=/own.pem", {});
    row("postgres:///plant?host=/run/x&sslmode=require", {});
    row("postgres://op:pw@db.example/plant?sslmode=disable", u"sslmode=disable does not insist"_s);
    row("postgres://op:pw@db.example/plant?sslmode=allow", u"sslmode=allow does not insist"_s);
    row("postgres://op:pw@db.example/plant?sslmode=prefer", u"sslmode=prefer does not insist"_s);
    row("postgres://op:pw@localhost/plant?sslmode=disable", {});
    row("postgres://op:pw@db.example/plant?sslmode=verify-full", {});
}

void DatabaseUrlTest::shouldSayWhatAWeakModeMeans()
{
    QFETCH(QByteArray, url);
    QFETCH(QString, says);
    const auto address = parseDatabaseUrl(url.toStdString());
    QVERIFY(address);
    QCOMPARE(address->notices.size(), says.isEmpty() ? 0 : 1);
    if (!says.isEmpty())
        QVERIFY2(address->notices.front().contains(says), qPrintable(address->notices.front()));
}

void DatabaseUrlTest::shouldLabelWithoutSecrets_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QString>("label");
    const auto row = [](const char *url, const QString &label) {
        QTest::newRow(url) << QByteArray(url) << label;
    };
    row("postgres://op:s3cret@db.example/plant", u"plant at db.example:5432"_s);
    row("postgres://op:s3cret@[2001:db8::1]:6000/plant", u"plant at [2001:db8::1]:6000"_s);
    row("postgres:///plant?host=/run/x&password=s3cret", u"plant at /run/x:5432"_s);
    row("postgres://db.example/%251%252", u"%1%2 at db.example:5432"_s);
    row("postgres://localhost", u"the login name's database at localhost:5432"_s);
}

void DatabaseUrlTest::shouldLabelWithoutSecrets()
{
    QFETCH(QByteArray, url);
    QFETCH(QString, label);
    const auto address = parseDatabaseUrl(url.toStdString());
    QVERIFY(address);
    QCOMPARE(address->label(), label);
}

void DatabaseUrlTest::shouldNeverRepeatAPassword()
{
    // Every character that means something in a URL, unescaped, alone and before an =, after letters and
    // after digits, in front of every shape of the rest.
    const std::vector<std::string> shapes{
        "postgres://op:%s@db.example:5432/plant",
        "postgres://op:%s@db.example/plant?sslmode=require",
        "postgres://op:%s@db.example",
        "postgres://op:%s@db.example:port/plant",
        "postgres://op:%s@a,b/plant",
        "postgres://op:%s@[2001:db8::1/plant",
        "postgres://op:%s@/plant?host=db&sslmod=x",
        "postgres://op:%s@db/plant?sslmode=prefer&x",
        "postgres://db/plant?user=op&password=%s&sslmode=require",
        "postgres://db/plant?user=op&sslpassword=%s&sslmode=no",
        "postgresql+asyncpg://op:%s@db.example/plant",
        "op:%s@db.example/plant",
        "%s",
    };
    int refused = 0;
    int accepted = 0;
    for (const std::string &shape : shapes)
        for (const char *begin : {"", "12", "ab"})
            for (const char *middle :
                 {"@",      ":",        "/",      "?",       "#",          "%",  "%zz", "%00",
                  "&",      "=",        ",",      "[",       "]",          " ",  "",    "?a=",
                  "?host=", "?dbname=", "?port=", "/?user=", "@h?dbname=", "\n", "%40"}) {
                std::string url = shape;
                url.replace(url.find("%s"), 2, begin + std::string(middle) + "S3cret");
                const auto address = parseDatabaseUrl(url);
                const QString said = address ? address->label() + address->notices.join(u' ')
                                             : address.error().sentence + address.error().setting;
                QVERIFY2(!said.contains(u"S3cret", Qt::CaseInsensitive), qPrintable(said));
                ++(address ? accepted : refused);
            }
    QVERIFY(refused > 300 && accepted > 100);
}

void DatabaseUrlTest::shouldTellWhetherAPasswordStandsInIt_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char *url, bool holds) { QTest::newRow(url) << QByteArray(url) << holds; };
    row("postgres://op:pw@db/plant", true);
    row("postgres://op@db/plant?password=pw", true);
    row("postgres://op@db/plant?sslpassword=pw", true);
    row("postgres://op@db/plant", false);
    row("postgres://op:@db/plant", false);
    row("postgres://op:p@w@db/plant", true);
    row("nonsense", false);
}

void DatabaseUrlTest::shouldTellWhetherAPasswordStandsInIt()
{
    QFETCH(QByteArray, url);
    QFETCH(bool, holds);
    QCOMPARE(mayHoldPassword(url.toStdString()), holds);
}

} // namespace

std::unique_ptr<QObject> makeDatabaseUrlTest()
{
    return std::make_unique<DatabaseUrlTest>();
}

#include "databaseurl_test.moc"
