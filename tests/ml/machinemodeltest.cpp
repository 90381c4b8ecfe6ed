#include "domain/reading.h"
#include "ml/episodes.h"
#include "ml/machinewatch.h"
#include "tests.h"
#include "wanderingmachine.h"

#include <QCborMap>
#include <QCryptographicHash>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using rig::ErrorKind;
using rig::noValue;
using rig::ml::Failure;
using rig::ml::MachineModel;
using rig::ml::MachineWatch;
using rig::ml::RowScore;
using rig::ml::Table;
using rig::ml::TrainingConfig;
using rig::test::sensors;
using rig::test::WanderingMachine;

namespace {

/// Without the autoencoder, which takes seconds.
TrainingConfig quick()
{
    TrainingConfig config;
    config.parts.autoencoder = false;
    return config;
}

std::shared_ptr<const MachineModel> trained(const Table &table, const TrainingConfig &config = quick())
{
    auto model = MachineModel::train(table, config);
    if (!model)
        qFatal("%s", qPrintable(model.error().sentence));
    return std::make_shared<MachineModel>(std::move(*model));
}

std::vector<RowScore> scores(const std::shared_ptr<const MachineModel> &model, const Table &table)
{
    MachineWatch watch(model);
    std::vector<RowScore> all;
    for (std::size_t row = 0; row < table.rows(); ++row)
        all.push_back(watch.next(table.row(row)));
    return all;
}

double flaggedShare(const std::vector<RowScore> &all)
{
    return static_cast<double>(std::ranges::count_if(all, &RowScore::anomalous)) /
           static_cast<double>(all.size());
}

std::vector<std::size_t> numbers(std::size_t from, std::size_t past)
{
    std::vector<std::size_t> all(past - from);
    std::iota(all.begin(), all.end(), from);
    return all;
}

class MachineModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldFlagFewRowsOfAHealthyMachine();
    void shouldFindWhatBreaksTheRelationsWithinLimits();
    void shouldNameTheSensorThatIsOff();
    void shouldLeaveMissingValuesOut();
    void shouldMakeNothingOfRowsWithoutAnyValue();
    void shouldSayTheSameAsAFlagAndAsAScore();
    void shouldBeTheSameAfterItWasWrittenAndRead();
    void shouldRefuseWhatIsNoModelOrNotWhole();
    void shouldSayWhichLayoutAnotherVersionsModelHas();
    void shouldRefuseARecordThatNoTrainingWrites();
    void shouldRefuseFactsThatNoTrainingWrites();
    void shouldTellOfItsTraining();
    void shouldExpectAsManyFindingsAsWereWanted();
    void shouldTellFactsWithoutTheModel();
    void shouldTakeRowsThatAreNoSeriesInAnyOrder();
    void shouldTrainOnePartAlone();
    void shouldRefuseTooFewRows();
    void shouldLearnWithoutASensorThatIsNeverThere();
    void shouldLearnFromSensorsThatTakeTurns();
    void shouldSeeASensorMoveThatNeverDid();
    void shouldRecoverFromAValueBeyondAllMeasure();
    void shouldNumberFindings();
    void shouldFindSensorsThatFail();
    void shouldNotTakeMaintenanceForSilence();
    void shouldNotTakeStillSensorsForFrozenOnes();
    void shouldFindASensorThatDriftsSlowly();
    void shouldFindOnlyWhatPersists();
};

