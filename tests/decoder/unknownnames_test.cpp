#include "plants.h"
#include "tests.h"

#include <QTest>

using rig::pipeline::UnknownNames;

namespace {

class UnknownNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldCountNamesThatAreNoSensorOfTheMachine();
    void shouldCountByTheMachineThatAMessageNamesLast();
    void shouldCountNothingOfARejectedMessage();
    void shouldShowTheBeginningOfAValueAsJson();
    void shouldKeepAtMostAThousandNames();
    void shouldKeepNoNameOfMoreThan128Bytes();
    void shouldReplaceControlCharacters();
    void shouldKeepASampleThatIsNoNumber();
    void shouldAddWhatWasCountedElsewhere();
    void shouldTellTheMostFrequentFirst();
    void shouldReplaceHalvesOfSurrogatePairs_data();
    void shouldReplaceHalvesOfSurrogatePairs();
};

void UnknownNamesTest::shouldCountNamesThatAreNoSensorOfTheMachine()
{
    Fixture fixture;
    QVERIFY(fixture.decode(R"({"status":"running","rpm":1,"custom_sensors":{"dust":{"v":[1,2]}}})"));
    QVERIFY(fixture.decode(R"({"status":"stopped","rpm":1})"));
    const auto &names = fixture.unknown.names();
    QCOMPARE(names.size(), std::size_t{2});
    QCOMPARE(names.at("status").count, std::uint64_t{2});
    QCOMPARE(names.at("status").machine, std::string("A"));
    QCOMPARE(names.at("status").sample, std::string(R"("running")"));
    QCOMPARE(names.at("dust").count, std::uint64_t{1});
    QCOMPARE(names.at("dust").sample, std::string(R"({"v":[1,2]})"));
    QCOMPARE(fixture.unknown.beyond(), std::uint64_t{0});
}

void UnknownNamesTest::shouldCountByTheMachineThatAMessageNamesLast()
{
    Fixture fixture;
    QVERIFY(fixture.decode(R"({"pressure":"high","rpm":1,"machine_id":"B"})"));
    QCOMPARE(fixture.unknown.names().size(), std::size_t{1});
    QCOMPARE(fixture.unknown.names().at("pressure").machine, std::string("B"));
}

void UnknownNamesTest::shouldCountNothingOfARejectedMessage()
{
    Fixture fixture;
    QVERIFY(!fixture.decode(R"({"status":"x","rpm":"y"})"));
    QVERIFY(!fixture.decode(R"({"status":"x","machine_id":"Z"})"));
    QVERIFY(!fixture.decode(R"({"status":"x",})"));
    QVERIFY(fixture.unknown.names().empty());
}

void UnknownNamesTest::shouldShowTheBeginningOfAValueAsJson()
{
    UnknownNames names;
    names.count("a", "A", "\"" + std::string(100, 'x') + "\"");
    QCOMPARE(names.names().at("a").sample, "\"" + std::string(63, 'x'));
    names.count("b", "A", std::string(63, 'x').append("ä"));
    QCOMPARE(names.names().at("b").sample, std::string(63, 'x'));
}

void UnknownNamesTest::shouldKeepAtMostAThousandNames()
{
    Fixture fixture;
    for (int i = 0; i < 1500; ++i)
        QVERIFY(fixture.decode("{\"flood" + std::to_string(i) + "\":1}"));
    QCOMPARE(fixture.unknown.names().size(), std::size_t{1000});
    QCOMPARE(fixture.unknown.beyond(), std::uint64_t{500});
    QVERIFY(fixture.decode(R"({"flood7":1})"));
    QCOMPARE(fixture.unknown.names().at("flood7").count, std::uint64_t{2});
    QCOMPARE(fixture.unknown.beyond(), std::uint64_t{500});
}

void UnknownNamesTest::shouldKeepNoNameOfMoreThan128Bytes()
{
    Fixture fixture;
    QVERIFY(fixture.decode("{\"" + std::string(128, 'n') + "\":1,\"" + std::string(129, 'n') + "\":1}"));
    QCOMPARE(fixture.unknown.names().size(), std::size_t{1});
    QCOMPARE(fixture.unknown.beyond(), std::uint64_t{1});
}

