#include "domain/heldrow.h"

#include "domain/plants.h"
#include "domain/tests.h"

#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace rig;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

class HeldRowTest : public QObject
{
    Q_OBJECT

private:
    /// Machine A: rpm every 250 ms, so stale after 2 s, and a sensor that is due every 10 s.
    PlantPtr plant(std::vector<Maintenance> maintenance = {})
    {
        PlantDefinition definition = soundPlant();
        sensorOf(definition, "inlet_dust").interval = 10s;
        machineOf(definition, "A").slots.push_back({"old_gauge", true});
        auto made = Plant::make(1, definition, std::move(maintenance));
        if (!made)
            qFatal("%s", qPrintable(made.error().sentence));
        return *made;
    }

    static Reading reading(std::chrono::milliseconds at, std::vector<double> values)
    {
        Reading one;
        one.at = one.recordTime = one.receivedAt = noon + at;
        one.values = std::move(values);
        return one;
    }

    static QString shown(std::span<const double> row)
    {
        QStringList cells;
        for (const double value : row)
            cells.append(std::isnan(value) ? u"-"_s : QString::number(value));
        return cells.join(u' ');
    }

private Q_SLOTS:
    void shouldHoldWhatIsNotDueAndLeaveOutWhatIsStale()
    {
        const PlantPtr kept = plant();
        HeldRow row(*kept->machine("A"));
        QCOMPARE(row.sensors(), (std::vector<std::string>{"rpm", "inlet_dust"}));
        QCOMPARE(shown(row.next(reading(0ms, {noValue, noValue}))), u"- -"_s); // nothing came yet
        QCOMPARE(shown(row.next(reading(0ms, {3000, 7, 1}))), u"3000 7"_s);
        QCOMPARE(shown(row.next(reading(2s, {noValue, noValue, 1}))), u"3000 7"_s);
        QCOMPARE(shown(row.next(reading(2'001ms, {noValue}))), u"- 7"_s);
        QCOMPARE(shown(row.next(reading(30s, {3100}))), u"3100 7"_s);
        QCOMPARE(shown(row.next(reading(30'001ms, {3100, noValue}))), u"3100 -"_s);
        QCOMPARE(shown(row.next(reading(31s, {}))), u"3100 -"_s);
        QCOMPARE(shown(row.next(reading(32s, {noValue, 8}))), u"3100 8"_s);
    }

    void shouldLeaveOutWhatIsBad()
    {
        const PlantPtr kept = plant();
        HeldRow row(*kept->machine("A"));
        row.next(reading(0ms, {3000, 7}));
        Reading bad = reading(250ms, {9999, 8});
        bad.valueQuality = {QualityReason::lost, QualityReason::givenTwice};
        QCOMPARE(shown(row.next(bad)), u"- 8"_s);
        QCOMPARE(shown(row.next(reading(500ms, {noValue, 8}))), u"- 8"_s); // nor is it held
        Reading timeless = reading(750ms, {3000, 9});
        timeless.timeQuality = QualityReason::recordTimeMissing;
        QCOMPARE(shown(row.next(timeless)), u"- -"_s);
    }

    void shouldGoOnFromWhatWasHeldBefore()
    {
        auto before = std::make_unique<PlantPtr>(plant());
        HeldRow first(*(*before)->machine("A"));
        first.next(reading(0ms, {3000, 7}));
        PlantDefinition definition = (*before)->definition();
        std::ranges::reverse(machineOf(definition, "A").slots); // old_gauge, inlet_dust, rpm
        machineOf(definition, "A").slots.push_back({"another", false});
        definition.sensors.push_back(sensor("another"));
        const auto after = Plant::make(2, definition);
        QVERIFY(after);
        HeldRow second(*(*after)->machine("A"));
        before.reset();
        second.goOnFrom(first);
        QCOMPARE(second.sensors(), (std::vector<std::string>{"inlet_dust", "rpm", "another"}));
        QCOMPARE(shown(second.next(reading(2s, {}))), u"7 3000 -"_s);
        QCOMPARE(shown(second.next(reading(2'001ms, {}))), u"7 - -"_s); // by when it was
    }

    void shouldLeaveOutWhatIsInMaintenance()
    {
        const PlantPtr kept = plant({{"A", "inlet_dust", noon + 1s, noon + 3s, "new filter"}});
        HeldRow row(*kept->machine("A"));
        QCOMPARE(shown(row.next(reading(999ms, {3000, 7}))), u"3000 7"_s);
        QCOMPARE(row.maintained(), (std::vector<bool>{false, false}));
        QCOMPARE(shown(row.next(reading(1s, {3000, noValue}))), u"3000 -"_s);
        QCOMPARE(row.maintained(), (std::vector<bool>{false, true}));
        QCOMPARE(shown(row.next(reading(2s, {3000, 8}))), u"3000 -"_s);
        QCOMPARE(shown(row.next(reading(3s, {3000, noValue}))), u"3000 -"_s); // nor is it held
        QCOMPARE(row.maintained(), (std::vector<bool>{false, false}));
        QCOMPARE(shown(row.next(reading(4s, {3000, 9}))), u"3000 9"_s);
    }
};

} // namespace

std::unique_ptr<QObject> makeHeldRowTest()
{
    return std::make_unique<HeldRowTest>();
}

#include "heldrowtest.moc"
