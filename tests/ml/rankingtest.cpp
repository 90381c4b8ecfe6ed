#include "ml/ranking.h"
#include "tests.h"

#include <QTest>

#include <cmath>
#include <vector>

using rig::ml::areaUnderRoc;

namespace {

class RankingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldCountHowOftenAnAnomalyScoresHigher()
    {
        const std::vector<double> scores{.1, .4, .35, .8};
        QCOMPARE(areaUnderRoc(scores, std::vector{0, 0, 1, 1}), .75);
        QCOMPARE(areaUnderRoc(scores, std::vector{1, 0, 1, 0}), .0);
    }

    void shouldCountTiesAsHalf()
    {
        QCOMPARE(areaUnderRoc(std::vector{1., 1., 1., 1., 1.}, std::vector{0, 1, 0, 1, 1}), .5);
        QCOMPARE(areaUnderRoc(std::vector{1., 1., 2.}, std::vector{0, 1, 1}), .75);
    }

    void shouldAverageThePrecisionAtEachAnomaly()
    {
        const std::vector<double> scores{.1, .4, .35, .8};
        QCOMPARE(rig::ml::averagePrecision(scores, std::vector{0, 0, 1, 1}), (1 + 2. / 3) / 2);
        QCOMPARE(rig::ml::averagePrecision(std::vector{1., 1., 1., 1.}, std::vector{0, 1, 0, 0}), .25);
    }

    void shouldCountTheRowsUntilAnAnomalyStandsOut()
    {
        std::vector<double> scores(100, 1.);
        std::vector<int> labels(100);
        scores[7] = 5; // of a hundred healthy rows one may lie above
        for (const double score : {1., 1., 2., 6.}) {
            scores.push_back(score);
            labels.push_back(1);
        }
        QCOMPARE(rig::ml::delayAtOnePercent(scores, labels), 2.);
        scores[8] = 5;
        QCOMPARE(rig::ml::delayAtOnePercent(scores, labels), 3.);
        scores.resize(102);
        labels.resize(102);
        QCOMPARE(rig::ml::delayAtOnePercent(scores, labels), 2.);
        QVERIFY(std::isnan(rig::ml::delayAtOnePercent(scores, std::vector<int>(102))));
    }

    void shouldCountTheRowsUntilAnAnomalyStaysOut()
    {
        std::vector<double> scores(100, 1.);
        std::vector<int> labels(100);
        for (const double score : {1., 6., 1., 6., 6., 6., 1.}) {
            scores.push_back(score);
            labels.push_back(1);
        }
        QCOMPARE(rig::ml::delayAtOnePercent(scores, labels), 1.);
        QCOMPARE(rig::ml::delayAtOnePercent(scores, labels, 2), 3.);
        QCOMPARE(rig::ml::delayAtOnePercent(scores, labels, 3), 3.);
        QCOMPARE(rig::ml::delayAtOnePercent(scores, labels, 4), 7.);
    }

    void shouldCountFlags()
    {
        rig::ml::FlagCounts counts;
        for (const auto &[flag, label] :
             {std::pair{true, 1}, {true, 1}, {true, 0}, {false, 1}, {false, 0}, {false, 0}})
            counts.add(flag, label);
        counts += rig::ml::FlagCounts{0, 0, 0, 1};
        QCOMPARE(counts.f1(), 4. / 6);
        QCOMPARE(counts.falseAlarmRate(), .25);
        QCOMPARE(counts.missRate(), 1. / 3);
    }

    void shouldSayThatOneKindAloneHasNoArea()
    {
        QVERIFY(std::isnan(areaUnderRoc(std::vector{1., 2.}, std::vector{0, 0})));
        QVERIFY(std::isnan(areaUnderRoc(std::vector{1., 2.}, std::vector{1, 1})));
    }
};

} // namespace

std::unique_ptr<QObject> makeRankingTest()
{
    return std::make_unique<RankingTest>();
}

#include "rankingtest.moc"
