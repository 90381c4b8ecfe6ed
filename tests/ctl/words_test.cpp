#include "ctl/tests.h"
#include "decoder/commalocale.h"
#include "support/installation.h"

#include <QTest>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

/// Those of a usage error: exit code and what stands on standard error.
constexpr int badUsage = 2;

/// True where a terminal would do something else than show it.
bool commandsTerminal(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t';
    });
}

} // namespace

/// What the program says to a person.
class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        RIG_NEEDS_DATABASE();
        m_database = std::make_unique<TestDatabase>();
        m_installation = std::make_unique<Installation>(*m_database, "none");
    }
    void cleanupTestCase()
    {
        m_installation.reset();
        m_database.reset();
    }

    void shouldLeaveTheSettingsToAHelpOfTheirOwn_data()
    {
        QTest::addColumn<QString>("command");
        for (const char *command : {"bench", "demo", "evaluate", "forecast", "maintenance", "migrate", "node",
                                    "offsets", "plant", "replay", "score", "simulate", "status", "train"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }

    void shouldLeaveTheSettingsToAHelpOfTheirOwn()
    {
        QFETCH(const QString, command);
        const Outcome help = m_installation->run({command, u"--help"_s});
        RIG_VERIFY_DONE(help);
        QVERIFY2(!help.out.contains(u"--database-url"_s), qPrintable(help.out));
        QVERIFY(help.out.contains(u"rigctl help settings"_s));
        const Outcome same = m_installation->run({u"help"_s, command});
        RIG_VERIFY_DONE(same);
        QCOMPARE(same.out, help.out);
        QVERIFY(m_installation->run({u"--help"_s}).out.contains(u"\n  "_s + command));
    }

    /// Errors are told apart by libpq's words, which it says in the language of the locale.
    void shouldKeepTheWordsOfLibrariesInEnglish()
    {
        const CommaLocale locale;
        if (!locale.active())
            QSKIP("there is no German locale and no localedef with its sources (package locales)");
        Installation german(*m_database, "none");
        german.set(u"LC_ALL"_s, u"de_DE.UTF-8"_s);
        german.set(u"LOCPATH"_s, qEnvironmentVariable("LOCPATH"));
        const Outcome outcome =
            german.run({u"migrate"_s, u"--database-url"_s, u"postgresql://op@127.0.0.1:1/plant"_s});
        QCOMPARE(outcome.exitCode, 3);
        QVERIFY2(outcome.err.contains(u"127.0.0.1:1: Connection refused. No server listens there"_s),
                 qPrintable(outcome.err));
    }

    void shouldListTheSettings()
    {
        const Outcome help = m_installation->run({u"help"_s, u"settings"_s});
        RIG_VERIFY_DONE(help);
        for (const QString &words :
             {u"--database-url VALUE, DATABASE_URL, \"database.url\""_s, u"\n  KAFKA_SASL_PASSWORD,"_s,
              u"--data-dir VALUE, RIG_DATA_DIR"_s, u"Default: sensor-data"_s})
            QVERIFY2(help.out.contains(words), qPrintable(words + u'\n' + help.out));
        QVERIFY(m_installation->run({u"--help"_s}).out.contains(u"rigctl help settings"_s));
        QCOMPARE(m_installation->run({u"help"_s}).out, m_installation->run({u"--help"_s}).out);
    }

    void shouldTakeSettingsThatTheHelpDoesNotList()
    {
        const Outcome outcome = m_installation->run(
            {u"migrate"_s, u"--database-url"_s, u"postgresql://rig:hush@127.0.0.1:1/elsewhere"_s});
        QCOMPARE(outcome.exitCode, 3);
        QVERIFY2(outcome.err.contains(u"127.0.0.1:1"_s), qPrintable(outcome.err));
    }

    void shouldSayThatAPasswordInAnOptionCanBeSeen()
    {
        const QString help = m_installation->run({u"help"_s, u"settings"_s}).out.simplified();
        QCOMPARE(
            help.count(u"Other users can see a password in the option: rather give it in the variable."_s),
            2);
        const Outcome outcome = m_installation->run(
            {u"migrate"_s, u"--database-url"_s, u"postgresql://rig:hush@127.0.0.1:1/elsewhere"_s});
        QVERIFY2(
            outcome.err.contains(u"can see the password behind --database-url: give it in DATABASE_URL"_s),
            qPrintable(outcome.err));
    }

    void shouldSayWhatIsWrongWithACommandLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const QStringList &arguments, const char *sentence) {
            QTest::newRow(qPrintable(arguments.join(u' '))) << arguments << QString::fromUtf8(sentence);
        };
        row({u"plant"_s}, "plant: import or export is missing.");
        row({u"plant"_s, u"import"_s}, "plant: a file is missing.");
        row({u"plant"_s, u"frob"_s}, "plant: 'frob' is not known: say import or export.");
        row({u"plant"_s, u"frob"_s, u"a"_s}, "plant: 'frob' is not known: say import or export.");
        row({u"demo"_s, u"frob"_s}, "demo: 'frob' is not known: say stop or reset.");
        row({u"bench"_s, u"frob"_s},
            "bench: 'frob' is not known: say all, decode, detect, forest, ingest, latency or trend.");
        row({u"offsets"_s, u"frob"_s}, "offsets: 'frob' is not known: say show or accept-gap.");
        row({u"plant"_s, u"import"_s, u"a"_s, u"b"_s}, "plant: 'b' is one word too many.");
        row({u"bench"_s}, "bench: all, decode, detect, forest, ingest, latency or trend is missing.");
        row({u"demo"_s}, "demo: stop or reset is missing.");
        row({u"offsets"_s}, "offsets: show or accept-gap is missing.");
        row({u"replay"_s}, "replay: a recording (FILE.csv) is missing.");
        row({u"status"_s, u"extra"_s}, "status: 'extra' is one word too many.");
        row({u"migrate"_s, u"now"_s}, "migrate: 'now' is one word too many.");
        row({u"status"_s, u"--extra"_s}, "Unknown option 'extra'.");
    }

    void shouldSayWhatIsWrongWithACommandLine()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, sentence);
        const Outcome outcome = m_installation->run(arguments);
        QCOMPARE(outcome.exitCode, badUsage);
        QVERIFY(outcome.out.isEmpty());
        const QStringList lines = outcome.err.split(u'\n');
        QCOMPARE(lines[0], u"rigctl: "_s + sentence);
        QVERIFY2(lines[1].startsWith(u"Usage: rigctl "_s + arguments[0]), qPrintable(outcome.err));
    }

    void shouldKnowNoHelpForWhatIsNoCommand()
    {
        const Outcome outcome = m_installation->run({u"help"_s, u"nonsense"_s});
        QCOMPARE(outcome.exitCode, badUsage);
        QVERIFY(outcome.err.contains(u"no command 'nonsense'"_s));
    }

    void shouldSayThatADatabaseUrlHoldsASpace()
    {
        Installation installation(*m_database, "none");
        installation.set(u"DATABASE_URL"_s, u"postgresql://rig:hush@db.example/x y"_s);
        const Outcome outcome = installation.run({u"migrate"_s});
        QCOMPARE(outcome.exitCode, badUsage);
        QVERIFY2(outcome.err.contains(u"DATABASE_URL in the environment: The database URL holds a space"_s),
                 qPrintable(outcome.err));
        QVERIFY(!(outcome.err + outcome.out).contains(u"hush"_s));
    }

    void shouldNameWhereADataDirectoryCanComeFrom()
    {
        Installation installation(*m_database, "none");
        installation.set(u"RIG_DATA_DIR"_s, u"/proc/none"_s);
        const Outcome outcome = installation.run({u"node"_s});
        QVERIFY2(outcome.err.contains(u"Name another one with --data-dir or RIG_DATA_DIR"_s),
                 qPrintable(outcome.err));
        QCOMPARE(outcome.err.count(u"RIG_DATA_DIR"_s), 1);
    }

    void shouldLetNothingFromAFileCommandTheTerminal()
    {
        const QString file =
            m_installation->file(u"plant.json"_s, R"({"format":"rig-alpha plant","version":1,"sensors":[
                {"name":"wiped\u001b[2J\u009b2J\u0007"},{"name":"rpm","title":"\u001b]0;title\u0007"}]})");
        const Outcome outcome = m_installation->run({u"plant"_s, u"import"_s, file});
        QCOMPARE(outcome.exitCode, badUsage);
        QVERIFY2(outcome.err.contains(u"wiped"_s), qPrintable(outcome.err));
        QVERIFY2(outcome.err.contains(u"Sensor 'rpm': its title must be UTF-8 text"_s),
                 qPrintable(outcome.err));
        QVERIFY2(!commandsTerminal(outcome.err + outcome.out), qPrintable(outcome.err));
    }

    void shouldNotReplaceWhatIsNoOrdinaryFile()
    {
        RIG_VERIFY_DONE(m_installation->run({u"plant"_s, u"import"_s, u"demo"_s}));
        const QString pipe = m_installation->file(u"pipe"_s, {});
        QVERIFY(QFile::remove(pipe));
        QCOMPARE(::mkfifo(qPrintable(pipe), 0600), 0);
        const Outcome refused = m_installation->run({u"plant"_s, u"export"_s, pipe});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains(pipe + u" is no ordinary file"_s), qPrintable(refused.err));
        struct stat still = {};
        QVERIFY(::stat(qPrintable(pipe), &still) == 0 && S_ISFIFO(still.st_mode));
    }

    void shouldSayThatItsOutputIsNotWhole()
    {
        QProcess process;
        process.setStandardOutputFile(u"/dev/full"_s);
        process.start(qEnvironmentVariable("RIG_RIGCTL"), {u"help"_s, u"settings"_s});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(
            QString::fromUtf8(process.readAllStandardError()).contains(u"could not be written completely"_s));
    }

    /// The library says it as well, and at every try.
    void shouldSayOnceThatTheBrokerIsAway()
    {
        Installation installation(*m_database, "none");
        RIG_VERIFY_DONE(installation.run({u"migrate"_s}));
        RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
        installation.set(u"KAFKA_BROKER_URL"_s, u"127.0.0.1:1"_s);
        const auto node = installation.startNode();
        QVERIFY(node->says(u"rig.keep: The Kafka broker does not answer"_s, 20s));
        QTest::qWait(3000);
        const QString said = node->said();
        QVERIFY(node->stop());
        QVERIFY2(!said.contains(u"rig.bus"_s), qPrintable(said));
        QCOMPARE(said.count(u"rig.keep: The Kafka broker does not answer"_s), 1);
    }

    void shouldKeepWhatTheLibrarySaysFromWhoDoesNotAsk()
    {
        Installation installation(*m_database, "none");
        installation.set(u"KAFKA_BROKER_URL"_s, u"127.0.0.1:1"_s);
        const Outcome outcome = installation.run({u"simulate"_s, u"--duration"_s, u"1"_s});
        QVERIFY2(!outcome.err.contains(u"rig.bus"_s), qPrintable(outcome.err));
        QVERIFY2(
            outcome.err.contains(u"is KAFKA_BROKER_URL in the environment, which is 127.0.0.1:1, right?"_s),
            qPrintable(outcome.err));
    }

    void shouldShowWhatTheLibrarySaysToWhoAsks()
    {
        Installation installation(*m_database, "none");
        installation.set(u"KAFKA_BROKER_URL"_s, u"127.0.0.1:1"_s);
        installation.set(u"QT_LOGGING_RULES"_s, u"rig.bus.debug=true"_s);
        const Outcome outcome = installation.run({u"simulate"_s, u"--duration"_s, u"1"_s});
        QVERIFY2(outcome.err.contains(u"FAIL"_s), qPrintable(outcome.err));
    }

private:
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Installation> m_installation;
};

std::unique_ptr<QObject> makeWordsTest()
{
    return std::make_unique<WordsTest>();
}

#include "words_test.moc"
