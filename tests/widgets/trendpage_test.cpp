#include "madeup/madeupplant.h"
#include "tests.h"
#include "widgets/button.h"
#include "widgets/cardview.h"
#include "widgets/mainwindow.h"
#include "widgets/tileview.h"
#include "widgets/trendchart.h"
#include "widgets/trendpage.h"

#include <QAbstractScrollArea>
#include <QCursor>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <QWheelEvent>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::Theme;

namespace {

class TrendPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void shouldShowTheFirstSensorsPast();
    void shouldAddASensorByAClickAndFindItByItsName();
    void shouldDrawNoLineOverAGap();
    void shouldZoomByTheWheelPanByDraggingAndComeBack();
    void shouldSayWhatItCouldNotAsk();
    void shouldTellTheValuesUnderTheMouse();
    void shouldShowTheSensorOfACardOrATileByItsKey();

private:
    void later(std::chrono::seconds time);
    template <class T> T *find() const { return find<T>(page()); }
    template <class T> static T *find(const QWidget *within) { return within->findChild<T *>(); }
    TrendPage *page() const { return m_window->findChild<TrendPage *>(); }
    QWidget *plot() const { return page()->chart().findChild<QAbstractScrollArea *>()->viewport(); }

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

void TrendPageTest::init()
{
    m_states.current = std::make_shared<PlantState>(madeup::spineState(madeup::demoPlant()));
    m_trends.atOnce = true;
    m_trends.asked.clear();
    m_window = std::make_unique<MainWindow>(MainWindow::Parts{
        m_states, m_system, m_commands, m_trends, m_findings, m_notes, m_health, m_models,
        [] { return SimulationState(); }, Actor{}, m_clock, Theme(Theme::Kind::neon), 20ms, Scene{}});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QCursor::setPos(m_window->mapToGlobal(QPoint(2, 2))); // not over the curves
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QVERIFY(page()->isVisible());
    QTRY_VERIFY(page()->view().trend());
    later(2s);
}

/// The plant's time goes on.
void TrendPageTest::later(std::chrono::seconds time)
{
    auto state = std::make_shared<PlantState>(*m_states.current);
    state->time += time;
    m_states.current = state;
    m_clock.instant = state->time;
}

void TrendPageTest::shouldShowTheFirstSensorsPast()
{
    QVERIFY(page()->view().sensors() == std::vector<std::string>{"vibration"});
    QCOMPARE(find<QListWidget>()->count(), 50);
    // As many columns as the curves have pixels.
    for (int i = 0; i < 20 && m_trends.asked.back().columns != page()->chart().columns(); ++i) {
        later(2s);
        QTest::qWait(60);
    }
    QCOMPARE(m_trends.asked.back().columns, page()->chart().columns());
    QVERIFY(page()->chart().columns() > 800 && page()->chart().columns() < 1000);
}

void TrendPageTest::shouldAddASensorByAClickAndFindItByItsName()
{
    auto *list = find<QListWidget>();
    find<QLineEdit>()->setFocus();
    QTest::keyClicks(find<QLineEdit>(), u"motor"_s);
    QCOMPARE(list->count(), 1);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
    QVERIFY(page()->view().sensors() == (std::vector<std::string>{"vibration", "motor_current"}));
    find<QLineEdit>()->clear();
    QCOMPARE(list->count(), 50);
}

/// Pixels of the first series' colour in the columns from..to of the plot (shares of its width).
int inkIn(const QImage &picture, const QColor &ink, double from, double to)
{
    int count = 0;
    for (int x = static_cast<int>(picture.width() * from); x < static_cast<int>(picture.width() * to); ++x)
        for (int y = 0; y < picture.height() - 40; ++y)
            count += picture.pixelColor(x, y) == ink ? 1 : 0;
    return count;
}

void TrendPageTest::shouldDrawNoLineOverAGap()
{
    const QColor ink = Theme(Theme::Kind::neon).series()[0];
    const auto picture = [this] { return page()->chart().grab().toImage(); };
    QTRY_VERIFY(inkIn(picture(), ink, .1, .25) > 50);
    // The made-up past has none from .3 to .38.
    QCOMPARE(inkIn(picture(), ink, .32, .36), 0);
    QVERIFY(inkIn(picture(), ink, .5, .9) > 50);
}

void TrendPageTest::shouldZoomByTheWheelPanByDraggingAndComeBack()
{
    auto &view = page()->view();
    const QPoint middle = plot()->rect().center();
    QWheelEvent closer(middle, plot()->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                       Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(plot(), &closer);
    QVERIFY(view.span() == 8min);
    QVERIFY(view.live());
    QTest::mousePress(plot(), Qt::LeftButton, {}, middle);
    QTest::mouseMove(plot(), middle + QPoint(200, 0));
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, middle + QPoint(200, 0));
    QVERIFY(!view.live());
    const Instant end = view.to();
    QVERIFY(m_states.current->time - end > 1min && m_states.current->time - end < 3min);
    QTest::mouseDClick(plot(), Qt::LeftButton, {}, middle);
    QVERIFY(view.live());
    page()->setFocus();
    QTest::keyClick(page(), Qt::Key_PageUp);
    QVERIFY(!view.live());
    QTest::keyClick(page(), Qt::Key_Home);
    QVERIFY(view.live());
}

void TrendPageTest::shouldSayWhatItCouldNotAsk()
{
    m_trends.atOnce = false;
    later(2s);
    QTRY_VERIFY(page()->view().askedAt());
    m_trends.answer(failure(ErrorKind::unavailable, u"The database does not answer."_s));
    QCOMPARE(page()->view().trouble()->sentence, u"The database does not answer."_s);
    const auto buttons = page()->findChildren<Button *>();
    const auto retry = std::ranges::find(buttons, u"Retry now"_s, &Button::text);
    QVERIFY(retry != buttons.end() && (*retry)->isVisible());
    m_trends.atOnce = true;
    QTest::mouseClick(*retry, Qt::LeftButton);
    QTRY_VERIFY(!page()->view().trouble());
    QVERIFY(!(*retry)->isVisible());
}

void TrendPageTest::shouldTellTheValuesUnderTheMouse()
{
    QVERIFY(page()->chart().cursorTexts().isEmpty());
    QTest::mouseMove(plot(), {plot()->width() * 3 / 4, plot()->height() / 2});
    QTRY_COMPARE(page()->chart().cursorTexts().size(), 2);
    QVERIFY2(page()->chart().cursorTexts().last().startsWith(u"Vibration 4"_s),
             qPrintable(page()->chart().cursorTexts().last()));
    // Over the gap there is no value, and none is made up.
    QTest::mouseMove(plot(), {static_cast<int>(plot()->width() * .36), plot()->height() / 2});
    QTRY_COMPARE(page()->chart().cursorTexts().last().trimmed(), u"Vibration – –"_s);
}

void TrendPageTest::shouldShowTheSensorOfACardOrATileByItsKey()
{
    QTest::keyClick(m_window.get(), Qt::Key_F3);
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    auto *cards = find<CardView>(m_window.get());
    cards->setFocus();
    cards->setCurrentIndex(cards->model()->index(3, 0));
    QTest::keyClick(cards, Qt::Key_T);
    QVERIFY(page()->isVisible());
    QVERIFY(page()->view().sensors() == std::vector<std::string>{"rpm"});
    QCOMPARE(page()->view().machine(), 2);
    // On the overview it is the sensor that the tile shows, the worst one.
    QTest::keyClick(m_window.get(), Qt::Key_F2);
    auto *tiles = find<TileView>(m_window.get());
    tiles->setFocus();
    tiles->setCurrentIndex(tiles->model()->index(0, 0));
    QTest::keyClick(tiles, Qt::Key_T);
    QVERIFY(page()->isVisible());
    QCOMPARE(page()->view().machine(), 1);
    QVERIFY(page()->view().sensors() == std::vector<std::string>{"vibration"});
}

} // namespace

std::unique_ptr<QObject> makeTrendPageTest()
{
    return std::make_unique<TrendPageTest>();
}

#include "trendpage_test.moc"
