#include "composition/core/demo.h"
#include "composition/offering.h"
#include "composition/tests.h"
#include "support/waiting.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

QJsonObject ready(bool node)
{
    return {{u"ready"_s, true}, {u"node"_s, node}};
}

/// 5,000 rows: more than may wait for keep.
QString recording(const Account &account)
{
    QFile file(account.dataDirectory() + u"/recording.csv"_s);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("time,pressure\n");
    for (int i = 0; i < 5000; ++i)
        file.write(QByteArray::number(1'700'000'000 + i) + ',' + QByteArray::number(i) + '\n');
    return file.fileName();
}

} // namespace

/// What rigctl, and a second program like the desktop, do where no server is configured.
class OfferTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldSayWhatToStartWhereNothingRuns()
    {
        const Account account;
        const Account::Run status = account.rigctl({u"status"_s, u"--json"_s});
        QCOMPARE(status.exitCode, 3);
        for (const QString &server : {u"broker"_s, u"database"_s}) {
            const QString trouble = status.json()[server][u"trouble"_s].toString();
            QVERIFY2(trouble.contains(u"Start rig-alpha, or set"_s), qPrintable(trouble));
        }
        QVERIFY(!QFile::exists(account.dataDirectory())); // looking makes nothing
        for (const QStringList &words :
             {QStringList{u"node"_s}, QStringList{u"simulate"_s}, QStringList{u"offsets"_s, u"show"_s},
              QStringList{u"replay"_s, u"x.csv"_s, u"--machine"_s, u"A"_s}}) {
            const Account::Run run = account.rigctl(words);
            QCOMPARE(run.exitCode, 2);
            QVERIFY2(run.err.contains(u"Start rig-alpha, or set KAFKA_BROKER_URL"_s), qPrintable(run.err));
        }
    }

    void shouldStartThePrivateDatabaseForARunAndLeaveIt()
    {
        const Account account;
        const Account::Run migrated = account.rigctl({u"migrate"_s});
        QVERIFY2(migrated.exitCode == 0, qPrintable(migrated.err));
        QVERIFY2(migrated.err.contains(u"using the private one in %1"_s.arg(account.dataDirectory())),
                 qPrintable(migrated.err));
        QVERIFY(!account.databaseRuns());
        const Account::Run imported = account.rigctl({u"plant"_s, u"import"_s, u"demo"_s, u"--json"_s});
        QVERIFY2(imported.exitCode == 0, qPrintable(imported.err));
        QCOMPARE(imported.json()[u"machines"_s], 3);
        QVERIFY(account.rigctl({u"plant"_s, u"export"_s, u"-"_s}).out.contains(u"\"A\""_s));
        QVERIFY(!account.databaseRuns());
    }

    void shouldUseWhatARunningProgramOffers()
    {
        const Account account;
        Offering offering(account);
        QVERIFY2(offering.becomes(ready(true)), qPrintable(offering.said()));

        const Account::Run status = account.rigctl({u"status"_s, u"--json"_s});
        QVERIFY2(status.exitCode == 0, qPrintable(status.out));
        const QString because = u"a running rig-alpha (process %1) offers it"_s.arg(offering.process());
        QCOMPARE(status.json()[u"broker"_s][u"kind"_s].toString(), u"in-process"_s);
        QCOMPARE(status.json()[u"database"_s][u"kind"_s].toString(), u"private"_s);
        QVERIFY(status.json()[u"broker"_s][u"why"_s].toString().contains(because));
        QVERIFY(status.json()[u"database"_s][u"why"_s].toString().contains(because));
        QVERIFY(status.json()[u"notices"_s].toArray()[0].toString().contains(u"forgets everything"_s));
        QVERIFY(status.json()[u"readers"_s].isObject());

        const Account::Run replayed =
            account.rigctl({u"replay"_s, recording(account), u"--machine"_s, u"R"_s, u"--define"_s,
                            u"--speed"_s, u"0"_s, u"--wait"_s, u"--json"_s});
        QVERIFY2(replayed.exitCode == 0, qPrintable(replayed.err));
        QCOMPARE(replayed.json()[u"stored"_s], true); // all 5,000, though the broker keeps fewer
        const Account::Run simulated = account.rigctl({u"simulate"_s, u"--duration"_s, u"1"_s, u"--json"_s});
        QVERIFY2(simulated.exitCode == 0 && simulated.json()[u"sent"_s].toInt() > 0,
                 qPrintable(simulated.err));

        // By the identity in servers.json: what the broker calls itself has no stored offsets.
        const Account::Run offsets = account.rigctl({u"offsets"_s, u"show"_s, u"--json"_s});
        QVERIFY2(offsets.exitCode == 0, qPrintable(offsets.err));
        QVERIFY(offsets.json()[u"broker_why"_s].toString().contains(because));
        std::int64_t stored = 0;
        for (const QJsonValue &row : offsets.json()[u"offsets"_s].toArray())
            if (row[u"reader"_s] == u"keep"_s)
                stored += row[u"stored"_s].toInt();
        QVERIFY(stored >= 5000);

        const Account::Run node = account.rigctl({u"node"_s});
        QCOMPARE(node.exitCode, 1);
        QVERIFY2(node.err.contains(u"belongs to process %1"_s.arg(offering.process())), qPrintable(node.err));

        QVERIFY(account.rigctl({u"plant"_s, u"import"_s, u"demo"_s}).err.contains(because));
        QVERIFY2(offering.end(), qPrintable(offering.said()));
        QVERIFY(!account.databaseRuns());
    }

    void shouldCallADatabaseLeftOnlyWhereNobodyRunsOnIt()
    {
        const Account account;
        Offering offering(account);
        QVERIFY2(offering.becomes(ready(true)), qPrintable(offering.said()));
        QProcessEnvironment elsewhere = account.environment();
        elsewhere.insert(u"DATABASE_URL"_s, u"postgresql://nobody@127.0.0.1:1/none"_s);
        QProcessEnvironment otherShell = account.environment();
        otherShell.remove(u"XDG_RUNTIME_DIR"_s);
        const auto notices = [&](const QProcessEnvironment &environment) {
            const Account::Run run = account.rigctl({u"status"_s, u"--json"_s}, environment);
            return QJsonDocument(run.json()[u"notices"_s].toArray()).toJson();
        };
        {
            // What the window holds for as long as it runs.
            const auto directory =
                rig::settings::DataDirectory::open(account.dataDirectory().toStdString()).value();
            const auto window = rig::composition::lockWindow(directory);
            QVERIFY(window);
            const QByteArray configured = notices(elsewhere);
            QVERIFY2(!configured.contains("PostgreSQL"), configured.constData());
            const QByteArray hidden = notices(otherShell);
            const QByteArray process = QByteArray::number(QCoreApplication::applicationPid());
            QVERIFY2(hidden.contains("Process " + process + " runs on the data directory"),
                     hidden.constData());
            QVERIFY2(hidden.contains("XDG_RUNTIME_DIR") && !hidden.contains("left"), hidden.constData());
        }
        offering.kill();
        const QByteArray left = notices(account.environment());
        QVERIFY2(left.contains("a killed one left it"), left.constData());
    }

    void shouldSayOnceWhyItsDatabaseDoesNotStart()
    {
        const Account account;
        QVERIFY(QDir().mkpath(account.dataDirectory()));
        QVERIFY(
            QFile::link(account.dataDirectory() + u"/elsewhere"_s, account.dataDirectory() + u"/postgres"_s));
        Offering offering(account);
        QTest::qWait(5000); // for some tries
        QCOMPARE(offering.said().count(u"postgres is a symbolic link"_s), 1);
    }

    void shouldSayThatThereAreNoServers()
    {
        const Account account;
        const QJsonObject status = account.rigctl({u"status"_s, u"--json"_s}).json();
        for (const QString &server : {u"broker"_s, u"database"_s}) {
            QCOMPARE(status[server][u"kind"_s].toString(), u"none"_s);
            QCOMPARE(status[server][u"there"_s].toBool(true), false);
        }
    }

    void shouldRefuseATopicThatTheInProcessBrokerHasNot()
    {
        Account account;
        Offering offering(account);
        QVERIFY2(offering.becomes(ready(true)), qPrintable(offering.said()));
        const Account::Run run = account.rigctl({u"simulate"_s, u"--topic"_s, u"other"_s});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.err.contains(u"has the topic sensor-data"_s), qPrintable(run.err));
    }

    void shouldUseTheServersOfTheFirstProgramAndTakeOverWhenItIsGone()
    {
        const Account account;
        Offering first(account);
        QVERIFY2(first.becomes(ready(true)), qPrintable(first.said()));
        Offering second(account);
        QVERIFY2(second.becomes(ready(false)), qPrintable(second.said()));
        QCOMPARE(second.state()[u"broker"_s], first.state()[u"broker"_s]);
        QCOMPARE(second.state()[u"broker_of"_s].toInteger(), first.process());
        QVERIFY(second.state()[u"node_trouble"_s].toString().contains(u"keeps and judges"_s));

        const qint64 generation = second.state()[u"generation"_s].toInteger();
        first.kill();
        QVERIFY2(second.becomes({{u"ready"_s, true}, {u"node"_s, true}, {u"broker_of"_s, 0}}),
                 qPrintable(second.said()));
        QVERIFY(second.state()[u"generation"_s].toInteger() > generation);
        QVERIFY(account.databaseRuns()); // the second was its user all the time
        QCOMPARE(account.rigctl({u"status"_s}).exitCode, 0);
        QVERIFY(second.end());
        QVERIFY(!account.databaseRuns());
    }

    void shouldEndUpWithOneBrokerWhereTwoProgramsStartAtOnce()
    {
        const Account account;
        Offering one(account);
        Offering other(account);
        QVERIFY2(waitUntil(
                     [&] {
                         const QJsonObject a = one.state();
                         const QJsonObject b = other.state();
                         return a[u"ready"_s].toBool() && b[u"ready"_s].toBool() &&
                                a[u"broker"_s] == b[u"broker"_s] &&
                                a[u"node"_s].toBool() != b[u"node"_s].toBool();
                     },
                     40s),
                 qPrintable(one.said() + other.said()));
    }

    void shouldBringThePrivateDatabaseBack()
    {
        const Account account;
        Offering offering(account);
        QVERIFY2(offering.becomes(ready(true)), qPrintable(offering.said()));
        const int tries = offering.state()[u"tries"_s].toInt();
        account.stopDatabase();
        QVERIFY(!account.databaseRuns());
        QVERIFY2(offering.becomes({{u"tries"_s, tries + 1}, {u"database_trouble"_s, false}}, 20s),
                 qPrintable(offering.said()));
        QVERIFY(account.databaseRuns());
    }

    void shouldSayNothingOnStandardErrorWhenNothingIsWrong()
    {
        const Account account;
        Offering offering(account);
        QVERIFY(offering.becomes(ready(true)));
        std::this_thread::sleep_for(6s); // as long as metadata live
        QCOMPARE(offering.said(), QString());
    }
};

std::unique_ptr<QObject> makeOfferTest()
{
    return std::make_unique<OfferTest>();
}

#include "offer_test.moc"