void MachineModelTest::shouldFlagFewRowsOfAHealthyMachine()
{
    WanderingMachine machine(1);
    const auto model = trained(machine.rows(2'000));
    const double share = flaggedShare(scores(model, machine.rows(4'000)));
    QVERIFY2(share < .02, qPrintable(QString::number(share)));
    QVERIFY(share > 0); // else nothing could tell a threshold that is never reached
}

/// Each value stays where it often is; only what they are together is new.
void MachineModelTest::shouldFindWhatBreaksTheRelationsWithinLimits()
{
    WanderingMachine machine(2);
    const auto model = trained(machine.rows(1'000));
    Table broken = machine.rows(200);
    WanderingMachine other(3);
    for (std::size_t row = 100; row < 200; ++row)
        broken.values[row * sensors + 2] = other.row()[2];
    const auto all = scores(model, broken);
    QVERIFY(flaggedShare({all.begin(), all.begin() + 100}) < .1);
    QVERIFY(flaggedShare({all.begin() + 110, all.end()}) > .9);
}

void MachineModelTest::shouldNameTheSensorThatIsOff()
{
    WanderingMachine machine(4);
    const auto model = trained(machine.rows(1'000));
    for (std::size_t off = 0; off < sensors; ++off) {
        MachineWatch watch(model);
        for (int i = 0; i < 30; ++i)
            watch.next(machine.row());
        for (int i = 0; i < 20; ++i) {
            std::vector<double> row = machine.row();
            row[off] += 4 * static_cast<double>(off + 1);
            watch.next(row);
        }
        const std::vector<double> shares = watch.shares();
        QVERIFY(std::abs(std::accumulate(shares.begin(), shares.end(), 0.) - 1) < 1e-9);
        QCOMPARE(static_cast<std::size_t>(std::ranges::max_element(shares) - shares.begin()), off);
    }
}

void MachineModelTest::shouldLeaveMissingValuesOut()
{
    WanderingMachine machine(5);
    const auto model = trained(machine.rows(1'000));
    Table test = machine.rows(1'000);
    for (std::size_t row = 200; row < 1'000; ++row)
        test.values[row * sensors + row / 200] = noValue;
    const auto all = scores(model, test);
    QVERIFY(std::ranges::all_of(all, [](const RowScore &one) { return std::isfinite(one.fused); }));
    // That it is missing is a finding by itself; what the others do is nothing unusual.
    QVERIFY(std::ranges::count_if(all, &RowScore::unusual) < 20);
    MachineWatch watch(model);
    for (int i = 0; i < 50; ++i)
        QVERIFY(std::isfinite(watch.next(std::vector<double>(sensors, noValue)).fused));
}

/// Where the line to a machine is cut no sensor has failed, and nothing has changed when it is there again.
void MachineModelTest::shouldMakeNothingOfRowsWithoutAnyValue()
{
    WanderingMachine machine(18);
    const auto model = trained(machine.rows(1'000));
    const Table test = machine.rows(200);
    MachineWatch watch(model);
    MachineWatch undisturbed(model);
    for (std::size_t row = 0; row < test.rows(); ++row) {
        const RowScore score = watch.next(test.row(row));
        QCOMPARE(undisturbed.next(test.row(row)).fused, score.fused);
        for (int i = 0; row == 100 && i < 100; ++i) {
            QCOMPARE(watch.next(std::vector<double>(sensors, noValue)).fused, score.fused);
            QVERIFY(std::ranges::all_of(watch.failures(), [](Failure f) { return f == Failure::none; }));
        }
    }
}

void MachineModelTest::shouldSayTheSameAsAFlagAndAsAScore()
{
    WanderingMachine machine(6);
    const auto model = trained(machine.rows(500));
    Table test = machine.rows(300);
    for (std::size_t row = 100; row < 200; ++row)
        test.values[row * sensors + 1] += 3;
    for (const RowScore &one : scores(model, test)) {
        QVERIFY(one.fused > 0 && one.fused < 1);
        QCOMPARE(one.fused > .5, one.finding);
        QVERIFY(one.anomalous || !one.finding);
        QVERIFY(one.forest && one.subspace);
    }
}

void MachineModelTest::shouldBeTheSameAfterItWasWrittenAndRead()
{
    WanderingMachine machine(7);
    const Table table = machine.rows(400);
    const auto model = trained(table);
    auto read = MachineModel::from(model->bytes());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().sentence));
    QCOMPARE(read->sensors(), table.sensors);
    QCOMPARE(read->facts(), model->facts());
    QCOMPARE(read->version(), model->version());
    const Table test = machine.rows(200);
    const auto before = scores(model, test);
    const auto after = scores(std::make_shared<MachineModel>(*read), test);
    for (std::size_t row = 0; row < test.rows(); ++row) {
        QCOMPARE(after[row].fused, before[row].fused);
        QCOMPARE(after[row].forest, before[row].forest);
        QCOMPARE(after[row].subspace, before[row].subspace);
    }
    QCOMPARE(trained(table)->bytes(), model->bytes());
}

void MachineModelTest::shouldRefuseWhatIsNoModelOrNotWhole()
{
    const QByteArray whole = trained(WanderingMachine(8).rows(200))->bytes();
    QByteArray flipped = whole;
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
    for (const QByteArray &bytes :
         {QByteArray(), QByteArray("rig-alpha model 3\n"), QByteArray("rig-alpha model 2"),
          QByteArray("\x89PNG"), whole.left(whole.size() - 1), whole + 'x', flipped}) {
        const auto read = MachineModel::from(bytes);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::damaged);
    }
}

/// With a right checksum: somebody wrote it by hand.
void MachineModelTest::shouldRefuseARecordThatNoTrainingWrites()
{
    const QByteArray whole = trained(WanderingMachine(9).rows(200))->bytes();
    const qsizetype body = whole.indexOf('\n', whole.indexOf('\n') + 1) + 1;
    const QCborMap right = QCborValue::fromCbor(whole.mid(body)).toMap();
    const auto refused = [&](const QCborMap &map) {
        const QByteArray bytes = QCborValue(map).toCbor();
        const auto read = MachineModel::from(
            "rig-alpha model 3\n" + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex() +
            '\n' + bytes);
        return !read && read.error().kind == ErrorKind::damaged;
    };
    QVERIFY(!refused(right));
    for (const QCborValue &name : right.keys()) {
        QCborMap without = right;
        without.remove(name);
        QVERIFY2(refused(without), qPrintable(name.toString()));
        QCborMap other = right;
        other[name.toString()] = QCborMap{{"a"_L1, 1}};
        QVERIFY2(refused(other), qPrintable(name.toString()));
    }
    QCborMap forest = right["forest"_L1].toMap();
    QByteArray columns = forest["columns"_L1].toByteArray();
    columns[0] = '\x40'; // a sensor that is not there
    forest["columns"_L1] = columns;
    QCborMap beyond = right;
    beyond["forest"_L1] = forest;
    QVERIFY(refused(beyond));
    QCborMap subspace = right["subspace"_L1].toMap();
    QCborMap news = subspace["news"_L1].toMap();
    news["covariance"_L1] = QByteArray(news["covariance"_L1].toByteArray().size(), '\0');
    subspace["news"_L1] = news;
    QCborMap singular = right;
    singular["subspace"_L1] = subspace;
    QVERIFY(refused(singular));
    for (const auto &[name, number] :
         {std::pair("scales"_L1, 0.), {"scales"_L1, -1.}, {"drifts"_L1, -.5}, {"drifts"_L1, 1.5}}) {
        QCborMap part = right["subspace"_L1].toMap();
        QCborMap conditioning = part["conditioning"_L1].toMap();
        QByteArray numbers = conditioning[name].toByteArray();
        std::memcpy(numbers.data(), &number, sizeof number);
        conditioning[name] = numbers;
        part["conditioning"_L1] = conditioning;
        QCborMap odd = right;
        odd["subspace"_L1] = part;
        QVERIFY(refused(odd));
    }
}

/// Of a file with these facts in place of its own, and a right checksum.
QByteArray withFacts(const QByteArray &whole, const QCborMap &facts)
{
    const qsizetype body = whole.indexOf('\n', whole.indexOf('\n') + 1) + 1;
    QCborMap map = QCborValue::fromCbor(whole.mid(body)).toMap();
    map["facts"_L1] = facts;
    const QByteArray bytes = QCborValue(map).toCbor();
    return "rig-alpha model 3\n" + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex() +
           '\n' + bytes;
}

void MachineModelTest::shouldSayWhichLayoutAnotherVersionsModelHas()
{
    QByteArray older = trained(WanderingMachine(8).rows(200))->bytes();
    older.replace(0, 17, "rig-alpha model 1");
    const auto read = MachineModel::from(older);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::damaged);
    QVERIFY2(read.error().sentence.contains(u"layout 1, of another version of the program"_s),
             qPrintable(read.error().sentence));
    QCOMPARE(MachineModel::factsOf(older).error().sentence, read.error().sentence);
}

void MachineModelTest::shouldRefuseFactsThatNoTrainingWrites()
{
    TrainingConfig config = quick();
    config.trained = rig::Instant(3s);
    config.first = rig::Instant(1s);
    config.last = rig::Instant(2s);
    const QByteArray whole = trained(WanderingMachine(9).rows(200), config)->bytes();
    const qsizetype body = whole.indexOf('\n', whole.indexOf('\n') + 1) + 1;
    const QCborMap right = QCborValue::fromCbor(whole.mid(body)).toMap()["facts"_L1].toMap();
    const auto refused = [&](const QCborMap &facts) {
        const QByteArray bytes = withFacts(whole, facts);
        return !MachineModel::from(bytes) && !MachineModel::factsOf(bytes);
    };
    QVERIFY(!refused(right));
    for (const QCborValue &name : right.keys()) {
        QCborMap without = right;
        without.remove(name);
        QVERIFY2(refused(without) || name == "trained"_L1, qPrintable(name.toString()));
        QCborMap other = right;
        other[name.toString()] = QCborMap{{"a"_L1, 1}};
        QVERIFY2(refused(other), qPrintable(name.toString()));
    }
    for (const auto &[name, value] :
         std::initializer_list<std::pair<QLatin1StringView, QCborValue>>{{"first"_L1, 3'000'000},
                                                                         {"anomalous share"_L1, 1.5},
                                                                         {"findings a row"_L1, -.1},
                                                                         {"rows"_L1, -1}}) {
        QCborMap odd = right;
        odd[name] = value;
        QVERIFY2(refused(odd), name.data());
    }
    QCborMap lying = right;
    lying["autoencoder"_L1] = 1; // which it has not
    QVERIFY(!MachineModel::from(withFacts(whole, lying)));
}

void MachineModelTest::shouldTellOfItsTraining()
{
    TrainingConfig config = quick();
    config.trained = rig::Instant(rig::Instant::duration(1'767'225'600'000'001));
    config.first = rig::Instant(-1h);
    config.last = rig::Instant(23h);
    Table table = WanderingMachine(21).rows(500);
    for (std::size_t row = 0; row < 500; ++row)
        table.values[row * sensors + 1] = noValue;
    const auto model = trained(table, config);
    const rig::ModelFacts &facts = model->facts();
    QCOMPARE(facts.trained, config.trained);
    QCOMPARE(facts.first, config.first);
    QCOMPARE(facts.last, config.last);
    QCOMPARE(facts.rows, 500);
    QCOMPARE(facts.leftOut, std::vector<std::string>{table.sensors[1]});
    QVERIFY(facts.forest && facts.subspace && !facts.autoencoder && facts.series);
    QCOMPARE(facts.fingerprint.size(), 64U);
    QCOMPARE(facts.nominalShare, .01);
    // The raised threshold lets through less than a hundredth of the rows it was made of.
    QVERIFY(facts.anomalousShare >= 0 && facts.anomalousShare < .05);
    QCOMPARE(facts.findingsPerDay(), std::optional(facts.findingsPerRow * 500));
    rig::ModelFacts timeless = facts;
    timeless.first = timeless.last = {};
    QVERIFY(!timeless.findingsPerDay());
}

/// As wanted, or fewer where thresholds are raised for what few rows do not tell.
void MachineModelTest::shouldExpectAsManyFindingsAsWereWanted()
{
    for (const double wanted : {1e-5, 1e-4, 1e-3}) {
        TrainingConfig config = quick();
        config.findingsPerRow = wanted;
        const auto model = trained(WanderingMachine(22).rows(4'000), config);
        const double expected = model->facts().findingsPerRow;
        QVERIFY2(expected > wanted / 50 && expected <= wanted * 1.001, qPrintable(QString::number(expected)));
    }
}

void MachineModelTest::shouldTellFactsWithoutTheModel()
{
    const auto model = trained(WanderingMachine(23).rows(200));
    auto facts = MachineModel::factsOf(model->bytes());
    QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().sentence));
    QCOMPARE(facts->version, model->version());
    facts->version.clear();
    QCOMPARE(*facts, model->facts());
    QCOMPARE(MachineModel::factsOf(model->bytes().chopped(1)).error().kind, ErrorKind::damaged);
}

void MachineModelTest::shouldTakeRowsThatAreNoSeriesInAnyOrder()
{
    TrainingConfig config = quick();
    config.series = false;
    WanderingMachine machine(10);
    const auto model = trained(machine.rows(500), config);
    Table test = machine.rows(50);
    const auto forwards = scores(model, test);
    Table turned{test.sensors, {}};
    for (std::size_t row = test.rows(); row-- > 0;)
        std::ranges::copy(test.row(row), std::back_inserter(turned.values));
    const auto backwards = scores(model, turned);
    for (std::size_t row = 0; row < test.rows(); ++row) {
        QCOMPARE(backwards[test.rows() - 1 - row].forest, forwards[row].forest);
        QCOMPARE(backwards[test.rows() - 1 - row].subspace, forwards[row].subspace);
    }
}

void MachineModelTest::shouldTrainOnePartAlone()
{
    WanderingMachine machine(11);
    const Table table = machine.rows(300);
    TrainingConfig config = quick();
    config.parts = {true, false, false};
    const RowScore forest = scores(trained(table, config), table).back();
    QVERIFY(forest.forest && !forest.subspace && std::isfinite(forest.fused));
    config.parts = {false, true, false};
    const RowScore subspace = scores(trained(table, config), table).back();
    QVERIFY(!subspace.forest && subspace.subspace && std::isfinite(subspace.fused));
    QVERIFY(MachineModel::from(trained(table, config)->bytes()));
}

void MachineModelTest::shouldRefuseTooFewRows()
{
    const auto model = MachineModel::train(WanderingMachine(12).rows(99), quick());
    QVERIFY(!model);
    QCOMPARE(model.error().kind, ErrorKind::refused);
    QVERIFY2(model.error().sentence.contains(u"at least 100"_s), qPrintable(model.error().sentence));
    QVERIFY(MachineModel::train(WanderingMachine(12).rows(100), quick()));
    QVERIFY(!MachineModel::train({}, {}));
}

void MachineModelTest::shouldLearnWithoutASensorThatIsNeverThere()
{
    WanderingMachine machine(13);
    Table table = machine.rows(500);
    Table test = machine.rows(500);
    for (std::size_t row = 0; row < 500; ++row)
        table.values[row * sensors + 1] = noValue;
    const auto model = trained(table);
    QCOMPARE(model->sensors(),
             (std::vector<std::string>{"rpm", "current", "temperature", "flow", "ambient"}));
    test = model->rowsFor(test);
    QVERIFY2(flaggedShare(scores(model, test)) < .05,
             qPrintable(QString::number(flaggedShare(scores(model, test)))));
    WanderingMachine other(3);
    for (std::size_t row = 100; row < 500; ++row)
        test.values[row * test.width() + 2] = other.row()[3];
    QVERIFY(flaggedShare(scores(model, test)) > .7);
    for (double &value : table.values)
        value = noValue;
    QCOMPARE(MachineModel::train(table, quick()).error().kind, ErrorKind::refused);
}

void MachineModelTest::shouldLearnFromSensorsThatTakeTurns()
{
    const auto inTurns = [](Table table) {
        for (std::size_t row = 0; row < table.rows(); ++row)
            table.values[row * sensors + row % 2] = noValue;
        return table;
    };
    WanderingMachine machine(15);
    const auto model = trained(inTurns(machine.rows(2'000)));
    Table test = inTurns(machine.rows(500));
    WanderingMachine other(3);
    for (std::size_t row = 250; row < 500; ++row)
        test.values[row * sensors + 3] = other.row()[3];
    const auto all = scores(model, test);
    QVERIFY2(flaggedShare({all.begin(), all.begin() + 250}) < .05, "healthy rows");
    QVERIFY2(flaggedShare({all.begin() + 260, all.end()}) > .8, "a relation that broke");
}

void MachineModelTest::shouldSeeASensorMoveThatNeverDid()
{
    for (const double still : {42., 0., 1.7e9}) {
        WanderingMachine machine(16);
        Table table = machine.rows(500);
        Table test = machine.rows(200);
        for (Table *one : {&table, &test})
            for (std::size_t row = 0; row < one->rows(); ++row)
                one->values[row * sensors] = still;
        const auto model = trained(table);
        QVERIFY(flaggedShare(scores(model, test)) < .05);
        for (std::size_t row = 100; row < 200; ++row)
            test.values[row * sensors] = still * 1.05 + 1;
        QVERIFY(scores(model, test).back().finding);
    }
}

void MachineModelTest::shouldRecoverFromAValueBeyondAllMeasure()
{
    WanderingMachine machine(17);
    const auto model = trained(machine.rows(1'000));
    Table test = machine.rows(400);
    for (const double wild : {1.7e308, -1.7e308, 1e30}) {
        test.values[50 * sensors + 2] = wild;
        const auto all = scores(model, test);
        QVERIFY(std::ranges::all_of(all, [](const RowScore &one) {
            return std::isfinite(one.fused) && std::isfinite(*one.subspace) && std::isfinite(*one.forest);
        }));
        QVERIFY(all[51].anomalous);
        QVERIFY(flaggedShare({all.begin() + 100, all.end()}) < .05);
    }
    Table wild = machine.rows(200);
    wild.values[7] = 1e101;
    const auto refused = MachineModel::train(wild, {});
    QVERIFY(!refused && refused.error().sentence.contains(u"'torque'"_s));
}

void MachineModelTest::shouldNumberFindings()
{
    rig::ml::Episodes episodes;
    std::vector<Failure> failures(2);
    const auto number = [&](bool unusual) {
        RowScore row;
        row.unusual = unusual;
        return episodes.next(row, failures).value_or(0);
    };
    QCOMPARE(number(false), 0);
    QCOMPARE(number(true), 1);
    QCOMPARE(number(true), 1);
    QCOMPARE(number(false), 0);
    QCOMPARE(number(true), 2);
    failures[1] = Failure::lost; // while that stands
    QCOMPARE(number(true), 3);
    QCOMPARE(number(false), 3);
    QCOMPARE(number(true), 4);
    failures[0] = Failure::frozen;
    QCOMPARE(number(false), 5);
    failures[0] = Failure::none;
    QCOMPARE(number(false), 3);
    failures[1] = Failure::none;
    QCOMPARE(number(false), 0);
}

/// One sensor stops at a value that it often has, another stops sending; the others go on.
void MachineModelTest::shouldFindSensorsThatFail()
{
    WanderingMachine machine(15);
    const auto model = trained(machine.rows(2'000));
    Table test = machine.rows(600);
    for (std::size_t row = 100; row < 300; ++row)
        test.values[row * sensors + 5] = 20;
    for (std::size_t row = 400; row < 600; ++row)
        test.values[row * sensors + 1] = noValue;
    MachineWatch watch(model);
    std::vector<std::size_t> frozen;
    std::vector<std::size_t> lost;
    for (std::size_t row = 0; row < test.rows(); ++row) {
        const RowScore score = watch.next(test.row(row));
        if (watch.failures()[5] == Failure::frozen)
            frozen.push_back(row);
        if (watch.failures()[1] == Failure::lost)
            lost.push_back(row);
        const bool failing =
            std::ranges::any_of(watch.failures(), [](Failure f) { return f != Failure::none; });
        QVERIFY(!failing || (score.finding && score.anomalous && score.fused > .5));
        if (failing && !score.unusual)
            QCOMPARE(watch.shares()[row < 350 ? 5 : 1], 1.);
    }
    QCOMPARE(frozen, numbers(119, 300)); // the twentieth value
    QCOMPARE(lost, numbers(409, 600));   // the tenth row without
}

/// A sensor that is missing for a while because of maintenance is none that is often silent. Beside it one
/// that there is nothing of, which is left out.
void MachineModelTest::shouldNotTakeMaintenanceForSilence()
{
    WanderingMachine machine(15);
    const Table healthy = machine.rows(2'000);
    Table table;
    table.sensors = healthy.sensors;
    table.sensors.insert(table.sensors.begin(), "nothing");
    for (std::size_t row = 0; row < healthy.rows(); ++row) {
        table.values.push_back(noValue);
        table.values.insert(table.values.end(), healthy.row(row).begin(), healthy.row(row).end());
    }
    table.maintained.resize(800 * table.width());
    for (std::size_t row = 200; row < 800; ++row) {
        table.values[row * table.width() + 2] = noValue;
        table.maintained[row * table.width() + 2] = true;
    }
    const auto model = trained(table);
    QCOMPARE(model->sensors(), healthy.sensors);
    MachineWatch watch(model);
    Table test = machine.rows(20);
    for (std::size_t row = 5; row < 20; ++row)
        test.values[row * sensors + 1] = noValue;
    for (std::size_t row = 0; row < test.rows(); ++row) {
        watch.next(test.row(row));
        QCOMPARE(watch.failures()[1] == Failure::lost, row >= 14);
    }
    const Table part = table.slice(799, 801);
    QVERIFY(part.isMaintained(0, 2) && !part.isMaintained(0, 1) && !part.isMaintained(1, 2));
}

/// A sensor that is the same for most of its time, and one that sends now and then, are like that.
void MachineModelTest::shouldNotTakeStillSensorsForFrozenOnes()
{
    WanderingMachine machine(16);
    const auto rested = [&](std::size_t count) {
        Table table = machine.rows(count);
        for (std::size_t row = 0; row < count; ++row) {
            table.values[row * sensors + 4] = row / (count / 3) % 2 == 0 ? 1 : 2;
            if (row % 5 != 0)
                table.values[row * sensors + 5] = noValue;
        }
        return table;
    };
    const auto model = trained(rested(2'000));
    MachineWatch watch(model);
    const Table test = rested(1'000);
    for (std::size_t row = 0; row < test.rows(); ++row) {
        watch.next(test.row(row));
        QVERIFY(std::ranges::all_of(watch.failures(), [](Failure f) { return f == Failure::none; }));
    }
}

/// Where a machine has shown all that it is, a sensor that goes slowly away from the others is not followed.
void MachineModelTest::shouldFindASensorThatDriftsSlowly()
{
    WanderingMachine machine(17);
    const auto model = trained(machine.rows(4'000));
    Table test = machine.rows(8'000);
    for (std::size_t row = 2'000; row < 8'000; ++row)
        test.values[row * sensors + 5] += 4e-3 * static_cast<double>(row - 2'000);
    const auto all = scores(model, test);
    QCOMPARE(std::count_if(all.begin(), all.begin() + 2'000, [](const RowScore &one) { return one.finding; }),
             0);
    QVERIFY(all[5'000].finding && all.back().finding);
}

void MachineModelTest::shouldFindOnlyWhatPersists()
{
    WanderingMachine machine(14);
    const auto model = trained(machine.rows(2'000));
    Table test = machine.rows(400);
    test.values[100 * sensors + 2] += 15; // one wild value
    for (std::size_t row = 200; row < 300; ++row)
        test.values[row * sensors + 2] += 15;
    const auto all = scores(model, test);
    const auto finds = [&](std::size_t first, std::size_t past) {
        return std::count_if(all.begin() + static_cast<std::ptrdiff_t>(first),
                             all.begin() + static_cast<std::ptrdiff_t>(past),
                             [](const RowScore &one) { return one.finding; });
    };
    QCOMPARE(finds(0, 200), 0);
    QVERIFY(finds(200, 210) > 0);
    QCOMPARE(finds(210, 300), 90);
    QCOMPARE(finds(350, 400), 0);
}

} // namespace

std::unique_ptr<QObject> makeMachineModelTest()
{
    return std::make_unique<MachineModelTest>();
}

#include "machinemodeltest.moc"
