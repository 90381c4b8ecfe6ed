#include "storage/copystream.h"

#include "decoder/commalocale.h"
#include "domain/instant.h"
#include "storage/database.h"
#include "storage/tests.h"

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;
using rig::Instant;

namespace {

using Doubles = std::numeric_limits<double>;

std::uint64_t bitsOf(double value)
{
    return std::bit_cast<std::uint64_t>(value);
}

std::vector<double> oddDoubles()
{
    return {0.0,
            -0.0,
            Doubles::denorm_min(),
            -Doubles::denorm_min(),
            std::nextafter(Doubles::min(), 0.0), // the largest denormal
            Doubles::min(),
            Doubles::max(),
            Doubles::lowest(),
            Doubles::infinity(),
            -Doubles::infinity(),
            Doubles::epsilon(),
            1.0 / 3,
            0.1,
            9007199254740993.0};
}

std::vector<double> anyDoubles(std::size_t count)
{
    std::mt19937_64 random(1);
    std::vector<double> values;
    while (values.size() < count)
        if (const double any = std::bit_cast<double>(random()); !std::isnan(any))
            values.push_back(any);
    return values;
}

template <class Integer> std::vector<Integer> oddIntegers()
{
    using Limits = std::numeric_limits<Integer>;
    return {Limits::min(), Integer(-1), Integer(0), Integer(1), Limits::max()};
}

} // namespace

/// What is copied is read back by another client, and the numbers as their bits, so that no parser stands
/// between.
class CopyStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        RIG_NEEDS_DATABASE();
        m_database = std::make_unique<TestDatabase>();
        m_connection = connectTo(*m_database);
    }
    void cleanupTestCase()
    {
        m_connection.reset();
        m_database.reset();
    }

    void shouldKeepEveryBitOfARealNumber()
    {
        std::vector<double> values = oddDoubles();
        for (const double any : anyDoubles(2000))
            values.push_back(any);
        copyReals(values);
        compareReals(values);
    }

    void shouldKeepEveryBitInAnArrayAndMakeNullsOfWhatIsNoValue()
    {
        std::vector<double> values = oddDoubles();
        values.insert(values.begin(), Doubles::quiet_NaN());
        values.insert(values.begin() + 5, -Doubles::quiet_NaN());
        values.push_back(Doubles::signaling_NaN());
        copyOne("float8[]", [&](CopyStream &rows) { rows.reals(values); });
        const auto stored =
            m_database->sql().run("select e is null, case when e is not null then ('x' || "
                                  "encode(float8send(e), 'hex'))::bit(64)::bigint end "
                                  "from copied, unnest(v) with ordinality u(e, i) order by i");
        QCOMPARE(stored.size(), values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            QCOMPARE(stored[i][0].value() == "t", std::isnan(values[i]));
            if (!std::isnan(values[i]))
                QCOMPARE(static_cast<std::uint64_t>(std::stoll(stored[i][1].value())), bitsOf(values[i]));
        }
        QCOMPARE(m_database->sql().number("select array_lower(v, 1) from copied"), 1);
    }

    void shouldWriteArraysOfAnyLength()
    {
        for (const std::size_t length : {0u, 1u, 1000u}) {
            copyOne("float8[]", [&](CopyStream &rows) { rows.reals(std::vector(length, 0.5)); });
            QCOMPARE(m_database->sql().number("select cardinality(v) from copied"),
                     static_cast<std::int64_t>(length));
            QCOMPARE(m_database->sql().number("select count(*) from copied, unnest(v) e where e = 0.5"),
                     static_cast<std::int64_t>(length));
        }
    }

    void shouldMakeNullOfNoValue()
    {
        copyReals({Doubles::quiet_NaN(), -Doubles::quiet_NaN()});
        QCOMPARE(m_database->sql().number("select count(*) from copied where v is null"), 2);
    }

    void shouldWriteIntegersFlagsAndNulls()
    {
        const auto all = [this] {
            return m_database->sql().text(
                "select string_agg(coalesce(v::text, '-'), ' ' order by n) from copied");
        };
        copyEach("bigint", oddIntegers<std::int64_t>(),
                 [](CopyStream &rows, auto value) { rows.int64(value); });
        QCOMPARE(all(), std::string("-9223372036854775808 -1 0 1 9223372036854775807"));
        copyEach("int", oddIntegers<std::int32_t>(), [](CopyStream &rows, auto value) { rows.int32(value); });
        QCOMPARE(all(), std::string("-2147483648 -1 0 1 2147483647"));
        copyEach("smallint", oddIntegers<std::int16_t>(),
                 [](CopyStream &rows, auto value) { rows.int16(value); });
        QCOMPARE(all(), std::string("-32768 -1 0 1 32767"));
        copyEach("boolean", std::vector<int>{0, 1},
                 [](CopyStream &rows, int value) { rows.boolean(value == 1); });
        QCOMPARE(all(), std::string("false true"));
        copyEach("int", std::vector<int>{0, 1}, [](CopyStream &rows, int) { rows.null(); });
        QCOMPARE(all(), std::string("- -"));
    }

    void shouldWriteSmallArrays()
    {
        const auto values = oddIntegers<std::int16_t>();
        copyOne("smallint[]", [&](CopyStream &rows) { rows.smalls(std::span(values)); });
        QCOMPARE(m_database->sql().text("select v from copied"), std::string("{-32768,-1,0,1,32767}"));
    }

    void shouldKeepEveryMicrosecond()
    {
        std::vector<Instant> instants;
        for (const char *text :
             {"1970-01-01T00:00:00Z", "1999-12-31T23:59:59.999999Z", "2000-01-01T00:00:00.000001Z",
              "2026-01-12T08:15:30.250001Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"})
            instants.push_back(rig::parseInstant(text).value());
        copyEach("timestamptz", instants, [](CopyStream &rows, Instant value) { rows.instant(value); });
        const auto stored =
            m_database->sql().run("select (extract(epoch from v) * 1000000)::bigint from copied order by n");
        QCOMPARE(stored.size(), instants.size());
        for (std::size_t i = 0; i < instants.size(); ++i)
            QCOMPARE(std::stoll(stored[i][0].value()), instants[i].time_since_epoch().count());
    }

    void shouldStoreTextAndReplaceOnlyWhatTextCannotHold_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("stored");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("plain") << QByteArray("reason") << u"reason"_s;
        QTest::newRow("other scripts") << QByteArray("Mühle 七 🏭") << u"Mühle 七 🏭"_s;
        QTest::newRow("control characters") << QByteArray("a\nb\tc\x01") << u"a\nb\tc\x01"_s;
        QTest::newRow("null bytes") << QByteArray("a\0b\0", 4) << u"a\uFFFDb\uFFFD"_s;
        QTest::newRow("broken UTF-8") << QByteArray("a\xC3\x28z") << u"a\uFFFD(z"_s;
        QTest::newRow("cut UTF-8") << QByteArray("a\xE4\xB8") << u"a\uFFFD\uFFFD"_s;
        QTest::newRow("a lone surrogate") << QByteArray("\xED\xA0\x80z") << u"\uFFFD\uFFFD\uFFFDz"_s;
        QTest::newRow("long") << QByteArray(3'000'000, 'x') << QString(3'000'000, u'x');
    }

    void shouldStoreTextAndReplaceOnlyWhatTextCannotHold()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, stored);
        copyOne("text", [&](CopyStream &rows) { rows.text(text.toStdString()); });
        QCOMPARE(QString::fromStdString(m_database->sql().text("select v from copied")), stored);
    }

    void shouldKeepEveryByte()
    {
        std::string bytes;
        for (int i = 0; i < 256; ++i)
            bytes.push_back(static_cast<char>(i));
        for (const std::string &value : {bytes, std::string()}) {
            copyOne("bytea", [&](CopyStream &rows) { rows.bytes(value); });
            QCOMPARE(m_database->sql().text("select encode(v, 'hex') from copied"),
                     QByteArray::fromStdString(value).toHex().toStdString());
        }
    }

    void shouldNotCareForTheLocale()
    {
        const CommaLocale locale;
        if (!locale.active())
            QSKIP("no locale with a decimal comma is installed and none can be made (package locales)");
        copyReals(oddDoubles());
        compareReals(oddDoubles());
        const auto rows = m_connection->run("select $1::float8, $2::float8[]",
                                            {"0.5", arrayText(std::vector<std::int64_t>{1, 2})});
        QVERIFY(rows);
        QCOMPARE(rows->real(0, 0), 0.5);
        QCOMPARE(rows->text(0, 1), std::string_view("{1,2}"));
    }

    void shouldCopyAllOrNothing()
    {
        m_database->sql().run("drop table if exists copied; create table copied (n int unique, v float8)");
        CopyStream rows;
        for (const std::int32_t n : {1, 2, 1}) {
            rows.row(2);
            rows.int32(n);
            rows.real(0.5);
        }
        const auto copied = m_connection->copyIn("copy copied from stdin (format binary)", rows.finished());
        QVERIFY(!copied);
        QCOMPARE(copied.error().kind, rig::ErrorKind::conflict);
        QCOMPARE(m_database->sql().number("select count(*) from copied"), 0);
        QVERIFY(m_connection->run("select 1"));
    }

