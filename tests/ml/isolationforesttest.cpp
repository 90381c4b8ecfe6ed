#include "ml/isolationforest.h"
#include "domain/reading.h"
#include "tests.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using rig::noValue;
using rig::ml::IsolationForest;
using rig::ml::IsolationForestConfig;
using rig::ml::Table;

namespace {

constexpr std::size_t sensors = 5;

/// Evenly spread values between -1 and 1, the last column always 7.
Table evenTable(std::size_t rows)
{
    Table table{{"a", "b", "c", "d", "still"}, {}};
    std::mt19937_64 random(11);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t i = 0; i < sensors; ++i)
            table.values.push_back(i + 1 == sensors ? 7 : static_cast<double>(random() >> 11U) * 0x1p-52 - 1);
    return table;
}

IsolationForest forestOf(const Table &table, const IsolationForestConfig &config = {})
{
    auto forest = IsolationForest::train(table, config);
    if (!forest)
        qFatal("%s", qPrintable(forest.error().sentence));
    return *forest;
}

double scoreOf(const IsolationForest &forest, const std::vector<double> &row)
{
    return forest.score(row).front();
}

class IsolationForestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldGiveRowsThatDoNotDifferAHalf();
    void shouldFollowTheDefinitionWhereEveryTreeIsTheSame();
    void shouldScoreWhatLiesApartAboveTheRest();
    void shouldScoreARowTheSameBesideAnyOthers();
    void shouldBeRepeatableBySeed();
    void shouldTakeNoNoticeOfScaleAndOffset();
    void shouldGoBothWaysWhereAValueIsMissing();
    void shouldLearnFromRowsWithMissingValues();
    void shouldShareOutAmongTheSensorsThatLieApart();
    void shouldHoldTheLargestNumbers();
    void shouldRefuseWhatItCannotGrowFrom();
};

void IsolationForestTest::shouldGiveRowsThatDoNotDifferAHalf()
{
    const Table table{{"a"}, std::vector<double>(300, 4.25)};
    for (const double score : forestOf(table).score(table.values))
        QVERIFY(std::abs(score - .5) < 1e-6);
}

/// Of three rows of which two are the same the third is cut off first, wherever the cut lies.
void IsolationForestTest::shouldFollowTheDefinitionWhereEveryTreeIsTheSame()
{
    const Table table{{"a"}, {1, 1, 9}};
    const IsolationForest forest = forestOf(table, {10, 3, 1});
    // c(3) = 2 H(2) - 2 * 2 / 3, where H is approximated as the paper does; the pair ends at 1 + c(2) = 2.
    const double usual = 2 * (std::log(2.) + 0.5772156649) - 4. / 3;
    QVERIFY(std::abs(scoreOf(forest, {9}) - std::exp2(-1 / usual)) < 1e-6);
    QVERIFY(std::abs(scoreOf(forest, {1}) - std::exp2(-2 / usual)) < 1e-6);
}

