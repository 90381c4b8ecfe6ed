#include "hosted/pooler.h"
#include "hosted/tests.h"
#include "spine/world.h"
#include "support/randommessages.h"
#include "support/waiting.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

constexpr int connections = 3; ///< fewer than one node opens

void use(Installation &installation, const Pooler &pooler, const TestDatabase &database)
{
    installation.set(u"DATABASE_URL"_s, QString::fromStdString(pooler.through(database.url())));
}

} // namespace

/// Behind a pooler a session is nobody's: not one statement may count on what an earlier one left there.
class PoolerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        RIG_NEEDS_BROKER();
        if (!Pooler::installed() && qEnvironmentVariableIsSet("RIG_REQUIRE_SERVERS"))
            QFAIL("There is no PgBouncer: run packaging/setup test.");
        if (!Pooler::installed())
            QSKIP("There is no PgBouncer: run packaging/setup test.");
    }

    void shouldKeepJudgeAndCommandThroughIt()
    {
        const Pooler pooler(connections);
        World world(6);
        Installation second(world.database, world.topic.name());
        use(world.installation, pooler, world.database);
        use(second, pooler, world.database);
        RIG_VERIFY_DONE(world.installation.run({u"migrate"_s}));
        world.importDemo();
        const auto one = world.installation.startNode();
        const auto other = second.startNode();
        world.send(randomMessages(2000, 1));
        QVERIFY2(world.stored(), qPrintable(one->said() + other->said()));

        // A change of the plant in the middle, and commands, while both go on.
        world.changePlant([](QJsonObject &plant) {
            QJsonArray sensors = plant[u"sensors"_s].toArray();
            sensors.append(QJsonObject{{u"name"_s, u"inlet_dust"_s}, {u"unit"_s, u"mg/m³"_s}});
            plant[u"sensors"_s] = sensors;
        });
        world.send(randomMessages(2000, 2));
        RIG_VERIFY_STORED(world);
        QVERIFY(awaitReader("judge", world.database, world.topic.name(), world.producer.messages(), 30s));
        QVERIFY(world.database.sql().number("select count(*) from rig_limit_events") > 0);
        for (const QStringList &command :
             {QStringList{u"status"_s}, QStringList{u"offsets"_s, u"show"_s}, QStringList{u"migrate"_s}}) {
            const Outcome outcome = world.installation.run(command);
            QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        }
        // All that went through these few, and nothing was left in them.
        QVERIFY(world.database.serverProcesses().size() <= connections);
        Sql through(pooler.through(world.database.url()));
        QCOMPARE(through.number("select count(*) from pg_prepared_statements"), 0);
        // A transaction in hand may hold one for a moment.
        QVERIFY(waitUntil(
            [&] {
                return through.number(
                           "select count(*) from pg_locks where locktype = 'advisory' and database = "
                           "(select oid from pg_database where datname = current_database())") == 0;
            },
            10s));
        QCOMPARE(through.text("show search_path"), world.database.sql().text("show search_path"));
        QCOMPARE(one->stop(), 0);
        QCOMPARE(other->stop(), 0);
    }
};

std::unique_ptr<QObject> makePoolerTest()
{
    return std::make_unique<PoolerTest>();
}

#include "poolertest.moc"
