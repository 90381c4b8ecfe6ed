#include "madeup/madeupplant.h"
#include "paintedtexts.h"
#include "tests.h"
#include "widgets/button.h"
#include "widgets/checklist.h"
#include "widgets/choicebox.h"
#include "widgets/machinetabs.h"
#include "widgets/mainwindow.h"
#include "widgets/notearea.h"
#include "widgets/noticebox.h"
#include "widgets/ownlimitsform.h"
#include "widgets/panel.h"
#include "widgets/plantform.h"
#include "widgets/plantpage.h"
#include "widgets/rowstable.h"
#include "widgets/segments.h"
#include "widgets/sensorform.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QTest>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::PlantEditor;
using presentation::PlantSubject;
using presentation::Theme;
using Kind = PlantSubject::Kind;

namespace {

class PlantPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void shouldCountWhatIsInUseAndWhatIsRetired();
    void shouldKeepTheColumnsOfASmallWindowApart();
    void shouldMakeASensorOfAnUnknownName();
    void shouldGiveAMachineALimitOfItsOwn();
    void shouldKeepWhatWasTypedOverARefusal();
    void shouldKeepWhatWasTypedOverTicksAndPlants();
    void shouldRetireAndBringBackAfterAQuestion();
    void shouldMakeAMachine();
    void shouldFollowTheTabs();
    void shouldBeUsableByKeysAlone();
    void shouldShowFiveHundredSensors();
    void shouldSayWhyThereIsNoPlant();

private:
    void show(PlantDefinition definition);
    void takeOver()
    {
        show(*edited(m_states.current->plant->definition(), submitted().edit));
        QTest::qWait(60);
    }
    const EditPlant &submitted() const { return std::get<EditPlant>(m_commands.submitted.back().action); }
    PlantPage &page() const { return *m_window->findChild<PlantPage *>(); }
    PlantEditor &editor() const { return page().editor(); }
    template <class T> T *called(const QString &name) const;
    Button *button(const QString &text) const;
    static void click(RowsTable &table, const std::string &key, int column = 0);
    static void type(QLineEdit *line, const QString &text);

    madeup::States m_states;
    madeup::System m_system;
    madeup::Commands m_commands;
    madeup::Trends m_trends;
    madeup::Findings m_findings;
    madeup::Notes m_notes;
    madeup::Health m_health;
    madeup::Models m_models;
    madeup::StoppedClock m_clock;
    std::unique_ptr<MainWindow> m_window;
};

void PlantPageTest::show(PlantDefinition definition)
{
    const std::int64_t revision = m_states.current ? m_states.current->plant->revision() + 1 : 1;
    for (std::size_t i = 0; i < definition.machines.size(); ++i)
        definition.machines[i].number = static_cast<std::int32_t>(i) + 1;
    m_states.current = std::make_shared<PlantState>(
        madeup::quietState(*Plant::make(revision, std::move(definition)), Origin::field));
}

/// The visible field with this caption.
template <class T> T *PlantPageTest::called(const QString &name) const
{
    for (T *each : page().findChildren<T *>())
        if (each->accessibleName() == name && each->isVisible())
            return each;
    return nullptr;
}

Button *PlantPageTest::button(const QString &text) const
{
    for (Button *each : page().findChildren<Button *>())
        if (each->text() == text && each->isVisible())
            return each;
    return nullptr;
}

void PlantPageTest::click(RowsTable &table, const std::string &key, int column)
{
    for (int row = 0; row < table.count(); ++row)
        if (table.row(row).key == key) {
            const QModelIndex at = table.model()->index(row, column);
            table.scrollTo(at);
            QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(at).center());
            return;
        }
    QFAIL("no such row");
}

void PlantPageTest::type(QLineEdit *line, const QString &text)
{
    QVERIFY(line);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
}

void PlantPageTest::init()
{
    m_commands.submitted.clear();
    m_states.current.reset();
    show(madeup::demoPlant()->definition());
    auto status = std::make_shared<SystemStatus>(madeup::runningStatus());
    status->keep.unknownNames = {12, 2, 0, {{"inlet_dust", 9, "B", "0.72"}, {"note", 3, "A", "\"on\""}}};
    m_system.current = status;
    m_window = std::make_unique<MainWindow>(
        MainWindow::Parts{m_states, m_system, m_commands, m_trends, m_findings, m_notes, m_health, m_models,
                          [] { return SimulationState(); }, Actor{"console", Actor::Role::admin, "console"},
                          m_clock, Theme(Theme::Kind::neon), 20ms, Scene{}});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(page().isVisible());
}

