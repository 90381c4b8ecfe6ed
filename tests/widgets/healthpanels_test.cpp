#include "composition/window/arrangementfile.h"
#include "composition/window/floorscene.h"
#include "madeupwindow.h"
#include "paintedtexts.h"
#include "tests.h"
#include "widgets/cardview.h"
#include "widgets/commandpanel.h"
#include "widgets/dockarea.h"
#include "widgets/floorpage.h"
#include "widgets/healthchartpanel.h"
#include "widgets/healthpanel.h"
#include "widgets/healthplot.h"
#include "widgets/lifeplot.h"
#include "widgets/machinepage.h"
#include "widgets/scenepanel.h"
#include "widgets/segments.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class HealthPanelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_made.close(); }

    void shouldShowTwoDozenSensorsInTheLeastWindow()
    {
        QVERIFY(open({1280, 720}));
        const auto &cards = *find<CardView>();
        int seen = 0;
        for (int row = 0; row < cards.model()->rowCount(); ++row)
            seen += cards.viewport()->rect().contains(cards.visualRect(cards.model()->index(row, 0))) ? 1 : 0;
        QVERIFY2(seen >= 24, qPrintable(QString::number(seen)));
        QVERIFY(find<HealthPanel>()->isVisible() && find<CommandPanel>()->isVisible());
        QVERIFY(!find<LifePlot>()->isVisible());
    }

    void shouldStandAsInThePicture()
    {
        QVERIFY(open({1440, 900}));
        QTRY_COMPARE(find<HealthPanel>()->width(), 320);
        const auto left = [this](const QWidget *widget) {
            return widget->mapTo(m_made.window.get(), QPoint()).x();
        };
        const auto top = [this](const QWidget *widget) {
            return widget->mapTo(m_made.window.get(), QPoint()).y();
        };
        QVERIFY(top(find<HealthPanel>()) < top(find<CommandPanel>()));
        QVERIFY(left(find<CommandPanel>()) < left(find<CardView>()));
        QVERIFY(left(find<CardView>()) < left(find<ScenePanel>()));
        QVERIFY(top(find<ScenePanel>()) < top(find<HealthPlot>()));
        QVERIFY(top(find<HealthPlot>()) < top(find<LifePlot>()));
        for (std::size_t i = 0; i < categoryCount; ++i)
            QVERIFY(find<HealthCards>()->place(i).height() >= 68);
    }

    void shouldSayAllOfItsCards()
    {
        QVERIFY(open({1440, 900}));
        const QString spoken = find<HealthCards>()->accessibleDescription();
        QVERIFY2(spoken.contains(
                     u"Mechanical, 85 %, CRIT, vibration in alarm, remaining life 9 HRS, P10 6 – P90 14 h"),
                 qPrintable(spoken));
        QVERIFY(spoken.contains(u"Custom, UNKNOWN, no sensors, remaining life NOT KNOWN"));
        const QString life = find<LifePlot>()->accessibleDescription();
        QVERIFY2(life.contains(u"A Electrical STABLE, no trend in 29 days"), qPrintable(life));
    }

    void shouldExplainEachFigureWhereItStands()
    {
        QVERIFY(open({1440, 900}));
        const HealthCards &cards = *find<HealthCards>();
        const QRectF box = cards.place(1);
        QVERIFY(cards.explanationAt(box.center() + QPointF(-120, 15)).startsWith(u"Mean over"));
        QVERIFY(cards.explanationAt(box.center() + QPointF(-40, 15)).contains(u"P50"));
        QVERIFY(cards.explanationAt({box.right() - 20, box.center().y() + 15}).contains(u"score"));
        QVERIFY(cards.explanationAt({2, 2}).isEmpty());
        const LifePlot &life = *find<LifePlot>();
        QStringList rows;
        for (int y = 0; y < life.height(); ++y)
            if (const QString row = life.explanationAt(QPointF(60, y)).section(u',', 0, 0);
                !row.isEmpty() && !rows.contains(row))
                rows << row;
        QVERIFY2(
            rows.join(u'|').startsWith(u"A Environmental: 14 WEEKS|A Mechanical: 9 HRS|A Thermal: 5 DAYS"),
            qPrintable(rows.join(u'|')));
        QTRY_VERIFY(find<HealthPlot>()->accessibleDescription().contains(u"Mech 85"));
        QVERIFY(find<HealthPlot>()->accessibleDescription().contains(u"finding 07:31"));
    }

    void shouldAskForAnHourWhereThatIsChosen()
    {
        QVERIFY(open({1440, 900}));
        Segments &spans = find<HealthChartPanel>()->spans();
        QTRY_VERIFY(!m_made.health.asked.empty());
        QTest::mouseClick(&spans, Qt::LeftButton, {}, spans.place(0).center());
        QCOMPARE(m_made.health.asked.back().to - m_made.health.asked.back().from, Instant::duration(1h));
        QTest::keyClick(&spans, Qt::Key_Right);
        QCOMPARE(m_made.health.asked.back().to - m_made.health.asked.back().from, Instant::duration(24h));
    }

    void shouldSayThatItCouldNotBeAskedFor()
    {
        m_made.health.course = [](const HealthQuestion &) -> Result<HealthCourse> {
            return failure(ErrorKind::unavailable, u"The database cannot be reached."_s);
        };
        m_made.findings.view = failure(ErrorKind::unavailable, u"Away."_s);
        QVERIFY(open({1440, 900}, {}, false));
        QTRY_VERIFY(find<HealthPlot>()->accessibleDescription().contains(u"The database cannot be reached."));
        QTRY_VERIFY(find<HealthCards>()->accessibleDescription().contains(u"not known"));
        QVERIFY(!find<HealthCards>()->accessibleDescription().contains(u"– · – · –"));
    }

    void shouldKeepWhatAPersonArrangedOverARestart()
    {
        QByteArray kept;
        m_made.arrangement = {{}, [&kept](const QByteArray &state) { kept = state; }};
        QVERIFY(open({1440, 900}));
        QTest::qWait(700);
        QVERIFY(kept.isEmpty()); // nobody arranged anything
        choose(u"Health"_s, u"To the right"_s);
        choose(u"Remaining life"_s, u"Shown"_s);
        QTRY_VERIFY(!kept.isEmpty());
        const auto isAsLeft = [this] {
            return find<HealthPanel>()->mapTo(m_made.window.get(), QPoint()).x() > 720 &&
                   !find<LifePlot>()->isVisible();
        };
        QTRY_VERIFY(isAsLeft());
        m_made.close();
        m_made.arrangement.kept = kept;
        QVERIFY(open({1440, 900}));
        QTRY_VERIFY(isAsLeft());
        choose({}, u"Usual arrangement"_s);
        QVERIFY(kept.isEmpty());
        QTRY_VERIFY(find<LifePlot>()->isVisible());
        QTRY_COMPARE(find<HealthPanel>()->mapTo(m_made.window.get(), QPoint()).x(), 8);
    }

    void shouldStandAsUsualWhereWhatWasKeptIsDamaged()
    {
        m_made.arrangement = {QByteArray("\0\0\0\xff nothing", 14), {}};
        QVERIFY(open({1440, 900}));
        QTRY_COMPARE(find<HealthPanel>()->width(), 320);
        QVERIFY(!find<DockArea>()->isOwn());
    }

    void shouldCloseByItsCrossAndComeBackByTheMenu()
    {
        QVERIFY(open({1440, 900}));
        QDockWidget &dock = this->dock(u"life"_s);
        auto *cross = dock.titleBarWidget()->findChild<QAbstractButton *>();
        QVERIFY(cross && cross->accessibleName() == u"Close Remaining life");
        QTest::mouseClick(cross, Qt::LeftButton);
        QTRY_VERIFY(!dock.isVisible());
        choose(u"Remaining life"_s, u"Shown"_s);
        QTRY_VERIFY(dock.isVisible());
    }

    void shouldBecomeATab()
    {
        QVERIFY(open({1440, 900}));
        choose(u"Remaining life"_s, u"As a tab with Health by category"_s);
        QTRY_VERIFY(!m_made.window->findChildren<QTabBar *>().isEmpty());
        QTRY_VERIFY(!find<LifePlot>()->visibleRegion().isEmpty() &&
                    find<HealthPlot>()->visibleRegion().isEmpty());
    }

    void shouldOpenTheMenuByKey()
    {
        QVERIFY(open({1440, 900}));
        QTest::keyClick(m_made.window.get(), Qt::Key_P);
        QTRY_VERIFY(m_made.window->findChild<QMenu *>() && m_made.window->findChild<QMenu *>()->isVisible());
        QTest::keyClick(m_made.window->findChild<QMenu *>(), Qt::Key_Escape);
    }

    void shouldKeepTheFloorAliveWhereverItsPanelIsDragged()
    {
        QVERIFY(
            open({1440, 900}, composition::floorScene(presentation::Theme(presentation::Theme::Kind::neon))));
        const auto *scene = find<ScenePanel>();
        QTRY_VERIFY_WITH_TIMEOUT(lively(*scene), 20000);
        drag(dock(u"floor"_s), QPoint(160, 500));
        QTRY_VERIFY(!dock(u"floor"_s).isFloating());
        QTRY_VERIFY_WITH_TIMEOUT(scene->isVisible() && lively(*scene), 20000);
        for (const QString &place : {u"To the left"_s, u"Below"_s, u"To the right"_s}) {
            choose(u"Floor"_s, place);
            QTRY_VERIFY_WITH_TIMEOUT(scene->isVisible() && lively(*scene), 20000);
        }
        m_made.window->turnTo(*find<FloorPage>());
        QTRY_VERIFY_WITH_TIMEOUT(lively(*scene), 20000);
        m_made.window->turnTo(*find<MachinePage>());
        QTRY_VERIFY_WITH_TIMEOUT(scene->isVisible() && lively(*scene), 20000);
    }

    void shouldMoveByDraggingItsTitle()
    {
        QVERIFY(open({1440, 900}));
        QTest::qWait(300);
        drag(dock(u"life"_s), QPoint(160, 300));
        QTRY_VERIFY(find<DockArea>()->isOwn());
        QTRY_VERIFY(!dock(u"life"_s).isFloating());
        QTRY_VERIFY(find<LifePlot>()->mapTo(m_made.window.get(), QPoint()).x() < 720);
    }

    void shouldReadTheArrangementThatItWrote()
    {
        const QTemporaryDir folder;
        const composition::ArrangementFile file(folder.filePath(u"panels.json"_s));
        QCOMPARE(file.read().value(), QByteArray());
        const QByteArray state("\0\x01state\xff", 8);
        QVERIFY(file.write(state));
        QCOMPARE(file.read().value(), state);
        QVERIFY(file.write({}));
        QVERIFY(!QFile::exists(folder.filePath(u"panels.json"_s)));
        QFile damaged(folder.filePath(u"panels.json"_s));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(R"({"machine":"%%"})");
        damaged.close();
        QVERIFY(!file.read());
        QVERIFY(!composition::ArrangementFile(folder.filePath(u"no/panels.json"_s)).write(state));
    }

