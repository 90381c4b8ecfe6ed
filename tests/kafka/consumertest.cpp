#include "kafka/consumertest.h"

#include "kafka/reader.h"
#include "support/kafkatopic.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <numeric>

#include <netinet/in.h>
#include <sys/socket.h>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using rig::bus::GroupMember;
using rig::test::KafkaTopic;
using rig::test::RawMessage;
using rig::test::Reader;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// A group that nobody shares, since the topic's name is unique.
GroupMember member(const KafkaTopic &topic, const char *instance = "one")
{
    return {"rig-" + topic.name(), instance};
}

std::vector<RawMessage> numbered(int first, int count, std::optional<std::int32_t> partition = 0)
{
    std::vector<RawMessage> messages;
    for (int number = first; number < first + count; ++number)
        messages.push_back({std::to_string(number), {}, partition, {}, {}});
    return messages;
}

std::vector<std::string> numbers(int first, int count)
{
    std::vector<std::string> texts;
    for (int number = first; number < first + count; ++number)
        texts.push_back(std::to_string(number));
    return texts;
}

/// All payloads read, by partition in the order of reading.
std::vector<std::string> payloadsOf(const Reader &reader, std::int32_t partition)
{
    std::vector<std::string> payloads;
    for (const Reader::Seen &record : reader.records)
        if (record.partition == partition)
            payloads.push_back(record.payload);
    return payloads;
}

/// As a router that forgets them would; how many there were.
int cutOurConnectionsToTheBroker()
{
    const auto broker = qEnvironmentVariable("KAFKA_BROKER_URL").section(u':', -1).toUShort();
    int cut = 0;
    for (int descriptor = 3; descriptor < 1024; ++descriptor) {
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        if (getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &size) == 0 &&
            peer.sin_family == AF_INET && ntohs(peer.sin_port) == broker)
            cut += shutdown(descriptor, SHUT_RDWR) == 0;
    }
    return cut;
}

} // namespace

void ConsumerTest::initTestCase()
{
    RIG_NEEDS_BROKER();
}

void ConsumerTest::shouldHandOutRecordsInOrderWithTheirHeadersAndTimes()
{
    KafkaTopic topic(1);
    const RawMessage messages[] = {
        {"first", "A", 0, {{"rig-origin", "simulated"}, {"rig-ingest-id", "7f3-b"}}, 1'768'205'730'250ms},
        {"", {}, 0, {}, 1ms},
        {std::string("a\0b", 3),
         "",
         0,
         {{"foreign", "x"}, {"rig-origin", "field"}, {"rig-origin", "ingest"}},
         5ms},
    };
    topic.write(messages);

    Reader reader(topic.settings(), member(topic));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() >= 3; }));
    reader.pollFor(200ms);
    QCOMPARE(reader.records.size(), 3u);

    const auto &first = reader.records[0];
    QCOMPARE(first.partition, 0);
    QCOMPARE(first.offset, 0);
    QCOMPARE(first.payload, "first");
    QVERIFY(first.keyed);
    QCOMPARE(first.origin, "simulated");
    QCOMPARE(first.ingestId, "7f3-b");
    QCOMPARE(first.time, rig::parseInstant("2026-01-12T08:15:30.250Z"));

    const auto &empty = reader.records[1];
    QCOMPARE(empty.offset, 1);
    QCOMPARE(empty.payload, "");
    QVERIFY(!empty.keyed);
    QCOMPARE(empty.origin, "");
    QCOMPARE(empty.ingestId, "");

    const auto &last = reader.records[2];
    QCOMPARE(last.payload, std::string("a\0b", 3));
    QCOMPARE(last.origin, "ingest");
    QVERIFY(reader.atEnd.contains(0));
    QVERIFY(!reader.trouble);
}

