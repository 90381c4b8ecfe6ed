#include "spine/tests.h"
#include "spine/world.h"
#include "support/randommessages.h"
#include "support/tls.h"
#include "support/waiting.h"

#include <QJsonArray>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::Instant;

namespace {

Message withIngestId(const std::string &id, std::int32_t partition, double value)
{
    Message message = reading("A", {{"temperature", value}}, now());
    message.partition = partition;
    message.headers = {{"rig-ingest-id", id}};
    return message;
}

} // namespace

class KeepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldKeepAndJudgeOverTls()
    {
        World world;
        world.importDemo();
        const auto set = [&](const QString &variable, const std::string &value) {
            world.installation.set(variable, QString::fromStdString(value));
        };
        const rig::settings::BusSettings broker = tlsBroker();
        set(u"KAFKA_BROKER_URL"_s, broker.servers);
        set(u"KAFKA_SASL_USERNAME"_s, broker.username);
        set(u"KAFKA_SASL_PASSWORD"_s, broker.password);
        set(u"KAFKA_SASL_MECHANISM"_s, broker.mechanism);
        set(u"KAFKA_SSL_CA"_s, broker.caFile);
        set(u"DATABASE_URL"_s,
            atLocalhost(world.database.url(), "sslmode=verify-full&sslrootcert=" + broker.caFile));
        const auto node = world.installation.startNode();
        world.send(randomMessages(500, 2));
        RIG_VERIFY_STORED(world);
        QVERIFY(
            world.database.sql().number("select count(*) from pg_stat_ssl join pg_stat_activity using (pid) "
                                        "where ssl and datname = current_database()") >= 2);
        QCOMPARE(node->stop(), 0);
        QVERIFY2(!node->said().contains(QString::fromStdString(broker.password)), qPrintable(node->said()));
    }

    void shouldStoreEveryMessageOnceAndBitForBit()
    {
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        world.send(randomMessages(5000, 1));
        RIG_VERIFY_STORED(world);
        QCOMPARE(node->stop(10s), 0);
        RIG_VERIFY_STORED(world);
    }

    void shouldGoOnAfterARestart()
    {
        World world;
        world.importDemo();
        for (std::uint32_t run = 0; run < 3; ++run) {
            world.send(randomMessages(200, run)); // while it is not there
            const auto node = world.installation.startNode();
            world.send(randomMessages(200, run + 100));
            QVERIFY(world.stored());
            world.send(randomMessages(200, run + 200)); // what it still reads when it is told to stop
            QCOMPARE(node->stop(), 0);
        }
        const auto node = world.installation.startNode();
        RIG_VERIFY_STORED(world);
    }

    void shouldStoreCustomSensors()
    {
        World world;
        world.importDemo();
        world.changePlant([](QJsonObject &plant) {
            QJsonArray sensors = plant[u"sensors"_s].toArray();
            sensors.append(QJsonObject{{u"name"_s, u"inlet_dust"_s}, {u"unit"_s, u"mg/m³"_s}});
            plant[u"sensors"_s] = sensors;
            plant[u"machines"_s] = QJsonArray{
                QJsonObject{{u"id"_s, u"Mühle 7"_s}, {u"sensors"_s, QJsonArray{u"inlet_dust"_s, u"rpm"_s}}}};
        });
        const auto node = world.installation.startNode();
        const Instant at = now();
        Message nested = reading("Mühle 7", {{"inlet_dust", 0.7}, {"rpm", 3120}}, at);
        nested.payload = "{\"machine_id\":\"Mühle 7\",\"timestamp\":\"" + rig::formatInstant(at) +
                         "\",\"rpm\":3120,\"custom_sensors\":{\"inlet_dust\":0.7,\"unheard_of\":1}}";
        world.send({nested, reading("Mühle 7", {{"inlet_dust", 0.7}, {"rpm", 3120}}, at),
                    reading("A", {{"rpm", 3}}, at)});
        RIG_VERIFY_STORED(world);
    }

    void shouldTakeMessagesWithoutKeys()
    {
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        std::vector<Message> messages = randomMessages(300, 7);
        for (std::size_t i = 0; i < messages.size(); ++i) {
            messages[i].key.reset();
            messages[i].partition = static_cast<std::int32_t>(i % 3);
        }
        world.send(messages);
        RIG_VERIFY_STORED(world);
    }

    void shouldStoreAnIngestIdOnce()
    {
        World world;
        world.importDemo();
        auto node = world.installation.startNode();
        const auto repeated = [](Message message) {
            message.expected.fate = Expected::Fate::repeated;
            return message;
        };
        world.send({withIngestId("one", 0, 1), withIngestId("two", 0, 2), repeated(withIngestId("one", 0, 1)),
                    repeated(withIngestId("one", 0, 9))});
        QVERIFY(world.stored());
        world.send({repeated(withIngestId("two", 1, 2))});
        QVERIFY(world.stored());
        node->kill();
        node = world.installation.startNode();
        world.send({repeated(withIngestId("two", 2, 2)), withIngestId("three", 2, 3)});
        RIG_VERIFY_STORED(world);
    }

    void shouldWaitForDatabaseTopicAndPlant()
    {
        TestDatabase database(TestDatabase::Exists::later);
        KafkaTopic topic(0);
        const Installation installation(database, topic.name());
        RecordingProducer producer(topic.name());
        const auto node = installation.startNode();
        QVERIFY(node->says(u"does not exist"_s));
        database.create();
        QVERIFY(waitUntil([&] { return database.sql().text("select to_regclass('rig.store')") != ""; }, 10s));
        QVERIFY(waitUntil(
            [&] {
                return installation.run({u"plant"_s, u"import"_s, u"demo"_s}).exitCode == 0;
            },
            10s));
        QVERIFY(node->says(u"Waiting for topic "_s + QString::fromStdString(topic.name())));
        topic.create(2);
        for (const Message &message : randomMessages(100, 3))
            producer.send(message);
        producer.flush();
        QVERIFY(awaitStored(database, topic.name(), producer.messages()));
        QCOMPARE(differences(database.sql(), topic.name(), producer.messages()).join(u'\n'), QString());
        QVERIFY(node->running());
    }

    void shouldRefuseASecondNodeInTheSameDataDirectory()
    {
        World world;
        world.importDemo();
        const auto first = world.installation.startNode();
        world.send(randomMessages(10, 4));
        QVERIFY(world.stored());
        const auto second = world.installation.startNode();
        QCOMPARE(second->diedOf(5s), 0);
        QCOMPARE(second->exitCode(), 1);
        QVERIFY2(second->said().contains(u"keep.lock is held by process"_s), qPrintable(second->said()));
        world.send(randomMessages(10, 5));
        RIG_VERIFY_STORED(world);
    }

    void shouldKeepEverythingInEachOfTwoInstallations()
    {
        World world;
        world.importDemo();
        TestDatabase otherDatabase;
        const Installation other(otherDatabase, world.topic.name());
        RIG_VERIFY_DONE(other.run({u"plant"_s, u"import"_s, u"demo"_s}));
        const auto node = world.installation.startNode();
        const auto otherNode = other.startNode();
        world.send(randomMessages(1000, 6));
        RIG_VERIFY_STORED(world);
        QVERIFY(awaitStored(otherDatabase, world.topic.name(), world.producer.messages()));
        QCOMPARE(differences(otherDatabase.sql(), world.topic.name(), world.producer.messages()).join(u'\n'),
                 QString());
    }

    void shouldStopAPartitionBeforeAGapAndNameIt()
    {
        World world;
        world.importDemo();
        auto node = world.installation.startNode();
        world.send(toEachPartition(3, 10));
        QVERIFY(world.stored());
        QCOMPARE(node->stop(), 0);
        world.send(toEachPartition(3, 10));
        world.topic.deleteBefore(1, 15);
        for (int start = 0; start < 2; ++start) { // another start is no decision
            node = world.installation.startNode();
            const QString gap =
                u"Partition 1 of topic %1 stopped: the broker no longer has offsets 10 to 14"_s;
            QVERIFY2(node->says(gap.arg(QString::fromStdString(world.topic.name()))),
                     qPrintable(node->said()));
            QVERIFY(node->says(u"rigctl offsets accept-gap"_s));
            const auto next = [&](int partition) {
                return world.database.sql().number("select next_offset from rig.reader_position where reader "
                                                   "= 'keep' and kafka_partition = $1",
                                                   {std::to_string(partition)});
            };
            world.send(toEachPartition(3, 1));
            const int others = 20 + start + 1;
            QVERIFY(waitUntil([&] { return next(0) == others && next(2) == others; }, 10s));
            QCOMPARE(next(1), 10);
            node->kill();
        }
        QCOMPARE(world.database.sql().number("select count(*) from rig_messages where kafka_partition = 1"),
                 10);
    }

    void shouldEndWithZeroWhenAskedTo_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }

    void shouldEndWithZeroWhenAskedTo()
    {
        QFETCH(int, signal);
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        world.send(randomMessages(100, 8));
        QVERIFY(world.stored());
        QCOMPARE(node->stop(10s, signal), 0);
    }

    void oracleShouldNotice_data()
    {
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("a reading is missing") << QByteArray("delete from rig.reading where kafka_offset = 3");
        QTest::newRow("a reading is there twice")
            << QByteArray("insert into rig.reading select at + interval '1 s', kafka_offset, received_at, "
                          "stream, kafka_partition, "
                          "machine, layout_version, quality, origin, sensor_values, value_quality, ingest_id "
                          "from rig.reading "
                          "where kafka_offset = 3");
        QTest::newRow("a reading nobody sent")
            << QByteArray("update rig.reading set kafka_offset = 1000 where kafka_offset = 3");
        QTest::newRow("the last bit of a value")
            << QByteArray("update rig.reading set sensor_values[4] = sensor_values[4] * (1 + 2e-16) "
                          "where kafka_offset = 3");
        QTest::newRow("the sign of a zero")
            << QByteArray("update rig.reading set sensor_values[5] = 0 where kafka_offset = 3");
        QTest::newRow("a value that was not there")
            << QByteArray("update rig.reading set sensor_values[6] = 0 where kafka_offset = 3");
        QTest::newRow("a microsecond")
            << QByteArray("update rig.reading set at = at + interval '1 us' where kafka_offset = 3");
        QTest::newRow("a quality") << QByteArray("update rig.reading set quality = 1 where kafka_offset = 3");
        QTest::newRow("the machine") << QByteArray(
            "update rig.reading set machine = 2 where kafka_offset = 3");
        QTest::newRow("a byte of a rejected message")
            << QByteArray("update rig.rejected_message set payload = payload || 'x'::bytea");
        QTest::newRow("a rejected message is missing") << QByteArray("delete from rig.rejected_message");
        QTest::newRow("the offset is behind")
            << QByteArray("update rig.reader_position set next_offset = next_offset - 1");
        QTest::newRow("the offset is ahead")
            << QByteArray("update rig.reader_position set next_offset = next_offset + 1");
    }

    void oracleShouldNotice()
    {
        QFETCH(QByteArray, damage);
        if (!m_undamaged) {
            m_undamaged = std::make_unique<World>(1);
            m_undamaged->importDemo();
            const auto node = m_undamaged->installation.startNode();
            std::vector<Message> messages(8, reading("A", {{"rpm", 3120.1}, {"temperature", -0.0}}, now()));
            messages.push_back(rejected("nothing", ""));
            m_undamaged->send(messages);
            RIG_VERIFY_STORED(*m_undamaged);
        }
        World &world = *m_undamaged;
        Sql &sql = world.database.sql();
        sql.run("begin");
        sql.run(damage.toStdString());
        QVERIFY(!differences(sql, world.topic.name(), world.producer.messages()).isEmpty());
        sql.run("rollback");
        QVERIFY(differences(sql, world.topic.name(), world.producer.messages()).isEmpty());
    }

    void cleanupTestCase() { m_undamaged.reset(); }

private:
    std::unique_ptr<World> m_undamaged;
};

std::unique_ptr<QObject> makeKeepTest()
{
    return std::make_unique<KeepTest>();
}

#include "keeptest.moc"
