#include "scratchfolder.h"
#include "settings/load.h"
#include "settings/settingdescription.h"
#include "tests.h"

#include <QProcess>
#include <QScopeGuard>
#include <QTest>

#include <clocale>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace rig::settings;

namespace {

constexpr uid_t nobody = 65534;

/// A value other than the default for every described setting.
std::string sampleOf(std::string_view key)
{
    static const std::map<std::string_view, std::string> samples{
        {"database.url", "postgres://op:pw@localhost/plant"},
        {"database.owner_url", "postgres://owner:pw@localhost/plant"},
        {"bus.servers", "kafka:9092"},
        {"bus.topic", "other"},
        {"bus.username", "op"},
        {"bus.password", "S3cret"},
        {"bus.mechanism", "PLAIN"},
        {"bus.ca_file", "/proc/self/status"},
        {"bus.partitions", "12"},
        {"default_machine", "B"},
        {"role", "watch"},
        {"data_directory", "/srv/data"},
    };
    return samples.at(key);
}

class LoadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldHaveADefaultForEverything();
    void shouldReadEverySettingFromEverySource();
    void shouldPreferTheNearerSource();
    void shouldLetAnEmptyValueOverrideOneBelow();
    void shouldFallBackToTheStandardDataDirectory();
    void shouldSayWhatIsNotNeededAnyMore();
    void shouldSayWhatWasMeantByAnUnknownName();
    void shouldTellTheBusWhereItsSettingsCameFrom();
    void shouldSayThatOthersCanReadAPassword_data();
    void shouldSayThatOthersCanReadAPassword();
    void shouldLetAServicesGroupReadRootsFile();
    void shouldSayThatOthersCanSeeTheCommandLine();
    void shouldIgnoreVariablesOfOtherPrograms();
    void shouldListEverythingThatIsWrong();
    void shouldRefuseValuesThatNobodyMeans_data();
    void shouldRefuseValuesThatNobodyMeans();
    void shouldRefuseFilesThatCannotBeTrusted();
    void shouldRefuseAnotherUsersFile();
    void shouldLookPastWhatIsNoFile();
    void shouldRefuseFilesThatAreTooLarge();
    void shouldReadNumbersUnderACommaLocale();
    void shouldNeverRepeatAPassword();
};

void LoadTest::shouldHaveADefaultForEverything()
{
    const auto settings = load({.options = {},
                                .environment = {},
                                .workingDirectory = {},
                                .configurationDirectory = {},
                                .defaultDataDirectory = "/d"});
    QVERIFY(settings);
    QCOMPARE(settings->bus.topic, std::string("sensor-data"));
    QCOMPARE(settings->bus.partitions, 3);
    QCOMPARE(settings->defaultMachine, std::string("A"));
    QCOMPARE(settings->dataDirectory, std::string("/d"));
    QVERIFY(settings->database.url.empty() && settings->bus.servers.empty());
    QVERIFY(settings->notices.isEmpty());
    QCOMPARE(settings->origins.size(), descriptions().size());
    for (const auto &[key, origin] : settings->origins)
        QCOMPARE(origin, u"default"_s);
}

