#include "madeup/madeupplant.h"
#include "presentation/overviewmodel.h"
#include "tests.h"
#include "widgets/cardview.h"
#include "widgets/keysdialog.h"
#include "widgets/machinepage.h"
#include "widgets/machinetabs.h"
#include "widgets/mainwindow.h"
#include "widgets/overviewpage.h"
#include "widgets/segments.h"
#include "widgets/tileview.h"

#include <QAccessible>
#include <QScrollBar>
#include <QTest>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::Theme;

namespace {

class PagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void shouldTurnByKeyAndByClick();
    void shouldKeepTheChosenMachine();
    void shouldListTheKeysOfThePageThatIsSeen();
    void shouldHaveRoomForThePagesBesideNameTabsAndDots();
    void shouldOpenAMachineByClickAndByEnter();
    void shouldOpenTheMachineOfATab();
    void shouldWalkOverTheTilesAcrossAreas();
    void shouldShowAllTilesWhereTheyFitAndScrollWhereNot();
    void shouldBeReadableOnAWall();
    void shouldPaintOnlyTilesThatChanged();
    void shouldSpeakItsTiles();
    void shouldSayWhyThereIsNothingOnTheOverview();

private:
    void show(PlantState state) { m_states.current = std::make_shared<PlantState>(std::move(state)); }
    template <class T> T *find() const { return m_window->findChild<T *>(); }
    QString chosen() const { return find<MachineTabs>()->accessibleDescription(); }
    void turnToOverview()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F2);
        QVERIFY(find<OverviewPage>()->isVisible());
    }

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

