#include "ml/lifemodel.h"
#include "tests.h"
#include "wearingfleet.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace rig;
using namespace rig::ml;
using test::after;
using test::wearingFleet;

namespace {

const auto goesOn = [](double) { return true; };

LifeConfig quick()
{
    LifeConfig config;
    config.rowsSeen = 100'000;
    return config;
}

class LifeModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto model = LifeModel::train(wearingFleet(40, 1), quick(), goesOn);
        QVERIFY2(model, qPrintable(model ? QString() : model.error().sentence));
        m_model = *model;
    }

    void shouldTellTheConditionsApartAndLeaveOutWhatStandsStill()
    {
        const Fleet fleet = wearingFleet(20, 3);
        const OperatingConditions conditions(fleet);
        QCOMPARE(conditions.count(), std::size_t(3));
        QCOMPARE(conditions.sensors(), (std::vector<std::size_t>{0, 1, 2}));
        QVERIFY(conditions.conditionOf(std::vector{0., 100.}) !=
                conditions.conditionOf(std::vector{20., 100.}));
        QCOMPARE(conditions.conditionOf(std::vector{39.9, 100.}),
                 conditions.conditionOf(std::vector{40., 100.}));
        // A stray row is none.
        Fleet stray = fleet;
        stray.units[3].settings[0] = 1'000;
        QCOMPARE(OperatingConditions(stray).count(), std::size_t(3));
        QCOMPARE(OperatingConditions(stray).sensors(), conditions.sensors());
        // Settings that lie anywhere are one condition.
        Fleet scattered = fleet;
        std::mt19937 random(5);
        for (FleetUnit &unit : scattered.units)
            for (double &setting : unit.settings)
                setting = static_cast<double>(random() % 1'000);
        QCOMPARE(OperatingConditions(scattered).count(), std::size_t(1));
    }

    void shouldForetellTheEndOfMachinesThatItHasNotSeen()
    {
        const Fleet others = wearingFleet(40, 2);
        double squares = 0;
        int count = 0;
        int inside = 0;
        for (const FleetUnit &unit : others.units)
            for (std::size_t rows = 30; rows <= unit.rows(); rows += 17) {
                const auto estimate = m_model.estimate(after(unit, rows));
                QVERIFY(estimate && *estimate);
                QVERIFY((*estimate)->low <= (*estimate)->life && (*estimate)->life <= (*estimate)->high);
                QVERIFY((*estimate)->low >= 0 && (*estimate)->high <= 125);
                const double truth = std::min(125., unit.cycles.back() - unit.cycles[rows - 1]);
                squares += ((*estimate)->life - truth) * ((*estimate)->life - truth);
                inside += truth >= (*estimate)->low && truth <= (*estimate)->high ? 1 : 0;
                ++count;
            }
        const double error = std::sqrt(squares / count);
        QVERIFY2(error < 16, qPrintable(QString::number(error)));
        QVERIFY2(std::abs(m_model.error() - error) < 5, qPrintable(QString::number(m_model.error())));
        const double share = static_cast<double>(inside) / count;
        QVERIFY2(share > .7 && share < .95, qPrintable(QString::number(share)));
        // The nearer the end, the surer.
        const FleetUnit &unit = others.units[0];
        const auto late = m_model.estimate(after(unit, unit.rows() - 5));
        const auto middle = m_model.estimate(after(unit, unit.rows() - 50));
        QVERIFY((*late)->high - (*late)->low < (*middle)->high - (*middle)->low);
        QVERIFY((*late)->life < (*middle)->life);
    }

    void shouldSayTheSameAfterItWasWrittenAndRead()
    {
        const auto read = LifeModel::from(m_model.bytes());
        QVERIFY2(read, qPrintable(read ? QString() : read.error().sentence));
        const Fleet others = wearingFleet(3, 9);
        for (const FleetUnit &unit : others.units)
            QCOMPARE(*read->estimate(unit), *m_model.estimate(unit));
        QCOMPARE(read->sensors(), m_model.sensors());
        QCOMPARE(read->error(), m_model.error());
        QCOMPARE(read->bytes(), m_model.bytes());
    }

    void shouldBeTheSameBySeed()
    {
        const Fleet fleet = wearingFleet(12, 4);
        LifeConfig config = quick();
        config.rowsSeen = 3'000;
        const auto one = LifeModel::train(fleet, config, goesOn);
        QCOMPARE(LifeModel::train(fleet, config, goesOn)->bytes(), one->bytes());
        config.seed = 2;
        QVERIFY(LifeModel::train(fleet, config, goesOn)->bytes() != one->bytes());
    }

    void shouldLeaveMissingValuesOut()
    {
        const FleetUnit whole = wearingFleet(1, 6).units[0];
        FleetUnit gaps = whole;
        for (std::size_t row = 3; row < gaps.rows(); row += 4)
            gaps.sensors[row * 4] = std::numeric_limits<double>::quiet_NaN();
        const auto estimate = m_model.estimate(gaps);
        QVERIFY(estimate && std::abs((*estimate)->life - (*m_model.estimate(whole))->life) < 15);
        std::ranges::fill(gaps.sensors, std::numeric_limits<double>::quiet_NaN());
        const auto blind = m_model.estimate(gaps);
        QVERIFY(blind && !*blind); // of it nothing is known
    }

    void shouldRefuseWhatNothingCanBeLearntFrom()
    {
        const auto few = LifeModel::train(wearingFleet(9, 1), quick(), goesOn);
        QCOMPARE(few.error().kind, ErrorKind::refused);
        QVERIFY(few.error().sentence.contains(QStringLiteral("there are 9")));
        Fleet still = wearingFleet(12, 1);
        for (FleetUnit &unit : still.units)
            std::ranges::fill(unit.sensors, 1);
        QCOMPARE(LifeModel::train(still, quick(), goesOn).error().kind, ErrorKind::refused);
        const auto ended =
            LifeModel::train(wearingFleet(12, 1), quick(), [](double share) { return share < .3; });
        QCOMPARE(ended.error().kind, ErrorKind::cancelled);
    }

    void shouldRefuseWhatIsNoModelOrNotWhole()
    {
        const QByteArray bytes = m_model.bytes();
        QByteArray flipped = bytes;
        flipped[bytes.size() / 2] = static_cast<char>(flipped[bytes.size() / 2] ^ 1);
        for (const QByteArray &wrong : {QByteArray(), QByteArray("rig-alpha model 3\n"), bytes.left(900),
                                        bytes.left(bytes.size() - 1), flipped}) {
            const auto read = LifeModel::from(wrong);
            QVERIFY(!read);
            QCOMPARE(read.error().kind, ErrorKind::damaged);
        }
    }

private:
    LifeModel m_model;
};

} // namespace

std::unique_ptr<QObject> makeLifeModelTest()
{
    return std::make_unique<LifeModelTest>();
}

#include "lifemodeltest.moc"
