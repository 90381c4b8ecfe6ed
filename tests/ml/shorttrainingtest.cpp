#include "ml/machinewatch.h"
#include "simulator/simulatedrows.h"
#include "tests.h"

#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using rig::ml::MachineModel;
using rig::ml::MachineWatch;
using rig::ml::Table;
using rig::simulator::Elapsed;
using rig::simulator::SimulationRun;

namespace {

constexpr std::size_t onset = 7'200;
constexpr std::size_t grown = onset + 180;

/// A machine from its start on, a reading a second.
SimulationRun coldStart(Elapsed duration)
{
    SimulationRun run;
    run.machine = std::string("A");
    run.cold = true;
    run.duration = duration;
    return run;
}

SimulationRun withFault(const std::string &fault)
{
    SimulationRun run = coldStart(std::chrono::seconds(grown) + 15min);
    run.faults = {{{fault, 180s, 1}, std::chrono::seconds(onset)}};
    return run;
}

Table rowsOf(const SimulationRun &run)
{
    Table table;
    for (const rig::simulator::Signal &signal : rig::simulator::signalTable())
        table.sensors.emplace_back(signal.name);
    for (rig::simulator::SimulatedRows rows(run); rows.next();)
        table.values.insert(table.values.end(), rows.values().begin(), rows.values().end());
    return table;
}

/// Without the autoencoder, which takes seconds.
std::shared_ptr<const MachineModel> taughtBy(const Table &table)
{
    rig::ml::TrainingConfig config;
    config.parts.autoencoder = false;
    auto model = MachineModel::train(table, config);
    if (!model)
        qFatal("%s", qPrintable(model.error().sentence));
    return std::make_shared<MachineModel>(std::move(*model));
}

/// The rows at which findings begin.
std::vector<std::size_t> beginsIn(const std::shared_ptr<const MachineModel> &model, const Table &table)
{
    MachineWatch watch(model);
    std::vector<std::size_t> begins;
    bool stands = false;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const bool finding = watch.next(table.row(row)).finding;
        if (finding && !stands)
            begins.push_back(row);
        stands = finding;
    }
    return begins;
}

/// By machines that are known from their start and the time after it, too short for a day's law of peaks.
class ShortTrainingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldFindFullFaults_data();
    void shouldFindFullFaults();
    void shouldMakeNothingOfASoundMachine_data();
    void shouldMakeNothingOfASoundMachine();
};

void ShortTrainingTest::shouldFindFullFaults_data()
{
    QTest::addColumn<int>("taught");
    QTest::addColumn<QByteArray>("fault");
    for (const char *fault : {"bearing_wear", "cavitation", "belt_slip", "winding_fault"})
        QTest::addRow("%s by four minutes", fault) << 240 << QByteArray(fault);
    for (const char *fault : {"bearing_wear", "cavitation", "blocked_filter", "belt_slip", "winding_fault"})
        QTest::addRow("%s by an hour", fault) << 3'600 << QByteArray(fault);
}

void ShortTrainingTest::shouldFindFullFaults()
{
    QFETCH(const int, taught);
    QFETCH(const QByteArray, fault);
    const auto model = taughtBy(rowsOf(coldStart(std::chrono::seconds(taught))));
    const auto begins = beginsIn(model, rowsOf(withFault(fault.toStdString())));
    QCOMPARE(begins.size(), std::size_t{1});
    QVERIFY2(begins.front() >= onset && begins.front() < grown + 300,
             qPrintable(QString::number(begins.front())));
}

void ShortTrainingTest::shouldMakeNothingOfASoundMachine_data()
{
    QTest::addColumn<int>("taught");
    QTest::addRow("four minutes") << 240;
    QTest::addRow("an hour") << 3'600;
}

void ShortTrainingTest::shouldMakeNothingOfASoundMachine()
{
    QFETCH(const int, taught);
    const auto model = taughtBy(rowsOf(coldStart(std::chrono::seconds(taught))));
    QVERIFY(beginsIn(model, rowsOf(coldStart(12h))).empty());
}

} // namespace

std::unique_ptr<QObject> makeShortTrainingTest()
{
    return std::make_unique<ShortTrainingTest>();
}

#include "shorttrainingtest.moc"
