#include "ml/gaussian.h"
#include "domain/reading.h"
#include "tests.h"
#include "wanderingmachine.h"

#include <QTest>

#include <cmath>

using rig::noValue;
using rig::ml::Gaussian;
using rig::test::sensors;
using rig::test::WanderingMachine;

namespace {

class GaussianTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldJudgeEachRowByTheValuesThatAreThere();
};

void GaussianTest::shouldJudgeEachRowByTheValuesThatAreThere()
{
    WanderingMachine machine(1);
    const Gaussian usual(machine.rows(500).values, sensors, std::vector<double>(sensors));
    Gaussian::Some kept;
    for (const auto &missing : std::vector<std::vector<std::size_t>>{
             {1}, {1}, {2}, {}, {2}, {0, 4}, {0, 1, 2, 3, 4, 5}, {0, 4}, {3}}) {
        std::vector<double> row = machine.row();
        for (const std::size_t sensor : missing)
            row[sensor] = noValue;
        std::vector<double> parts(sensors);
        std::vector<double> partsAnew(sensors);
        QCOMPARE(usual.distance(row, parts, kept), usual.distance(row, partsAnew));
        QCOMPARE(parts, partsAnew);
        std::vector<double> whole = row;
        std::vector<double> wholeAnew = row;
        Gaussian::Some anew;
        usual.complete(whole, kept);
        usual.complete(wholeAnew, anew);
        QCOMPARE(whole, wholeAnew);
        for (std::size_t i = 0; i < sensors; ++i)
            QVERIFY(std::isnan(row[i]) ? std::isfinite(whole[i]) : whole[i] == row[i]);
    }
}

} // namespace

std::unique_ptr<QObject> makeGaussianTest()
{
    return std::make_unique<GaussianTest>();
}

#include "gaussiantest.moc"
