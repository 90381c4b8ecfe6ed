#include "madeupwindow.h"
#include "tests.h"
#include "toldscene.h"
#include "widgets/notespanel.h"
#include "widgets/rowstable.h"
#include "widgets/scenepanel.h"

#include <QLineEdit>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using test::MadeUpWindow;
using test::sceneThatTells;
using test::Told;

namespace {

class NotesPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_told = {};
        m_made.notes.view = madeup::someNotes();
        QVERIFY(m_made.open(sceneThatTells(m_told)));
        QTest::keyClick(m_made.window.get(), Qt::Key_F4);
        QTRY_COMPARE(m_told.notes.size(), std::size_t(2));
    }
    void cleanup() { m_made.close(); }

    void shouldPinThemToTheirPlacesOnTheFloor()
    {
        const int rpm = m_made.states.current->plant->machine("A")->slotOf("rpm");
        QVERIFY(m_told.notes[0] ==
                (presentation::FloorNote{1, rpm, u"Runs up more slowly since the coupling was changed"_s,
                                         u"mara, 12 Jan 2026 07:55"_s, 2}));
        QCOMPARE(m_told.notes[1].machine, 2);
        QCOMPARE(m_told.notes[1].slot, -1);
    }

    void shouldShowThemAndPinOneToTheChosenMachine()
    {
        open();
        QCOMPARE(rows()->count(), 3);
        QCOMPARE(rows()->row(0).cells[1].text, u"Alpha · Rotor speed"_s);
        QCOMPARE(rows()->row(0).cells[3].text, u"mara"_s);
        QTRY_COMPARE(QApplication::focusWidget(), line(u"Note"_s));
        QTest::keyClicks(QApplication::focusWidget(), u"Bearing is loud"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(m_made.commands.submitted.size(), std::size_t(1));
        const auto &pin = std::get<PinNote>(m_made.commands.submitted[0].action);
        QCOMPARE(pin.machine, "A");
        QCOMPARE(pin.sensor, "");
        QCOMPARE(pin.text, "Bearing is loud");
        QCOMPARE(pin.at, m_made.states.current->time);
        m_made.commands.answerAll(u"Note 4 is pinned to machine A."_s);
        QVERIFY(line(u"Note"_s)->text().isEmpty());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!panel()->isVisible());
        QCOMPARE(QApplication::focusWidget(), panel()->parentWidget());
        QCOMPARE(m_told.steps, 0); // one step at a time
    }

    void shouldPinOneToAnotherTime()
    {
        open();
        line(u"Note"_s)->setText(u"Bearing was loud"_s);
        line(u"About"_s)->setText(u"soon"_s);
        QTest::mouseClick(test::buttonIn(*panel(), u"Pin"_s), Qt::LeftButton);
        QVERIFY(says(u"'soon' is no time: say 12:00, which is today, or 2026-01-13 12:00. Times are UTC."_s));
        line(u"About"_s)->setText(u"2026-01-11 23:50"_s);
        QTest::mouseClick(test::buttonIn(*panel(), u"Pin"_s), Qt::LeftButton);
        QCOMPARE(m_made.commands.submitted.size(), std::size_t(1));
        QCOMPARE(std::get<PinNote>(m_made.commands.submitted[0].action).at,
                 *parseInstant("2026-01-11 23:50"));
        m_made.commands.answerAll(u"Note 4 is pinned to machine A."_s);
        QVERIFY(line(u"About"_s)->text().isEmpty());
    }

    void shouldKeepWhatWasTypedWhereItIsRefused()
    {
        open();
        line(u"Note"_s)->setText(u"Bearing is loud"_s);
        QTest::mouseClick(test::buttonIn(*panel(), u"Pin"_s), Qt::LeftButton);
        m_made.commands.answerAll(failure(ErrorKind::refused, u"Not you."_s));
        QCOMPARE(line(u"Note"_s)->text(), u"Bearing is loud"_s);
        line(u"Note"_s)->setText(u"   "_s);
        QTest::mouseClick(test::buttonIn(*panel(), u"Pin"_s), Qt::LeftButton);
        QCOMPARE(m_made.commands.submitted.size(), std::size_t(1)); // nothing to be pinned
    }

    void shouldPinToTheSensorThatIsLookedAt()
    {
        const int rpm = m_made.states.current->plant->machine("B")->slotOf("rpm");
        QTest::keyClick(m_made.window.get(), Qt::Key_F3); // also from where it is not at home
        m_told.noteWanted(2, rpm);
        QTRY_VERIFY(panel()->isVisible());
        line(u"Note"_s)->setText(u"loud"_s);
        QTest::mouseClick(test::buttonIn(*panel(), u"Pin"_s), Qt::LeftButton);
        const auto &pin = std::get<PinNote>(m_made.commands.submitted.at(0).action);
        QCOMPARE(pin.machine, "B");
        QCOMPARE(pin.sensor, "rpm");
    }

    void shouldSearchAndTakeDown()
    {
        open();
        m_made.notes.view->notes.erase(m_made.notes.view->notes.begin());
        m_made.notes.view->all = 2;
        line(u"Search"_s)->setText(u"  piet "_s);
        QCOMPARE(m_made.notes.asked.words, "piet");
        QTRY_COMPARE(rows()->count(), 2);
        auto *takeDown = test::buttonIn(*panel(), u"Take down"_s);
        QVERIFY(!takeDown->isEnabled());
        rows()->setCurrentIndex(rows()->model()->index(1, 0));
        rows()->setFocus();
        QTest::keyClick(rows(), Qt::Key_Up);
        QVERIFY(takeDown->isEnabled());
        QTest::mouseClick(takeDown, Qt::LeftButton);
        QCOMPARE(std::get<UnpinNote>(m_made.commands.submitted.at(0).action).note, 2);
    }

    void shouldSayOnTheSceneWhereItsFlagsAreNotTheNewest()
    {
        const auto *scene = m_made.window->findChild<ScenePanel *>();
        m_made.notes.view->all = 1'200;
        later();
        QTRY_VERIFY(scene->accessibleDescription().endsWith(u"Flags of the newest 3 of 1200 notes"_s));
        m_made.notes.view = failure(ErrorKind::unavailable, u"Database x does not answer."_s);
        later();
        QTRY_VERIFY(scene->accessibleDescription().endsWith(u"Notes: not the newest"_s));
    }

    void shouldSearchAgainWhenTheDatabaseIsBack()
    {
        open();
        const auto view = m_made.notes.view;
        m_made.notes.view = failure(ErrorKind::unavailable, u"Database x does not answer."_s);
        line(u"Search"_s)->setText(u"piet"_s);
        QTRY_VERIFY(says(u"Not the newest: Database x does not answer."_s));
        m_made.notes.view = view;
        later();
        QTRY_VERIFY(says(u"3 notes."_s));
    }

    void shouldNotSayThatNothingIsPinnedWhereItCannotAsk()
    {
        m_made.notes.view = failure(ErrorKind::unavailable, u"Database x does not answer."_s);
        open();
        line(u"Search"_s)->setText(u"piet"_s);
        QTRY_VERIFY(says(u"Not the newest: Database x does not answer."_s));
        QVERIFY(!says(u"No note has all of these words."_s));
    }

private:
    void open()
    {
        QTest::keyClick(m_made.window.get(), Qt::Key_N);
        QVERIFY(panel()->isVisible());
    }
    /// By as long as the board waits before it asks again.
    void later()
    {
        auto state = std::make_shared<PlantState>(*m_made.states.current);
        state->time += std::chrono::seconds(6);
        m_made.states.current = state;
    }
    NotesPanel *panel() const { return m_made.window->findChild<NotesPanel *>(); }
    RowsTable *rows() const { return panel()->findChild<RowsTable *>(); }
    QLineEdit *line(const QString &name) const
    {
        for (auto *one : panel()->findChildren<QLineEdit *>())
            if (one->accessibleName().startsWith(name))
                return one;
        return nullptr;
    }
    bool says(const QString &sentence) const
    {
        const auto all = panel()->findChildren<QWidget *>();
        return std::ranges::any_of(
            all, [&](const QWidget *one) { return one->isVisible() && one->accessibleName() == sentence; });
    }

    Told m_told;
    MadeUpWindow m_made;
};

} // namespace

std::unique_ptr<QObject> makeNotesPanelTest()
{
    return std::make_unique<NotesPanelTest>();
}

#include "notespanel_test.moc"
