#include "plants.h"
#include "tests.h"

#include <QTest>

#include <cmath>
#include <ctime>

namespace {

class SoundnessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldAcceptWhatJsonAllows_data();
    void shouldAcceptWhatJsonAllows();
    void shouldRejectWhatIsNoJsonObject_data();
    void shouldRejectWhatIsNoJsonObject();
    void shouldRejectEveryCutMessage();
    void shouldRejectEveryMessageWithOneMoreCharacterBehindIt();
    void shouldSayWhereAMessageGoesWrong();
    void shouldTakeUpToSixtyFourLevels();
    void shouldTakeUpToOneMebibyte();
    void shouldJudgeAnyMebibyteQuickly_data();
    void shouldJudgeAnyMebibyteQuickly();
    void shouldDecodeASoundMessageAfterABadOne();
};

void SoundnessTest::shouldAcceptWhatJsonAllows_data()
{
    QTest::addColumn<QByteArray>("payload");
    const auto row = [](const char *name, QByteArray payload) { QTest::newRow(name) << payload; };
    row("empty object", "{}");
    row("blanks around", " \t\r\n{ \"rpm\" : 1 } \n");
    row("blanks everywhere", "{ \"custom_sensors\" : { \"rpm\" : 1 } , \"a\" : [ 1 , { } , [ ] ] }");
    row("escapes", R"({"a":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"})");
    row("half a surrogate pair", R"({"a":"\ud800","\udc00":1})");
    row("null byte as an escape", R"({"a\u0000b":"\u0000"})");
    row("delete character", "{\"a\":\"\x7f\"}");
    row("UTF-8", "{\"ä€😀\":\"ä€😀\"}");
    row("nested", R"({"a":{"b":[{"c":null},true,false,-1.5e-3,"x"],"d":{}}})");
    row("number that no double holds, unread", R"({"a":1e400,"b":[-1e999]})");
    row("empty name", R"({"":1})");
    row("braces in texts", R"({"a":"}}]]{[","b":["}"]})");
}

void SoundnessTest::shouldAcceptWhatJsonAllows()
{
    QFETCH(const QByteArray, payload);
    QCOMPARE(QByteArray::fromStdString(Fixture().reason(payload.toStdString())), QByteArray());
}

