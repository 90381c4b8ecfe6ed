#include "composition/window/floorscene.h"
#include "madeup/madeupplant.h"
#include "tests.h"
#include "widgets/button.h"
#include "widgets/cardview.h"
#include "widgets/commandpanel.h"
#include "widgets/dotlabel.h"
#include "widgets/floorpage.h"
#include "widgets/focusring.h"
#include "widgets/keysdialog.h"
#include "widgets/machinepage.h"
#include "widgets/machinetabs.h"
#include "widgets/mainwindow.h"
#include "widgets/scenepanel.h"
#include "widgets/speedslider.h"
#include "widgets/statusstrip.h"
#include "widgets/waitingbanner.h"

#include <QHBoxLayout>
#include <QSignalSpy>
#include <QTest>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::Role;
using presentation::Theme;

namespace {

class WindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void shouldStandBeforeThereIsAPlant();
    void shouldGiveADotTheRoomOfItsWord();
    void shouldActOnceOnTenQuickClicks();
    void shouldHaveNoControlsForAMachineThatIsNotSimulated();
    void shouldSampleAtTheChosenSpeed();
    void shouldShowABannerOnlyWhileAServerIsAway();
    void shouldCutNothingOfALongReason();
    void shouldMarkReplayedDataLikeSimulatedOnes();
    void shouldRetryByButtonAndByKeyWhileWaiting();
    void shouldChooseMachinesByKey();
    void shouldKeepRoomForTheDotsBesideManyMachines();
    void shouldKeepItsFiguresBesideLongServerNames();
    void shouldListItsKeys();
    void shouldReachEveryControlByTab();
    void shouldKeepTheRingAroundWhatHasTheKeyboard();
    void shouldHaveTheSceneInItsPicture();
    void shouldShowTheSceneOnThePageThatIsSeen();
    void shouldShowNamesThatLookLikeMarkupAsText();
    void shouldRepaintNothingWhileNothingChanges();
    void shouldLookDifferentInEveryCase_data();
    void shouldLookDifferentInEveryCase();

private:
    void open(Theme::Kind kind = Theme::Kind::neon, bool withScene = false);
    Button *button(const QString &text) const;
    void show(PlantState state) { m_states.current = std::make_shared<PlantState>(std::move(state)); }

    madeup::States m_states;
    madeup::System m_system;
    madeup::Commands m_commands;
    madeup::Trends m_trends;
    madeup::Findings m_findings;
    madeup::Notes m_notes;
    madeup::Health m_health;
    madeup::Models m_models;
    madeup::StoppedClock m_clock;
    SimulationState m_simulation;
    std::unique_ptr<MainWindow> m_window;
};

void WindowTest::init()
{
    m_system.current = std::make_shared<SystemStatus>(madeup::runningStatus());
    m_system.retries = 0;
    m_commands = {};
    m_simulation = madeup::simulationOf(true);
    show(madeup::spineState(madeup::demoPlant()));
}

void WindowTest::cleanup()
{
    m_window.reset();
}