void PagesTest::init()
{
    show(madeup::wallState(madeup::wallPlant()));
    m_window = std::make_unique<MainWindow>(MainWindow::Parts{
        m_states, m_system, m_commands, m_trends, m_findings, m_notes, m_health, m_models,
        [] { return SimulationState(); }, Actor{}, m_clock, Theme(Theme::Kind::neon), 20ms, Scene{}});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void PagesTest::shouldTurnByKeyAndByClick()
{
    QVERIFY(find<MachinePage>()->isVisible());
    turnToOverview();
    QVERIFY(!find<MachinePage>()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_F3);
    QVERIFY(find<MachinePage>()->isVisible());
    auto *pages = find<Segments>();
    QTest::mouseClick(pages, Qt::LeftButton, {}, pages->place(0).center());
    QVERIFY(find<OverviewPage>()->isVisible());
    QCOMPARE(pages->accessibleDescription(), u"Overview"_s);
    QTest::keyClick(pages, Qt::Key_Right);
    QVERIFY(find<MachinePage>()->isVisible());
}

void PagesTest::shouldKeepTheChosenMachine()
{
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QVERIFY(chosen().startsWith(u"L03"));
    turnToOverview();
    QTest::qWait(60);
    QTest::keyClick(m_window.get(), Qt::Key_F3);
    QTest::qWait(60);
    QVERIFY(chosen().startsWith(u"L03"));
}

void PagesTest::shouldListTheKeysOfThePageThatIsSeen()
{
    turnToOverview();
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    QTRY_VERIFY(find<KeysDialog>());
    const QString keys = find<KeysDialog>()->accessibleDescription();
    QVERIFY2(keys.contains(u"F2: Page: Overview") && keys.contains(u"Open the machine"), qPrintable(keys));
    QTest::keyClick(find<KeysDialog>(), Qt::Key_Escape);
}

void PagesTest::shouldHaveRoomForThePagesBesideNameTabsAndDots()
{
    const auto *pages = find<Segments>();
    QVERIFY(pages->width() >= pages->sizeHint().width());
    QVERIFY(pages->geometry().right() < find<MachineTabs>()->geometry().left());
    QVERIFY(find<MachineTabs>()->width() >= 120);
}

void PagesTest::shouldOpenAMachineByClickAndByEnter()
{
    turnToOverview();
    auto *tiles = find<TileView>();
    QTest::mouseClick(tiles->viewport(), Qt::LeftButton, {},
                      tiles->visualRect(tiles->model()->index(8, 0)).center());
    QVERIFY(find<MachinePage>()->isVisible());
    QTRY_VERIFY(chosen().startsWith(u"L09"));
    turnToOverview();
    tiles->setFocus();
    tiles->setCurrentIndex(tiles->model()->index(19, 0));
    QTest::keyClick(tiles, Qt::Key_Return);
    QVERIFY(find<MachinePage>()->isVisible());
    QTRY_VERIFY(chosen().startsWith(u"L20"));
}

void PagesTest::shouldOpenTheMachineOfATab()
{
    turnToOverview();
    QTest::keyClick(find<MachineTabs>(), Qt::Key_Right);
    QVERIFY(find<MachinePage>()->isVisible());
    QVERIFY(chosen().startsWith(u"L02"));
}

void PagesTest::shouldWalkOverTheTilesAcrossAreas()
{
    turnToOverview();
    auto *tiles = find<TileView>();
    tiles->setFocus();
    QCOMPARE(tiles->currentIndex().row(), 0);
    QTest::keyClick(tiles, Qt::Key_Right);
    QTest::keyClick(tiles, Qt::Key_Down); // the second of the next area
    QCOMPARE(tiles->currentIndex().row(), 7);
    QTest::keyClick(tiles, Qt::Key_Up);
    QCOMPARE(tiles->currentIndex().row(), 1);
    QTest::keyClick(tiles, Qt::Key_End);
    QCOMPARE(tiles->currentIndex().row(), 24);
    QTest::keyClick(tiles, Qt::Key_Down);
    QCOMPARE(tiles->currentIndex().row(), 24);
    QTest::keyClick(tiles, Qt::Key_Home);
    QCOMPARE(tiles->currentIndex().row(), 0);
}

void PagesTest::shouldShowAllTilesWhereTheyFitAndScrollWhereNot()
{
    turnToOverview();
    auto *tiles = find<TileView>();
    const auto lies = [tiles](int row) {
        return tiles->viewport()->rect().contains(tiles->visualRect(tiles->model()->index(row, 0)));
    };
    QTRY_VERIFY(lies(24));
    for (int row = 0; row < 24; ++row)
        QVERIFY(lies(row));
    PlantDefinition definition = m_states.current->plant->definition();
    for (int i = 0; i < 60; ++i) {
        Machine machine = definition.machines[0];
        machine.id = "X" + std::to_string(i);
        machine.number = 26 + i;
        definition.machines.push_back(machine);
    }
    show(madeup::quietState(*Plant::make(2, definition), Origin::field));
    QTRY_COMPARE(tiles->model()->rowCount(), 85);
    QVERIFY(tiles->scale() >= .66);
    QVERIFY(!lies(84));
    tiles->setFocus();
    QTest::keyClick(tiles, Qt::Key_End);
    QVERIFY(lies(84));
}

void PagesTest::shouldBeReadableOnAWall()
{
    OverviewPage page(m_states, Theme(Theme::Kind::neon));
    page.present({m_states.current, m_system.current, presentation::summaries(*m_states.current), 1,
                  madeup::pictured()});
    page.resize(3824, 2064); // of 3840 × 2160
    page.show();
    QTRY_VERIFY2(page.tiles().scale() > 1.8, qPrintable(QString::number(page.tiles().scale())));
    QTRY_VERIFY(!page.tiles().verticalScrollBar()->isVisible());
}

void PagesTest::shouldPaintOnlyTilesThatChanged()
{
    turnToOverview();
    auto *tiles = find<TileView>();
    // Once the window has come to rest: a screen under load asks for its parts late.
    const auto paintedIn = [&](int milliseconds) {
        QTest::qWait(milliseconds);
        return tiles->takePainted();
    };
    QTRY_COMPARE(paintedIn(300), 0);
    PlantState state = *m_states.current;
    madeup::sensor(state, 4, "rpm").value = 3210;
    show(state);
    QTest::qWait(100);
    QCOMPARE(tiles->takePainted(), 1);
}

void PagesTest::shouldSpeakItsTiles()
{
    turnToOverview();
    const QAccessibleInterface *view = QAccessible::queryAccessibleInterface(find<TileView>());
    QVERIFY(view);
    QCOMPARE(view->text(QAccessible::Name), u"Machines"_s);
    const QString spoken = view->child(2)->text(QAccessible::Name);
    QVERIFY2(spoken.contains(u"L03") && spoken.contains(u"HIHI 7.25"), qPrintable(spoken));
}

void PagesTest::shouldSayWhyThereIsNothingOnTheOverview()
{
    turnToOverview();
    const QImage full = m_window->grab().toImage();
    show(PlantState{*Plant::make(0, {}), madeup::pictured(), {}, {}, {}});
    QTRY_COMPARE(find<TileView>()->model()->rowCount(), 0);
    const QImage empty = find<TileView>()->grab().toImage();
    QSet<QRgb> colours;
    for (int x = 0; x < empty.width(); ++x)
        for (int y = empty.height() / 3; y < empty.height() * 2 / 3; ++y)
            colours << empty.pixel(x, y);
    QVERIFY(colours.size() > 8); // there are words
}

} // namespace

std::unique_ptr<QObject> makePagesTest()
{
    return std::make_unique<PagesTest>();
}

#include "pages_test.moc"
