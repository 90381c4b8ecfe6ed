#include "plants.h"
#include "tests.h"

#include <QTest>

#include <cmath>
#include <cstring>

using rig::QualityReason;

namespace {

bool sameBits(double left, double right)
{
    return std::memcmp(&left, &right, sizeof left) == 0;
}

class ValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldPutEachValueIntoItsSlot();
    void shouldReadTheMessageOfTheWireDescription();
    void shouldKeepEveryBitOfANumber_data();
    void shouldKeepEveryBitOfANumber();
    void shouldTakeNullAndAbsenceForNoValue();
    void shouldTakeAReadingWithoutAnyValue();
    void shouldRejectWhatIsNoNumberWhereOneBelongs_data();
    void shouldRejectWhatIsNoNumberWhereOneBelongs();
    void shouldNameTheSensorAndTheValueItRejects();
    void shouldTakeSensorsFromCustomSensorsAndFromTheTop();
    void shouldTakeTheLastOfTwoAndCallItUncertain_data();
    void shouldTakeTheLastOfTwoAndCallItUncertain();
    void shouldJudgeOnlyTheLastOfTwoByItsType();
    void shouldCallNothingUncertainForADoubledUnknownName();
    void shouldIgnoreCustomSensorsThatAreNull();
    void shouldCountCustomSensorsThatAreNoObject_data();
    void shouldCountCustomSensorsThatAreNoObject();
    void shouldTakeSensorsOfBothCustomSensors();
    void shouldGiveTheSameWhateverCameBefore();
};

void ValuesTest::shouldPutEachValueIntoItsSlot()
{
    Fixture fixture;
    const auto reading = fixture.decode(R"({"rpm":3,"temperature":1,"x":7,"pressure":2,"inlet_dust":6})");
    QVERIFY(reading);
    QCOMPARE(reading->values.size(), std::size_t{11});
    QCOMPARE(reading->values[0], 1.0);
    QCOMPARE(reading->values[1], 2.0);
    QCOMPARE(reading->values[2], 3.0);
    QVERIFY(std::isnan(reading->values[3]));
    QVERIFY(std::isnan(reading->values[4]));
    QCOMPARE(reading->values[5], 6.0);
    QCOMPARE(reading->values[6], 7.0);
    QVERIFY(reading->valueQuality.empty());
}

void ValuesTest::shouldReadTheMessageOfTheWireDescription()
{
    Fixture fixture;
    const auto reading = fixture.decode(
        R"({"machine_id":"A","timestamp":"2026-01-12T08:15:30.250Z","temperature":75.5,"pressure":8.1,)"
        R"("rpm":3120.0,"custom_sensors":{"inlet_dust":0.7}})");
    QVERIFY(reading);
    QCOMPARE(reading->machine, 1);
    QCOMPARE(reading->layoutVersion, 11);
    QCOMPARE(reading->partition, 2);
    QCOMPARE(reading->offset, 4711);
    QCOMPARE(rig::formatInstant(reading->at), std::string("2026-01-12T08:15:30.250000Z"));
    QCOMPARE(reading->recordTime, *fixture.record.time);
    QCOMPARE(reading->receivedAt, fixture.record.receivedAt);
    QCOMPARE(reading->timeQuality, QualityReason::none);
    QCOMPARE(reading->values[fixture.slot("temperature")], 75.5);
    QCOMPARE(reading->values[fixture.slot("pressure")], 8.1);
    QCOMPARE(reading->values[fixture.slot("rpm")], 3120.0);
    QCOMPARE(reading->values[fixture.slot("inlet_dust")], 0.7);
    QVERIFY(fixture.unknown.names().empty());
}

void ValuesTest::shouldKeepEveryBitOfANumber_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("value");
    const auto row = [](const char *text, double value) { QTest::newRow(text) << QByteArray(text) << value; };
    row("0", 0.0);
    row("-0", -0.0);
    row("-0.0", -0.0);
    row("-0e5", -0.0);
    row("5e-324", 5e-324);
    row("2.2250738585072011e-308", 2.2250738585072011e-308);
    row("1.7976931348623157e308", 1.7976931348623157e308);
    // Too small for a double is the zero it rounds to, as in every JSON parser; only too large is no number.
    row("1e-400", 0.0);
    row("-1e-400", -0.0);
    row("0.1", 0.1);
    row("1E5", 1e5);
    row("1e+05", 1e5);
    row("12345678", 12345678.0);
    row("123456789", 123456789.0);
    row("1234567.8", 1234567.8);
    row("-1234567.8", -1234567.8);
    row("9007199254740992", 9007199254740992.0);
    row("9007199254740993", 9007199254740992.0);
    row("9007199254740995", 9007199254740996.0);
    row("18446744073709551615", 18446744073709551615.0);
    row("18446744073709551616", 18446744073709551616.0);
    row("123456789012345678901234567890", 123456789012345678901234567890.0);
    row("0.30000000000000004", 0.30000000000000004);
    // simdjson 3.0 alone makes 0.0777 and 0.000048 of these two.
    row("0.99999999999999999999", 1.0);
    row("0.12345678901234567890123", 0.12345678901234567890123);
    row("75.48293847561029", 75.48293847561029);
    row("1e00000000000000000000001", 10.0);
    row("0e999999999999999999999", 0.0);
}

