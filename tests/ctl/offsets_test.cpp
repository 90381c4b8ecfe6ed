#include "ctl/tests.h"
#include "support/installation.h"
#include "support/messages.h"
#include "support/waiting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <stdexcept>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

/// A plant with its readers' offsets stored: 10 readings in each of two partitions, kept and judged.
struct Stand
{
    Stand() : topic(2), installation(database, topic.name())
    {
        run({u"plant"_s, u"import"_s, u"demo"_s});
        node = installation.startNode();
        send(0, 10);
        send(1, 10);
        if (!waitUntil([this] { return stored("keep", 0) == 10 && stored("keep", 1) == 10; }, 30s) ||
            !waitUntil([this] { return stored("judge", 0) == 10 && stored("judge", 1) == 10; }, 30s))
            throw std::runtime_error("the node does not store: " + node->said().toStdString());
    }

    QString run(const QStringList &arguments) const
    {
        const Outcome outcome = installation.run(arguments);
        if (outcome.exitCode != 0)
            throw std::runtime_error(outcome.err.toStdString());
        return outcome.out;
    }

    QJsonObject json(const QStringList &arguments) const
    {
        return QJsonDocument::fromJson(run(arguments + QStringList{u"--json"_s}).toUtf8()).object();
    }

    /// The row of one reader in one partition, as `offsets show --json` has it.
    QJsonObject row(const QString &reader, int partition) const
    {
        for (const QJsonValue &one : json({u"offsets"_s, u"show"_s})[u"offsets"_s].toArray())
            if (one[u"reader"_s] == reader && one[u"partition"_s] == partition)
                return one.toObject();
        return {};
    }

    void send(std::int32_t partition, int count)
    {
        std::vector<RawMessage> messages;
        for (int i = 0; i < count; ++i) {
            messages.push_back(reading("A", {{"rpm", 2000 + i}}));
            messages.back().partition = partition;
        }
        topic.write(messages);
    }

    std::int64_t stored(const std::string &reader, int partition)
    {
        return database.sql().number(
            "select next_offset from rig.reader_position where reader = $1 and kafka_partition = $2",
            {reader, std::to_string(partition)});
    }

    /// While no node runs, partition 1 grows to 30 and loses what lies before 15: offsets 10 to 14 are a gap.
    void makeGap()
    {
        node->kill();
        send(1, 20);
        topic.deleteBefore(1, 15);
    }

    QStringList accept(const QStringList &more = {u"--yes"_s}) const
    {
        return QStringList{u"offsets"_s, u"accept-gap"_s, QString::fromStdString(topic.name()), u"1"_s} +
               more;
    }

    std::int64_t acceptances()
    {
        return database.sql().number("select count(*) from rig.audit_record where action_type = 'ACCEPT'");
    }

    TestDatabase database;
    KafkaTopic topic;
    Installation installation;
    std::unique_ptr<Node> node;
};

} // namespace

class OffsetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldShowWhereTheReadersStandAndWhatTheBrokerHas()
    {
        Stand stand;
        stand.node->kill();
        stand.send(1, 3);
        const QJsonObject all = stand.json({u"offsets"_s, u"show"_s});
        QCOMPARE(all[u"topic"_s].toString(), QString::fromStdString(stand.topic.name()));
        QVERIFY(!all[u"cluster"_s].toString().isEmpty());
        QCOMPARE(all[u"offsets"_s].toArray().size(), 4);
        for (const QString &reader : {u"keep"_s, u"judge"_s}) {
            const QJsonObject expected{{u"reader"_s, reader},   {u"partition"_s, 1}, {u"stored"_s, 10},
                                       {u"low"_s, 0},           {u"high"_s, 13},     {u"lag"_s, 3},
                                       {u"gap"_s, QJsonValue()}};
            QCOMPARE(stand.row(reader, 1), expected);
        }
        const QString table = stand.run({u"offsets"_s, u"show"_s});
        QVERIFY2(table.contains(QRegularExpression(u"keep +1 +10 +0 +13 +3\n"_s)), qPrintable(table));
    }

    void shouldShowThatNothingWasStoredYet()
    {
        TestDatabase database;
        const KafkaTopic topic(1);
        const Installation installation(database, topic.name());
        RIG_VERIFY_DONE(installation.run({u"migrate"_s}));
        const Outcome shown = installation.run({u"offsets"_s, u"show"_s, u"--json"_s});
        RIG_VERIFY_DONE(shown);
        const QJsonValue row =
            QJsonDocument::fromJson(shown.out.toUtf8()).object()[u"offsets"_s].toArray().at(0);
        QVERIFY(row[u"stored"_s].isNull());
        QVERIFY(row[u"gap"_s].isNull());
        QCOMPARE(database.sql().number("select count(*) from rig.stream"), 0);
    }

    void shouldNameTheGapWithItsExactRange()
    {
        Stand stand;
        stand.makeGap();
        QCOMPARE(stand.row(u"keep"_s, 1)[u"gap"_s],
                 (QJsonObject{{u"from"_s, 10}, {u"to"_s, 15}, {u"made_anew"_s, false}}));
        QCOMPARE(stand.row(u"keep"_s, 1)[u"lag"_s], 15);
        QVERIFY(stand.row(u"keep"_s, 0)[u"gap"_s].isNull());
        QVERIFY(stand.run({u"offsets"_s, u"show"_s}).contains(u"offsets 10 to 14 are gone"_s));
    }

    void shouldChangeNothingWhereNobodyCanBeAsked()
    {
        Stand stand;
        stand.makeGap();
        const Outcome outcome = stand.installation.run(stand.accept({}));
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(u"--yes"_s) && outcome.err.contains(u"10 to 14"_s),
                 qPrintable(outcome.err));
        QCOMPARE(stand.stored("keep", 1), 10);
        QCOMPARE(stand.acceptances(), 0);
    }

    void shouldLetARunningNodeGoOnByItself()
    {
        Stand stand;
        stand.makeGap();
        const auto node = stand.installation.startNode();
        QVERIFY(waitUntil([&] { return node->said().count(u"accept-gap"_s) == 2; }, 20s));
        // The other partition goes on meanwhile, and the stopped one stands.
        stand.send(0, 5);
        QVERIFY(waitUntil([&] { return stand.stored("keep", 0) == 15; }, 10s));
        QCOMPARE(stand.stored("keep", 1), 10);

        stand.run(stand.accept());
        QVERIFY2(
            waitUntil([&] { return stand.stored("keep", 1) == 30 && stand.stored("judge", 1) == 30; }, 15s),
            qPrintable(node->said()));
        QCOMPARE(
            stand.database.sql().text("select string_agg(kafka_offset::text, ' ' order by kafka_offset) from "
                                      "rig_messages where kafka_partition = 1"),
            std::string("0 1 2 3 4 5 6 7 8 9 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29"));
        QVERIFY(waitUntil([&] { return stand.stored("judge", 0) == 15; }, 10s));
        QCOMPARE(stand.database.sql().text(
                     "select string_agg(resource_id || ' ' || (previous_state->>'next_offset') || ' ' || "
                     "(new_state->>'next_offset') || ' ' || (new_state->>'never_read'), E'\\n' order by id) "
                     "from rig.audit_record where action_type = 'ACCEPT' and outcome = 'done'"),
                 "keep " + stand.topic.name() + "/1 10 15 [10, 14]\njudge " + stand.topic.name() +
                     "/1 10 15 [10, 14]");
        QVERIFY(node->running());
        QCOMPARE(stand.row(u"keep"_s, 1)[u"lag"_s], 0);
    }

    void shouldAcceptForTheOneReaderThatIsNamed()
    {
        Stand stand;
        stand.makeGap();
        const QJsonObject accepted = stand.json(stand.accept({u"--reader"_s, u"judge"_s, u"--yes"_s}));
        QCOMPARE(accepted[u"accepted"_s].toArray().size(), 1);
        QCOMPARE(stand.stored("judge", 1), 15);
        QCOMPARE(stand.stored("keep", 1), 10);
        QCOMPARE(stand.acceptances(), 1);
    }

    void shouldNameAPartitionOrATopicThatIsNotThere()
    {
        Stand stand;
        stand.makeGap();
        const QString topic = QString::fromStdString(stand.topic.name());
        const auto accept = [&](const QString &where, const QString &partition) {
            return stand.installation.run({u"offsets"_s, u"accept-gap"_s, where, partition, u"--yes"_s});
        };
        const Outcome partition = accept(topic, u"7"_s);
        QCOMPARE(partition.exitCode, 2);
        QVERIFY2(partition.err.contains(u"Topic %1 has no partition 7: its 2 partitions"_s.arg(topic)),
                 qPrintable(partition.err));
        const Outcome missing = accept(topic + u"-none"_s, u"0"_s);
        QCOMPARE(missing.exitCode, 1);
        QVERIFY2(missing.err.contains(u"There is no topic %1-none on "_s.arg(topic)),
                 qPrintable(missing.err));
        QCOMPARE(stand.acceptances(), 0);
        QCOMPARE(stand.database.sql().number("select count(*) from rig.stream"), 1);
    }

    void shouldAcceptOnlyAGapThatThereIs()
    {
        Stand stand;
        const Outcome outcome = stand.installation.run(stand.accept());
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(u"no gap in partition 1"_s), qPrintable(outcome.err));
        stand.makeGap();
        stand.run(stand.accept());
        QCOMPARE(stand.installation.run(stand.accept()).exitCode, 1);
        QCOMPARE(stand.acceptances(), 2);
    }

    void shouldGoOnAtTheBeginningOfATopicThatWasMadeAnewOrAtItsEndOnDemand()
    {
        Stand stand;
        stand.node->kill();
        stand.topic.makeAnew(2);
        stand.send(1, 4);
        QCOMPARE(stand.row(u"keep"_s, 1)[u"gap"_s],
                 (QJsonObject{{u"from"_s, 10}, {u"to"_s, 0}, {u"made_anew"_s, true}}));
        QVERIFY(stand.run({u"offsets"_s, u"show"_s}).contains(u"made anew, or cut"_s));
        const Outcome asked = stand.installation.run(stand.accept({}));
        QVERIFY2(asked.err.contains(u"ends at 4"_s) && asked.err.contains(u"--at-end"_s),
                 qPrintable(asked.err));
        stand.run(stand.accept({u"--yes"_s, u"--at-end"_s, u"--reader"_s, u"judge"_s}));
        stand.run(stand.accept());
        QCOMPARE(stand.stored("keep", 1), 0);
        QCOMPARE(stand.stored("judge", 1), 4);
        QCOMPARE(stand.database.sql().number(
                     "select count(*) from rig.audit_record where new_state ? 'never_read'"),
                 0);
    }

    void shouldKeepATopicThatWasMadeAnew_data()
    {
        QTest::addColumn<bool>("running");
        QTest::newRow("while a node runs") << true;
        QTest::newRow("while none runs") << false;
    }

    /// With messages that meet what is stored: rejected under the same offset, and the very same reading.
    void shouldKeepATopicThatWasMadeAnew()
    {
        QFETCH(bool, running);
        TestDatabase database;
        KafkaTopic topic(1);
        const Installation installation(database, topic.name());
        RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
        auto node = installation.startNode();
        const auto stored = [&](const std::string &reader) {
            return database.sql().number(
                "select coalesce(max(next_offset), -1) from rig.reader_position where reader = $1", {reader});
        };
        const auto bothStand = [&](std::int64_t offset) {
            return waitUntil([&] { return stored("keep") == offset && stored("judge") == offset; }, 30s);
        };
        const rig::Instant when = rig::test::now() - 60s;
        const Message same = reading("A", {{"rpm", 2000}}, when);
        topic.write(rejected("no reading", "JSON"));
        topic.write(same);
        for (int i = 0; i < 8; ++i)
            topic.write(reading("A", {{"rpm", 2100 + i}}, when + std::chrono::seconds(1 + i)));
        QVERIFY2(bothStand(10), qPrintable(node->said()));

        if (!running)
            node->kill();
        topic.makeAnew(1);
        topic.write(rejected("no reading either", "JSON"));
        topic.write(same);
        topic.write(reading("A", {{"rpm", 2300}}, when + 30s));
        if (!running)
            node = installation.startNode();
        QVERIFY2(
            waitUntil([&] { return node->said().count(u"was made anew, or its log was cut"_s) == 2; }, 40s),
            qPrintable(node->said()));
        QVERIFY(node->said().contains(
            u"`rigctl offsets accept-gap %1 0`"_s.arg(QString::fromStdString(topic.name()))));
        QCOMPARE(stored("keep"), 10);

        RIG_VERIFY_DONE(installation.run(
            {u"offsets"_s, u"accept-gap"_s, QString::fromStdString(topic.name()), u"0"_s, u"--yes"_s}));
        QVERIFY2(bothStand(3), qPrintable(node->said()));
        topic.write(reading("A", {{"rpm", 2400}}, when + 31s));
        QVERIFY2(bothStand(4), qPrintable(node->said()));
        QCOMPARE(
            database.sql().text("select string_agg(encode(payload, 'escape'), ', ' order by received_at) "
                                "from rig_rejected"),
            std::string("no reading, no reading either"));
        QCOMPARE(
            database.sql().text("select string_agg(value::text, ' ' order by at) from rig_readings where "
                                "sensor = 'rpm'"),
            std::string("2000 2100 2101 2102 2103 2104 2105 2106 2107 2300 2400"));
        QVERIFY2(node->said().contains(u"1 readings of topic"_s), qPrintable(node->said()));
    }

    void shouldSayWhatIsWrongWithTheLine_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown word") << QStringList{u"forget"_s} << u"accept-gap"_s;
        QTest::newRow("no partition") << QStringList{u"accept-gap"_s, u"topic"_s} << u"accept-gap"_s;
        QTest::newRow("partition in words")
            << QStringList{u"accept-gap"_s, u"topic"_s, u"one"_s} << u"'one'"_s;
        QTest::newRow("negative partition")
            << QStringList{u"accept-gap"_s, u"topic"_s, u"--"_s, u"-1"_s} << u"'-1'"_s;
        QTest::newRow("unknown reader")
            << QStringList{u"accept-gap"_s, u"topic"_s, u"1"_s, u"--reader"_s, u"show"_s} << u"'show'"_s;
        QTest::newRow("no topic's name") << QStringList{u"accept-gap"_s, u"my topic"_s, u"1"_s} << u"TOPIC"_s;
    }

    void shouldSayWhatIsWrongWithTheLine()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QString, said);
        const TestDatabase database;
        const Installation installation(database, "none");
        const Outcome outcome = installation.run(QStringList{u"offsets"_s} + words);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(said), qPrintable(outcome.err));
    }
};

std::unique_ptr<QObject> makeOffsetsTest()
{
    return std::make_unique<OffsetsTest>();
}

#include "offsets_test.moc"
