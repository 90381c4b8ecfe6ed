#include "madeup/madeupplant.h"
#include "presentation/sensorcardmodel.h"
#include "tests.h"
#include "widgets/carddelegate.h"
#include "widgets/cardview.h"
#include "widgets/stylesheet.h"

#include <QAccessible>
#include <QScrollBar>
#include <QTest>

#include <ctime>
#include <set>

using namespace rig;
using namespace rig::presentation;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Counts which rows are painted.
class CountingDelegate : public CardDelegate
{
public:
    using CardDelegate::CardDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painted.insert(index.row());
        CardDelegate::paint(painter, option, index);
    }

    mutable std::set<int> painted;
};

class CardViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shouldShowTwentyFourCardsAndMoreInASmallWindow();
    void shouldFillALargeWindow();
    void shouldNeverCutACard();
    void shouldWalkWithTheKeyboard();
    void shouldScrollToTheCardThatHasTheFocus();
    void shouldPaintOnlyCardsThatChanged();
    void shouldSpeakItsCards();
    void shouldStayFluentWithFiveHundredSensors();
    void shouldSayWhyItIsEmpty();

private:
    void show(PlantState state)
    {
        m_states.current = std::make_shared<PlantState>(std::move(state));
        m_model->show(m_states.current, 1);
    }
    void settle()
    {
        QTest::qWait(50);
        m_delegate->painted.clear();
    }

    madeup::States m_states;
    std::unique_ptr<SensorCardModel> m_model;
    std::unique_ptr<CardView> m_view;
    CountingDelegate *m_delegate = nullptr;
};

void CardViewTest::init()
{
    m_view.reset();
    m_model = std::make_unique<SensorCardModel>(m_states);
    m_view = std::make_unique<CardView>(Theme(Theme::Kind::neon));
    m_view->setStyleSheet(styleSheet(Theme(Theme::Kind::neon)));
    m_delegate = new CountingDelegate(Theme(Theme::Kind::neon), m_view.get());
    m_view->setItemDelegate(m_delegate);
    m_view->setModel(m_model.get());
    show(madeup::spineState(madeup::demoPlant()));
    // What the panel has for its cards in a window of 1280 × 720.
    m_view->resize(978, 594);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->activateWindow();
    m_view->setFocus();
    QTRY_VERIFY(m_view->hasFocus());
}

void CardViewTest::shouldShowTwentyFourCardsAndMoreInASmallWindow()
{
    QVERIFY(m_view->columns() * m_view->visibleRows() >= 24);
    const QRect card = m_view->visualRect(m_model->index(0));
    QVERIFY(card.width() >= 187 && card.height() >= 110);
}

void CardViewTest::shouldFillALargeWindow()
{
    // What the panel has for its cards in a window of 2560 × 1440.
    m_view->resize(1994, 1308);
    QTest::qWait(20);
    const QRect last = m_view->visualRect(m_model->index(m_model->rowCount() - 1));
    QVERIFY(last.bottom() > m_view->viewport()->height() * 9 / 10);
    QVERIFY(last.width() > 240);
    QVERIFY(!m_view->verticalScrollBar()->isVisible());
}

void CardViewTest::shouldNeverCutACard()
{
    for (const QSize size : {QSize(782, 522), QSize(978, 594), QSize(1500, 950), QSize(640, 333)}) {
        m_view->resize(size);
        QTest::qWait(20);
        m_view->verticalScrollBar()->setValue(1);
        int seen = 0;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QRect card = m_view->visualRect(m_model->index(row));
            if (m_view->indexAt(card.center()).isValid()) {
                ++seen;
                QVERIFY(m_view->viewport()->rect().contains(card));
            }
        }
        QVERIFY(seen > 0);
    }
}

void CardViewTest::shouldWalkWithTheKeyboard()
{
    const int columns = m_view->columns();
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QCOMPARE(m_view->currentIndex().row(), 1);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->currentIndex().row(), 1 + columns);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->currentIndex().row(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->currentIndex().row(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(m_view->currentIndex().row(), 49);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->currentIndex().row(), 0);
}

void CardViewTest::shouldScrollToTheCardThatHasTheFocus()
{
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex())));
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
}

void CardViewTest::shouldPaintOnlyCardsThatChanged()
{
    settle();
    PlantState state = *m_states.current;
    madeup::sensor(state, 0, "rpm").value = 3200;
    madeup::sensor(state, 0, "valve_position").value = 12; // out of sight
    show(state);
    QTRY_VERIFY(!m_delegate->painted.empty());
    QCOMPARE(m_delegate->painted, std::set<int>{3});
    settle();
    show(state);
    QTest::qWait(50);
    QVERIFY(m_delegate->painted.empty());
}

void CardViewTest::shouldSpeakItsCards()
{
    const QAccessibleInterface *view = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(view);
    QCOMPARE(view->child(0)->text(QAccessible::Name), m_model->card(0).spoken());
}

void CardViewTest::shouldStayFluentWithFiveHundredSensors()
{
    PlantDefinition definition = madeup::demoPlant()->definition();
    definition.machines.resize(1);
    definition.machines[0].stateRule.reset();
    for (int i = 0; i < 450; ++i) {
        Sensor sensor = definition.sensors[0];
        sensor.name = "extra" + std::to_string(i);
        definition.sensors.push_back(sensor);
        definition.machines[0].slots.push_back({sensor.name, false});
    }
    PlantState state = madeup::quietState(*Plant::make(2, definition), Origin::field);
    show(state);
    QCOMPARE(m_model->rowCount(), 500);
    settle();
    const std::clock_t began = std::clock();
    for (int tick = 0; tick < 20; ++tick) {
        for (SensorState &sensor : state.machines[0].sensors)
            sensor.value += .1;
        state.time += 100ms;
        show(state);
        QCoreApplication::processEvents();
    }
    // Twenty ticks are two seconds of a live plant. The processor's time, as other programs may want it too.
    const double used = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
    QVERIFY2(used < 1, qPrintable(QString::number(used)));
    QVERIFY(static_cast<int>(m_delegate->painted.size()) <= m_view->columns() * m_view->visibleRows());
}

void CardViewTest::shouldSayWhyItIsEmpty()
{
    const QImage before = m_view->grab().toImage();
    m_model->show(m_states.current, 99);
    m_view->setEmptyNote({u"There is no plant yet"_s, u"Import one."_s});
    const QImage empty = m_view->grab().toImage();
    m_view->setEmptyNote({});
    QVERIFY(empty != before);
    QVERIFY(empty != m_view->grab().toImage());
}

} // namespace

std::unique_ptr<QObject> makeCardViewTest()
{
    return std::make_unique<CardViewTest>();
}

#include "cardview_test.moc"