void ValuesTest::shouldKeepEveryBitOfANumber()
{
    QFETCH(const QByteArray, text);
    QFETCH(const double, value);
    Fixture fixture;
    for (const char *end : {"}", ",\"x\":1}", " \n}"})
        QVERIFY(sameBits(fixture.value(("{\"rpm\":" + text + end).toStdString(), "rpm"), value));
}

void ValuesTest::shouldTakeNullAndAbsenceForNoValue()
{
    Fixture fixture;
    const auto reading = fixture.decode(R"({"rpm":null,"temperature":0})");
    QVERIFY(reading);
    QVERIFY(std::isnan(reading->values[fixture.slot("rpm")]));
    QVERIFY(std::isnan(reading->values[fixture.slot("pressure")]));
    QCOMPARE(reading->values[fixture.slot("temperature")], 0.0);
    QVERIFY(reading->valueQuality.empty());
}

void ValuesTest::shouldTakeAReadingWithoutAnyValue()
{
    const auto reading = Fixture().decode("{}");
    QVERIFY(reading);
    for (const double value : reading->values)
        QVERIFY(std::isnan(value));
}

void ValuesTest::shouldRejectWhatIsNoNumberWhereOneBelongs_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {R"("75.5")", R"("")", "true", "false", "{}", R"({"value":1})", "[]", "[1]",
                              "1e400", "-1e400", "1.7976931348623159e308", "1e99999999999999999999"})
        QTest::newRow(value) << QByteArray(value);
    QTest::newRow("400 digits") << QByteArray(400, '9');
}

void ValuesTest::shouldRejectWhatIsNoNumberWhereOneBelongs()
{
    QFETCH(const QByteArray, value);
    Fixture fixture;
    for (const QByteArray &message :
         {"{\"rpm\":" + value + "}", "{\"temperature\":1,\"rpm\": " + value + " ,\"pressure\":1}",
          "{\"custom_sensors\":{\"rpm\":" + value + "}}"}) {
        const std::string reason = fixture.reason(message.toStdString());
        QVERIFY2(reason.find("'rpm'") != std::string::npos, reason.c_str());
    }
    QCOMPARE(fixture.reason(("{\"a\":" + value + "}").toStdString()), std::string());
}

void ValuesTest::shouldNameTheSensorAndTheValueItRejects()
{
    Fixture fixture;
    QCOMPARE(fixture.reason(R"({"rpm":"fast"})"),
             std::string("The value of sensor 'rpm' must be a number, but is \"fast\""));
    QCOMPARE(fixture.reason(R"({"rpm":{"a":[1, 2]} ,"x":1})"),
             std::string("The value of sensor 'rpm' must be a number, but is {\"a\":[1, 2]}"));
    QCOMPARE(fixture.reason(R"({"rpm":1e400})"),
             std::string("The value of sensor 'rpm' is beyond what a number can hold: 1e400"));
    QVERIFY(fixture.reason("{\"rpm\":\"" + std::string(10'000, 'x') + "\"}").size() < 200);
}

void ValuesTest::shouldTakeSensorsFromCustomSensorsAndFromTheTop()
{
    Fixture fixture;
    QCOMPARE(fixture.value(R"({"inlet_dust":0.7})", "inlet_dust"), 0.7);
    QCOMPARE(fixture.value(R"({"custom_sensors":{"inlet_dust":0.7}})", "inlet_dust"), 0.7);
    QCOMPARE(fixture.value(R"({"custom_sensors":{"temperature":70}})", "temperature"), 70.0);
    QCOMPARE(fixture.value(R"({"custom_sensors":{"rpm":null,"x":4}, "pressure":5})", "pressure"), 5.0);
    QVERIFY(fixture.unknown.names().empty());
}

void ValuesTest::shouldTakeTheLastOfTwoAndCallItUncertain_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<double>("value");
    const auto row = [](const char *name, const char *payload, double value) {
        QTest::newRow(name) << QByteArray(payload) << value;
    };
    row("at the top", R"({"rpm":1,"x":9,"rpm":2})", 2.0);
    row("the same twice", R"({"rpm":1,"rpm":1})", 1.0);
    row("three times", R"({"rpm":1,"rpm":2,"rpm":3})", 3.0);
    row("null last", R"({"rpm":1,"rpm":null})", rig::noValue);
    row("null first", R"({"rpm":null,"rpm":1})", 1.0);
    row("in custom sensors", R"({"custom_sensors":{"rpm":1,"rpm":2}})", 2.0);
    row("top, then custom", R"({"rpm":1,"custom_sensors":{"rpm":2}})", 2.0);
    row("custom, then top", R"({"custom_sensors":{"rpm":1},"rpm":2})", 2.0);
    row("escaped the second time", R"({"rpm":1,"\u0072pm":2})", 2.0);
}

void ValuesTest::shouldTakeTheLastOfTwoAndCallItUncertain()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const double, value);
    Fixture fixture;
    const auto reading = fixture.decode(payload.toStdString());
    QVERIFY(reading);
    QVERIFY(sameBits(reading->values[fixture.slot("rpm")], value));
    QCOMPARE(reading->valueQuality.size(), reading->values.size());
    for (std::size_t slot = 0; slot < reading->values.size(); ++slot)
        QCOMPARE(reading->valueQuality[slot],
                 slot == fixture.slot("rpm") ? QualityReason::givenTwice : QualityReason::none);
}

