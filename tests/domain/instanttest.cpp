#include "domain/instant.h"

#include "domain/tests.h"

#include <QTest>

using rig::formatInstant;
using rig::Instant;
using rig::parseInstant;
using namespace std::chrono;

class InstantTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldReadWhatFieldProducersWrite_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("same"); // the same instant as we write it
        const auto row = [](const char *text, const char *same) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(same);
        };
        row("2026-01-12T08:15:30.250Z", "2026-01-12T08:15:30.250000Z");
        row("2026-01-12T08:15:30Z", "2026-01-12T08:15:30.000000Z");
        row("2026-01-12T08:15:30", "2026-01-12T08:15:30.000000Z");
        row("2026-01-12 08:15:30.5", "2026-01-12T08:15:30.500000Z");
        row("2026-01-12t08:15:30z", "2026-01-12T08:15:30.000000Z");
        row("2026-01-12T08:15", "2026-01-12T08:15:00.000000Z");
        row("2026-01-12", "2026-01-12T00:00:00.000000Z");
        row("2026-01-12T08:15:30,75Z", "2026-01-12T08:15:30.750000Z");
        row("2026-01-12T08:15:30.123456789Z", "2026-01-12T08:15:30.123456Z");
        row("2026-01-12T08:15:30.9999999Z", "2026-01-12T08:15:30.999999Z"); // cut, not rounded
        row("2026-01-12T08:15:30.000001Z", "2026-01-12T08:15:30.000001Z");
        row("2026-01-12T08:15:30+01:00", "2026-01-12T07:15:30.000000Z");
        row("2026-01-12T08:15:30-0530", "2026-01-12T13:45:30.000000Z");
        row("2026-01-12T08:15:30+01", "2026-01-12T07:15:30.000000Z");
        row("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000000Z");
        row("2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000000Z");
        row("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000000Z");
        row("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000Z");
        row("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z");
        row("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z");
        row("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000000Z");
    }

    void shouldReadWhatFieldProducersWrite()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, same);
        const auto instant = parseInstant(text.toStdString());
        QVERIFY(instant);
        QCOMPARE(QByteArray::fromStdString(formatInstant(*instant)), same);
        QCOMPARE(parseInstant(same.toStdString()), instant);
    }

    void shouldReadNothingElse_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"",
                                 " ",
                                 "yesterday",
                                 "1768205730",
                                 "12.01.2026",
                                 "2026-1-12",
                                 "26-01-12",
                                 "2026-13-01",
                                 "2026-00-01",
                                 "2026-01-32",
                                 "2026-02-29",
                                 "2026-04-31",
                                 "2026-01-12T",
                                 "2026-01-12T8:15",
                                 "2026-01-12T24:00",
                                 "2026-01-12T08:60",
                                 "2026-01-12T08:15:61",
                                 "2026-01-12T08:15:30.",
                                 "2026-01-12T08:15:30.Z",
                                 "2026-01-12T08:15:30X",
                                 "2026-01-12T08:15:30Zulu",
                                 "2026-01-12T08:15:30+",
                                 "2026-01-12T08:15:30+1",
                                 "2026-01-12T08:15:30+24:00",
                                 "2026-01-12T08:15:30+01:60",
                                 "2026-01-12T08:15:30+01:0",
                                 " 2026-01-12T08:15:30Z",
                                 "2026-01-12T08:15:30Z ",
                                 "+026-01-12",
                                 "2026-01-12T08:15:3\xC2\xB2"})
            QTest::newRow(*text ? text : "empty") << QByteArray(text);
    }

    void shouldReadNothingElse()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!parseInstant(text.toStdString()));
    }

    void shouldNotReadBehindANullByte() { QVERIFY(!parseInstant(std::string_view("2026-01-12\0", 11))); }

    void shouldSortAsTextsAsItDoesAsInstants()
    {
        const Instant instant = sys_days{2026y / January / 12} + 8h;
        const auto before = [](Instant a, Instant b) { return formatInstant(a) < formatInstant(b); };
        QVERIFY(before(instant, instant + 1us));
        QVERIFY(before(instant + 999'999us, instant + 1s));
        QVERIFY(before(instant + 9s, instant + 10s));
    }
};

std::unique_ptr<QObject> makeInstantTest()
{
    return std::make_unique<InstantTest>();
}

#include "instanttest.moc"