private:
    /// Copies values into a new table `copied (n int, v TYPE)`.
    template <class Value, class Put>
    void copyEach(const std::string &type, const std::vector<Value> &values, Put put)
    {
        m_database->sql().run("drop table if exists copied; create table copied (n int, v " + type + ")");
        CopyStream rows;
        for (std::size_t i = 0; i < values.size(); ++i) {
            rows.row(2);
            rows.int32(static_cast<std::int32_t>(i));
            put(rows, values[i]);
        }
        const auto copied = m_connection->copyIn("copy copied from stdin (format binary)", rows.finished());
        QVERIFY2(copied, copied ? "" : qPrintable(copied.error().sentence));
        QCOMPARE(*copied, static_cast<std::int64_t>(values.size()));
    }

    template <class Put> void copyOne(const std::string &type, Put put)
    {
        copyEach(type, std::vector<int>{0}, [&](CopyStream &rows, int) { put(rows); });
    }

    void copyReals(const std::vector<double> &values)
    {
        copyEach("float8", values, [](CopyStream &rows, double value) { rows.real(value); });
    }

    void compareReals(const std::vector<double> &values)
    {
        const auto stored = m_database->sql().run(
            "select ('x' || encode(float8send(v), 'hex'))::bit(64)::bigint from copied order by n");
        QCOMPARE(stored.size(), values.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            QCOMPARE(static_cast<std::uint64_t>(std::stoll(stored[i][0].value())), bitsOf(values[i]));
    }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Connection> m_connection;
};

std::unique_ptr<QObject> makeCopyStreamTest()
{
    return std::make_unique<CopyStreamTest>();
}

#include "copystreamtest.moc"