void WindowTest::open(Theme::Kind kind, bool withScene)
{
    const Theme theme(kind);
    m_window = std::make_unique<MainWindow>(
        MainWindow::Parts{m_states, m_system, m_commands, m_trends, m_findings, m_notes, m_health, m_models,
                          [this] { return m_simulation; }, Actor{}, m_clock, theme, 20ms,
                          withScene ? composition::floorScene(theme) : Scene{}});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

Button *WindowTest::button(const QString &text) const
{
    for (Button *candidate : m_window->findChildren<Button *>())
        if (candidate->text() == text)
            return candidate;
    return nullptr;
}

void WindowTest::shouldStandBeforeThereIsAPlant()
{
    show(PlantState{*Plant::make(0, {}), madeup::pictured(), {}, {}, {}});
    m_system.current = std::make_shared<SystemStatus>();
    m_simulation = {};
    open();
    QCOMPARE(m_window->findChild<CardView *>()->model()->rowCount(), 0);
    QVERIFY(!m_window->findChild<MachineTabs *>()->isVisible());
    show(madeup::spineState(madeup::demoPlant()));
    QTRY_COMPARE(m_window->findChild<CardView *>()->model()->rowCount(), 50);
}

void WindowTest::shouldGiveADotTheRoomOfItsWord()
{
    QWidget header;
    QHBoxLayout row(&header);
    auto *dot = new DotLabel(Theme(Theme::Kind::neon));
    row.addWidget(dot);
    dot->setBrief(true);
    dot->present({u"S"_s, presentation::Glyph::normal, u"x"_s, {}});
    const int well = row.sizeHint().width();
    dot->present({u"S"_s, presentation::Glyph::unknown, u"x"_s, {}});
    QVERIFY(row.sizeHint().width() > well);
}

void WindowTest::shouldActOnceOnTenQuickClicks()
{
    open();
    QVERIFY(!button(u"START"_s)->isEnabled());
    QSignalSpy clicks(button(u"STOP"_s), &Button::clicked);
    for (int click = 0; click < 10; ++click)
        QTest::mouseClick(button(u"STOP"_s), Qt::LeftButton);
    QTest::keyClick(button(u"STOP"_s), Qt::Key_Return);
    QCOMPARE(clicks.size(), 1);
    QCOMPARE(m_commands.submitted.size(), std::size_t(1));
    m_simulation.machines["A"].running = false;
    m_commands.answerAll(u"Machine A stops."_s);
    QTRY_VERIFY(!button(u"STOP"_s)->isEnabled());
    QTest::mouseClick(button(u"START"_s), Qt::LeftButton);
    QCOMPARE(m_commands.submitted.size(), std::size_t(2));
}

void WindowTest::shouldHaveNoControlsForAMachineThatIsNotSimulated()
{
    m_simulation = {};
    open();
    for (const QString &text : {u"START"_s, u"STOP"_s, u"Inject"_s, u"Clear"_s})
        QVERIFY(!button(text)->isVisible());
    QVERIFY(!m_window->findChild<CommandPanel *>()->accessibleDescription().contains(u"SIMULATED"));
}

void WindowTest::shouldSampleAtTheChosenSpeed()
{
    open();
    auto *speed = m_window->findChild<SpeedSlider *>();
    QCOMPARE(speed->value(), 20);
    QTest::mouseClick(speed, Qt::LeftButton, {}, QPoint(2, 10));
    QCOMPARE(m_commands.submitted.size(), std::size_t(1));
    QCOMPARE(std::get<SetSimulationRate>(m_commands.submitted[0].action).rate, 1.0);
    QTest::qWait(60);
    QCOMPARE(speed->value(), 1);
    m_commands.answerAll(failure(ErrorKind::refused, u"Not now."_s));
    QTRY_COMPARE(speed->value(), 20);
}

void WindowTest::shouldShowABannerOnlyWhileAServerIsAway()
{
    open();
    auto *banner = m_window->findChild<WaitingBanner *>();
    QVERIFY(!banner->isVisible());
    m_system.current = std::make_shared<SystemStatus>(madeup::waitingStatus());
    QTRY_VERIFY(banner->isVisible());
    QVERIFY(banner->accessibleName().contains(u"pg-1.bremen:5432"));
    m_system.current = std::make_shared<SystemStatus>(madeup::runningStatus());
    QTRY_VERIFY(!banner->isVisible());
}

void WindowTest::shouldCutNothingOfALongReason()
{
    SystemStatus status = madeup::waitingStatus();
    m_system.current = std::make_shared<SystemStatus>(status);
    open();
    auto *banner = m_window->findChild<WaitingBanner *>();
    QTRY_COMPARE(banner->height(), 64);
    status.database.trouble->sentence =
        u"Database rig at database-with-a-long-name.plant-1.bremen.example.org:5432: could not translate "
        u"host "
        "name \"database-with-a-long-name.plant-1.bremen.example.org\" to address: Name or service not known"_s;
    m_system.current = std::make_shared<SystemStatus>(status);
    QTRY_VERIFY(banner->height() > 64);
    QVERIFY(banner->height() < 110);
}

void WindowTest::shouldMarkReplayedDataLikeSimulatedOnes()
{
    show(madeup::quietState(madeup::demoPlant(), Origin::replayed));
    m_simulation = {};
    open();
    QStringList marks;
    const auto say = [&] {
        marks.clear();
        for (const Panel *panel : m_window->findChildren<Panel *>())
            marks << panel->accessibleDescription();
        return marks.join(u'|');
    };
    QTRY_VERIFY2(say().contains(u"REPLAYED DATA"), qPrintable(say())); // there is room when all is laid out
    QVERIFY2(marks.join(u'|').contains(u"RPL"), qPrintable(marks.join(u'|')));
    QVERIFY2(!marks.join(u'|').contains(u"SIM"), qPrintable(marks.join(u'|')));
}

void WindowTest::shouldRetryByButtonAndByKeyWhileWaiting()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_R);
    QCOMPARE(m_system.retries, 0);
    m_system.current = std::make_shared<SystemStatus>(madeup::waitingStatus());
    QTRY_VERIFY(m_window->findChild<WaitingBanner *>()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_R);
    QCOMPARE(m_system.retries, 1);
    QTest::mouseClick(button(u"Retry now"_s), Qt::LeftButton);
    QCOMPARE(m_system.retries, 2);
}