void ConsumerTest::shouldTakeUnusableHeadersAndTimesForAbsent()
{
    KafkaTopic topic(1, {{"message.timestamp.after.max.ms", "9223372036854775807"}});
    const std::string longest(200, 'x');
    const RawMessage messages[] = {
        {"", {}, 0, {{"rig-ingest-id", longest}}, 253'402'300'799'999ms},
        {"", {}, 0, {{"rig-ingest-id", longest + "x"}}, 253'402'300'800'000ms},
        {"", {}, 0, {{"rig-ingest-id", "two words"}, {"rig-origin", "\xff"}}, milliseconds::max()},
        {"", {}, 0, {{"rig-ingest-id", std::string(1, '\0')}, {"rig-origin", ""}}, 1ms},
    };
    topic.write(messages);

    Reader reader(topic.settings(), member(topic));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 4; }));
    QCOMPARE(reader.records[0].ingestId, longest);
    QCOMPARE(reader.records[0].time, rig::parseInstant("9999-12-31T23:59:59.999Z"));
    for (std::size_t i = 1; i < 4; ++i) {
        QCOMPARE(reader.records[i].ingestId, "");
        QCOMPARE(reader.records[i].origin, "");
    }
    QVERIFY(!reader.records[1].time);
    QVERIFY(!reader.records[2].time);
    QVERIFY(reader.records[3].time);
}

void ConsumerTest::shouldHandOutMessagesOfSeveralMebibytes()
{
    KafkaTopic topic(1);
    const std::string large(3'900'000, 'x');
    for (int i = 0; i < 10; ++i)
        topic.write({large + std::to_string(i), {}, 0, {}, {}});

    Reader reader(topic.settings(), member(topic));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 10; }));
    for (std::size_t i = 0; i < 10; ++i)
        QVERIFY(reader.records[i].payload == large + std::to_string(i));
}

void ConsumerTest::shouldHandOutNoMoreThanAsked()
{
    KafkaTopic topic(1);
    topic.write(numbered(0, 50));
    Reader reader(topic.settings(), member(topic));
    reader.most = 7;
    std::vector<std::size_t> sizes;
    QVERIFY(reader.pollUntil([&] {
        sizes.push_back(reader.records.size());
        return reader.records.size() == 50;
    }));
    std::adjacent_difference(sizes.begin(), sizes.end(), sizes.begin());
    QCOMPARE(*std::ranges::max_element(sizes), 7u);
    QCOMPARE(reader.payloads(), numbers(0, 50));
}

void ConsumerTest::shouldKnowTheEndsOfItsPartitions()
{
    KafkaTopic topic(2);
    topic.write(numbered(0, 5, 1));
    Reader reader(topic.settings(), member(topic));
    QVERIFY(reader.pollUntil([&] { return reader.atEnd.size() == 2; }));
    auto ends = reader.source().ends();
    QCOMPARE(ends.size(), 2u);
    QCOMPARE(ends[0].partition, 0);
    QCOMPARE(ends[0].next, 0);
    QCOMPARE(ends[1].partition, 1);
    QCOMPARE(ends[1].next, 5);

    topic.write(numbered(5, 5, 1));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 10; }));
    QCOMPARE(reader.source().ends()[1].next, 10);
}

void ConsumerTest::shouldBeginAtTheStoredOffset()
{
    KafkaTopic topic(3);
    topic.write(numbered(0, 10, 0));
    topic.write(numbered(0, 10, 1));
    topic.write(numbered(0, 10, 2));
    topic.deleteBefore(2, 4);

    Reader reader(topic.settings(), member(topic));
    reader.positions = {{0, 8}, {1, 10}};
    QVERIFY(reader.pollUntil([&] { return reader.atEnd.size() == 3; }));
    QCOMPARE(payloadsOf(reader, 0), numbers(8, 2));
    QCOMPARE(payloadsOf(reader, 1), numbers(0, 0));
    // The very beginning is what the broker still has, and no gap.
    QCOMPARE(payloadsOf(reader, 2), numbers(4, 6));
    QVERIFY(reader.agedOut.empty());
}

void ConsumerTest::shouldLeaveAPartitionWithoutAPositionIdle()
{
    KafkaTopic topic(2);
    topic.write(numbered(0, 3, 0));
    topic.write(numbered(0, 3, 1));
    Reader reader(topic.settings(), member(topic));
    reader.answersAtOnce = false;
    QVERIFY(reader.pollUntil([&] { return reader.assigned.has_value(); }));
    QCOMPARE(*reader.assigned, (std::vector<std::int32_t>{0, 1}));
    reader.pollFor(300ms);
    QVERIFY(reader.records.empty());

    const rig::StartPosition one[] = {{1, 1}};
    QVERIFY(reader.source().start(one));
    QVERIFY(reader.pollUntil([&] { return reader.atEnd.contains(1); }));
    reader.pollFor(300ms);
    QCOMPARE(payloadsOf(reader, 1), numbers(1, 2));
    QCOMPARE(payloadsOf(reader, 0), numbers(0, 0));

    const rig::StartPosition other[] = {{0, 0}};
    QVERIFY(reader.source().start(other));
    QVERIFY(reader.pollUntil([&] { return reader.atEnd.contains(0); }));
    topic.write(numbered(3, 1, 1));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 6; }));
    QCOMPARE(payloadsOf(reader, 0), numbers(0, 3));
    QCOMPARE(payloadsOf(reader, 1), numbers(1, 3));
}