void LoadTest::shouldReadEverySettingFromEverySource()
{
    const ScratchFolder folder;
    for (const SettingDescription &setting : descriptions()) {
        const std::string sample = sampleOf(setting.key);
        Sources bare;
        // A user name alone would be refused.
        if (setting.key == "bus.username")
            bare.environment["KAFKA_SASL_PASSWORD"] = "pw";
        if (setting.key == "bus.password")
            bare.environment["KAFKA_SASL_USERNAME"] = "op";
        const QString variable = QString::fromLatin1(setting.variable);
        const QString key = QString::fromStdString(std::string(setting.key));

        std::vector<std::pair<Sources, QString>> cases;
        if (*setting.option != '\0') {
            cases.emplace_back(bare, u"--"_s + QString::fromLatin1(setting.option));
            cases.back().first.options[setting.option] = sample;
        }
        cases.emplace_back(bare, variable + u" in the environment"_s);
        cases.back().first.environment[setting.variable] = sample;
        const std::string name(setting.key);
        folder.write(name + "/w/.env", setting.variable + std::string("=") + sample);
        cases.emplace_back(bare, variable + u" in "_s + folder.text(name + "/w/.env"));
        cases.back().first.workingDirectory = folder.path() / name / "w";
        folder.write(name + "/c/.env", setting.variable + std::string("='") + sample + "'");
        cases.emplace_back(bare, variable + u" in "_s + folder.text(name + "/c/.env"));
        cases.back().first.configurationDirectory = folder.path() / name / "c";
        const std::size_t dot = name.find('.');
        const std::string inner =
            '"' + name.substr(dot == std::string::npos ? 0 : dot + 1) + "\":\"" + sample + '"';
        folder.write(name + "/j/settings.json", dot == std::string::npos
                                                    ? '{' + inner + '}'
                                                    : "{\"" + name.substr(0, dot) + "\":{" + inner + "}}");
        cases.emplace_back(bare, key + u" in "_s + folder.text(name + "/j/settings.json"));
        cases.back().first.configurationDirectory = folder.path() / name / "j";

        Settings expected;
        QVERIFY(setting.apply(expected, sample));
        for (const auto &[sources, origin] : cases) {
            const auto settings = load(sources);
            QVERIFY2(settings, settings ? "" : qPrintable(settings.error().sentence));
            QCOMPARE(settings->origins.at(name), origin);
            QCOMPARE(setting.show(*settings), setting.show(expected));
            QVERIFY(setting.show(*settings) != QString::fromUtf8(setting.defaultText.data()));
            QVERIFY(!setting.show(*settings).contains(u"S3cret"));
        }
    }
}

void LoadTest::shouldPreferTheNearerSource()
{
    const ScratchFolder folder;
    folder.write("w/.env", "KAFKA_TOPIC=working");
    folder.write("c/.env", "KAFKA_TOPIC=configuration");
    folder.write("c/settings.json", R"({"bus": {"topic": "file"}})");
    Sources sources{{{"topic", "option"}},
                    {{"KAFKA_TOPIC", "environment"}},
                    folder.path() / "w",
                    folder.path() / "c",
                    "/d"};
    const auto topic = [&] { return load(sources).value().bus.topic; };
    QCOMPARE(topic(), std::string("option"));
    sources.options.clear();
    QCOMPARE(topic(), std::string("environment"));
    sources.environment.clear();
    QCOMPARE(topic(), std::string("working"));
    std::filesystem::remove(folder.path() / "w/.env");
    QCOMPARE(topic(), std::string("configuration"));
    std::filesystem::remove(folder.path() / "c/.env");
    QCOMPARE(topic(), std::string("file"));
    std::filesystem::remove(folder.path() / "c/settings.json");
    QCOMPARE(topic(), std::string("sensor-data"));
}

void LoadTest::shouldLetAnEmptyValueOverrideOneBelow()
{
    const ScratchFolder folder;
    folder.write(".env", "KAFKA_BROKER_URL=kafka:9092");
    const auto settings = load({{}, {{"KAFKA_BROKER_URL", ""}}, folder.path(), {}, "/d"});
    QVERIFY(settings);
    QVERIFY(settings->bus.servers.empty());
    QCOMPARE(settings->origins.at("bus.servers"), u"KAFKA_BROKER_URL in the environment"_s);
}

void LoadTest::shouldFallBackToTheStandardDataDirectory()
{
    const auto settings = load({{}, {{"RIG_DATA_DIR", ""}}, {}, {}, "/d"});
    QVERIFY(settings);
    QCOMPARE(settings->dataDirectory, std::string("/d"));
}