void SoundnessTest::shouldRejectWhatIsNoJsonObject_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, QByteArray payload, const char *says) {
        QTest::newRow(name) << payload << QByteArray(says);
    };
    row("nothing", "", "is empty");
    row("blanks", " \n\t", "is empty");
    row("array", R"([{"rpm":1}])", "not a JSON object");
    row("number", "42", "not a JSON object");
    row("text", R"("rpm")", "not a JSON object");
    row("null", "null", "not a JSON object");
    row("words", "rpm=1", "not a JSON object");
    row("byte order mark", "\xEF\xBB\xBF{\"rpm\":1}", "byte order mark");
    row("UTF-16", QByteArray("{\0\"\0a\0\"\0:\0001\0}\0", 14), "");
    row("bad UTF-8", "{\"a\":\"\xC3\x28\"}", "UTF-8");
    row("overlong UTF-8", "{\"a\":\"\xC0\xAF\"}", "UTF-8");
    row("surrogate in UTF-8", "{\"a\":\"\xED\xA0\x80\"}", "UTF-8");
    row("bad UTF-8 outside a text", "{\"a\":1}\xFF", "UTF-8");
    row("line feed in a text", "{\"a\":\"x\ny\"}", "control character");
    row("null byte in a text", QByteArray("{\"a\":\"\0\"}", 9), "control character");
    row("null byte between", QByteArray("{\"a\":\0001}", 8), "not valid JSON");
    row("null byte behind", QByteArray("{\"a\":1}\0", 8), "");
    row("unclosed text", R"({"a":"x})", "within a text");
    row("unclosed object", R"({"a":1)", "closes its object");
    row("unclosed inner object", R"({"a":{"b":1})", "closes its object");
    row("unclosed custom sensors", R"({"custom_sensors":{"rpm":1})", "");
    row("one brace too many", R"({"a":1}})", "goes on");
    row("one brace too many, inside", R"({"a":{"b":1}}})", "goes on");
    row("second object", R"({"a":1}{"a":1})", "goes on");
    row("cut word", R"({"a":tru})", "not valid JSON");
    row("longer word", R"({"a":nullx})", "not valid JSON");
    row("word in capitals", R"({"a":TRUE})", "not valid JSON");
    row("NaN", R"({"a":NaN})", "not valid JSON");
    row("Infinity", R"({"a":-Infinity})", "not valid JSON");
    row("NaN of a sensor", R"({"rpm":NaN})", "not valid JSON");
    row("single quotes", R"({'a':1})", "not valid JSON");
    row("name without quotes", R"({a:1})", "not valid JSON");
    row("no colon", R"({"a" 1})", "not valid JSON");
    row("two colons", R"({"a"::1})", "not valid JSON");
    row("no value", R"({"a":})", "not valid JSON");
    row("no value before the next", R"({"a":,"b":1})", "not valid JSON");
    row("no comma", R"({"a":1 "b":2})", "not valid JSON");
    row("two commas", R"({"a":1,,"b":2})", "not valid JSON");
    row("comma at the end", R"({"a":1,})", "not valid JSON");
    row("only a comma", R"({,})", "not valid JSON");
    row("value for a name", R"({1:2})", "not valid JSON");
    row("chain of colons", R"({"a":"b":1})", "not valid JSON");
    row("chain of colons, inside", R"({"a":{"b":"c":1}})", "not valid JSON");
    row("chain of colons that eats a brace", R"({"custom_sensors":{"a":"b":1}}})", "");
    row("object closed by a bracket", R"({"a":1])", "closes its object");
    row("array closed by a brace", R"({"a":[1}})", "not valid JSON");
    row("comma at the end of an array", R"({"a":[1,]})", "not valid JSON");
    row("colon in an array", R"({"a":["b":1]})", "not valid JSON");
    row("two values in an array", R"({"a":[1 2]})", "not valid JSON");
    row("name without value, inside", R"({"a":{"b"}})", "not valid JSON");
    row("no colon, inside", R"({"a":{"b" 1}})", "not valid JSON");
    row("no comma, inside", R"({"a":{"b":1 "c":2}})", "not valid JSON");
    row("value for a name, inside", R"({"a":{1:2}})", "not valid JSON");
    row("comment", "{\"a\":1 /* x */}", "not valid JSON");
    row("unknown escape", R"({"a":"\q"})", "not valid JSON");
    row("short Unicode escape", R"({"a":"\u12"})", "not valid JSON");
    row("bad Unicode escape", R"({"a":"\u12g4"})", "not valid JSON");
    row("signed Unicode escape", R"({"a":"\u-123"})", "not valid JSON");
    row("unknown escape in a name", R"({"\q":1})", "not valid JSON");
    row("unknown escape, inside", R"({"a":["\q"]})", "not valid JSON");
    row("unknown escape in an inner name", R"({"a":{"\q":1}})", "not valid JSON");
    for (const char *number :
         {"01", "-01", "00.5", "1.", ".5", "-", "+1", "1e", "1e+", "1.e5", "--1", "1.2.3", "0x10", "1_000",
          "1,5", "1\x0b", "1f", "1e5.5", "12345678901234567890a"}) {
        QTest::addRow("number %s", number) << "{\"a\":" + QByteArray(number) + "}" << QByteArray();
        QTest::addRow("number %s of a sensor", number)
            << "{\"rpm\":" + QByteArray(number) + "}" << QByteArray();
        QTest::addRow("number %s, inside", number) << "{\"a\":[" + QByteArray(number) + "x]}" << QByteArray();
    }
}

void SoundnessTest::shouldRejectWhatIsNoJsonObject()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const QByteArray, says);
    const std::string reason = Fixture().reason(payload.toStdString());
    QVERIFY(!reason.empty());
    QVERIFY2(reason.find(says.toStdString()) != std::string::npos, reason.c_str());
}

constexpr std::string_view whole =
    R"({"machine_id":"A","timestamp":"2026-01-12T08:15:30.250Z","rpm":3120.0,"a":[1,{"b":"\u00e9"}],)"
    R"("custom_sensors":{"inlet_dust":0.7,"y":"z"}})";

void SoundnessTest::shouldRejectEveryCutMessage()
{
    Fixture fixture;
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY2(!fixture.reason(whole.substr(0, size)).empty(), std::string(whole.substr(0, size)).c_str());
    QCOMPARE(fixture.reason(whole), std::string());
}