void ConsumerTest::shouldRefuseAnAnswerThatIsNoOffsetOrNotItsOwn()
{
    KafkaTopic topic(1);
    topic.write(numbered(0, 3));
    Reader reader(topic.settings(), member(topic));
    reader.answersAtOnce = false;
    QVERIFY(reader.pollUntil([&] { return reader.assigned.has_value(); }));

    // -1 is the end of the log to the library: everything stored before would be skipped.
    const rig::StartPosition negative[] = {{0, -1}};
    const rig::Done refused = reader.source().start(negative);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, rig::ErrorKind::damaged);

    const rig::StartPosition foreign[] = {{0, 0}, {1, 0}};
    const rig::Done conflict = reader.source().start(foreign);
    QVERIFY(!conflict);
    QCOMPARE(conflict.error().kind, rig::ErrorKind::conflict);
    reader.pollFor(300ms);
    QVERIFY(reader.records.empty());
}

void ConsumerTest::shouldNameWhatIsGoneWhenTheStoredOffsetHasAgedOut()
{
    KafkaTopic topic(2);
    topic.write(numbered(0, 10, 0));
    topic.write(numbered(0, 10, 1));
    topic.deleteBefore(0, 6);

    Reader reader(topic.settings(), member(topic));
    reader.positions = {{0, 2}, {1, 3}};
    QVERIFY(reader.pollUntil([&] { return !reader.agedOut.empty() && reader.atEnd.contains(1); }));
    QCOMPARE(reader.agedOut.size(), 1u);
    QCOMPARE(reader.agedOut[0].partition, 0);
    QCOMPARE(reader.agedOut[0].next, 2);
    QCOMPARE(reader.agedOut[0].available, 6);

    topic.write(numbered(10, 1, 0));
    topic.write(numbered(10, 1, 1));
    reader.source().pause();
    reader.source().resume();
    reader.pollFor(1s);
    QCOMPARE(payloadsOf(reader, 0), numbers(0, 0));
    QCOMPARE(payloadsOf(reader, 1), numbers(3, 8));
    QCOMPARE(reader.agedOut.size(), 1u);

    const rig::StartPosition accepted[] = {{0, 6}};
    QVERIFY(reader.source().start(accepted));
    QVERIFY(reader.pollUntil([&] { return reader.atEnd.contains(0); }));
    QCOMPARE(payloadsOf(reader, 0), numbers(6, 5));
    QCOMPARE(payloadsOf(reader, 1), numbers(3, 8));
}

void ConsumerTest::shouldNameWhatIsGoneWhenTheLogEndsBeforeTheStoredOffset()
{
    KafkaTopic topic(1);
    topic.write(numbered(0, 10));
    Reader reader(topic.settings(), member(topic));
    reader.positions = {{0, 11}};
    QVERIFY(reader.pollUntil([&] { return !reader.agedOut.empty(); }));
    QCOMPARE(reader.agedOut[0].next, 11);
    QCOMPARE(reader.agedOut[0].available, 10);
    QVERIFY(reader.records.empty());
}

void ConsumerTest::shouldNotGoPastDamagedRecords()
{
    const QString directory = qEnvironmentVariable("RIG_TEST_KAFKA_DIR");
    if (directory.isEmpty())
        QSKIP("RIG_TEST_KAFKA_DIR is not set, so the broker's files cannot be reached.");
    KafkaTopic topic(2);
    topic.write({"sound", {}, 0, {}, {}});
    topic.write({"payload to damage", {}, 0, {}, {}});
    topic.write({"behind", {}, 0, {}, {}});
    QFile log(directory + u"/data/%1-0/00000000000000000000.log"_s.arg(QString::fromStdString(topic.name())));
    QVERIFY2(log.open(QFile::ReadWrite | QFile::Unbuffered), qPrintable(log.fileName()));
    const qsizetype place = log.readAll().indexOf("payload to damage");
    QVERIFY(place > 0);
    const auto overwrite = [&](const char *byte) { return log.seek(place) && log.write(byte, 1) == 1; };
    QVERIFY(overwrite("P"));

    Reader reader(topic.settings(), member(topic));
    QVERIFY(reader.pollUntil([&] { return reader.trouble.has_value(); }));
    QCOMPARE(reader.trouble->kind, rig::ErrorKind::damaged);
    topic.write({"other", {}, 1, {}, {}});
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 2; }));
    QCOMPARE(payloadsOf(reader, 0), std::vector<std::string>{"sound"});
    QCOMPARE(payloadsOf(reader, 1), std::vector<std::string>{"other"});
    QVERIFY(reader.trouble);

    QVERIFY(overwrite("p"));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 4 && !reader.trouble; }));
    QCOMPARE(payloadsOf(reader, 0), (std::vector<std::string>{"sound", "payload to damage", "behind"}));
}

