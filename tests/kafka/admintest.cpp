#include "kafka/admintest.h"

#include "bus/admin.h"
#include "support/kafkatopic.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using rig::ErrorKind;
using rig::test::KafkaTopic;
using rig::test::RawMessage;
using std::chrono::steady_clock;

void AdminTest::initTestCase()
{
    RIG_NEEDS_BROKER();
}

void AdminTest::shouldNameTheCluster()
{
    KafkaTopic topic(0);
    const auto stream = rig::bus::identify(topic.settings());
    QVERIFY(stream);
    QCOMPARE(stream->topic, topic.name());
    QCOMPARE(stream->cluster.size(), 22u); // a UUID in base 64
    QCOMPARE(rig::bus::identify(topic.settings())->cluster, stream->cluster);
}

void AdminTest::shouldCreateAMissingTopicAndLeaveAnExistingOne()
{
    KafkaTopic topic(0);
    auto settings = topic.settings();
    settings.partitions = 4;
    QVERIFY(rig::bus::ensureTopic(settings));
    QCOMPARE(rig::bus::ends(settings).map([](const auto &ends) { return ends.size(); }).value_or(0), 4u);
    topic.write({"kept", {}, 2, {}, {}});
    settings.partitions = 6;
    QVERIFY(rig::bus::ensureTopic(settings));
    const auto ends = rig::bus::ends(settings);
    QVERIFY(ends);
    QCOMPARE(ends->size(), 4u);
    QCOMPARE((*ends)[2].high, 1);
}

void AdminTest::shouldHaveALeaderForEachPartitionOfATopicThatItMade()
{
    // Now and then the broker is quick enough by itself.
    for (int attempt = 0; attempt < 10; ++attempt) {
        KafkaTopic topic(0);
        auto settings = topic.settings();
        settings.partitions = 30;
        QVERIFY(rig::bus::ensureTopic(settings));
        const auto ends = rig::bus::ends(settings);
        QVERIFY2(ends, ends ? "" : qPrintable(ends.error().sentence));
        QCOMPARE(ends->size(), 30u);
    }
}

void AdminTest::shouldTellTheEndsOfEveryPartition()
{
    KafkaTopic topic(3);
    topic.write(std::vector<RawMessage>(5, RawMessage{"x", {}, 1, {}, {}}));
    topic.write(std::vector<RawMessage>(9, RawMessage{"x", {}, 2, {}, {}}));
    topic.deleteBefore(1, 2);
    topic.deleteBefore(2, 9);
    const auto ends = rig::bus::ends(topic.settings());
    QVERIFY(ends);
    QCOMPARE(ends->size(), 3u);
    const std::int64_t expected[][2] = {{0, 0}, {2, 5}, {9, 9}};
    for (int partition = 0; partition < 3; ++partition) {
        QCOMPARE((*ends)[partition].partition, partition);
        QCOMPARE((*ends)[partition].low, expected[partition][0]);
        QCOMPARE((*ends)[partition].high, expected[partition][1]);
    }
}

void AdminTest::shouldSayThatTheTopicIsMissing()
{
    KafkaTopic topic(0);
    for (int attempt = 0; attempt < 2; ++attempt) { // asking must not create it
        const auto ends = rig::bus::ends(topic.settings());
        QVERIFY(!ends);
        QCOMPARE(ends.error().kind, ErrorKind::notFound);
        QCOMPARE(ends.error().setting, u"KAFKA_TOPIC"_s);
        QVERIFY(ends.error().sentence.contains(QString::fromStdString(topic.name())));
    }
}

void AdminTest::shouldGiveUpInTime()
{
    rig::settings::BusSettings nobody;
    nobody.servers = "192.0.2.1:9092"; // reserved for documentation: packets vanish
    const auto began = steady_clock::now();
    QVERIFY(!rig::bus::identify(nobody, 300ms));
    const rig::Done created = rig::bus::ensureTopic(nobody, 300ms);
    QVERIFY(!created);
    QCOMPARE(created.error().kind, ErrorKind::unavailable);
    QVERIFY(!rig::bus::ends(nobody, 300ms));
    QVERIFY(steady_clock::now() - began < 3s);
}
