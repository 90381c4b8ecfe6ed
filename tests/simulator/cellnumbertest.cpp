#include "simulator/cellnumber.h"
#include "tests.h"

#include <QTest>

#include <bit>
#include <charconv>
#include <random>

using rig::simulator::CellNumber;
using rig::simulator::readCellNumber;
using Kind = CellNumber::Kind;

namespace {

class CellNumberTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldTellNumbersFromWhatIsNone_data();
    void shouldTellNumbersFromWhatIsNone();
    void shouldTellTooLargeFromTooSmallInLongSpellings_data();
    void shouldTellTooLargeFromTooSmallInLongSpellings();
    void shouldKeepTheTextOfANumberThatJsonSpellsAlike_data();
    void shouldKeepTheTextOfANumberThatJsonSpellsAlike();
    void shouldKeepEveryBitWhereItSpellsANumberAnew();
};

void CellNumberTest::shouldTellNumbersFromWhatIsNone_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<int>("kind");
    const auto row = [](QByteArray cell, Kind kind) {
        QTest::newRow(cell.isEmpty() ? "(empty)" : cell.constData()) << cell << static_cast<int>(kind);
    };
    for (const char *none : {"", "nan", "NaN", "NAN"})
        row(none, Kind::none);
    for (const char *number :
         {"0", "-0", "7", "+7", "007", ".5", "5.", "-.5", "1e5", "1E-5", "1e-400", "1.5e-99999"})
        row(number, Kind::number);
    for (const char *comma : {"3,5", "-3,5", "+0,25", "1,234.5", "1.234,5", "1,5e3"})
        row(comma, Kind::decimalComma);
    for (const char *beyond : {"1e309", "-1e309", "1e99999", "-1.5e99999"})
        row(beyond, Kind::beyond);
    for (const char *text :
         {"x",  "-",   "+",     ".",    "+-5",  "5 6",  "0x10", "inf", "-inf", "infinity", "-nan", "nan(1)",
          "1e", "1e+", "1.2.3", "=1+1", "true", "null", "5%",   "5,",  ",5",   "a,5",      "12:30"})
        row(text, Kind::text);
}

void CellNumberTest::shouldTellNumbersFromWhatIsNone()
{
    QFETCH(QByteArray, cell);
    QFETCH(int, kind);
    std::string room;
    QCOMPARE(static_cast<int>(readCellNumber(cell.toStdString(), room).kind), kind);
}

void CellNumberTest::shouldKeepTheTextOfANumberThatJsonSpellsAlike_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](QByteArray cell, QByteArray json) {
        QTest::newRow(cell.constData()) << cell << json;
    };
    for (const char *same :
         {"0", "-0", "-0.0", "1.50", "0.1041478587821671", "1e5", "1E+05", "-12.5e-3", "1e-400"})
        row(same, same);
    row("+7", "7");
    row("007", "7");
    row("-007", "-7");
    row(".5", "0.5");
    row("-.5", "-0.5");
    row("5.", "5");
    row("5.e2", "500");
    row("0.10000000000000000000000000000000000000000000001", "0.1");
}

void CellNumberTest::shouldKeepTheTextOfANumberThatJsonSpellsAlike()
{
    QFETCH(QByteArray, cell);
    QFETCH(QByteArray, json);
    const std::string text = cell.toStdString();
    std::string room;
    const CellNumber number = readCellNumber(text, room);
    QCOMPARE(number.kind, Kind::number);
    QCOMPARE(QByteArray(number.json.data(), static_cast<qsizetype>(number.json.size())), json);
}

void CellNumberTest::shouldTellTooLargeFromTooSmallInLongSpellings_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<int>("kind");
    const QByteArray zeros(400, '0');
    const auto row = [](const char *name, const QByteArray &cell, Kind kind) {
        QTest::newRow(name) << cell << static_cast<int>(kind);
    };
    row("400 zeros before the point", "1" + zeros, Kind::beyond);
    row("400 zeros behind the point", "0." + zeros + "1", Kind::number);
    row("the exponent makes up for part of them", "1" + zeros + "e-5", Kind::beyond);
    row("the exponent makes up for enough of them", "1" + zeros + "e-400", Kind::number);
    row("small in spite of its exponent", "0." + zeros + "1e+50", Kind::number);
    row("no exponent a machine holds", "1e99999999999999999999", Kind::beyond);
    row("no negative exponent a machine holds", "-1e-99999999999999999999", Kind::number);
}

void CellNumberTest::shouldTellTooLargeFromTooSmallInLongSpellings()
{
    QFETCH(QByteArray, cell);
    QFETCH(int, kind);
    std::string room;
    QCOMPARE(static_cast<int>(readCellNumber(cell.toStdString(), room).kind), kind);
}

void CellNumberTest::shouldKeepEveryBitWhereItSpellsANumberAnew()
{
    constexpr std::uint64_t seed = 20'261'124;
    std::mt19937_64 random(seed);
    std::string room;
    for (int i = 0; i < 20'000; ++i) {
        const auto value = std::bit_cast<double>(random());
        if (!std::isfinite(value))
            continue;
        char text[32];
        const auto end = std::to_chars(text, text + sizeof text, value).ptr;
        // A sign or zeros in front make it a number that JSON does not know.
        std::string cell(value < 0 ? "-00" : "+");
        cell.append(value < 0 ? text + 1 : text, end);
        const CellNumber number = readCellNumber(cell, room);
        double back = 0;
        std::from_chars(number.json.data(), number.json.data() + number.json.size(), back);
        QCOMPARE(std::bit_cast<std::uint64_t>(back), std::bit_cast<std::uint64_t>(value));
        QCOMPARE(std::bit_cast<std::uint64_t>(number.value), std::bit_cast<std::uint64_t>(value));
    }
}

} // namespace

std::unique_ptr<QObject> makeCellNumberTest()
{
    return std::make_unique<CellNumberTest>();
}

#include "cellnumbertest.moc"