void ConsumerTest::shouldNeitherLoseNorRepeatRecordsOverPauses()
{
    KafkaTopic topic(3);
    constexpr int perPartition = 1'000;
    for (int partition = 0; partition < 3; ++partition)
        topic.write(numbered(0, perPartition, partition));
    Reader reader(topic.settings(), member(topic));
    reader.most = 40;
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    int pauses = 0;
    QVERIFY(reader.pollUntil([&] { return reader.assigned.has_value(); }));
    while (reader.records.size() < 3 * perPartition) {
        const std::size_t before = reader.records.size();
        reader.source().pause();
        reader.pollFor(milliseconds(random.bounded(20)));
        QCOMPARE(reader.records.size(), before);
        reader.source().resume();
        ++pauses;
        reader.pollUntil(
            [&, wanted = before + random.bounded(300u)] { return reader.records.size() >= wanted; }, 2s);
        QVERIFY(pauses < 2'000);
    }
    reader.source().pause();
    topic.write(numbered(perPartition, 100, 1));
    reader.pollFor(100ms);
    reader.source().resume();
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 3 * perPartition + 100; }));
    reader.pollFor(200ms);
    QCOMPARE(payloadsOf(reader, 0), numbers(0, perPartition));
    QCOMPARE(payloadsOf(reader, 1), numbers(0, perPartition + 100));
    QCOMPARE(payloadsOf(reader, 2), numbers(0, perPartition));
    QVERIFY(pauses > 10);
}

void ConsumerTest::shouldWaitForAMissingTopicUntilItIsThere()
{
    KafkaTopic topic(0);
    Reader reader(topic.settings(), member(topic));
    QVERIFY(reader.pollUntil([&] { return reader.trouble.has_value(); }));
    QVERIFY2(reader.trouble->sentence.startsWith(
                 u"Waiting for topic %1 on 127.0.0.1:"_s.arg(QString::fromStdString(topic.name()))),
             qPrintable(reader.trouble->sentence));
    QCOMPARE(reader.trouble->setting, u"KAFKA_TOPIC"_s);
    QVERIFY(reader.trouble->retryable());
    reader.pollFor(1s);
    QVERIFY(reader.trouble);

    topic.create(2);
    topic.write(numbered(0, 3));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 3; }));
    QVERIFY(!reader.trouble);
}

void ConsumerTest::shouldFollowATopicThatIsMadeAnew()
{
    KafkaTopic topic(1);
    topic.write(numbered(0, 5));
    Reader reader(topic.settings(), member(topic));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 5; }));
    topic.remove();
    QVERIFY(reader.pollUntil([&] { return reader.trouble.has_value(); }));
    QCOMPARE(reader.trouble->setting, u"KAFKA_TOPIC"_s);
    reader.pollFor(6s); // longer than the topics are looked up
    QVERIFY(reader.trouble);
    QCOMPARE(reader.trouble->setting, u"KAFKA_TOPIC"_s);
    topic.create(1);
    topic.write(numbered(0, 2));
    QVERIFY(reader.pollUntil([&] { return !reader.agedOut.empty(); }));
    QCOMPARE(reader.agedOut[0].next, 5);
    QCOMPARE(reader.agedOut[0].available, 2);
    QCOMPARE(reader.records.size(), 5u);

    const auto began = steady_clock::now();
    reader.end();
    QVERIFY(steady_clock::now() - began < 3s);
    Reader again(topic.settings(), member(topic));
    QVERIFY(again.pollUntil([&] { return again.records.size() == 2; }));
}

