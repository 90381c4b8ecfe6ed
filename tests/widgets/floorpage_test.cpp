#include "widgets/floorpage.h"

#include "madeupwindow.h"
#include "tests.h"
#include "toldscene.h"
#include "widgets/evidencepanel.h"
#include "widgets/evidenceview.h"
#include "widgets/notearea.h"
#include "widgets/notespanel.h"
#include "widgets/scenepanel.h"

#include <QTest>

#include <algorithm>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::Theme;
using test::sceneThatTells;
using test::Told;

namespace {

class FloorPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_told = {};
        QVERIFY(m_made.open(sceneThatTells(m_told)));
        QTest::keyClick(m_made.window.get(), Qt::Key_F4);
        QVERIFY(page()->isVisible());
        QTRY_COMPARE(m_told.plates.size(), std::size_t(3));
        QTRY_VERIFY(m_told.plates[0].plate.found); // the findings have been heard
    }
    void cleanup() { m_made.close(); }

    void shouldStepBackOnEscape()
    {
        QTest::keyClick(m_made.window.get(), Qt::Key_Escape);
        QCOMPARE(m_told.steps, 1);
    }

    void shouldShowEvidenceOrNotesAndNotBoth()
    {
        auto *notes = m_made.window->findChild<NotesPanel *>();
        QTest::keyClick(m_made.window.get(), Qt::Key_N);
        QVERIFY(notes->isVisible());
        QTest::keyClick(m_made.window.get(), Qt::Key_V);
        QVERIFY(evidence()->isVisible() && !notes->isVisible());
        QTest::keyClick(m_made.window.get(), Qt::Key_N);
        QVERIFY(!evidence()->isVisible() && notes->isVisible());
        QTest::keyClick(m_made.window.get(), Qt::Key_N);
        QVERIFY(!notes->isVisible());
    }

    void shouldSwitchWhatModelsExpect()
    {
        QTest::keyClick(m_made.window.get(), Qt::Key_G);
        QCOMPARE(m_told.switches, 1);
        QTest::keyClick(m_made.window.get(), Qt::Key_F2);
        QTest::keyClick(m_made.window.get(), Qt::Key_G);
        QCOMPARE(m_told.switches, 1); // it is a key of this page
    }

    void shouldLeadToTheCauseOfWhatStandsOnTheChosenMachine()
    {
        QTest::keyClick(m_made.window.get(), Qt::Key_C);
        QVERIFY(m_told.cause);
        QCOMPARE(m_told.cause->machine, 1);
        QTest::keyClick(m_made.window.get(), Qt::Key_2, Qt::ControlModifier);
        QVERIFY(page()->isVisible()); // it is about the machine that is chosen
        m_told.cause.reset();
        QTest::keyClick(m_made.window.get(), Qt::Key_C);
        QVERIFY(!m_told.cause); // nothing stands there
    }

    void shouldShowTheEvidenceBesideTheSceneAndCloseIt()
    {
        QVERIFY(!evidence()->isVisible());
        const int wide = scene()->width();
        QTest::keyClick(m_made.window.get(), Qt::Key_V);
        QTRY_VERIFY(evidence()->isVisible());
        QTRY_VERIFY(view()->accessibleDescription().startsWith(u"Finding 1187, machine A"));
        QTRY_VERIFY(scene()->width() < wide);
        QTest::mouseClick(button(u"Walk to cause"_s), Qt::LeftButton);
        QVERIFY(m_told.cause);
        QTest::mouseClick(button(u"Close"_s), Qt::LeftButton);
        QVERIFY(!evidence()->isVisible());
        QTRY_COMPARE(scene()->width(), wide);
    }

    void shouldShowTheEvidenceOfTheMachineThatIsPicked()
    {
        m_told.picked(1);
        QTRY_VERIFY(evidence()->isVisible());
        m_told.picked(2);
        QVERIFY(!evidence()->isVisible());
        QVERIFY(page()->isVisible());
    }

    void shouldChooseTheMachineThatSomebodyGoesTo()
    {
        m_told.went(2);
        QTest::keyClick(m_made.window.get(), Qt::Key_V);
        QVERIFY(!evidence()->isVisible()); // not that of the first machine
        QCOMPARE(m_told.said, u"Nothing that was found stands on Beta now."_s);
        m_told.said.clear();
        QTest::keyClick(m_made.window.get(), Qt::Key_C);
        QVERIFY(!m_told.cause && !m_told.said.isEmpty());
    }

    void shouldReturnToTheChosenMachineWhenItIsLeft()
    {
        QTest::keyClick(m_made.window.get(), Qt::Key_V);
        QTRY_VERIFY(evidence()->isVisible());
        QTest::keyClick(m_made.window.get(), Qt::Key_F2);
        QCOMPARE(m_told.returns, 1);
        QTest::keyClick(m_made.window.get(), Qt::Key_F4);
        QVERIFY(!evidence()->isVisible());
    }

    void shouldBeLedToFromTheCardOfAFinding()
    {
        QTest::keyClick(m_made.window.get(), Qt::Key_F7);
        QTRY_VERIFY(!m_made.window->findChildren<EvidencePanel *>().empty());
        const auto panels = m_made.window->findChildren<EvidencePanel *>();
        const auto there =
            std::ranges::find_if(panels, [](const QWidget *panel) { return panel->isVisible(); });
        QVERIFY(there != panels.end());
        QTRY_VERIFY((*there)->findChild<EvidenceView *>()->isVisible());
        (*there)->wantCause();
        QVERIFY(page()->isVisible());
        QVERIFY(m_told.cause);
        QCOMPARE(m_told.cause->title, u"finding A-1187"_s);
    }

    void shouldSayWhyThereIsNothing()
    {
        m_made.states.current =
            std::make_shared<PlantState>(PlantState{*Plant::make(0, {}), madeup::pictured(), {}, {}, {}});
        const auto notes = page()->findChildren<NoteArea *>(Qt::FindDirectChildrenOnly);
        QCOMPARE(notes.size(), 1);
        QTRY_VERIFY(notes[0]->isVisible());
        QVERIFY(!scene()->isVisible());
    }

private:
    FloorPage *page() const { return m_made.window->findChild<FloorPage *>(); }
    ScenePanel *scene() const { return m_made.window->findChild<ScenePanel *>(); }
    EvidencePanel *evidence() const { return page()->findChild<EvidencePanel *>(); }
    EvidenceView *view() const { return page()->findChild<EvidenceView *>(); }
    /// That is seen.
    Button *button(const QString &text) const
    {
        for (Button *one : page()->findChildren<Button *>())
            if (one->isVisible() && one->text() == text)
                return one;
        return nullptr;
    }

    Told m_told;
    test::MadeUpWindow m_made;
};

} // namespace

std::unique_ptr<QObject> makeFloorPageTest()
{
    return std::make_unique<FloorPageTest>();
}

#include "floorpage_test.moc"