void LoadTest::shouldSayWhatIsNotNeededAnyMore()
{
    const ScratchFolder folder;
    folder.write(".env", "SECRET_KEY=S3cret");
    const auto settings = load({{}, {{"API_SECRET_KEY", "S3cret"}}, folder.path(), {}, "/d"});
    QVERIFY(settings);
    const QStringList expected{u"API_SECRET_KEY in the environment is not needed and not used."_s,
                               u"SECRET_KEY in %1 is not needed and not used."_s.arg(folder.text(".env"))};
    QCOMPARE(settings->notices, expected);

    const auto once = load({{}, {}, folder.path(), folder.path(), "/d"});
    QVERIFY(once);
    QCOMPARE(once->notices.size(), 1);
}

void LoadTest::shouldSayWhatWasMeantByAnUnknownName()
{
    const ScratchFolder folder;
    folder.write(".env", "KAFKA_BROKER_ULR=kafka:9092\nRIG_FOO=1\nkafka_topic=x\nDATABSE_URL=y\n"
                         "KAFKA_ADVERTISED_LISTENERS=x\nKAFKA_HEAP_OPTS=x\nDATABASE_POOL_SIZE=5\n"
                         "PATH=/bin\nAI_PROVIDER=none\nGROQ_API_KEY=S3cret\nKAFKA_TOPIC=fine\n");
    const auto settings = load({{}, {{"KAFKA_BROKER_ULR", "x"}}, folder.path(), {}, "/d"});
    QVERIFY(settings);
    QCOMPARE(settings->notices.size(), 4);
    for (const auto &[name, meant] : {std::pair{"DATABSE_URL", "DATABASE_URL"},
                                      {"KAFKA_BROKER_ULR", "KAFKA_BROKER_URL"},
                                      {"kafka_topic", "KAFKA_TOPIC"}}) {
        const QString notice = u"%1 in %2 is no setting and changes nothing. Is %3 meant? `rigctl help "
                               "settings` lists them all."_s.arg(QLatin1StringView(name), folder.text(".env"),
                                                                 QLatin1StringView(meant));
        QVERIFY2(settings->notices.contains(notice), qPrintable(settings->notices.join(u'\n')));
    }
    QVERIFY(settings->notices.contains(
        u"RIG_FOO in %1 is no setting and changes nothing. `rigctl help settings` lists them all."_s.arg(
            folder.text(".env"))));
}

void LoadTest::shouldTellTheBusWhereItsSettingsCameFrom()
{
    const ScratchFolder folder;
    folder.write(".env", "KAFKA_TOPIC=other");
    const auto settings = load({{{"broker", "kafka:9092"}}, {}, folder.path(), {}, "/d"});
    QVERIFY(settings);
    QCOMPARE(settings->bus.names.servers, u"--broker"_s);
    QCOMPARE(settings->bus.names.topic, u"KAFKA_TOPIC in %1"_s.arg(folder.text(".env")));
    QCOMPARE(settings->bus.names.caFile, u"KAFKA_SSL_CA"_s);
}

void LoadTest::shouldSayThatOthersCanReadAPassword_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("said");
    const QByteArray login = "KAFKA_SASL_USERNAME=op\nKAFKA_SASL_PASSWORD=S3cret";
    QTest::newRow("password") << QByteArray(".env") << login << 0604 << true;
    QTest::newRow("mine alone") << QByteArray(".env") << login << 0600 << false;
    QTest::newRow("URL") << QByteArray(".env") << QByteArray("DATABASE_URL=postgres://op:S3cret@localhost/x")
                         << 0604 << true;
    QTest::newRow("URL without password")
        << QByteArray(".env") << QByteArray("DATABASE_URL=postgres://op@localhost/x") << 0604 << false;
    QTest::newRow("nothing secret") << QByteArray(".env") << QByteArray("KAFKA_TOPIC=x") << 0644 << false;
    QTest::newRow("settings file") << QByteArray("settings.json")
                                   << QByteArray(R"({"bus": {"username": "op", "password": "S3cret"}})")
                                   << 0644 << true;
    QTest::newRow("settings file, mine alone")
        << QByteArray("settings.json") << QByteArray(R"({"bus": {"username": "op", "password": "S3cret"}})")
        << 0600 << false;
}