private:
    bool open(const QSize &size, Scene scene = {}, bool course = true)
    {
        if (course)
            m_made.health.course = madeup::healthCourse;
        if (!m_made.open(std::move(scene)))
            return false;
        auto state = std::make_shared<PlantState>(*m_made.states.current);
        madeup::addOutlooks(*state);
        m_made.states.current = state;
        m_made.window->resize(size);
        m_made.window->turnTo(*find<MachinePage>());
        return QTest::qWaitFor(
                   [&] { return m_made.window->size() == size && find<HealthPanel>()->isVisible(); }) &&
               QTest::qWaitFor([&] {
                   const QString spoken = find<HealthCards>()->accessibleDescription();
                   return spoken.contains(u"9 HRS") && (!course || !spoken.contains(u"not known"));
               });
    }

    template <class T> T *find() const { return m_made.window->findChild<T *>(); }
    QDockWidget &dock(const QString &id) const { return *m_made.window->findChild<QDockWidget *>(id); }

    /// Triggers an entry of the menu, or of the one of a panel in it.
    void choose(const QString &panel, const QString &entry)
    {
        find<DockArea>()->openMenu({});
        auto *menu = find<DockArea>()->findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (panel.isEmpty() && action->text() == entry)
                return trigger(*menu, *action);
            if (panel.isEmpty() || action->text() != panel)
                continue;
            for (QAction *own : action->menu()->actions())
                if (own->text() == entry)
                    return trigger(*menu, *own);
        }
        QFAIL(qPrintable(u"no %1 for %2"_s.arg(entry, panel)));
    }

    static void trigger(QMenu &menu, QAction &action)
    {
        action.trigger();
        delete &menu;
    }

    /// By its title to a point of the window, as a hand does.
    void drag(QDockWidget &dock, const QPoint &to)
    {
        QWidget &window = *m_made.window;
        const QPoint from(60, 16);
        QWidget *head = dock.titleBarWidget();
        const auto at = [&](const QPoint &point) { return head->mapFromGlobal(window.mapToGlobal(point)); };
        const QPoint start = head->mapTo(&window, from);
        QTest::mousePress(head, Qt::LeftButton, {}, from);
        for (int step = 1; step <= 8; ++step) {
            QMouseEvent move(QEvent::MouseMove, at(start + (to - start) * step / 8),
                             window.mapToGlobal(start + (to - start) * step / 8), Qt::NoButton,
                             Qt::LeftButton, {});
            QCoreApplication::sendEvent(head, &move);
            QTest::qWait(40);
        }
        QTest::mouseRelease(head, Qt::LeftButton, {}, at(to));
        QTest::qWait(300);
    }

    bool lively(const QWidget &panel) const
    {
        const QImage picture = m_made.window->screenshot();
        const QPoint place = panel.mapTo(m_made.window.get(), QPoint(0, panel.height() / 2));
        QSet<QRgb> seen;
        for (int x = 0; x < panel.width(); ++x)
            seen << picture.pixel((place + QPoint(x, 0)) * picture.devicePixelRatio());
        return seen.size() > 40;
    }

    test::MadeUpWindow m_made;
};

} // namespace

std::unique_ptr<QObject> makeHealthPanelsTest()
{
    return std::make_unique<HealthPanelsTest>();
}

#include "healthpanels_test.moc"
