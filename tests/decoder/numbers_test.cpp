#include "tests.h"

#include "pipeline/jsonnumber.h"
#include "pipeline/plainnumber.h"

#include <QTest>

#include <charconv>
#include <cmath>
#include <random>

using rig::pipeline::NumberOutcome;
using rig::pipeline::PlainNumber;
using rig::pipeline::readNumber;

namespace {

bool sameBits(double left, double right)
{
    return std::memcmp(&left, &right, sizeof left) == 0;
}

/// With other numbers close before and behind it, as in a message.
bool readPlain(std::string_view text, double &value)
{
    const std::string around =
        std::string(PlainNumber::reach, '1').append("0.5:-1.25,").append(text).append(",7.5");
    return PlainNumber::read(std::string_view(around).substr(PlainNumber::reach + 10, text.size()), value);
}

class NumbersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldReadPlainNumbersToTheLastBit_data();
    void shouldReadPlainNumbersToTheLastBit();
    void shouldLeaveOtherSpellingsToTheLongWay_data();
    void shouldLeaveOtherSpellingsToTheLongWay();
    void shouldReadEveryShortSpellingAsFromCharsDoes();
    void shouldReadRandomPlainNumbersAsFromCharsDoes();
    void shouldTellTooLargeFromTooSmall_data();
    void shouldTellTooLargeFromTooSmall();
};

void NumbersTest::shouldReadPlainNumbersToTheLastBit_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("value");
    const auto row = [](const char *text, double value) { QTest::newRow(text) << QByteArray(text) << value; };
    row("0", 0);
    row("-0", -0.0);
    row("0.0", 0);
    row("7", 7);
    row("0.1", 0.1);
    row("75.5", 75.5);
    row("-75.5", -75.5);
    row("1234567", 1234567);
    row("12345678", 12345678);
    row("123456.7", 123456.7);
    row("0.123456", 0.123456);
    row("0.0000001", 0.0000001);
    row("12345678.9", 12345678.9);
    row("12345678.12345678", 12345678.12345678);
    row("1.123456789012345", 1.123456789012345);
    row("0.1234567890123456", 0.1234567890123456);
    row("-0.1234567890123456", -0.1234567890123456);
    row("9007199254740992", 9007199254740992);
}

void NumbersTest::shouldReadPlainNumbersToTheLastBit()
{
    QFETCH(const QByteArray, text);
    QFETCH(const double, value);
    double read = 0;
    QVERIFY(readPlain(text.toStdString(), read));
    QVERIFY(sameBits(read, value));
}

void NumbersTest::shouldLeaveOtherSpellingsToTheLongWay_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"9007199254740993",
                             "12345678901234567",
                             "0.12345678901234567",
                             "0.99999999999999999999",
                             "1e5",
                             "1E5",
                             "01",
                             "00",
                             "-01",
                             "00.5",
                             "1.",
                             ".5",
                             "-.5",
                             "-",
                             "--1",
                             "1.2.3",
                             "1..2",
                             "+1",
                             "x",
                             "1x",
                             "12345678x",
                             "1,5",
                             "123456789.",
                             ".123456789",
                             "0123456789.5",
                             "1.234567890123456x",
                             "1/5",
                             "1:5",
                             "\"1\"",
                             "null",
                             "}",
                             "12345678/12345678",
                             "1\xb2",
                             "1.5\xb2",
                             "{"})
        QTest::newRow(text) << QByteArray(text);
}

void NumbersTest::shouldLeaveOtherSpellingsToTheLongWay()
{
    QFETCH(const QByteArray, text);
    double read = 0;
    QVERIFY(!readPlain(text.toStdString(), read));
}