void LoadTest::shouldSayThatOthersCanReadAPassword()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, text);
    QFETCH(int, mode);
    QFETCH(bool, said);
    const ScratchFolder folder;
    const auto path = folder.write(file.toStdString(), text.toStdString());
    QCOMPARE(::chmod(path.c_str(), static_cast<mode_t>(mode)), 0);
    const auto settings = load({{}, {}, {}, folder.path(), "/d"});
    QVERIFY2(settings, settings ? "" : qPrintable(settings.error().sentence));
    QCOMPARE(settings->notices.size(), said ? 1 : 0);
    if (said)
        QVERIFY(settings->notices.front().startsWith(folder.text(file.toStdString())));
    QVERIFY(!settings->notices.join(u' ').contains(u"S3cret"));
}

void LoadTest::shouldLetAServicesGroupReadRootsFile()
{
    const ScratchFolder folder;
    const auto path = folder.write(".env", "DATABASE_URL=postgres://op:S3cret@localhost/x");
    QCOMPARE(::chmod(path.c_str(), 0640), 0);
    const Sources sources{{}, {}, folder.path(), {}, "/d"};
    if (::geteuid() == 0) {
        QVERIFY(load(sources).value().notices.isEmpty());
        QCOMPARE(::chown(path.c_str(), 1234, 1234), 0);
    }
    QCOMPARE(load(sources).value().notices.size(), 1);
}

void LoadTest::shouldSayThatOthersCanSeeTheCommandLine()
{
    Sources sources;
    sources.options["database-url"] = "postgres://op@localhost/x";
    QVERIFY(load(sources).value().notices.isEmpty());
    sources.options["database-url"] = "postgres://op:S3cret@localhost/x";
    const auto settings = load(sources);
    QVERIFY(settings);
    QCOMPARE(settings->notices.size(), 1);
    QVERIFY(settings->notices.front().contains(u"--database-url"));
    QVERIFY(settings->notices.front().contains(u"DATABASE_URL"));
    QVERIFY(!settings->notices.front().contains(u"S3cret"));
}

void LoadTest::shouldIgnoreVariablesOfOtherPrograms()
{
    const ScratchFolder folder;
    folder.write(".env", "POSTGRES_PASSWORD=x\nCOMPOSE.PROJECT-NAME=y\nKEY=\"a\nb\"\n");
    QVERIFY(load({{}, {{"PATH", "/bin"}}, folder.path(), {}, "/d"}));
}

void LoadTest::shouldListEverythingThatIsWrong()
{
    const ScratchFolder folder;
    folder.write("w/.env", "nonsense");
    folder.write("c/settings.json", R"({"nonsense": 1})");
    auto settings =
        load({{}, {{"RIG_TOPIC_PARTITIONS", "x"}}, folder.path() / "w", folder.path() / "c", "/d"});
    QVERIFY(!settings);
    QCOMPARE(settings.error().kind, rig::ErrorKind::badConfiguration);
    QCOMPARE(settings.error().setting, folder.text("w/.env"));
    const QStringList lines = settings.error().sentence.split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith(folder.text("w/.env") + u", line 1: "_s));
    QVERIFY(lines[1].startsWith(folder.text("c/settings.json") + u": "_s));
    QCOMPARE(lines[2], u"RIG_TOPIC_PARTITIONS in the environment: it must be a whole number."_s);

    settings = load({{{"topic", "a b"}}, {{"RIG_TOPIC_PARTITIONS", "0"}}, {}, {}, "/d"});
    QVERIFY(!settings);
    QCOMPARE(settings.error().setting, u"--topic"_s);
    QVERIFY(settings.error().sentence.contains(u"\nRIG_TOPIC_PARTITIONS in the environment: "));
}