void PlantPageTest::shouldCountWhatIsInUseAndWhatIsRetired()
{
    const auto summaries = [this] {
        QStringList all;
        for (const Panel *panel : page().findChildren<Panel *>())
            all << panel->accessibleName() + u": "_s + panel->accessibleDescription();
        return all;
    };
    QVERIFY2(summaries().contains(u"Sensors and limits: 50"_s), qPrintable(summaries().join(u'\n')));
    PlantDefinition plant = m_states.current->plant->definition();
    plant.sensors[6].retired = true;
    plant.sensors[9].retired = true;
    plant.machines[2].retired = true;
    show(plant);
    QTRY_VERIFY2(summaries().contains(u"Sensors and limits: 48 in use · 2 retired"_s),
                 qPrintable(summaries().join(u'\n')));
    QVERIFY2(summaries().contains(u"Machines: 2 in use · 1 retired"_s), qPrintable(summaries().join(u'\n')));
}

void PlantPageTest::shouldKeepTheColumnsOfASmallWindowApart()
{
    m_window->resize(1280, 720);
    QTRY_COMPARE(m_window->size(), QSize(1280, 720));
    const QList<PaintedText> texts = paintedTexts(*page().sensors().viewport());
    int rows = 0;
    for (const PaintedText &every : texts) {
        if (every.text != u"1 s")
            continue;
        ++rows;
        for (const PaintedText &other : texts)
            if (std::abs(other.place.bottom() - every.place.bottom()) < 3 &&
                other.place.right() > every.place.right())
                QVERIFY2(other.place.left() > every.place.right() + 12, qPrintable(other.text));
    }
    QVERIFY(rows > 10);
    QVERIFY(std::ranges::find(texts, u"−0.375"_s, &PaintedText::text) != texts.end());
}

void PlantPageTest::shouldMakeASensorOfAnUnknownName()
{
    RowsTable &unknown = page().unknown();
    QCOMPARE(unknown.count(), 2);
    click(unknown, "inlet_dust", 4); // one click
    QVERIFY(editor().subject() == (PlantSubject{Kind::newSensor, "inlet_dust", "B"}));
    QCOMPARE(called<QLineEdit>(u"Name in the messages"_s)->text(), u"inlet_dust"_s);
    type(called<QLineEdit>(u"Unit"_s), u"mg"_s);
    type(called<QLineEdit>(u"Hi"_s), u"2.5"_s);
    QTest::mouseClick(button(u"Save"_s), Qt::LeftButton);
    QCOMPARE(m_commands.submitted.size(), std::size_t(1));
    QCOMPARE(m_commands.submitted[0].actor.user, std::string("console"));
    const Sensor &made = submitted().edit.after.sensors.at(0);
    QVERIFY(made.name == "inlet_dust" && made.unit == "mg" && made.limits.hi == 2.5);
    QCOMPARE(submitted().edit.after.machines.at(0).id, std::string("B"));
    m_commands.answerAll(u"Done; the plant is at revision 2."_s);
    takeOver();
    QCOMPARE(unknown.count(), 1);
    QCOMPARE(page().sensors().count(), 51);
    QCOMPARE(page().findChild<NoticeBox *>()->accessibleName(), u"Done; the plant is at revision 2."_s);
    QVERIFY(called<QLineEdit>(u"Name in the messages"_s)->isReadOnly());
}

void PlantPageTest::shouldGiveAMachineALimitOfItsOwn()
{
    click(page().sensors(), "bearing_temp");
    auto *scopes = called<Segments>(u"Whose limits"_s);
    QVERIFY(scopes);
    QTest::mouseClick(scopes, Qt::LeftButton, {}, scopes->place(1).center());
    QVERIFY(editor().subject() == (PlantSubject{Kind::ownLimits, "bearing_temp", "A"}));
    auto *hi = called<ChoiceBox>(u"Hi"_s);
    QCOMPARE(hi->currentText(), u"As the sensor: 160"_s);
    QVERIFY(!called<QLineEdit>(u"Hi, its own"_s));
    hi->setFocus();
    QTest::keyClick(hi, Qt::Key_Down);
    type(called<QLineEdit>(u"Hi, its own"_s), u"165"_s);
    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    QVERIFY(ownLimits(submitted().edit.after.machines.at(0), "bearing_temp") ==
            (OwnLimits{"bearing_temp", {}, {}, 165.0, {}, {}}));
    m_commands.answerAll(u"Done."_s);
    takeOver();
    QTest::mouseClick(called<Segments>(u"Whose limits the table shows"_s), Qt::LeftButton, {},
                      called<Segments>(u"Whose limits the table shows"_s)->place(1).center());
    QCOMPARE(page().sensors().row(1).cells[7].text, u"165"_s);
    QCOMPARE(page().sensors().row(1).cells[7].sign, u"own"_s);
}