void WindowTest::shouldChooseMachinesByKey()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(m_window->findChild<MachineTabs *>()->accessibleDescription().startsWith(u"C Gamma"));
    QTest::keyClick(m_window.get(), Qt::Key_9, Qt::ControlModifier);
    QVERIFY(m_window->findChild<MachineTabs *>()->accessibleDescription().startsWith(u"C Gamma"));
}

void WindowTest::shouldKeepRoomForTheDotsBesideManyMachines()
{
    PlantDefinition definition = madeup::demoPlant()->definition();
    for (int i = 0; i < 40; ++i) {
        Machine machine = definition.machines[1];
        machine.id = "M" + std::to_string(i);
        machine.number = 10 + i;
        definition.machines.push_back(machine);
    }
    show(madeup::quietState(*Plant::make(2, definition), Origin::field));
    open();
    const auto dots = m_window->findChildren<DotLabel *>();
    QCOMPARE(dots.size(), 4);
    for (const DotLabel *dot : dots)
        QVERIFY2(dot->width() >= dot->sizeHint().width(), qPrintable(dot->accessibleName()));
    QVERIFY(m_window->findChild<MachineTabs *>()->width() >= 200);
}

void WindowTest::shouldKeepItsFiguresBesideLongServerNames()
{
    SystemStatus status = madeup::waitingStatus();
    status.broker.label = u"kafka-with-quite-a-long-name.plant-1.bremen.example.org:9093"_s;
    status.database.label = u"rig at database-with-a-long-name.plant-1.bremen.example.org:5432"_s;
    m_system.current = std::make_shared<SystemStatus>(status);
    open();
    const auto *strip = m_window->findChild<StatusStrip *>();
    const QStringList all{u"Total"_s,    u"Rate"_s, u"Keep lag"_s, u"Judge lag"_s, u"Stored"_s,
                          u"Rejected"_s, u"Role"_s, u"Broker"_s,   u"Database"_s};
    QTRY_COMPARE(strip->shown(), all);
    status.keep.unknownNames.names = status.keep.unknownNames.values = 12;
    status.judge.keyless = true;
    m_system.current = std::make_shared<SystemStatus>(status);
    QTRY_VERIFY(strip->shown().contains(u"Topic"));
    QVERIFY(strip->shown().contains(u"Unknown"));
    QVERIFY2(strip->shown().contains(u"Rejected"), qPrintable(strip->shown().join(u' ')));
}

