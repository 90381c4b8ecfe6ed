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
