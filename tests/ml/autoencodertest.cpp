#include "ml/machinewatch.h"
#include "tests.h"
#include "wanderingmachine.h"

#include <QCborMap>
#include <QCryptographicHash>
#include <QTest>

#include <cmath>
#include <numeric>
#include <random>

using namespace Qt::Literals::StringLiterals;
using rig::ErrorKind;
using rig::ml::Autoencoder;
using rig::ml::AutoencoderBatch;
using rig::ml::AutoencoderConfig;
using rig::ml::autoencoderErrors;
using rig::ml::AutoencoderWatch;
using rig::ml::MachineModel;
using rig::ml::MachineWatch;
using rig::ml::Table;
using rig::ml::TrainingConfig;
using rig::test::sensors;
using rig::test::WanderingMachine;

namespace {

bool goOn(double)
{
    return true;
}

AutoencoderConfig quick()
{
    return {10, 8, 6'000, 1};
}

std::shared_ptr<const Autoencoder> trained(const Table &table, const AutoencoderConfig &config = quick())
{
    auto net = Autoencoder::train(table, config, 0, goOn);
    if (!net)
        qFatal("%s", qPrintable(net.error().sentence));
    return std::make_shared<Autoencoder>(std::move(*net));
}

std::vector<double> autoencoderScores(const std::shared_ptr<const Autoencoder> &net, const Table &table)
{
    const std::vector<float> errors = autoencoderErrors(net, table);
    std::vector<double> parts(table.width());
    std::vector<double> scores;
    for (std::size_t at = 0; at < errors.size(); at += table.width())
        scores.push_back(net->score(std::span(errors).subspan(at, table.width()), parts));
    return scores;
}

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.) / static_cast<double>(values.size());
}

TrainingConfig alone()
{
    TrainingConfig config;
    config.autoencoder = quick();
    config.parts = {false, false, true};
    return config;
}

class AutoencoderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Each value stays where it often is; only what they are together is new.
    void shouldScoreHigherWhatItHasNotLearnt()
    {
        WanderingMachine machine(1);
        const auto net = trained(machine.rows(1'000));
        Table test = machine.rows(400);
        WanderingMachine other(2);
        for (std::size_t row = 200; row < 400; ++row)
            test.values[row * sensors + 2] = other.row()[2];
        const std::vector<double> scores = autoencoderScores(net, test);
        const double healthy = meanOf(std::span(scores).first(200));
        const double broken = meanOf(std::span(scores).last(180));
        QVERIFY2(broken > healthy + .5, qPrintable(u"%1 %2"_s.arg(healthy).arg(broken)));
    }

    void shouldBeTheSameForTheSameSeedAndAnotherForAnother()
    {
        WanderingMachine machine(3);
        const Table table = machine.rows(200);
        AutoencoderConfig config = quick();
        config.windows = 128;
        const auto first = autoencoderScores(trained(table, config), table);
        QCOMPARE(autoencoderScores(trained(table, config), table), first);
        config.seed = 2;
        QVERIFY(autoencoderScores(trained(table, config), table) != first);
    }

    /// However many windows of whichever machines are computed with it, a row is worth the same.
    void shouldNotDependOnWhatIsComputedBesides()
    {
        WanderingMachine machine(4);
        const Table table = machine.rows(700);
        AutoencoderConfig config = quick();
        config.windows = 128;
        const auto one = trained(table, config);
        config.encoding = 5;
        const auto other = trained(table, config);
        AutoencoderWatch first(one);
        AutoencoderWatch second(other);
        AutoencoderBatch batch;
        std::vector<AutoencoderWatch::Taken> taken;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            taken.push_back(first.take(table.row(row), batch));
            taken.push_back(second.take(table.row(row), batch));
        }
        batch.run();
        std::vector<double> parts(sensors);
        const std::vector<double> alone = autoencoderScores(one, table);
        const std::vector<double> otherAlone = autoencoderScores(other, table);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            QVERIFY(std::abs(first.score(taken[2 * row], batch, parts) - alone[row]) < 1e-4);
            QVERIFY(std::abs(second.score(taken[2 * row + 1], batch, parts) - otherAlone[row]) < 1e-4);
        }
    }

    /// Many nets of one shape with a row or two each go another way than one with many.
    void shouldComputeManyNetsSideBySideAsOneByOne()
    {
        WanderingMachine machine(10);
        const Table table = machine.rows(120);
        AutoencoderConfig config = quick();
        config.windows = 256;
        std::vector<std::shared_ptr<const Autoencoder>> nets;
        std::vector<std::vector<double>> alone;
        std::vector<AutoencoderWatch> watches;
        for (config.seed = 1; config.seed <= 5; ++config.seed) {
            nets.push_back(trained(table, config));
            alone.push_back(autoencoderScores(nets.back(), table));
            watches.emplace_back(nets.back());
        }
        AutoencoderBatch batch;
        std::vector<double> parts(sensors);
        std::vector<std::size_t> next(nets.size());
        std::mt19937 random(1);
        while (std::ranges::any_of(next, [&](std::size_t row) { return row < table.rows(); })) {
            std::vector<std::pair<std::size_t, AutoencoderWatch::Taken>> taken;
            for (std::size_t net = 0; net < nets.size(); ++net)
                for (std::size_t count = random() % (net == 4 ? 25 : 4);
                     count > 0 && next[net] < table.rows(); --count)
                    taken.emplace_back(net, watches[net].take(table.row(next[net]++), batch));
            batch.run();
            std::vector<std::size_t> at(nets.size());
            for (const auto &[net, one] : taken)
                ++at[net];
            for (const auto &[net, one] : taken) {
                const double score = watches[net].score(one, batch, parts);
                QVERIFY(std::abs(score - alone[net][next[net] - at[net]--]) < 1e-4);
            }
            batch.clear();
        }
    }

    void shouldNotFillMemoryWithLongWindowsOfManySensors()
    {
        constexpr std::size_t width = 40;
        Table table;
        for (std::size_t i = 0; i < width; ++i)
            table.sensors.push_back(std::to_string(i));
        for (std::size_t i = 0; i < 1'000 * width; ++i)
            table.values.push_back(std::sin(static_cast<double>(i * i)));
        const auto large = trained(table, {1'000, 1, 1, 1});
        QVERIFY(large->rowsAtOnce() > 100);
        QVERIFY(large->rowsAtOnce() * width * 1'000 * sizeof(float) <= 64 * 1'024 * 1'024);
        WanderingMachine machine(11);
        QCOMPARE(trained(machine.rows(100), {10, 1, 1, 1})->rowsAtOnce(), 1'024U);
    }

    void shouldLeaveMissingValuesOut()
    {
        WanderingMachine machine(5);
        const auto net = trained(machine.rows(1'000));
        Table test = machine.rows(300);
        for (std::size_t row = 100; row < 300; ++row)
            test.values[row * sensors + 1] = std::nan("");
        const std::vector<double> scores = autoencoderScores(net, test);
        QVERIFY(std::ranges::all_of(scores, [](double one) { return std::isfinite(one); }));
        const std::vector<double> nothing(sensors, std::nan(""));
        AutoencoderWatch watch(net);
        AutoencoderBatch batch;
        const auto taken = watch.take(nothing, batch);
        batch.run();
        std::vector<double> parts(sensors);
        QCOMPARE(watch.score(taken, batch, parts), net->usualScore());
    }

    /// Sensors that are as hard to foretell as can be beside some that are easy; one of them comes seldom.
    void shouldMeasureByWhatIsUsual()
    {
        WanderingMachine machine(10);
        const auto some = [&](std::size_t count) {
            Table table = machine.rows(count);
            for (std::size_t row = 0; row < count; ++row) {
                for (std::size_t i = 0; i < 4; ++i)
                    table.values[row * sensors + i] = std::sin(.15 * static_cast<double>(row + i));
                if (row % 5 != 0)
                    table.values[row * sensors + 4] = std::nan("");
            }
            return table;
        };
        const auto model = MachineModel::train(some(2'000), alone());
        QVERIFY2(model, model ? "" : qPrintable(model.error().sentence));
        MachineWatch watch(std::make_shared<MachineModel>(*model), rig::ml::Mode::lstm);
        const Table test = some(2'000);
        std::vector<double> scores;
        std::vector<double> shares(sensors);
        int flagged = 0;
        for (std::size_t row = 0; row < test.rows(); ++row) {
            const auto score = watch.next(test.row(row));
            scores.push_back(*score.autoencoder);
            flagged += score.anomalous ? 1 : 0;
            const std::vector<double> of = watch.shares();
            for (std::size_t i = 0; row % 5 == 0 && i < sensors; ++i)
                shares[i] += of[i] / 400;
        }
        QVERIFY2(std::abs(meanOf(scores)) < .1, qPrintable(QString::number(meanOf(scores))));
        QVERIFY2(flagged < 60, qPrintable(QString::number(flagged)));
        QVERIFY2(shares[4] < .3, qPrintable(QString::number(shares[4])));
    }

    void shouldBeTheSameInAModelThatWasWrittenAndRead()
    {
        WanderingMachine machine(6);
        const Table table = machine.rows(400);
        const auto model = MachineModel::train(table, alone());
        QVERIFY2(model, model ? "" : qPrintable(model.error().sentence));
        QVERIFY(model->hasAutoencoder() && !model->hasForest() && !model->hasSubspace());
        const auto read = MachineModel::from(model->bytes());
        QVERIFY2(read, read ? "" : qPrintable(read.error().sentence));
        QCOMPARE(read->bytes(), model->bytes());
        MachineWatch first(std::make_shared<MachineModel>(*model));
        MachineWatch second(std::make_shared<MachineModel>(*read));
        for (std::size_t row = 0; row < 50; ++row) {
            const auto score = first.next(table.row(row));
            QVERIFY(score.autoencoder && !score.forest && !score.subspace);
            QCOMPARE(second.next(table.row(row)).fused, score.fused);
        }
    }

    void shouldRefuseWeightsThatNoTrainingFinds()
    {
        WanderingMachine machine(7);
        TrainingConfig config = alone();
        config.autoencoder.windows = 64;
        const auto model = MachineModel::train(machine.rows(150), config);
        QVERIFY(model);
        const QByteArray bytes = model->bytes();
        const qsizetype body = bytes.indexOf('\n', bytes.indexOf('\n') + 1) + 1;
        const auto spoilt = [&](const auto &spoil) {
            QCborMap record = QCborValue::fromCbor(bytes.mid(body)).toMap();
            QCborMap part = record[u"autoencoder"_s].toMap();
            spoil(part);
            record[u"autoencoder"_s] = part;
            const QByteArray cbor = QCborValue(record).toCbor();
            const QByteArray heading = bytes.left(bytes.indexOf('\n') + 1);
            return MachineModel::from(
                heading + QCryptographicHash::hash(cbor, QCryptographicHash::Sha256).toHex() + '\n' + cbor);
        };
        QVERIFY(spoilt([](QCborMap &) {}));
        const auto fewer = spoilt([](QCborMap &part) {
            QByteArray weights = part[u"weights"_s].toByteArray();
            weights.chop(4);
            part[u"weights"_s] = weights;
        });
        QVERIFY(!fewer && fewer.error().kind == ErrorKind::damaged);
        QVERIFY(!spoilt([](QCborMap &part) { part[u"encoding"_s] = 1'001; }));
        QVERIFY(!spoilt([](QCborMap &part) { part[u"encoding"_s] = 9; }));
        QVERIFY(!spoilt([](QCborMap &part) {
            QByteArray weights = part[u"weights"_s].toByteArray();
            weights.replace(0, 4, QByteArray("\x00\x00\xc0\x7f", 4)); // not a number
            part[u"weights"_s] = weights;
        }));
    }

    void shouldStopWhereItIsTold()
    {
        WanderingMachine machine(8);
        double told = 0;
        const auto stopped = Autoencoder::train(machine.rows(200), quick(), 0, [&](double share) {
            told = share;
            return share < .5;
        });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::cancelled);
        QVERIFY(told >= .5 && told < .6);
        TrainingConfig config = alone();
        config.goesOn = [](double) { return false; };
        QCOMPARE(MachineModel::train(machine.rows(200), config).error().kind, ErrorKind::cancelled);
    }

    void shouldRefuseSizesThatDoNotFit()
    {
        WanderingMachine machine(9);
        const Table table = machine.rows(50);
        QCOMPARE(Autoencoder::train(table, {1, 8, 100, 1}, 0, goOn).error().kind,
                 ErrorKind::badConfiguration);
        QCOMPARE(Autoencoder::train(table, {10, 0, 100, 1}, 0, goOn).error().kind,
                 ErrorKind::badConfiguration);
        QCOMPARE(Autoencoder::train(table, {51, 8, 100, 1}, 0, goOn).error().kind, ErrorKind::refused);
    }
};

} // namespace

std::unique_ptr<QObject> makeAutoencoderTest()
{
    return std::make_unique<AutoencoderTest>();
}

#include "autoencodertest.moc"