void WindowTest::shouldListItsKeys()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    QTRY_VERIFY(m_window->findChild<KeysDialog *>());
    auto *dialog = m_window->findChild<KeysDialog *>();
    QVERIFY(dialog->accessibleDescription().contains(u"R: Retry now"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<KeysDialog *>());
}

void WindowTest::shouldReachEveryControlByTab()
{
    open();
    m_window->findChild<MachineTabs *>()->setFocus();
    QList<QWidget *> reached;
    for (int step = 0; step < 20; ++step) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (reached.contains(QApplication::focusWidget()))
            break;
        reached << QApplication::focusWidget();
    }
    QVERIFY(reached.contains(m_window->findChild<CardView *>()));
    QVERIFY(reached.contains(m_window->findChild<SpeedSlider *>()));
    for (const QString &text : {u"STOP"_s, u"Inject"_s, u"Clear"_s})
        QVERIFY2(reached.contains(button(text)), qPrintable(text));
    for (const QWidget *widget : std::as_const(reached))
        QVERIFY2(!widget->accessibleName().isEmpty() ||
                     !static_cast<const Button *>(widget)->text().isEmpty(),
                 widget->metaObject()->className());
}

void WindowTest::shouldKeepTheRingAroundWhatHasTheKeyboard()
{
    open();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    const auto *ring = m_window->findChild<FocusRing *>();
    QWidget *inject = button(u"Inject"_s);
    inject->setFocus();
    const auto liesAround = [&] {
        const QRect place(inject->mapTo(ring->parentWidget(), QPoint()), inject->size());
        return ring->isVisible() && ring->geometry().center() == place.center();
    };
    QTRY_VERIFY(liesAround());
    // The column gets wider and narrower with it, at first where it is: it moves afterwards.
    for (const SystemStatus &status : {madeup::waitingStatus(), madeup::runningStatus()}) {
        const int before = m_window->findChild<CommandPanel *>()->width();
        m_system.current = std::make_shared<SystemStatus>(status);
        QTRY_VERIFY(m_window->findChild<CommandPanel *>()->width() != before);
        QTest::qWait(100); // until everything lies where it stays
        QVERIFY(liesAround());
    }
}

void WindowTest::shouldHaveTheSceneInItsPicture()
{
    open(Theme::Kind::neon, true);
    m_window->resize(1440, 900); // the least window has no room for it beside a machine
    const auto *panel = m_window->findChild<ScenePanel *>();
    QTRY_VERIFY(panel->isVisible() && panel->width() > 400);
    const auto colours = [&] {
        const QImage picture = m_window->screenshot();
        const double scale = picture.devicePixelRatio();
        const QRect place(panel->mapTo(m_window.get(), QPoint(20, 60)), panel->size() - QSize(40, 130));
        QSet<QRgb> seen;
        for (int y = place.top(); y < place.bottom(); ++y)
            for (int x = place.left(); x < place.right(); ++x)
                seen << picture.pixel(QPoint(x, y) * scale);
        return seen.size();
    };
    QTRY_VERIFY_WITH_TIMEOUT(colours() > 200, 20000);
}

void WindowTest::shouldShowTheSceneOnThePageThatIsSeen()
{
    open(Theme::Kind::neon, true);
    const auto *panel = m_window->findChild<ScenePanel *>();
    const auto *floor = m_window->findChild<FloorPage *>();
    const auto *machine = m_window->findChild<MachinePage *>();
    m_window->resize(1440, 900);
    QTRY_VERIFY(panel->isVisible() && panel->width() > 400);
    QVERIFY(machine->isAncestorOf(panel));
    QTest::qWait(200); // until everything lies where it stays
    const QSize small = panel->size();
    for (int round = 0; round < 3; ++round) {
        m_window->turnTo(*floor);
        QVERIFY(floor->isAncestorOf(panel));
        QTRY_VERIFY(panel->isVisible());
        QTRY_COMPARE(panel->size(), floor->size());
        m_window->turnTo(*machine);
        QVERIFY(machine->isAncestorOf(panel));
        QTRY_COMPARE(panel->size(), small);
    }
    m_window->turnTo(*floor);
    const auto lively = [&] {
        const QImage picture = m_window->screenshot();
        const QPoint place = panel->mapTo(m_window.get(), QPoint(panel->width() / 4, panel->height() / 2));
        QSet<QRgb> seen;
        for (int x = 0; x < panel->width() / 2; ++x)
            seen << picture.pixel((place + QPoint(x, 0)) * picture.devicePixelRatio());
        return seen.size() > 100;
    };
    QTRY_VERIFY_WITH_TIMEOUT(lively(), 20000);
}

