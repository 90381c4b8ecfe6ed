#include "plants.h"
#include "tests.h"

#include "pipeline/sourcetime.h"

#include <QTest>

using rig::QualityReason;

namespace {

class TimesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldTakeTheTimeThatCounts_data();
    void shouldTakeTheTimeThatCounts();
    void shouldReadOnlyATextOfTheTopAsTimestamp_data();
    void shouldReadOnlyATextOfTheTopAsTimestamp();
    void shouldMakeATimeOfAnyOffset();
};

void TimesTest::shouldTakeTheTimeThatCounts_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("recordTime");
    QTest::addColumn<QByteArray>("at");
    QTest::addColumn<QByteArray>("ages");
    QTest::addColumn<int>("quality");
    const auto row = [](const char *name, const char *source, const char *record, const char *at,
                        const char *ages, QualityReason quality) {
        QTest::newRow(name) << QByteArray(source) << QByteArray(record) << QByteArray(at) << QByteArray(ages)
                            << static_cast<int>(quality);
    };
    constexpr auto good = QualityReason::none;
    constexpr auto missing = QualityReason::sourceTimeMissing;
    constexpr auto impossible = QualityReason::sourceTimeImpossible;
    constexpr auto neither = QualityReason::recordTimeMissing;
    constexpr auto noon = "2026-01-12T12:00:00.000000Z";
    constexpr auto source = "2026-01-12T11:59:59.500000Z";
    constexpr auto made = "2000-01-01T00:00:04.711000Z"; // by the fixture's offset
    row("both", source, noon, source, noon, good);
    row("with a zone", "2026-01-12T13:59:59.5+02:00", noon, source, noon, good);
    row("long ago", "2000-01-01T00:00:00Z", noon, "2000-01-01T00:00:00.000000Z", noon, good);
    row("a day ahead", "2026-01-13T12:00:00Z", noon, "2026-01-13T12:00:00.000000Z", noon, good);
    row("more than a day ahead", "2026-01-13T12:00:00.000001Z", noon, noon, noon, impossible);
    row("before 2000", "1999-12-31T23:59:59.999999Z", noon, noon, noon, impossible);
    row("before 2000 by its zone", "2000-01-01T00:30:00+01:00", noon, noon, noon, impossible);
    row("1970", "1970-01-01T00:00:00Z", noon, noon, noon, impossible);
    row("far ahead", "9999-12-31T23:59:59Z", noon, noon, noon, impossible);
    row("missing", "", noon, noon, noon, missing);
    row("unreadable", "yesterday", noon, noon, noon, missing);
    row("no such day", "2026-02-30T00:00:00Z", noon, noon, noon, missing);
    row("record without time", source, "", source, source, good);
    row("record without time, source far ahead", "9999-12-31T23:59:59Z", "", "9999-12-31T23:59:59.000000Z",
        "9999-12-31T23:59:59.000000Z", good);
    row("record in 1970", source, "1970-01-01T00:00:00Z", source, source, good);
    row("record at the first instant that counts", "", "2000-01-01T00:00:00Z", "2000-01-01T00:00:00.000000Z",
        "2000-01-01T00:00:00.000000Z", missing);
    row("neither", "", "", made, made, neither);
    row("neither usable", "1999-01-01T00:00:00Z", "1999-12-31T23:59:59.999999Z", made, made, neither);
}

void TimesTest::shouldTakeTheTimeThatCounts()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, recordTime);
    QFETCH(const QByteArray, at);
    QFETCH(const QByteArray, ages);
    QFETCH(const int, quality);
    Fixture fixture;
    fixture.record.time = rig::parseInstant(recordTime.toStdString());
    const QByteArray payload = source.isEmpty() ? "{}" : "{\"timestamp\":\"" + source + "\"}";
    const auto reading = fixture.decode(payload.toStdString());
    QVERIFY(reading);
    QCOMPARE(QByteArray::fromStdString(rig::formatInstant(reading->at)), at);
    QCOMPARE(QByteArray::fromStdString(rig::formatInstant(reading->recordTime)), ages);
    QCOMPARE(static_cast<int>(reading->timeQuality), quality);
}

void TimesTest::shouldReadOnlyATextOfTheTopAsTimestamp_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("read");
    const auto row = [](const char *name, const char *payload, bool read) {
        QTest::newRow(name) << QByteArray(payload) << read;
    };
    row("text", R"({"timestamp":"2026-01-12T07:00:00Z"})", true);
    row("escaped", R"({"time\u0073tamp":"2026-01-12T07\u003a00:00Z"})", true);
    row("last of two", R"({"timestamp":"2026-01-12T06:00:00Z","timestamp":"2026-01-12T07:00:00Z"})", true);
    row("text after a number", R"({"timestamp":17,"timestamp":"2026-01-12T07:00:00Z"})", true);
    row("null after a text", R"({"timestamp":"2026-01-12T07:00:00Z","timestamp":null})", false);
    row("null", R"({"timestamp":null})", false);
    row("number", R"({"timestamp":1768201200})", false);
    row("boolean", R"({"timestamp":true})", false);
    row("object", R"({"timestamp":{"at":"2026-01-12T07:00:00Z"}})", false);
    row("array", R"({"timestamp":["2026-01-12T07:00:00Z"]})", false);
    row("among custom sensors", R"({"custom_sensors":{"timestamp":"2026-01-12T07:00:00Z"}})", false);
}

void TimesTest::shouldReadOnlyATextOfTheTopAsTimestamp()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const bool, read);
    Fixture fixture;
    const auto reading = fixture.decode(payload.toStdString());
    QVERIFY(reading);
    QCOMPARE(reading->timeQuality, read ? QualityReason::none : QualityReason::sourceTimeMissing);
    QCOMPARE(reading->at, *fixture.record.time - std::chrono::hours{read ? 1 : 0});
}

void TimesTest::shouldMakeATimeOfAnyOffset()
{
    rig::Record record;
    const auto made = [&](std::int64_t offset) {
        record.offset = offset;
        return rig::formatInstant(rig::pipeline::timeOf(record, {}).at);
    };
    QCOMPARE(made(0), std::string("2000-01-01T00:00:00.000000Z"));
    QCOMPARE(made(86'400'001), std::string("2000-01-02T00:00:00.001000Z"));
    QCOMPARE(made(std::numeric_limits<std::int64_t>::max()).size(),
             std::string("8337-00-00T00:00:00.000000Z").size());
}

} // namespace

std::unique_ptr<QObject> makeTimesTest()
{
    return std::make_unique<TimesTest>();
}

#include "times_test.moc"