void SoundnessTest::shouldRejectEveryMessageWithOneMoreCharacterBehindIt()
{
    Fixture fixture;
    for (int c = 1; c < 256; ++c) {
        const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        const std::string message = std::string(whole) + static_cast<char>(c);
        QCOMPARE(fixture.reason(message).empty(), blank);
    }
}

void SoundnessTest::shouldSayWhereAMessageGoesWrong()
{
    Fixture fixture;
    QCOMPARE(fixture.reason(R"({"rpm":1,"a":tru})"),
             std::string("The message is not valid JSON. See byte 14: tru}"));
    QCOMPARE(fixture.reason("{\"a\":[1,\x01]}"),
             std::string("The message is not valid JSON. See byte 9: \ufffd]}"));
    const auto withWord = [&](std::size_t length, const char *end) {
        return fixture.reason(std::string(R"({"a":)").append(length, 'x').append(end));
    };
    const std::string says = "The message is not valid JSON. See byte 6: ";
    QCOMPARE(withWord(100, "}"), says + std::string(24, 'x'));
    QCOMPARE(withWord(23, "ä}"), says + std::string(23, 'x'));
}

void SoundnessTest::shouldTakeUpToSixtyFourLevels()
{
    const auto nested = [](int levels) {
        const auto inside = static_cast<std::size_t>(levels - 1);
        return std::string(R"({"a":)").append(inside, '[').append(inside, ']').append("}");
    };
    Fixture fixture;
    QCOMPARE(fixture.reason(nested(64)), std::string());
    QVERIFY(fixture.reason(nested(65)).find("64 deep") != std::string::npos);
}

void SoundnessTest::shouldTakeUpToOneMebibyte()
{
    Fixture fixture;
    const std::string begin = R"({"rpm":7,"a":")";
    const auto message = [&](std::size_t size) {
        return std::string(begin).append(size - begin.size() - 2, 'x').append("\"}");
    };
    QCOMPARE(fixture.value(message(1'048'576), "rpm"), 7.0);
    QVERIFY(fixture.reason(message(1'048'577)).find("1,048,576") != std::string::npos);
}

void SoundnessTest::shouldJudgeAnyMebibyteQuickly_data()
{
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("arrays") << QByteArray("[") << QByteArray();
    QTest::newRow("objects") << QByteArray("{\"a\":") << QByteArray();
    QTest::newRow("objects with braces at the end") << QByteArray("{\"a\":") << QByteArray("}}");
    QTest::newRow("arrays in custom sensors") << QByteArray("{\"custom_sensors\":[") << QByteArray("}");
    QTest::newRow("braces") << QByteArray("{") << QByteArray("}");
    QTest::newRow("backslashes") << QByteArray("{\"\\") << QByteArray("\"}");
    QTest::newRow("numbers without end") << QByteArray("1") << QByteArray("}");
    QTest::newRow("fields without end") << QByteArray("\"\":0,") << QByteArray("}");
}

void SoundnessTest::shouldJudgeAnyMebibyteQuickly()
{
    QFETCH(const QByteArray, unit);
    QFETCH(const QByteArray, end);
    Fixture fixture;
    for (const char *begin : {"", "{\"a\":", "{\"rpm\":[", "{", "{\"custom_sensors\":{\"a\":"}) {
        const QByteArray message = begin + unit.repeated((1024 * 1024 - 100) / unit.size()) + end;
        const std::clock_t began = std::clock();
        const std::string reason = fixture.reason(message.toStdString());
        QVERIFY(std::clock() - began < 2 * CLOCKS_PER_SEC); // of the processor's, others may want it too
        QVERIFY(!reason.empty() || unit == "1");
    }
}

void SoundnessTest::shouldDecodeASoundMessageAfterABadOne()
{
    Fixture fixture;
    QVERIFY(!fixture.reason(R"({"rpm":1,"temperature":2,"a":"\ud83d","b":[[[)").empty());
    QVERIFY(!fixture.reason(R"({"rpm":"x","temperature":2})").empty());
    const auto reading = fixture.decode(R"({"pressure":3})");
    QVERIFY(reading);
    QVERIFY(std::isnan(reading->values[fixture.slot("rpm")]));
    QVERIFY(std::isnan(reading->values[fixture.slot("temperature")]));
    QCOMPARE(reading->values[fixture.slot("pressure")], 3.0);
    QVERIFY(reading->valueQuality.empty());
}

} // namespace

std::unique_ptr<QObject> makeSoundnessTest()
{
    return std::make_unique<SoundnessTest>();
}

#include "soundness_test.moc"