void WindowTest::shouldShowNamesThatLookLikeMarkupAsText()
{
    PlantDefinition definition = madeup::demoPlant()->definition();
    definition.machines[0].title = "<b>Alpha</b>";
    definition.machines[0].id = "<i>A</i>";
    PlantState state = madeup::spineState(madeup::demoPlant());
    state.plant = *Plant::make(2, definition);
    show(state);
    open();
    QVERIFY(
        m_window->findChild<MachineTabs *>()->accessibleDescription().startsWith(u"<i>A</i> <b>Alpha</b>"));
}

void WindowTest::shouldRepaintNothingWhileNothingChanges()
{
    class Paints : public QObject
    {
    public:
        int count = 0;

    protected:
        bool eventFilter(QObject *, QEvent *event) override
        {
            count += event->type() == QEvent::Paint;
            return false;
        }
    };
    open();
    QTest::qWait(200);
    Paints paints;
    m_window->installEventFilter(&paints);
    for (QWidget *widget : m_window->findChildren<QWidget *>())
        widget->installEventFilter(&paints);
    QTest::qWait(300);
    QCOMPARE(paints.count, 0);
}

void WindowTest::shouldLookDifferentInEveryCase_data()
{
    QTest::addColumn<Theme::Kind>("kind");
    QTest::newRow("neon") << Theme::Kind::neon;
    QTest::newRow("calm") << Theme::Kind::calm;
}

/// With RIG_TEST_PICTURES set to a folder the pictures stay there, to be looked at.
void WindowTest::shouldLookDifferentInEveryCase()
{
    QFETCH(Theme::Kind, kind);
    const auto plant = madeup::demoPlant();
    const std::pair<QString, PlantState> cases[] = {
        {u"spine"_s, madeup::spineState(plant)},
        {u"every"_s, madeup::everyState(plant)},
        {u"waiting"_s, madeup::waitingState(plant)},
        {u"field"_s, madeup::quietState(plant, Origin::field)},
        {u"empty"_s, PlantState{*Plant::make(0, {}), madeup::pictured(), {}, {}, {}}},
    };
    const QString folder = qEnvironmentVariable("RIG_TEST_PICTURES");
    QList<QImage> pictures;
    for (const auto &[name, state] : cases) {
        show(state);
        const bool waits = name == u"waiting";
        m_system.current =
            std::make_shared<SystemStatus>(waits ? madeup::waitingStatus() : madeup::runningStatus());
        open(kind);
        const QImage picture = m_window->screenshot();
        QCOMPARE(picture.size(), m_window->size() * picture.devicePixelRatio());
        QCOMPARE(picture.pixelColor(2, picture.height() / 2), Theme(kind).colour(Role::bg));
        for (const QImage &other : std::as_const(pictures))
            QVERIFY(other != picture);
        pictures << picture;
        if (!folder.isEmpty())
            picture.save(
                u"%1/%2-%3.png"_s.arg(folder, name, kind == Theme::Kind::neon ? u"neon"_s : u"calm"_s));
        m_window.reset();
    }
}

} // namespace

std::unique_ptr<QObject> makeWindowTest()
{
    return std::make_unique<WindowTest>();
}

#include "window_test.moc"