void LoadTest::shouldRefuseValuesThatNobodyMeans_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("too long") << QByteArray(4097, 'x');
    QTest::newRow("line break") << QByteArray("S3cret\nbootstrap.servers=evil");
    QTest::newRow("delete") << QByteArray("S3cret\x7f");
    QTest::newRow("not UTF-8") << QByteArray("S3cret\xff");
}

void LoadTest::shouldRefuseValuesThatNobodyMeans()
{
    QFETCH(QByteArray, value);
    const auto settings = load(
        {{}, {{"KAFKA_SASL_USERNAME", "op"}, {"KAFKA_SASL_PASSWORD", value.toStdString()}}, {}, {}, "/d"});
    QVERIFY(!settings);
    QCOMPARE(settings.error().setting, u"KAFKA_SASL_PASSWORD in the environment"_s);
    QVERIFY(!settings.error().sentence.contains(u"S3cret"));
}

void LoadTest::shouldRefuseFilesThatCannotBeTrusted()
{
    const ScratchFolder folder;
    const auto path = folder.write(".env", "KAFKA_BROKER_URL=evil:9092");
    QCOMPARE(::chmod(path.c_str(), 0666), 0);
    const auto settings = load({{}, {}, folder.path(), {}, "/d"});
    QVERIFY(!settings);
    QCOMPARE(settings.error().setting, folder.text(".env"));
    QVERIFY(settings.error().sentence.contains(u"chmod o-w"));
}

void LoadTest::shouldRefuseAnotherUsersFile()
{
    if (::geteuid() != 0)
        QSKIP("only root can make another user's file and become that other user");
    const ScratchFolder folder;
    const auto path = folder.write(".env", "KAFKA_TOPIC=theirs");
    QCOMPARE(::chmod(folder.path().c_str(), 0755), 0);
    QCOMPARE(::chmod(path.c_str(), 0644), 0);
    const Sources sources{{}, {}, folder.path(), {}, "/d"};

    QCOMPARE(::chown(path.c_str(), 1234, 1234), 0);
    QCOMPARE(load(sources).value().bus.topic, std::string("theirs")); // root: a start with sudo from a clone
    QCOMPARE(::seteuid(nobody), 0);
    const auto back = qScopeGuard([] { (void)!::seteuid(0); });
    const auto refused = load(sources);
    QVERIFY(!refused);
    QVERIFY(refused.error().sentence.contains(u"another user"));

    QCOMPARE(::seteuid(0), 0);
    QCOMPARE(::chown(path.c_str(), 0, 0), 0);
    QCOMPARE(::seteuid(nobody), 0);
    QCOMPARE(load(sources).value().bus.topic, std::string("theirs")); // root's own: a system's configuration

    QCOMPARE(::seteuid(0), 0);
    QCOMPARE(::chmod(path.c_str(), 0600), 0);
    QCOMPARE(::seteuid(nobody), 0);
    const auto unreadable = load(sources);
    QVERIFY(!unreadable);
    QVERIFY(unreadable.error().sentence.contains(u"cannot be read"));
    QCOMPARE(::seteuid(0), 0);
    QCOMPARE(::chmod(folder.path().c_str(), 0700), 0);
    QCOMPARE(::seteuid(nobody), 0);
    QCOMPARE(load(sources).value().bus.topic, std::string("sensor-data")); // a directory we may not enter
}

void LoadTest::shouldLookPastWhatIsNoFile()
{
    const ScratchFolder folder;
    std::filesystem::create_directory(folder.path() / ".env");
    QVERIFY(load({{}, {}, folder.path(), folder.path() / "missing", "/d"}));
    std::filesystem::remove(folder.path() / ".env");
    std::filesystem::create_symlink("/dev/null", folder.path() / ".env");
    QVERIFY(load({{}, {}, folder.path(), {}, "/d"}));
    std::filesystem::remove(folder.path() / ".env");
    QCOMPARE(::mkfifo((folder.path() / ".env").c_str(), 0600), 0);
    QVERIFY(load({{}, {}, folder.path(), {}, "/d"}));
}

