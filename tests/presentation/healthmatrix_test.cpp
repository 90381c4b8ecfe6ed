#include "presentation/healthmatrix.h"

#include "madeup/madeupplant.h"
#include "presentation/numbers.h"
#include "tests.h"

#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t mechanical = 1;
constexpr std::size_t electrical = 3;
constexpr std::size_t fluid = 4;
constexpr std::size_t custom = 5;

StoredFinding findingOf(const char *sensor, Instant started, std::int32_t machine = 1)
{
    StoredFinding stored;
    stored.finding.machine = machine;
    stored.finding.started = started;
    stored.finding.score = .8;
    stored.finding.shares = {{sensor, .6}};
    return stored;
}

class HealthMatrixTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_state = madeup::spineState(madeup::demoPlant());
        madeup::addOutlooks(m_state);
        m_view = {};
    }

    void shouldShowEachCategoryWithItsVerdict()
    {
        const HealthCard alarmed = card(mechanical);
        QCOMPARE(alarmed.word, u"CRIT"_s);
        QCOMPARE(alarmed.status, Status::alarm);
        QCOMPARE(alarmed.glyph, Glyph::alarmHigh);
        QCOMPARE(alarmed.reason, u"vibration in alarm"_s);
        QVERIFY(alarmed.judged && alarmed.percent.toInt() < 100);
        QCOMPARE(card(electrical).word, u"NOM"_s);
        QCOMPARE(card(electrical).percent, u"100"_s);
        QCOMPARE(card(fluid).reason, u"9 of 10 usable"_s);
    }

    void shouldTellHowAPercentageCameAbout()
    {
        const QString how = card(mechanical).percentHow;
        QVERIFY2(how.startsWith(u"Mean over 10 of 10 sensors: 1 within Lo–Hi"), qPrintable(how));
        QVERIFY2(how.contains(u"vibration 0.") && how.contains(u"In alarm: vibration."), qPrintable(how));
        QVERIFY(card(fluid).percentHow.contains(u"Without a usable value: flow rate."));
    }

    void shouldNeverShowAnUnknownAsZero()
    {
        for (SensorState &sensor : m_state.machines[0].sensors)
            sensor.quality = Quality::bad;
        for (std::size_t i = 0; i < categoryCount; ++i) {
            QCOMPARE(card(i).word, u"UNKNOWN"_s);
            QCOMPARE(card(i).percent, noValueText());
            QVERIFY(!card(i).judged);
        }
        QCOMPARE(card(mechanical).reason, u"0 of 10 usable"_s);
        QCOMPARE(card(custom).reason, u"no sensors"_s);
    }

    void shouldCountAStaleValueAsNone()
    {
        for (SensorState &sensor : m_state.machines[0].sensors)
            sensor.reason = QualityReason::stale;
        QCOMPARE(card(electrical).word, u"UNKNOWN"_s);
        QCOMPARE(card(electrical).percent, noValueText());
    }

    void shouldJudgeNothingOfAStoppedMachine()
    {
        m_state.machines[0].run = RunState::stopped;
        QCOMPARE(card(mechanical).word, u"STOPPED"_s);
        QCOMPARE(card(mechanical).percent, noValueText());
        QVERIFY(!card(mechanical).judged);
        QCOMPARE(matrix().uptime, u"up 41 d 06:12 · paused"_s);
    }

    void shouldJudgeNothingInMaintenance()
    {
        madeup::putIntoMaintenance(m_state, 0);
        QVERIFY(card(electrical).word.startsWith(u"MAINT"));
        QVERIFY(!card(electrical).judged);
    }

    void shouldShowAnAlarmBelowAsOne()
    {
        m_state = madeup::everyState(madeup::demoPlant());
        QCOMPARE(card(0).glyph, Glyph::alarmLow);
        QCOMPARE(card(mechanical).glyph, Glyph::alarmHigh);
    }

    void shouldSayHowLongItGoesOn()
    {
        QCOMPARE(card(mechanical).life, u"9 HRS"_s);
        QCOMPARE(card(mechanical).lifeBand, u"P10 6 – P90 14 h"_s);
        QCOMPARE(card(mechanical).lifeStatus, Status::alarm);
        QVERIFY2(card(mechanical).lifeHow.contains(u"P50"), qPrintable(card(mechanical).lifeHow));
        QCOMPARE(card(2).life, u"5 DAYS"_s);
        QCOMPARE(card(2).lifeStatus, Status::warning);
        QCOMPARE(card(electrical).life, u"STABLE"_s);
        QCOMPARE(card(electrical).lifeBand, u"no trend in 29 days"_s);
        QCOMPARE(card(fluid).life, u"26 WEEKS"_s);
        QCOMPARE(card(custom).life, u"NOT KNOWN"_s);
        QCOMPARE(matrix().uptime, u"up 41 d 06:12"_s);
    }

    void shouldNotShowAnOldOutlookAsFresh()
    {
        auto outlook = std::make_shared<Outlook>(*m_state.machines[0].outlook);
        outlook->at = m_state.time - outlookHolds;
        m_state.machines[0].outlook = outlook;
        QCOMPARE(card(mechanical).life, u"NOT KNOWN"_s);
        QCOMPARE(card(mechanical).lifeBand, u"last told 10 min ago"_s);
        QVERIFY(card(mechanical).lifeHow.contains(u"9 HRS"));
        QCOMPARE(matrix().uptime, u"up 41 d 06:12, 10 min ago"_s);
        outlook = std::make_shared<Outlook>(*outlook);
        outlook->at += 1s;
        m_state.machines[0].outlook = outlook;
        QCOMPARE(card(mechanical).life, u"9 HRS"_s);
    }

    void shouldSayWhenNothingTellsAnOutlook()
    {
        m_state.machines[0].outlook = nullptr;
        QCOMPARE(card(mechanical).life, u"NOT KNOWN"_s);
        QCOMPARE(card(mechanical).lifeBand, u"not told yet"_s);
        QVERIFY(matrix().uptime.isEmpty());
    }

    void shouldListTheLastThreeFindingsOfACategory()
    {
        m_view.findings = {
            findingOf("vibration", m_state.time - 23min), findingOf("torque", m_state.time - 4min),
            findingOf("rpm", m_state.time - 3h),          findingOf("rpm", m_state.time - 44min),
            findingOf("voltage", m_state.time - 48h),     findingOf("vibration", m_state.time, 2)};
        QCOMPARE(card(mechanical).ages, u"4 m · 23 m · 44 m"_s);
        QCOMPARE(card(mechanical).agesHow.count(u'\n'), 2);
        QVERIFY(card(mechanical).agesHow.startsWith(u"12 Jan 2026 08:11 UTC · Torque"));
        QCOMPARE(card(electrical).ages, u"2 d · – · –"_s);
        QCOMPARE(card(fluid).ages, u"– · – · –"_s);
    }

    void shouldNotTakeUnknownFindingsForNone()
    {
        QCOMPARE(healthMatrix(m_state, 1, {nullptr, true}).cards[mechanical].ages, u"not known"_s);
        QCOMPARE(healthMatrix(m_state, 1, {nullptr, false}).cards[mechanical].ages, u"not known"_s);
        const HealthCard outdated = healthMatrix(m_state, 1, {&m_view, true}).cards[mechanical];
        QCOMPARE(outdated.agesCaption, u"findings, not newest"_s);
    }

    void shouldBearAMachineThatIsNone()
    {
        for (const HealthCard &one : healthMatrix(m_state, 77, {&m_view, false}).cards)
            QCOMPARE(one.word, u"UNKNOWN"_s);
    }

private:
    HealthMatrix matrix() const { return healthMatrix(m_state, 1, {&m_view, false}); }
    HealthCard card(std::size_t index) const { return matrix().cards[index]; }

    PlantState m_state;
    FindingsView m_view;
};

} // namespace

std::unique_ptr<QObject> makeHealthMatrixTest()
{
    return std::make_unique<HealthMatrixTest>();
}

#include "healthmatrix_test.moc"