void IsolationForestTest::shouldScoreWhatLiesApartAboveTheRest()
{
    const Table table = evenTable(2'000);
    const IsolationForest forest = forestOf(table);
    const std::vector<double> scores = forest.score(table.values);
    QCOMPARE(scores.size(), table.rows());
    const double highest = *std::ranges::max_element(scores);
    QVERIFY2(highest < .65, qPrintable(QString::number(highest)));
    QVERIFY(scoreOf(forest, {0, 0, 0, 0, 7}) < .47);
    QVERIFY(scoreOf(forest, {5, -5, 5, -5, 7}) >= highest);
}

void IsolationForestTest::shouldScoreARowTheSameBesideAnyOthers()
{
    Table table = evenTable(1'003); // no multiple of any group
    table.values[8 * sensors + 2] = noValue;
    const IsolationForest forest = forestOf(table);
    const std::vector<double> together = forest.score(table.values);
    for (std::size_t row = 0; row < table.rows(); ++row)
        QCOMPARE(forest.score(table.row(row)).front(), together[row]);
    QVERIFY(forest.score({}).empty());
}

void IsolationForestTest::shouldBeRepeatableBySeed()
{
    const Table table = evenTable(500);
    const auto scores = [&](std::uint64_t seed) {
        return forestOf(table, {100, 256, seed}).score(table.values);
    };
    QCOMPARE(scores(3), scores(3));
    QVERIFY(scores(3) != scores(4));
}

void IsolationForestTest::shouldTakeNoNoticeOfScaleAndOffset()
{
    const Table table = evenTable(400);
    Table moved = table;
    for (std::size_t i = 0; i < moved.values.size(); ++i)
        moved.values[i] = moved.values[i] * 1e-3 + 1e6; // a counter that hardly moves
    const std::vector<double> scores = forestOf(table).score(table.values);
    const std::vector<double> others = forestOf(moved).score(moved.values);
    for (std::size_t row = 0; row < table.rows(); ++row)
        QVERIFY(std::abs(scores[row] - others[row]) < .01);
}

void IsolationForestTest::shouldGoBothWaysWhereAValueIsMissing()
{
    const IsolationForest forest = forestOf(evenTable(2'000));
    // No tree asks for what never moves.
    QVERIFY(std::abs(scoreOf(forest, {.3, .2, -.9, .1, noValue}) - scoreOf(forest, {.3, .2, -.9, .1, 7})) <
            1e-6);
    // Of a row of which nothing is known an average one is the best guess.
    const double nothing = scoreOf(forest, std::vector<double>(sensors, noValue));
    QVERIFY2(std::abs(nothing - .5) < .02, qPrintable(QString::number(nothing)));
    // What lies apart does so without one of the others, and not without itself.
    const double apart = scoreOf(forest, {9, 0, 0, noValue, 7});
    QVERIFY(apart > scoreOf(forest, {0, 0, 0, noValue, 7}) + .03);
    QVERIFY(apart > scoreOf(forest, {noValue, 0, 0, noValue, 7}) + .03);
}

void IsolationForestTest::shouldLearnFromRowsWithMissingValues()
{
    Table table = evenTable(2'000);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        table.values[row * sensors + row % 4] = noValue;
        table.values[row * sensors + 4] = noValue; // never a value at all
    }
    const IsolationForest forest = forestOf(table);
    QVERIFY(scoreOf(forest, {0, 0, 0, 0, 0}) < .5);
    QVERIFY(scoreOf(forest, {5, -5, 5, -5, 0}) > .6);
}

void IsolationForestTest::shouldShareOutAmongTheSensorsThatLieApart()
{
    const IsolationForest forest = forestOf(evenTable(2'000));
    const std::vector<double> one = forest.shares(std::vector<double>{0, 8, 0, 0, 7});
    QVERIFY(std::abs(std::accumulate(one.begin(), one.end(), 0.) - 1) < 1e-12);
    QVERIFY2(one[1] > .6, qPrintable(QString::number(one[1])));
    QCOMPARE(one[4], 0.);
    const std::vector<double> two = forest.shares(std::vector<double>{8, 0, 0, -8, 7});
    QVERIFY(two[0] > .25 && two[3] > .25);
    const std::vector<double> unknown = forest.shares(std::vector<double>{noValue, 8, noValue, noValue, 7});
    QVERIFY(unknown[1] > .9);
    const std::vector<double> none = forestOf({{"a"}, {3, 3, 3}}).shares(std::vector<double>{3});
    QCOMPARE(none, std::vector<double>{0});
}

void IsolationForestTest::shouldHoldTheLargestNumbers()
{
    Table table = evenTable(300);
    for (std::size_t row = 0; row < table.rows(); ++row)
        table.values[row * sensors] = row % 2 == 0 ? 1.7e308 : -1.7e308;
    const IsolationForest forest = forestOf(table);
    for (const double score : forest.score(table.values))
        QVERIFY(score > .3 && score < .7);
    const double beyond = scoreOf(forestOf(evenTable(300)), {1e308, 1e-308, -1e308, 0, 7});
    QVERIFY2(beyond > .5 && beyond < 1, qPrintable(QString::number(beyond)));
}

void IsolationForestTest::shouldRefuseWhatItCannotGrowFrom()
{
    const Table table = evenTable(10);
    for (const auto &[trees, sample] : {std::pair{0, 256}, {1'001, 256}, {100, 1}, {100, 4'097}}) {
        const auto forest = IsolationForest::train(table, {trees, sample, 1});
        QVERIFY(!forest);
        QCOMPARE(forest.error().kind, rig::ErrorKind::badConfiguration);
    }
    QCOMPARE(IsolationForest::train(evenTable(1), {}).error().kind, rig::ErrorKind::refused);
    QCOMPARE(IsolationForest::train({}, {}).error().kind, rig::ErrorKind::refused);
    QVERIFY(IsolationForest::train(evenTable(2), {1, 2, 1}));
}

} // namespace

std::unique_ptr<QObject> makeIsolationForestTest()
{
    return std::make_unique<IsolationForestTest>();
}

#include "isolationforesttest.moc"