void ConsumerTest::shouldSayOnAQuietTopicThatItsConnectionIsBack()
{
    KafkaTopic topic(1);
    Reader reader(topic.settings(), member(topic));
    QVERIFY(reader.pollUntil([&] { return !reader.atEnd.empty(); }));
    QVERIFY(cutOurConnectionsToTheBroker() > 0);
    QVERIFY(reader.pollUntil([&] { return reader.trouble.has_value(); }));
    QVERIFY(reader.pollUntil([&] { return !reader.trouble; }, 5s));
    // Else the new assignment would have told, and this would show nothing.
    QCOMPARE(reader.assignments, 1);
    topic.write(numbered(0, 1));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 1; }));
}

void ConsumerTest::shouldReadAllPartitionsFromTheEndWithoutAGroup()
{
    KafkaTopic topic(2);
    topic.write(numbered(0, 5, 0));
    topic.write(numbered(0, 5, 1));
    Reader reader(topic.settings(), true);
    reader.answersAtOnce = false;
    QVERIFY(reader.pollUntil([&] { return reader.atEnd.size() == 2; }));
    topic.write(numbered(5, 2, 0));
    topic.write(numbered(5, 2, 1));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 4; }));
    QCOMPARE(payloadsOf(reader, 0), numbers(5, 2));
    QCOMPARE(payloadsOf(reader, 1), numbers(5, 2));

    reader.source().pause();
    topic.write(numbered(7, 5, 0));
    topic.deleteBefore(0, 10);
    reader.atEnd.clear();
    reader.source().resume();
    QVERIFY(reader.pollUntil([&] { return reader.atEnd.contains(0); }));
    QVERIFY(reader.agedOut.empty());
    topic.write(numbered(12, 1, 0));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 5; }));
    QCOMPARE(reader.records.back().payload, "12");
}

void ConsumerTest::shouldReadAllPartitionsFromGivenPlacesWithoutAGroup()
{
    KafkaTopic topic(2);
    topic.write(numbered(0, 5, 0));
    topic.write(numbered(0, 5, 1));
    Reader reader(topic.settings(), false);
    reader.positions = {{0, 3}};
    QVERIFY(reader.pollUntil([&] { return reader.atEnd.size() == 2; }));
    QCOMPARE(payloadsOf(reader, 0), numbers(3, 2));
    QCOMPARE(payloadsOf(reader, 1), numbers(0, 5));
    QCOMPARE(*reader.assigned, (std::vector<std::int32_t>{0, 1}));

    reader.positions[1] = 4;
    reader.source().rejoin();
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 8; }));
    QCOMPARE(payloadsOf(reader, 1), (std::vector<std::string>{"0", "1", "2", "3", "4", "4"}));
}

void ConsumerTest::shouldPassOverNothingInAPartitionThatWasQuietSinceItBegan()
{
    KafkaTopic topic(2);
    topic.write(numbered(0, 3, 0));
    Reader reader(topic.settings(), true);
    reader.answersAtOnce = false;
    QVERIFY(reader.pollUntil([&] { return reader.atEnd.size() == 2; }));
    reader.source().pause();
    topic.write(numbered(3, 2, 0));
    topic.write(numbered(0, 1, 1));
    reader.source().resume();
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 3; }));
    QCOMPARE(payloadsOf(reader, 0), numbers(3, 2));
    QCOMPARE(payloadsOf(reader, 1), numbers(0, 1));
}

void ConsumerTest::shouldNoticePartitionsThatAreAddedLater()
{
    KafkaTopic topic(1);
    topic.write(numbered(0, 3, 0));
    Reader show(topic.settings(), true);
    show.answersAtOnce = false;
    Reader keep(topic.settings(), false);
    QVERIFY(show.pollUntil([&] { return show.atEnd.size() == 1; }));
    QVERIFY(keep.pollUntil([&] { return keep.records.size() == 3; }));
    topic.growTo(2);
    topic.write(numbered(0, 2, 1));
    QVERIFY(show.pollUntil([&] { return show.records.size() == 2; }));
    QCOMPARE(payloadsOf(show, 1), numbers(0, 2));
    QVERIFY(keep.pollUntil([&] { return keep.records.size() == 5; }));
    QCOMPARE(*keep.assigned, (std::vector<std::int32_t>{0, 1}));
    QCOMPARE(payloadsOf(keep, 0), numbers(0, 3)); // goes on, and repeats nothing
}

