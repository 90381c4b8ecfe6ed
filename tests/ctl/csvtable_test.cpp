#include "ctl/csvtable.h"
#include "ctl/tests.h"
#include "support/csvfile.h"

#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using rig::ctl::Labels;
using rig::ctl::readCsvTable;
using rig::test::CsvFile;

class CsvTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldTakeEachColumnForASensorButTimeAndLabel()
    {
        const CsvFile file("timestamp,speed,label,\"heat, core\"\n2026-01-01,1,0,2.5\nwhenever,-3,1,\n");
        const auto read = readCsvTable(file.path(), std::nullopt, Labels::wanted);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().sentence));
        QCOMPARE(read->table.sensors, (std::vector<std::string>{"speed", "heat, core"}));
        QCOMPARE(read->table.rows(), std::size_t{2});
        QCOMPARE(read->table.row(0)[1], 2.5);
        QCOMPARE(read->table.row(1)[0], -3.0);
        QVERIFY(std::isnan(read->table.row(1)[1]));
        QCOMPARE(read->labels, (std::vector{0, 1}));
    }

    void shouldIgnoreLabelsThatNobodyAsksFor()
    {
        const CsvFile file("a,Label\n1,broken\n2,\n");
        const auto read = readCsvTable(file.path());
        QVERIFY2(read, qPrintable(read ? QString() : read.error().sentence));
        QCOMPARE(read->table.sensors, std::vector<std::string>{"a"});
        QVERIFY(read->labels.empty());
    }

    void shouldTellTheTimeOfItsRowsWhereEachHasOne()
    {
        const CsvFile file(
            "timestamp,a\n2026-01-01T00:00:05Z,1\n2026-01-01T00:00:01Z,2\n2026-01-01T00:00:03Z,3\n");
        const auto read = readCsvTable(file.path());
        QVERIFY(read);
        QCOMPARE(read->first, rig::parseInstant("2026-01-01T00:00:01Z"));
        QCOMPARE(read->last, rig::parseInstant("2026-01-01T00:00:05Z"));
        for (const QByteArray &content :
             {QByteArray("a\n1\n"), QByteArray("timestamp,a\n2026-01-01T00:00:05Z,1\n,2\n"),
              QByteArray("timestamp,a\n")}) {
            const CsvFile other(content);
            const auto without = readCsvTable(other.path());
            QVERIFY(without);
            QVERIFY(!without->first && !without->last);
        }
    }

    void shouldTakeTheSensorsOfAModelInTheirOrder()
    {
        const CsvFile file("a,b,c\n1,2,3\n");
        const auto read = readCsvTable(file.path(), std::vector<std::string>{"c", "a"});
        QVERIFY(read);
        QCOMPARE(read->table.values, (std::vector{3.0, 1.0}));
        QVERIFY(read->labels.empty());
        const auto missing = readCsvTable(file.path(), std::vector<std::string>{"c", "d"});
        QVERIFY(!missing);
        QVERIFY2(missing.error().sentence.contains(u"no column 'd'"_s), qPrintable(missing.error().sentence));
    }

    void shouldSayWhereWhatIsNoNumberStands_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("words");
        QTest::newRow("text") << QByteArray("a,b\n1,x\n") << u"line 2, column 2 ('b'): 'x' is no number"_s;
        QTest::newRow("decimal comma") << QByteArray("a;b\n1;2,5\n") << u"decimal comma"_s;
        QTest::newRow("too large") << QByteArray("a\n1e999\n") << u"larger than a number can be"_s;
        QTest::newRow("label") << QByteArray("a,label\n1,2\n") << u"a label is 0 or 1"_s;
        QTest::newRow("no sensor") << QByteArray("timestamp,label\n1,0\n") << u"no column is a sensor"_s;
        QTest::newRow("no file") << QByteArray() << u"has no header"_s;
    }

    void shouldSayWhereWhatIsNoNumberStands()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, words);
        const CsvFile file(content);
        const auto read = readCsvTable(file.path(), std::nullopt, Labels::wanted);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, rig::ErrorKind::badConfiguration);
        QVERIFY2(read.error().sentence.contains(words), qPrintable(read.error().sentence));
    }
};

std::unique_ptr<QObject> makeCsvTableTest()
{
    return std::make_unique<CsvTableTest>();
}

#include "csvtable_test.moc"