void PlantPageTest::shouldKeepWhatWasTypedOverARefusal()
{
    click(page().sensors(), "vibration");
    type(called<QLineEdit>(u"Hi"_s), u"5.5"_s);
    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(page().findChild<NoticeBox *>()->accessibleName(), u"Waiting for the answer."_s);
    m_commands.answerAll(failure(ErrorKind::refused, u"Only an admin may change the plant."_s));
    QCOMPARE(page().findChild<NoticeBox *>()->accessibleName(), u"Only an admin may change the plant."_s);
    QVERIFY(page().findChild<NoticeBox *>()->isVisible());
    QTest::qWait(60);
    QCOMPARE(called<QLineEdit>(u"Hi"_s)->text(), u"5.5"_s);
    QVERIFY(button(u"Save"_s)->isEnabled());
}

void PlantPageTest::shouldKeepWhatWasTypedOverTicksAndPlants()
{
    click(page().sensors(), "vibration");
    QLineEdit *hi = called<QLineEdit>(u"Hi"_s);
    type(hi, u"5.5"_s);
    hi->setCursorPosition(1);
    PlantDefinition plant = m_states.current->plant->definition();
    plant.sensors[1].limits.hi = 150;
    show(plant);
    QTest::qWait(100); // some ticks
    QCOMPARE(page().sensors().row(1).cells[7].text, u"150"_s);
    QCOMPARE(hi->text(), u"5.5"_s);
    QCOMPARE(hi->cursorPosition(), 1);
    QVERIFY(hi->hasFocus());
    // The same thing, by somebody else.
    plant.sensors[0].limits.hi = 6;
    show(plant);
    QTRY_VERIFY(button(u"Show what there is"_s));
    QCOMPARE(hi->text(), u"5.5"_s);
    QTest::mouseClick(button(u"Show what there is"_s), Qt::LeftButton);
    QCOMPARE(hi->text(), u"6"_s);
    // Another row is not opened over it either.
    type(hi, u"7"_s);
    click(page().sensors(), "rpm");
    QCOMPARE(hi->text(), u"7"_s);
    QCOMPARE(page().sensors().currentIndex().row(), 0);
    QTest::mouseClick(button(u"Discard it"_s), Qt::LeftButton);
    QCOMPARE(editor().subject().sensor, std::string("rpm"));
}

void PlantPageTest::shouldRetireAndBringBackAfterAQuestion()
{
    click(page().sensors(), "vibration");
    QTest::mouseClick(button(u"Retire"_s), Qt::LeftButton);
    QVERIFY(m_commands.submitted.empty());
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!button(u"Keep it"_s));
    QTest::mouseClick(button(u"Retire"_s), Qt::LeftButton);
    editor().answer(true);
    QVERIFY(submitted().edit.after.sensors.at(0).retired);
    m_commands.answerAll(u"Done."_s);
    takeOver();
    QCOMPARE(page().sensors().row(49).key, std::string("vibration"));
    QVERIFY(page().sensors().row(49).off);
    QVERIFY(button(u"Bring back"_s));
}

void PlantPageTest::shouldMakeAMachine()
{
    QTest::mouseClick(button(u"New machine"_s), Qt::LeftButton);
    auto *id = called<QLineEdit>(u"Id in the messages"_s);
    QVERIFY(id->hasFocus());
    QTest::keyClicks(id, u"D"_s);
    auto *sensors = called<CheckList>(u"Sensors that it has"_s);
    QCOMPARE(sensors->count(), 50);
    const QRect first = sensors->visualRect(sensors->model()->index(0, 0));
    QTest::mouseClick(sensors->viewport(), Qt::LeftButton, {}, first.center());
    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    const Machine &made = submitted().edit.after.machines.at(0);
    QVERIFY(made.id == "D" && made.slots.size() == 49);
    m_commands.answerAll(u"Done."_s);
    takeOver();
    QCOMPARE(page().machines().count(), 4);
    QVERIFY(editor().subject() == (PlantSubject{Kind::machine, {}, "D"}));
}