void ConsumerTest::shouldNotHoldUpTheGroupWhileItsAnswerIsOutstanding()
{
    KafkaTopic topic(2);
    topic.write(numbered(0, 3, 0));
    topic.write(numbered(0, 3, 1));
    Reader slow(topic.settings(), member(topic, "slow"));
    slow.answersAtOnce = false;
    QVERIFY(slow.pollUntil([&] { return slow.assigned && slow.assigned->size() == 2; }));
    slow.pollFor(7s); // longer than its session

    Reader other(topic.settings(), member(topic, "other"));
    QVERIFY(slow.pollUntil(
        [&] {
            other.pollFor(10ms);
            return other.records.size() == 3 && slow.assignments == 2;
        },
        8s));
    QCOMPARE(slow.revocations, 1);
    QCOMPARE(slow.assigned->size(), 1u);
    QVERIFY(slow.answer());
    QVERIFY(slow.pollUntil([&] { return slow.records.size() == 3; }));
    slow.pollFor(200ms);
    QCOMPARE(slow.records.size(), 3u);
    QVERIFY(slow.records[0].partition != other.records[0].partition);
}

void ConsumerTest::shouldHandItsPartitionsToTheOtherMemberWhenItEnds()
{
    KafkaTopic topic(3);
    Reader one(topic.settings(), member(topic, "one"));
    QVERIFY(one.pollUntil([&] { return one.assigned && one.assigned->size() == 3; }));
    Reader two(topic.settings(), member(topic, "two"));
    QVERIFY(two.pollUntil([&] {
        one.pollFor(10ms);
        return two.assigned && one.assigned && one.assigned->size() + two.assigned->size() == 3;
    }));
    QVERIFY(!one.assigned->empty());
    QVERIFY(!two.assigned->empty());
    one.end();
    const auto began = steady_clock::now();
    QVERIFY(two.pollUntil([&] { return two.assigned && two.assigned->size() == 3; }));
    const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began);
    QVERIFY2(took > 3s && took < 9s, qPrintable(QString::number(took.count())));
}

void ConsumerTest::shouldHaveItsPartitionsBackAtOnceAfterAKill()
{
    KafkaTopic topic(3);
    topic.write(numbered(0, 1, 0));
    std::optional<Reader> killed(std::in_place, topic.settings(), member(topic));
    QVERIFY(killed->pollUntil([&] { return killed->records.size() == 1; }));
    killed->end();

    topic.write(numbered(1, 1, 0));
    const auto began = steady_clock::now();
    Reader again(topic.settings(), member(topic));
    again.positions = killed->positions;
    QVERIFY(again.pollUntil([&] { return !again.records.empty(); }, 1s));
    const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began);
    qInfo("partitions and the next record after %lld ms", static_cast<long long>(took.count()));
    QCOMPARE(again.assigned->size(), 3u);
    QCOMPARE(again.payloads(), numbers(1, 1));
}

void ConsumerTest::shouldBeOverWhenAnotherTakesItsIdentity()
{
    KafkaTopic topic(1);
    Reader first(topic.settings(), member(topic));
    QVERIFY(first.pollUntil([&] { return first.assigned.has_value(); }));
    Reader second(topic.settings(), member(topic));
    QVERIFY(second.pollUntil([&] { return second.assigned.has_value(); }));
    QVERIFY(first.pollUntil([&] { return first.over; }));
    QCOMPARE(first.trouble->kind, rig::ErrorKind::conflict);
    QCOMPARE(first.trouble->setting, u"RIG_DATA_DIR"_s);
    topic.write(numbered(0, 1));
    QVERIFY(second.pollUntil([&] { return second.records.size() == 1; }));
    first.pollFor(100ms);
    QVERIFY(first.over);
    QVERIFY(first.records.empty());
}

void ConsumerTest::shouldRejoinOnDemand()
{
    KafkaTopic topic(2);
    topic.write(numbered(0, 5, 0));
    Reader reader(topic.settings(), member(topic));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 5; }));
    // What another owner stored in the meantime counts, not where we were.
    reader.positions[0] = 3;
    reader.source().rejoin();
    QVERIFY(reader.pollUntil([&] { return reader.assignments == 2; }, 5s));
    QCOMPARE(reader.revocations, 1);
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 7; }));
    QCOMPARE(reader.payloads(), (std::vector<std::string>{"0", "1", "2", "3", "4", "3", "4"}));
}