void UnknownNamesTest::shouldReplaceControlCharacters()
{
    Fixture fixture;
    for (int i = 0; i < 2; ++i)
        QVERIFY(fixture.decode("{\"a\\u0000b\\n\\u009b\\u202e\u00e9\":[\n\"\u009b\"]}"));
    QCOMPARE(fixture.unknown.names().size(), std::size_t{1});
    const rig::UnknownName &name = fixture.unknown.names().at("a\ufffdb\ufffd\ufffd\ufffd\u00e9");
    QCOMPARE(name.sample, std::string("[\ufffd\"\ufffd\"]"));
    QCOMPARE(name.count, std::uint64_t{2});
    QCOMPARE(rig::obstacleTo(name), rig::NoSensor::badName);
    QCOMPARE(rig::obstacleTo({"door2?", 1, "A", "1"}), rig::NoSensor::fit);
}

void UnknownNamesTest::shouldKeepASampleThatIsNoNumber()
{
    UnknownNames names;
    names.count("status", "A", "1");
    names.count("status", "B", "\"RUN\"");
    names.count("status", "C", "2");
    QCOMPARE(names.names().at("status"), (rig::UnknownName{"status", 3, "B", "\"RUN\""}));
    names.count("dust", "A", "1");
    names.count("dust", "B", "null");
    QCOMPARE(names.names().at("dust"), (rig::UnknownName{"dust", 2, "A", "1"}));
    names.add({{"dust", 3, "B", "true"}, {"status", 1, "C", "3"}}, 0);
    QCOMPARE(names.names().at("dust"), (rig::UnknownName{"dust", 5, "B", "true"}));
    QCOMPARE(names.names().at("status"), (rig::UnknownName{"status", 4, "B", "\"RUN\""}));
}

void UnknownNamesTest::shouldAddWhatWasCountedElsewhere()
{
    UnknownNames names;
    names.count("status", "A", "1");
    names.add({{"status", 3, "B", "2"}, {"dust", 2, "C", "3"}}, 4);
    QCOMPARE(names.names().at("status"), (rig::UnknownName{"status", 4, "A", "1"}));
    QCOMPARE(names.names().at("dust"), (rig::UnknownName{"dust", 2, "C", "3"}));
    QCOMPARE(names.beyond(), std::uint64_t{4});
    for (int i = 0; i < 1000; ++i)
        names.add({{"flood" + std::to_string(i), 1, "A", "1"}}, 0);
    QCOMPARE(names.names().size(), std::size_t{1000});
    QCOMPARE(names.beyond(), std::uint64_t{6});
}

void UnknownNamesTest::shouldTellTheMostFrequentFirst()
{
    UnknownNames names;
    QVERIFY(names.summary(5) == rig::UnknownNameSummary());
    for (const char *name : {"b", "c", "a", "c", "d", "d", "d"})
        names.count(name, "A", "1");
    names.count(std::string(129, 'n'), "A", "1");
    const rig::UnknownNameSummary summary = names.summary(3);
    QCOMPARE(summary.values, std::uint64_t{7});
    QCOMPARE(summary.beyond, std::uint64_t{1});
    QCOMPARE(summary.names, std::uint64_t{4});
    QCOMPARE(summary.first.size(), std::size_t{3});
    QCOMPARE(summary.first[0].name, std::string("d"));
    QCOMPARE(summary.first[1].name, std::string("c"));
    QCOMPARE(summary.first[2].name, std::string("a"));
    QCOMPARE(names.summary(9).first.size(), std::size_t{4});
}

void UnknownNamesTest::shouldReplaceHalvesOfSurrogatePairs_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *name, const char *shown) {
        QTest::newRow(name) << QByteArray(name) << QByteArray(shown);
    };
    row(R"(\ud83d\ude00)", "😀");
    row(R"(\uD83D\uDE00\ud83d)", "😀\uFFFD");
    row(R"(\ude00\ude00)", "\uFFFD\uFFFD");
    row(R"(\u0041\ude00)", "A\uFFFD");
    row(R"(\ud83d\u0041)", "\uFFFDA");
    row(R"(\ud83dx)", "\uFFFDx");
}

void UnknownNamesTest::shouldReplaceHalvesOfSurrogatePairs()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, shown);
    Fixture fixture;
    QVERIFY(fixture.decode(("{\"" + name + "\":1}").toStdString()));
    QCOMPARE(QByteArray::fromStdString(fixture.unknown.names().begin()->first), shown);
}

} // namespace

std::unique_ptr<QObject> makeUnknownNamesTest()
{
    return std::make_unique<UnknownNamesTest>();
}

#include "unknownnames_test.moc"
