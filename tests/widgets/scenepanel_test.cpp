#include "madeup/madeupplant.h"
#include "tests.h"
#include "toldscene.h"
#include "widgets/page.h"
#include "widgets/scenepanel.h"

#include <QTest>

namespace {

using namespace rig;
using namespace rig::widgets;
using test::sceneThatTells;
using test::Told;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::Theme;

StoredFinding findingOf(std::int32_t machine, Instant started)
{
    StoredFinding stored;
    stored.id = 1187;
    stored.finding.machine = machine;
    stored.finding.started = started;
    stored.finding.score = .87;
    stored.finding.shares = {{"vibration", .41}, {"bearing_temp", .27}, {"no such sensor", .2}};
    return stored;
}

class ScenePanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_told = {};
        m_state = std::make_shared<PlantState>(madeup::spineState(madeup::demoPlant()));
        m_view = std::make_shared<FindingsView>();
        m_panel = std::make_unique<ScenePanel>(sceneThatTells(m_told), Theme(Theme::Kind::neon));
        m_panel->resize(600, 400);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    void cleanup() { m_panel.reset(); }

    void shouldHaveAPlateForEachMachine()
    {
        present();
        QVERIFY(m_told.plates.empty()); // the scene does not stand yet
        m_panel->open();
        present();
        QCOMPARE(m_told.plates.size(), std::size_t(3));
        QCOMPARE(m_told.plates[0].plate.name, u"Alpha"_s);
        QCOMPARE(m_told.plates[0].plate.word, u"ALARM"_s);
        QVERIFY(!m_told.plates[0].sign.isNull());
        QVERIFY(m_told.plates[0].edge != m_told.plates[1].edge);
    }

    void shouldNumberMachinesByWhatWasFoundFirst()
    {
        m_panel->open();
        m_view->findings = {findingOf(2, m_state->time - 5min)};
        present();
        QCOMPARE(m_told.plates[1].order, 0); // alone
        m_view->findings.push_back(findingOf(1, m_state->time - 9min));
        m_view->findings.push_back(findingOf(3, m_state->time - 1h));
        m_view->findings.back().finding.ended = m_state->time - 50min;
        present();
        QCOMPARE(m_told.plates[0].order, 1);
        QCOMPARE(m_told.plates[1].order, 2);
        QCOMPARE(m_told.plates[2].order, 0);
    }

    void shouldLeadToTheSensorsThatMakeUpAFinding()
    {
        m_panel->walkToCause(findingOf(1, m_state->time));
        QVERIFY(!m_told.cause);
        m_panel->open();
        present(); // what was wanted before the scene stood
        QVERIFY(m_told.cause);
        QCOMPARE(m_told.cause->machine, 1);
        QCOMPARE(m_told.cause->title, u"finding A-1187"_s);
        QCOMPARE(m_told.cause->score, u"0.87"_s);
        QCOMPARE(m_told.cause->shares.size(), std::size_t(2));
        QCOMPARE(m_told.cause->shares[0].percent, 41);
        QCOMPARE(m_told.cause->shares[1].slot, m_state->plant->machines()[0].slotOf("bearing_temp"));
        m_told.cause.reset();
        present();
        QVERIFY(!m_told.cause);
        m_panel->stepBack();
        QCOMPARE(m_told.steps, 1);
        StoredFinding lost;
        lost.finding.machine = 2;
        lost.finding.kind = FindingKind::lost;
        lost.finding.sensor = "rpm";
        m_panel->walkToCause(lost);
        QCOMPARE(m_told.cause->shares.size(), std::size_t(1));
        QCOMPARE(m_told.cause->shares[0].percent, 100);
        m_told.cause.reset();
        lost.finding.machine = 99;
        m_panel->walkToCause(lost);
        QVERIFY(!m_told.cause);
    }

    void shouldSayWhenTheFindingHasEnded()
    {
        m_panel->open();
        m_view->findings = {findingOf(1, m_state->time - 5min)};
        present();
        m_panel->walkToCause(m_view->findings[0]);
        QVERIFY(m_told.cause->ended.isEmpty());
        m_told.cause.reset();
        present();
        QVERIFY(!m_told.renewed); // as before
        m_view->findings[0].finding.shares[0].share = .5;
        present();
        QVERIFY(m_told.renewed);
        QCOMPARE(m_told.renewed->shares[0].percent, 50);
        m_view->findings[0].finding.ended = m_state->time - 1min;
        present();
        QCOMPARE(m_told.renewed->ended, u"ended 08:14"_s);
        m_told.renewed.reset();
        present();
        QVERIFY(!m_told.renewed); // said once
        QVERIFY(!m_told.cause);   // nobody is led anywhere
    }

    void shouldSayOfASensorWhatItsCardSays()
    {
        m_panel->open();
        present();
        const int slot = m_state->plant->machines()[0].slotOf("vibration");
        const SceneTag tag = m_told.name(1, slot);
        QCOMPARE(tag.title, u"Vibration"_s);
        QCOMPARE(tag.value, u"7.62 mm/s · HIHI 7.25"_s);
        QVERIFY(!tag.sign.isNull());
        QVERIFY(m_told.name(1, 999).title.isEmpty());
        QVERIFY(m_told.name(99, 0).title.isEmpty());
    }

private:
    Moment moment() const
    {
        return {m_state,
                std::make_shared<SystemStatus>(madeup::runningStatus()),
                presentation::summaries(*m_state),
                1,
                m_state->time,
                m_view};
    }
    void present() { m_panel->present(moment()); }

    Told m_told;
    std::shared_ptr<PlantState> m_state;
    std::shared_ptr<FindingsView> m_view;
    std::unique_ptr<ScenePanel> m_panel;
};

} // namespace

std::unique_ptr<QObject> makeScenePanelTest()
{
    return std::make_unique<ScenePanelTest>();
}

#include "scenepanel_test.moc"
