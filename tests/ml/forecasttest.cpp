#include "ml/forecastfile.h"
#include "ml/forecastwatch.h"
#include "tests.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace rig;
using namespace rig::ml;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Three sensors that follow a slow swing, one that is noise, and one that never moves. From `off` on, the
/// third one leaves the others a little farther with each row.
Table swinging(std::size_t rows, std::uint64_t seed,
               std::size_t off = std::numeric_limits<std::size_t>::max())
{
    std::mt19937_64 random(seed);
    const auto noise = [&] { return static_cast<double>(random() >> 11U) * 0x1p-52 - 1; };
    Table table{{"rpm", "torque", "heat", "flow", "tag"}, {}};
    for (std::size_t row = 0; row < rows; ++row) {
        const double swing = std::sin(static_cast<double>(row) / 20);
        const double away = row < off ? 0 : .01 * static_cast<double>(row - off);
        const double values[] = {100 + 10 * swing + .5 * noise(), 5 + swing + .05 * noise(),
                                 60 - 4 * swing + .2 * noise() + away, noise(), 7};
        table.values.insert(table.values.end(), std::begin(values), std::end(values));
    }
    return table;
}

ForecastConfig quick()
{
    ForecastConfig config;
    config.hidden = 12;
    config.windows = 6'000;
    return config;
}

struct Compared
{
    double own = 0, last = 0, inside = 0, count = 0;
};

/// Along a table, of the sensor in a column; forecasts at every third row.
Compared compare(ForecastWatch watch, const Table &table, std::size_t sensor)
{
    Compared result;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        watch.take(table.row(row));
        if (row % 3 != 0)
            continue;
        const Forecast forecast = watch.next();
        const auto &steps = forecast.sensors[sensor].steps;
        for (std::size_t step = 0; step < steps.size() && row + step + 1 < table.rows(); ++step) {
            const double came = table.row(row + step + 1)[sensor];
            result.own += std::pow(steps[step].mean - came, 2);
            result.last += std::pow(table.row(row)[sensor] - came, 2);
            result.inside += came >= steps[step].low && came <= steps[step].high ? 1 : 0;
            ++result.count;
        }
    }
    return result;
}

class ForecastTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto model = ForecastModel::train(swinging(1'500, 1), quick());
        QVERIFY2(model, qPrintable(model ? QString() : model.error().sentence));
        m_model = std::make_shared<const ForecastModel>(std::move(*model));
    }

    void shouldForetellWhatSwingsAndSayHowFarItLiesOff()
    {
        const Table table = swinging(800, 2);
        for (const std::size_t sensor : {0, 1, 2}) {
            const Compared compared = compare(ForecastWatch(m_model), table, sensor);
            QVERIFY(compared.count > 5'000);
            QVERIFY2(std::sqrt(compared.own) < .5 * std::sqrt(compared.last),
                     qPrintable(QString::number(std::sqrt(compared.own / compared.last))));
            const double inside = compared.inside / compared.count;
            QVERIFY2(inside > .72 && inside < .88, qPrintable(QString::number(inside)));
        }
        QCOMPARE(m_model->still(), std::vector<std::string>{"tag"});
    }

    void shouldHoldItsIntervalWhereTheMachineBecomesAnotherOne()
    {
        Table table = swinging(3'000, 3);
        // Five times as noisy as ever.
        std::mt19937_64 random(4);
        for (std::size_t at = 300 * table.width() + 3; at < table.values.size(); at += table.width())
            table.values[at] += 4 * (static_cast<double>(random() >> 11U) * 0x1p-52 - 1);
        const Compared compared = compare(ForecastWatch(m_model), table, 3);
        const double inside = compared.inside / compared.count;
        QVERIFY2(inside > .72 && inside < .88, qPrintable(QString::number(inside)));
    }

    void shouldSayThatSomethingComesBeforeItDoes()
    {
        constexpr std::size_t off = 400;
        const Table table = swinging(900, 5, off);
        ForecastWatch watch(m_model);
        MachineWatch detector(m_model->detector());
        double healthy = 0;
        double before = 0;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            watch.take(table.row(row));
            const Forecast forecast = watch.next();
            if (detector.next(table.row(row)).finding) {
                QVERIFY(row > off);
                QVERIFY2(before > .5 && healthy / (off - 200) < .2,
                         qPrintable(QStringLiteral("%1 after %2").arg(before).arg(healthy)));
                QCOMPARE(forecast.shares.front().sensor, "heat");
                QCOMPARE(forecast.shares.front().reason, ForecastReason::relation);
                QVERIFY(forecast.expectedStep && *forecast.expectedStep >= 1 && *forecast.expectedStep <= 30);
                return;
            }
            if (row >= 200 && row < off)
                healthy += *forecast.chance;
            else if (forecast.chance)
                before = *forecast.chance;
        }
        QFAIL("no finding came");
    }

    void shouldForeseeThatALimitIsCrossed()
    {
        std::vector<Limits> limits(5);
        limits[0].hi = 109; // the swing goes to 110
        const Table table = swinging(700, 6);
        ForecastWatch watch(m_model, limits);
        bool foreseen = false;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            watch.take(table.row(row));
            const Forecast forecast = watch.next();
            const double phase = std::fmod(static_cast<double>(row) / 20, 6.2832);
            if (row < 200 || !forecast.chance)
                continue;
            if (phase > .3 && phase < .5) { // it goes up: the top is 25 rows away
                foreseen = true;
                QVERIFY(*forecast.chance > .5);
                QCOMPARE(forecast.shares.front().sensor, "rpm");
                QCOMPARE(forecast.shares.front().reason, ForecastReason::limit);
                QVERIFY(*forecast.expectedStep > 5);
            }
            if (phase > 2.3 && phase < 2.5) // it goes down
                for (const ForecastShare &share : forecast.shares)
                    QVERIFY(share.sensor != "rpm" || share.reason != ForecastReason::limit);
        }
        QVERIFY(foreseen);
    }

    void shouldSayWhyThereIsNoForecast()
    {
        const Table table = swinging(400, 7);
        ForecastWatch watch(m_model);
        const auto why = [&](std::size_t sensor) { return watch.next().sensors[sensor].missing; };
        std::size_t row = 0;
        const auto go = [&](std::size_t rows, std::size_t without) {
            for (const std::size_t past = row + rows; row < past; ++row) {
                std::vector<double> values(table.row(row).begin(), table.row(row).end());
                if (without < values.size())
                    values[without] = nothing;
                watch.take(values);
            }
        };
        constexpr std::size_t all = 9;
        go(ForecastWatch::firstRows - 1, all);
        QCOMPARE(why(0), NoForecast::tooFewRows);
        QVERIFY(!watch.next().chance);
        go(1, all);
        QCOMPARE(why(0), NoForecast::none);
        QCOMPARE(watch.next().sensors[0].steps.size(), forecastSteps);
        QCOMPARE(why(4), NoForecast::neverMoved);
        go(20, 1);
        QCOMPARE(why(1), NoForecast::failed); // as soon as the instruments know
        go(20, 1);
        QCOMPARE(why(1), NoForecast::silent);
        const Forecast forecast = watch.next();
        for (const SensorForecast &sensor : forecast.sensors)
            for (const ForecastStep &step : sensor.steps)
                QVERIFY(std::isfinite(step.mean) && step.low <= step.mean && step.mean <= step.high);
        go(40, all);
        QCOMPARE(why(1), NoForecast::none);
        // A row without any value is none, and a machine that stood still is another one.
        watch.take(std::vector<double>(table.width(), nothing));
        QCOMPARE(why(0), NoForecast::none);
        watch.rest();
        QCOMPARE(why(0), NoForecast::tooFewRows);
        go(ForecastWatch::firstRows, all);
        QCOMPARE(why(0), NoForecast::none);
    }

    void shouldTellTheSameInABatchOfMachinesAsAlone()
    {
        const Table one = swinging(200, 8);
        const Table other = swinging(200, 9);
        ForecastWatch first(m_model), second(m_model), alone(m_model);
        for (std::size_t row = 0; row < one.rows(); ++row) {
            first.take(one.row(row));
            second.take(other.row(row));
            alone.take(other.row(row));
        }
        ForecastBatch batch;
        const auto askedFirst = first.ask(batch);
        const auto askedSecond = second.ask(batch);
        batch.run();
        QVERIFY(first.tell(askedFirst, batch) != second.tell(askedSecond, batch));
        const Forecast together = second.next();
        const Forecast single = alone.next();
        for (std::size_t step = 0; step < forecastSteps; ++step)
            QVERIFY(std::abs(together.sensors[0].steps[step].mean - single.sensors[0].steps[step].mean) <
                    1e-3);
    }

    /// What is asked long before it is told is told as if it had been at once.
    void shouldTellLateWhatItWouldHaveToldAtOnce()
    {
        const Table table = swinging(300, 10);
        ForecastWatch late(m_model), prompt(m_model);
        ForecastBatch batch;
        std::vector<ForecastWatch::Asked> asked;
        std::vector<Forecast> told;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            late.take(table.row(row));
            prompt.take(table.row(row));
            if (row % 5 != 0)
                continue;
            asked.push_back(late.ask(batch));
            told.push_back(prompt.next());
        }
        batch.run();
        for (std::size_t i = 0; i < asked.size(); ++i) {
            const Forecast forecast = late.tell(asked[i], batch);
            for (std::size_t step = 0; step < forecast.sensors[2].steps.size(); ++step) {
                QVERIFY(std::abs(forecast.sensors[2].steps[step].low - told[i].sensors[2].steps[step].low) <
                        1e-3);
                QCOMPARE(forecast.sensors[2].steps.size(), told[i].sensors[2].steps.size());
            }
        }
    }

    void shouldBeTheSameForASeedAndAfterAFile()
    {
        const auto again = ForecastModel::train(swinging(1'500, 1), quick());
        QCOMPARE(again->version(), m_model->version());
        ForecastConfig other = quick();
        other.seed = 2;
        QVERIFY(ForecastModel::train(swinging(1'500, 1), other)->version() != m_model->version());

        const QTemporaryDir folder;
        const QString place = folder.filePath(QStringLiteral("a/b"));
        QCOMPARE(readForecastModel(place).error().kind, ErrorKind::badConfiguration);
        QVERIFY(writeForecastModel(place, *m_model));
        const auto read = readForecastModel(place);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().sentence));
        QCOMPARE(read->version(), m_model->version());
        const Table table = swinging(150, 11);
        ForecastWatch one(m_model), same(std::make_shared<const ForecastModel>(*read));
        for (std::size_t row = 0; row < table.rows(); ++row) {
            one.take(table.row(row));
            same.take(table.row(row));
        }
        QCOMPARE(one.next(), same.next());

        QByteArray bytes = m_model->bytes();
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        QCOMPARE(ForecastModel::from(bytes).error().kind, ErrorKind::damaged);
        QCOMPARE(ForecastModel::from(m_model->detector()->bytes()).error().kind, ErrorKind::damaged);
    }

    void shouldRefuseWhatNothingCanBeLearntFrom()
    {
        QCOMPARE(ForecastModel::train(swinging(ForecastModel::fewestRows - 1, 1), quick()).error().kind,
                 ErrorKind::refused);
        Table still{{"a", "b"}, std::vector<double>(1'000, 3)};
        QCOMPARE(ForecastModel::train(still, quick()).error().kind, ErrorKind::refused);
        ForecastConfig ended = quick();
        ended.goesOn = [](double share) { return share < .5; };
        QCOMPARE(ForecastModel::train(swinging(500, 1), ended).error().kind, ErrorKind::cancelled);
        QVERIFY(ForecastModel::train(swinging(ForecastModel::fewestRows, 1), quick()));
    }

private:
    std::shared_ptr<const ForecastModel> m_model;
};

} // namespace

std::unique_ptr<QObject> makeForecastTest()
{
    return std::make_unique<ForecastTest>();
}

#include "forecasttest.moc"