void ValuesTest::shouldJudgeOnlyTheLastOfTwoByItsType()
{
    Fixture fixture;
    QCOMPARE(fixture.value(R"({"rpm":"fast","rpm":2})", "rpm"), 2.0);
    QCOMPARE(fixture.quality(R"({"rpm":"fast","rpm":2})", "rpm"), QualityReason::givenTwice);
    QVERIFY(!fixture.reason(R"({"rpm":2,"rpm":"fast"})").empty());
}

void ValuesTest::shouldCallNothingUncertainForADoubledUnknownName()
{
    Fixture fixture;
    const auto reading = fixture.decode(R"({"status":"ok","status":"bad","rpm":1})");
    QVERIFY(reading);
    QVERIFY(reading->valueQuality.empty());
    QCOMPARE(fixture.unknown.names().at("status").count, std::uint64_t{2});
}

void ValuesTest::shouldIgnoreCustomSensorsThatAreNull()
{
    Fixture fixture;
    QCOMPARE(fixture.value(R"({"custom_sensors":null,"rpm":1})", "rpm"), 1.0);
    QVERIFY(fixture.unknown.names().empty());
}

void ValuesTest::shouldCountCustomSensorsThatAreNoObject_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {"1", "true", R"("rpm")", R"([{"rpm":2}])"})
        QTest::newRow(value) << QByteArray(value);
}

void ValuesTest::shouldCountCustomSensorsThatAreNoObject()
{
    QFETCH(const QByteArray, value);
    Fixture fixture;
    QCOMPARE(fixture.value(("{\"custom_sensors\":" + value + ",\"rpm\":1}").toStdString(), "rpm"), 1.0);
    QCOMPARE(fixture.unknown.names().size(), std::size_t{1});
    QCOMPARE(fixture.unknown.names().at("custom_sensors").sample, value.toStdString());
}

void ValuesTest::shouldTakeSensorsOfBothCustomSensors()
{
    Fixture fixture;
    constexpr std::string_view message = R"({"custom_sensors":{"x":1,"rpm":1},"custom_sensors":{"rpm":2}})";
    QCOMPARE(fixture.value(message, "x"), 1.0);
    QCOMPARE(fixture.value(message, "rpm"), 2.0);
    QCOMPARE(fixture.quality(message, "rpm"), QualityReason::givenTwice);
    QCOMPARE(fixture.quality(message, "x"), QualityReason::none);
}

void ValuesTest::shouldGiveTheSameWhateverCameBefore()
{
    constexpr std::string_view message = R"({"x":1,"rpm":2,"temperature":3,"oldSlot":4})";
    const auto changed = makeChangedPlant();
    Fixture fixture;
    const auto first = fixture.decode(message);
    QVERIFY(first);
    for (const char *other :
         {R"({"rpm":1,"x":2})", R"({"machine_id":"B","x":1,"rpm":2})", "{", R"({"rpm":"x"})"}) {
        fixture.decode(other);
        fixture.record.payload = message;
        const auto elsewhere = fixture.decoder.decode(fixture.record, *changed);
        QVERIFY(elsewhere);
        QCOMPARE(elsewhere->values, (std::vector<double>{1, 2, 3}));
        const auto again = fixture.decode(message);
        QVERIFY(again);
        for (std::size_t slot = 0; slot < again->values.size(); ++slot)
            QVERIFY(sameBits(again->values[slot], first->values[slot]));
    }
}

} // namespace

std::unique_ptr<QObject> makeValuesTest()
{
    return std::make_unique<ValuesTest>();
}

#include "values_test.moc"
