#include "madeup/madeupplant.h"
#include "presentation/planttables.h"
#include "tests.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t loLo = 5, hi = 7, hiHi = 8, state = 9;

class PlantTablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shouldShowWhereEachLimitComesFrom();
    void shouldCountMachinesWithTheirOwn();
    void shouldPutWhatIsRetiredLast();
    void shouldLeaveOutNamesThatAreSensorsByNow();
    void shouldNotOfferWhatCannotBeASensor();
    void shouldKeepRowsThatStay();
    void shouldFindAllWordsAndSortNumbersAsNumbers();

private:
    PlantPtr plant() const { return *Plant::make(1, m_definition); }
    TableRow row(const std::string &sensor, std::int32_t machine) const
    {
        const auto rows = sensorRows(*plant(), machine);
        return *std::ranges::find(rows, sensor, &TableRow::key);
    }

    PlantDefinition m_definition;
};

void PlantTablesTest::init()
{
    m_definition = madeup::demoPlant()->definition();
    setOwnLimits(m_definition.machines[0], {"bearing_temp", {}, {}, 150.0, {}, {}});
    setOwnLimits(m_definition.machines[1], {"bearing_temp", {}, std::optional<double>(), {}, {}, {}});
}

void PlantTablesTest::shouldShowWhereEachLimitComesFrom()
{
    const TableRow onA = row("bearing_temp", 1);
    QCOMPARE(onA.cells[hi].text, u"150"_s);
    QCOMPARE(onA.cells[hi].sign, u"own"_s);
    QCOMPARE(onA.cells[hi].tip, u"Set for this machine"_s);
    QCOMPARE(onA.cells[hiHi].text, u"165"_s);
    QVERIFY(onA.cells[hiHi].halfWay);
    // As if none were set is an own limit too.
    const TableRow onB = row("bearing_temp", 2);
    QCOMPARE(onB.cells[6].text, u"–"_s);
    QCOMPARE(onB.cells[6].sign, u"own"_s);
    QCOMPARE(onB.cells[hi].sign, QString());
    QVERIFY(!onB.cells[loLo].number);
}

void PlantTablesTest::shouldCountMachinesWithTheirOwn()
{
    const TableRow all = row("bearing_temp", 0);
    QCOMPARE(all.cells[hi].text, u"160"_s);
    QCOMPARE(all.cells[hi].sign, u"+1"_s);
    QVERIFY(all.cells[hi].tip.endsWith(u"A 150"_s));
    QVERIFY(all.cells[6].tip.endsWith(u"B none"_s));
    QVERIFY(row("vibration", 0).cells[hi].sign.isEmpty());
}

void PlantTablesTest::shouldPutWhatIsRetiredLast()
{
    m_definition.sensors[0].retired = true;
    m_definition.machines[0].retired = true;
    const auto sensors = sensorRows(*plant(), 0);
    QCOMPARE(sensors.back().key, std::string("vibration"));
    QVERIFY(sensors.back().off);
    QCOMPARE(sensors.back().cells[state].text, u"retired"_s);
    QCOMPARE(machineRows(*plant()).back().cells[0].text, u"A"_s);
    // A sensor that only this machine no longer has.
    m_definition.machines[1] = withoutSensor(m_definition.machines[1], "rpm");
    m_definition.machines[1].stateRule.reset(); // which goes by it
    const TableRow gone = row("rpm", 2);
    QCOMPARE(gone.cells[state].text, u"taken off"_s);
    QVERIFY(gone.off && !row("rpm", 3).off);
}

void PlantTablesTest::shouldLeaveOutNamesThatAreSensorsByNow()
{
    const UnknownNameSummary unknown{9, 2, 0, {{"rpm", 5, "A", "1"}, {"<b>", 4, "A", "2"}}};
    const auto rows = unknownRows(*plant(), unknown);
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows[0].cells[1].text, u"4"_s);
    QCOMPARE(rows[0].cells[unknownActionColumn].text, u"Make it a sensor"_s);
    m_definition.machines[0] = withoutSensor(m_definition.machines[0], "rpm"); // which others still have
    m_definition.machines[0].stateRule.reset();
    QCOMPARE(unknownRows(*plant(), unknown)[0].cells[unknownActionColumn].text, u"Give it to A"_s);
    RowsModel model(unknownColumns());
    model.show(rows);
    QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), u"&lt;b&gt;"_s);
}

void PlantTablesTest::shouldNotOfferWhatCannotBeASensor()
{
    const UnknownNameSummary unknown{9,
                                     5,
                                     0,
                                     {{"dust", 1, "A", "-2.5e1"},
                                      {"state", 1, "A", "\"RUN ok\""},
                                      {"a\ufffdb", 1, "A", "1"},
                                      {"", 1, "A", "1"},
                                      {"wet", 1, "A", "null"}}};
    const auto rows = unknownRows(*plant(), unknown);
    QStringList actions;
    for (const TableRow &row : rows)
        actions.append(row.cells[unknownActionColumn].text);
    QCOMPARE(actions, (QStringList{u"Make it a sensor"_s, u"Not a number"_s, u"No sensor's name"_s,
                                   u"No sensor's name"_s, u"Make it a sensor"_s}));
    QVERIFY(!rows[0].off && rows[1].off && rows[2].off);
}

void PlantTablesTest::shouldKeepRowsThatStay()
{
    RowsModel model(sensorColumns());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(sensorRows(*plant(), 0));
    QCOMPARE(model.rowCount(), 50);
    QSignalSpy resets(&model, &RowsModel::modelReset);
    QSignalSpy changes(&model, &RowsModel::dataChanged);
    m_definition.sensors[3].limits.hi = 4100;
    model.show(sensorRows(*plant(), 0));
    QCOMPARE(resets.size(), 0);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 3);
    m_definition.sensors[3].retired = true; // it goes to the end
    model.show(sensorRows(*plant(), 0));
    QCOMPARE(resets.size(), 1);
}

void PlantTablesTest::shouldFindAllWordsAndSortNumbersAsNumbers()
{
    m_definition.sensors[3].retired = true; // rpm, with the highest limit
    RowsModel model(sensorColumns());
    RowsOrder order(model);
    const QAbstractItemModelTester tester(&order, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(sensorRows(*plant(), 0));
    order.find(u" temp MECH "_s);
    QVERIFY(order.rowCount() > 0 && order.rowCount() < 10);
    order.find({});
    for (const Qt::SortOrder way : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        order.sort(static_cast<int>(hi), way);
        QCOMPARE(order.row(order.index(49, 0)).key, std::string("rpm"));
        std::vector<double> values;
        for (int at = 0; at < 49; ++at)
            if (const auto number = order.row(order.index(at, 0)).cells[hi].number)
                values.push_back(*number);
        QVERIFY(way == Qt::AscendingOrder ? std::ranges::is_sorted(values)
                                          : std::ranges::is_sorted(values, std::greater<>()));
    }
}

} // namespace

std::unique_ptr<QObject> makePlantTablesTest()
{
    return std::make_unique<PlantTablesTest>();
}

#include "planttables_test.moc"
