#include "presentation/numbers.h"
#include "tests.h"

#include <QTest>

#include <limits>

using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class NumbersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldKeepTheDecimalsOfASensor_data();
    void shouldKeepTheDecimalsOfASensor();
    void shouldWriteALimitAsItWasSet();
    void shouldPartThousandsOfCounts();
    void shouldNeverShowAMissingValueAsZero();
    void shouldRoundAgesDownAndNeverBelowZero();
    void shouldWriteTimesInUtc();
};

void NumbersTest::shouldKeepTheDecimalsOfASensor_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("text");
    QTest::newRow("two") << 7.6249 << 2 << u"7.62"_s;
    QTest::newRow("none") << 3124.4 << 0 << u"3124"_s;
    QTest::newRow("padded") << 59.0 << 1 << u"59.0"_s;
    QTest::newRow("minus") << -0.31 << 3 << u"\u22120.310"_s;
    QTest::newRow("no minus before a zero") << -0.0004 << 3 << u"0.000"_s;
    QTest::newRow("parted") << 25000.0 << 0 << u"25\u00a0000"_s;
    QTest::newRow("parted, minus, decimals") << -1234567.25 << 2 << u"\u22121\u00a0234\u00a0567.25"_s;
    QTest::newRow("huge") << 1.5e300 << 2 << u"1.50e+300"_s;
    QTest::newRow("decimals out of bounds") << 1.0 << 99 << u"1.000000"_s;
}

void NumbersTest::shouldKeepTheDecimalsOfASensor()
{
    QFETCH(double, value);
    QFETCH(int, decimals);
    QFETCH(QString, text);
    QCOMPARE(fixedNumber(value, decimals), text);
}

void NumbersTest::shouldWriteALimitAsItWasSet()
{
    QCOMPARE(plainNumber(7.25), u"7.25"_s);
    QCOMPARE(plainNumber(160), u"160"_s);
    QCOMPARE(plainNumber(.7 + (.85 - .7) / 2), u"0.775"_s);
    QCOMPARE(plainNumber(1'234'567.25), u"1234567.25"_s);
    QCOMPARE(plainNumber(-.25), u"\u22120.25"_s);
}

void NumbersTest::shouldPartThousandsOfCounts()
{
    QCOMPARE(countNumber(12), u"12"_s);
    QCOMPARE(countNumber(2541), u"2\u00a0541"_s);
    QCOMPARE(countNumber(48'211'907), u"48\u00a0211\u00a0907"_s);
}

void NumbersTest::shouldNeverShowAMissingValueAsZero()
{
    QCOMPARE(fixedNumber(std::numeric_limits<double>::quiet_NaN(), 2), noValueText());
    QCOMPARE(fixedNumber(std::numeric_limits<double>::infinity(), 2), noValueText());
    QVERIFY(!noValueText().contains(u'0'));
}

void NumbersTest::shouldRoundAgesDownAndNeverBelowZero()
{
    QCOMPARE(ageText(14'900ms), u"14 s"_s);
    QCOMPARE(ageText(-3s), u"0 s"_s);
    QCOMPARE(ageText(119s), u"119 s"_s);
    QCOMPARE(ageText(3min + 59s), u"3 min"_s);
    QCOMPARE(ageText(47h), u"47 h"_s);
    QCOMPARE(ageText(24h * 5), u"5 d"_s);
    QCOMPARE(secondsNumber(.2), u"0.2"_s);
    QCOMPARE(secondsNumber(9.97), u"10"_s);
    QCOMPARE(secondsNumber(-1), u"0.0"_s);
    QCOMPARE(stopwatchText(42s), u"00:42"_s);
    QCOMPARE(stopwatchText(1h + 2min + 7s), u"1:02:07"_s);
}

void NumbersTest::shouldWriteTimesInUtc()
{
    const rig::Instant instant = *rig::parseInstant("2026-01-12T08:15:30.999Z");
    QCOMPARE(timeText(instant), u"08:15:30"_s);
    QCOMPARE(dayText(instant), u"Mon 12 Jan 2026"_s);
}

} // namespace

std::unique_ptr<QObject> makeNumbersTest()
{
    return std::make_unique<NumbersTest>();
}

#include "numbers_test.moc"