/// Whatever up to four characters spell: taken only where it is JSON's number, and then for the same double.
void NumbersTest::shouldReadEveryShortSpellingAsFromCharsDoes()
{
    constexpr std::string_view alphabet = "0159.-+e/: ";
    int taken = 0;
    std::string text;
    const auto visit = [&](const auto &self) -> bool {
        double plain = 0;
        double wanted = 0;
        const bool plainlyRead = !text.empty() && readPlain(text, plain);
        if (plainlyRead && (readNumber(text, wanted) != NumberOutcome::read || !sameBits(plain, wanted)))
            return false;
        taken += plainlyRead ? 1 : 0;
        if (text.size() == 5)
            return true;
        for (const char c : alphabet) {
            text.push_back(c);
            if (!self(self))
                return false;
            text.pop_back();
        }
        return true;
    };
    QVERIFY2(visit(visit), text.c_str());
    // 4 digits, no leading zero: integers of 1 to 5 digits, those with a point, and both with a sign.
    const auto integers = [](int digits) {
        return digits == 1 ? 4 : 3 * static_cast<int>(std::pow(4, digits - 1));
    };
    int expected = 0;
    for (int length = 1; length <= 5; ++length)
        for (int sign = 0; sign <= 1; ++sign) {
            const int size = length - sign;
            expected += size >= 1 ? integers(size) : 0;
            for (int whole = 1; whole + 2 <= size; ++whole)
                expected += integers(whole) * static_cast<int>(std::pow(4, size - whole - 1));
        }
    QCOMPARE(taken, expected);
}

void NumbersTest::shouldReadRandomPlainNumbersAsFromCharsDoes()
{
    std::mt19937 random(20260112);
    const auto digits = [&](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i)
            text += static_cast<char>('0' + random() % 10);
        return text;
    };
    int taken = 0;
    for (int i = 0; i < 200'000; ++i) {
        std::string text = random() % 4 == 0 ? "-" : "";
        text += static_cast<char>('1' + random() % 9);
        text.append(digits(random() % 9));
        if (random() % 8 != 0)
            text.append(".").append(digits(1 + random() % 16));
        double wanted = 0;
        std::from_chars(text.data(), text.data() + text.size(), wanted);
        double plain = 0;
        double read = 0;
        const bool plainlyRead = readPlain(text, plain);
        taken += plainlyRead ? 1 : 0;
        if ((plainlyRead && !sameBits(plain, wanted)) || readNumber(text, read) != NumberOutcome::read ||
            !sameBits(read, wanted))
            QFAIL(text.c_str());
    }
    QVERIFY(taken > 100'000);
}

void NumbersTest::shouldTellTooLargeFromTooSmall_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("large");
    const auto row = [](const char *name, const QByteArray &text, bool large) {
        QTest::newRow(name) << text << large;
    };
    row("1e400", "1e400", true);
    row("1e-400", "1e-400", false);
    row("0.1e400", "0.1e400", true);
    row("10e-400", "10e-400", false);
    row("0.001e312", "0.001e312", true);
    row("0.000...1e300", "0." + QByteArray(700, '0') + "1e300", false);
    row("0.000...1e1100", "0." + QByteArray(700, '0') + "1e1100", true);
    row("1000...e-300", "1" + QByteArray(700, '0') + "e-300", true);
    row("1000...e-1100", "1" + QByteArray(700, '0') + "e-1100", false);
    row("exponent beyond all", "1e99999999999999999999999", true);
    row("negative exponent beyond all", "1e-99999999999999999999999", false);
    row("1e9223372036854775807", "1e9223372036854775807", true);
    row("12e9223372036854775807", "12e9223372036854775807", true);
    row("1e-9223372036854775807", "1e-9223372036854775807", false);
}

void NumbersTest::shouldTellTooLargeFromTooSmall()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, large);
    for (const char *sign : {"", "-"}) {
        double value = 7;
        const std::string spelled = (sign + text).toStdString();
        QCOMPARE(readNumber(spelled, value) == NumberOutcome::noDouble, large);
        if (!large)
            QVERIFY(sameBits(value, *sign == '-' ? -0.0 : 0.0));
    }
}

} // namespace

std::unique_ptr<QObject> makeNumbersTest()
{
    return std::make_unique<NumbersTest>();
}

#include "numbers_test.moc"