void PlantPageTest::shouldFollowTheTabs()
{
    PlantDefinition plant = m_states.current->plant->definition();
    plant.machines[1] = withoutSensor(plant.machines[1], "rpm");
    plant.machines[1].stateRule.reset(); // which goes by it
    show(plant);
    // Chosen elsewhere it is no wish to see the sensors of that machine.
    QTest::keyClick(m_window.get(), Qt::Key_F3);
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QCOMPARE(page().sensors().row(49).cells[9].text, QString());
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(page().isVisible());
    QCOMPARE(page().sensors().row(49).cells[9].text, u"taken off"_s);
    click(page().sensors(), "vibration");
    QVERIFY(editor().subject() == (PlantSubject{Kind::ownLimits, "vibration", "B"}));
}

void PlantPageTest::shouldBeUsableByKeysAlone()
{
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QWidget *filter = m_window->focusWidget();
    QTest::keyClicks(filter, u"bearing"_s);
    QVERIFY(page().sensors().count() > 0 && page().sensors().count() < 5);
    for (int step = 0; step < 3 && m_window->focusWidget() != &page().sensors(); ++step)
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
    QCOMPARE(m_window->focusWidget(), static_cast<QWidget *>(&page().sensors()));
    QTest::keyClick(&page().sensors(), Qt::Key_Down);
    QTest::keyClick(&page().sensors(), Qt::Key_Return);
    QCOMPARE(editor().subject().kind, Kind::sensor);
    QCOMPARE(m_window->focusWidget(), static_cast<QWidget *>(called<QLineEdit>(u"Title, for people"_s)));
    QStringList walked;
    for (int step = 0; step < 11; ++step) {
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
        walked << m_window->focusWidget()->accessibleName();
    }
    QCOMPARE(walked.join(u", "_s),
             u"Category, Decimals, Range from, Range to, Deadband, Every, s, LoLo, Lo, Hi, HiHi, "
             "Machines that have it"_s);
    called<QLineEdit>(u"Title, for people"_s)->setFocus();
    QTest::keyClicks(m_window->focusWidget(), u"R"_s); // no key of the window
    QVERIFY(editor().dirty());
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(button(u"Stay here"_s));
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(editor().dirty());
    editor().undo();
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QCOMPARE(editor().subject().kind, Kind::none);
    QCOMPARE(m_window->focusWidget(), static_cast<QWidget *>(&page().sensors()));
    // A name by Enter.
    page().unknown().setFocus();
    QTest::keyClick(&page().unknown(), Qt::Key_Down);
    QTest::keyClick(&page().unknown(), Qt::Key_Return);
    QCOMPARE(editor().subject().kind, Kind::none); // its values are words
    QTest::keyClick(&page().unknown(), Qt::Key_Up);
    QTest::keyClick(&page().unknown(), Qt::Key_Return);
    QCOMPARE(editor().subject().kind, Kind::newSensor);
}

void PlantPageTest::shouldShowFiveHundredSensors()
{
    show(madeup::manySensorsPlant(500)->definition());
    QTRY_COMPARE(page().sensors().count(), 500);
    page().sensors().scrollToBottom();
    const std::size_t widgets = static_cast<std::size_t>(page().sensors().findChildren<QWidget *>().size());
    QVERIFY2(widgets < 20, "a widget per row");
    type(called<QLineEdit>(u"Find a sensor"_s), u"extra499"_s);
    QCOMPARE(page().sensors().count(), 1);
    called<QLineEdit>(u"Find a sensor"_s)->clear();
    // A tick that changes nothing costs nothing; a new plant less than a tick.
    QElapsedTimer timer;
    timer.start();
    PlantDefinition plant = m_states.current->plant->definition();
    plant.sensors[499].title = "The last one";
    show(plant);
    QTRY_COMPARE(page().sensors().row(499).cells[0].text, u"The last one"_s);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void PlantPageTest::shouldSayWhyThereIsNoPlant()
{
    show({});
    QTRY_COMPARE(called<NoteArea>(u"There is no plant yet"_s) != nullptr, true);
    QVERIFY(!page().sensors().isVisible());
    auto status = std::make_shared<SystemStatus>(*m_system.current);
    status->database.there = false;
    m_system.current = status;
    QTRY_VERIFY(called<NoteArea>(u"The plant is not known yet"_s));
}

} // namespace

std::unique_ptr<QObject> makePlantPageTest()
{
    return std::make_unique<PlantPageTest>();
}

#include "plantpage_test.moc"