void LoadTest::shouldRefuseFilesThatAreTooLarge()
{
    const ScratchFolder folder;
    folder.write(".env", "KAFKA_TOPIC=x\n#" + std::string(64 * 1024 - 15, 'x'));
    QCOMPARE(load({{}, {}, folder.path(), {}, "/d"}).value().bus.topic, std::string("x"));
    folder.write(".env", "KAFKA_TOPIC=x\n#" + std::string(64 * 1024 - 14, 'x'));
    const auto settings = load({{}, {}, folder.path(), {}, "/d"});
    QVERIFY(!settings);
    QVERIFY(settings.error().sentence.contains(u"64 KiB"));
}

void LoadTest::shouldReadNumbersUnderACommaLocale()
{
    const ScratchFolder folder;
    const char *locale = std::setlocale(LC_ALL, "de_DE.UTF-8");
    if (locale == nullptr) {
        // Not installed: make it for this test where its sources are.
        const int status = QProcess::execute(
            u"localedef"_s, {u"-i"_s, u"de_DE"_s, u"-f"_s, u"UTF-8"_s, folder.text("de_DE.UTF-8")});
        if (status != 0)
            QSKIP("there is no comma locale and no localedef with its sources (package locales)");
        qputenv("LOCPATH", folder.text("").toLocal8Bit());
        locale = std::setlocale(LC_ALL, "de_DE.UTF-8");
    }
    const auto back = qScopeGuard([] {
        qunsetenv("LOCPATH");
        std::setlocale(LC_ALL, "C.UTF-8");
    });
    QVERIFY(locale != nullptr);
    QCOMPARE(std::localeconv()->decimal_point, ",");

    folder.write("settings.json", R"({"bus": {"partitions": 1000, "servers": "kafka:19092"}})");
    const Sources sources{{}, {{"DATABASE_URL", "postgres://localhost:15432/x"}}, {}, folder.path(), "/d"};
    const auto settings = load(sources);
    QVERIFY(settings);
    QCOMPARE(settings->bus.partitions, 1000);
    QCOMPARE(describe("bus.partitions")->show(*settings), u"1000"_s);
    QCOMPARE(describe("database.url")->show(*settings), u"x at localhost:15432"_s);
    const auto fraction = load({{}, {{"RIG_TOPIC_PARTITIONS", "1,5"}}, {}, {}, "/d"});
    QVERIFY(!fraction);
}

void LoadTest::shouldNeverRepeatAPassword()
{
    const ScratchFolder folder;
    for (const char *url :
         {"postgres://op:S3cret@db:x/p", "postgres://op:S3@cret@db/p", "postgres://op:S3/cret@db/p",
          "postgres://op:S3?cret@db/p", "postgres://op:S3cret@db/p?x=y", "op:S3cret@db"}) {
        folder.write("settings.json", std::string(R"({"database": {"owner_url": ")") + url + "\"}}");
        const auto settings =
            load({{{"database-url", url}},
                  {{"KAFKA_SASL_PASSWORD", "S3cret"}, {"KAFKA_BROKER_URL", "op:S3cret@kafka:1"}},
                  {},
                  folder.path(),
                  "/d"});
        QVERIFY(!settings);
        QCOMPARE(settings.error().sentence.count(u'\n'), 3);
        QVERIFY2(!settings.error().sentence.contains(u"cret", Qt::CaseInsensitive) &&
                     !settings.error().sentence.contains(u"S3"),
                 qPrintable(settings.error().sentence));
    }
}

} // namespace

std::unique_ptr<QObject> makeLoadTest()
{
    return std::make_unique<LoadTest>();
}

#include "load_test.moc"
