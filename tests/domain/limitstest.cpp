#include "domain/limits.h"

#include "domain/tests.h"

#include <QTest>

using rig::Limits;
using rig::Range;

Q_DECLARE_METATYPE(Limits)
Q_DECLARE_METATYPE(std::optional<Range>)

class LimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldPutSecondLimitsHalfWayToTheEndOfTheRange_data()
    {
        QTest::addColumn<Limits>("set");
        QTest::addColumn<std::optional<Range>>("range");
        QTest::addColumn<Limits>("effective");
        const std::optional<double> none;
        const std::optional<Range> range = Range{0, 100};
        QTest::newRow("both sides") << Limits{none, 20, 80, none, 1} << range << Limits{10, 20, 80, 90, 1};
        QTest::newRow("a negative range") << Limits{none, -30, -20, none, 0} << std::optional(Range{-50, 0})
                                          << Limits{-40, -30, -20, -10, 0};
        QTest::newRow("set ones stay") << Limits{5, 20, 80, 99, 1} << range << Limits{5, 20, 80, 99, 1};
        QTest::newRow("one of them set") << Limits{none, 20, 80, 81, 1} << range << Limits{10, 20, 80, 81, 1};
        QTest::newRow("set beyond the range")
            << Limits{-5, 20, 80, 105, 1} << range << Limits{-5, 20, 80, 105, 1};
        QTest::newRow("no range") << Limits{none, 20, 80, none, 1} << std::optional<Range>()
                                  << Limits{none, 20, 80, none, 1};
        QTest::newRow("no limits") << Limits{} << range << Limits{};
        QTest::newRow("one side") << Limits{none, none, 80, none, 1} << range
                                  << Limits{none, none, 80, 90, 1};
        // A limit at or beyond the end of the range has no second limit on that side.
        QTest::newRow("at the ends") << Limits{none, 0, 100, none, 1} << range
                                     << Limits{none, 0, 100, none, 1};
        QTest::newRow("beyond the ends")
            << Limits{none, -1, 101, none, 1} << range << Limits{none, -1, 101, none, 1};
        QTest::newRow("a second one without a first")
            << Limits{5, none, none, 95, 0} << range << Limits{5, none, none, 95, 0};
    }

    void shouldPutSecondLimitsHalfWayToTheEndOfTheRange()
    {
        QFETCH(Limits, set);
        QFETCH(std::optional<Range>, range);
        QFETCH(Limits, effective);
        QVERIFY(rig::effectiveLimits(set, range) == effective);
    }

    void shouldLayAMachinesOwnLimitsOverTheSensors()
    {
        const Limits ofSensor{5, 20, 80, std::nullopt, 1};
        rig::OwnLimits own;
        QVERIFY(laidOver(ofSensor, own) == ofSensor);
        own.hi = 90;
        own.loLo = std::optional<double>(); // as if none were set
        own.deadband = 2;
        const Limits both{std::nullopt, 20, 90, std::nullopt, 2};
        QVERIFY(laidOver(ofSensor, own) == both);
        const Limits effective = effectiveLimits(both, Range{0, 100});
        const Limits expected{10, 20, 90, 95, 2};
        QVERIFY(effective == expected);
        using Source = rig::LimitSource;
        const rig::LimitSources sources{Source::halfWay, Source::sensor, Source::machine, Source::halfWay};
        QVERIFY(sourcesOf(ofSensor, own, effective) == sources);
        own.lo = std::optional<double>();
        QVERIFY(sourcesOf(ofSensor, own, effectiveLimits(laidOver(ofSensor, own), Range{0, 100})).lo ==
                Source::none);
    }
};

std::unique_ptr<QObject> makeLimitsTest()
{
    return std::make_unique<LimitsTest>();
}

#include "limitstest.moc"
