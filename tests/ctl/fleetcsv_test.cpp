#include "ctl/fleetcsv.h"
#include "ctl/tests.h"
#include "support/csvfile.h"

#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using rig::ctl::FleetColumns;
using rig::ctl::readFleetCsv;
using rig::test::CsvFile;

class FleetCsvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldGatherTheRowsOfEachMachine()
    {
        const CsvFile file("Unit,cycle,Setting_1,label,s1,s2,RUL\npump 7,1,0,1,10,,4\n8,1,5,0,11,21,4\npump "
                           "7,2.5,1,0,12,22,3\n");
        const auto fleet = readFleetCsv(file.path());
        QVERIFY2(fleet, qPrintable(fleet ? QString() : fleet.error().sentence));
        QCOMPARE(fleet->settings, std::vector<std::string>{"Setting_1"});
        QCOMPARE(fleet->sensors, (std::vector<std::string>{"s1", "s2"}));
        QCOMPARE(fleet->units.size(), std::size_t(2));
        const rig::ml::FleetUnit &pump = fleet->units[0];
        QCOMPARE(pump.unit, "pump 7");
        QCOMPARE(pump.cycles, (std::vector{1., 2.5}));
        QCOMPARE(pump.settings, (std::vector{0., 1.}));
        QVERIFY(std::isnan(pump.sensorsOf(0)[1]));
        QCOMPARE(pump.sensorsOf(1)[1], 22.);
        QCOMPARE(fleet->rows(), std::size_t(3));
    }

    void shouldTakeTheColumnsThatAreAskedFor()
    {
        const CsvFile file("s2,unit,more,cycle,s1\n2,a,,1,1\n");
        const auto fleet = readFleetCsv(file.path(), FleetColumns{{}, {"s1", "s2"}});
        QVERIFY(fleet);
        QCOMPARE(fleet->units[0].sensors, (std::vector{1., 2.}));
        QVERIFY(fleet->units[0].settings.empty());
    }

    void shouldSayWhatIsWrongWithAFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("words");
        QTest::newRow("no unit") << QByteArray("cycle,s1\n1,2\n") << u"no column 'unit'"_s;
        QTest::newRow("no cycle") << QByteArray("unit,s1\n1,2\n") << u"no column 'cycle'"_s;
        QTest::newRow("no sensor") << QByteArray("unit,cycle,setting_1\n1,2,3\n")
                                   << u"no column is a sensor"_s;
        QTest::newRow("no row") << QByteArray("unit,cycle,s1\n") << u"no row below"_s;
        QTest::newRow("back") << QByteArray("unit,cycle,s1\na,2,1\na,2,1\n") << u"line 3"_s;
        QTest::newRow("no name") << QByteArray("unit,cycle,s1\n,2,1\n") << u"name of a machine"_s;
        QTest::newRow("no setting") << QByteArray("unit,cycle,setting_1,s1\na,2,,1\n") << u"a value has to"_s;
        QTest::newRow("huge") << QByteArray("unit,cycle,s1\na,2,1e31\n") << u"larger than anything"_s;
        QTest::newRow("no UTF-8") << QByteArray("unit,cycle,s1\n\xff,2,1\n") << u"in UTF-8"_s;
        QTest::newRow("far back") << QByteArray("unit,cycle,s1\na,1700000000123,1\na,1,1\n")
                                  << u"1700000000123"_s;
        QTest::newRow("text") << QByteArray("unit,cycle,s1\na,2,hot\n") << u"line 2"_s;
    }
    void shouldSayWhatIsWrongWithAFile()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, words);
        const CsvFile file(content);
        const auto fleet = readFleetCsv(file.path());
        QVERIFY(!fleet);
        QCOMPARE(fleet.error().kind, rig::ErrorKind::badConfiguration);
        QVERIFY2(fleet.error().sentence.contains(words), qPrintable(fleet.error().sentence));
        QVERIFY(!readFleetCsv(CsvFile("unit,cycle,s1\na,1,1\n").path(), FleetColumns{{}, {"other"}}));
    }
};

std::unique_ptr<QObject> makeFleetCsvTest()
{
    return std::make_unique<FleetCsvTest>();
}

#include "fleetcsv_test.moc"
