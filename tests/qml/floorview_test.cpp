#include "glbfile.h"
#include "madeup/lengthened.h"
#include "madeup/madeupplant.h"
#include "picturemeasures.h"
#include "qml/bakedgeometry.h"
#include "qml/floorview.h"

#include <QGuiApplication>
#include <QQmlEngine>
#include <QQuickItem>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <set>
#include <utility>

using namespace rig;
using namespace rig::qml;
using namespace rig::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// That are seen, with their place in the window.
std::vector<std::pair<QQuickItem *, QRectF>> textsIn(QQuickItem *item)
{
    std::vector<std::pair<QQuickItem *, QRectF>> texts;
    if (!item->isVisible() || item->opacity() == 0)
        return texts;
    if (item->inherits("QQuickText") && !item->property("text").toString().isEmpty())
        texts.emplace_back(item, item->mapRectToScene(item->boundingRect()));
    for (QQuickItem *child : item->childItems())
        for (auto &text : textsIn(child))
            texts.push_back(std::move(text));
    return texts;
}

/// What draws the scene.
std::set<QObject *> modelsOf(const QQuickView &view)
{
    std::set<QObject *> models;
    for (QObject *object : view.rootObject()->findChildren<QObject *>())
        if (object->inherits("QQuick3DModel"))
            models.insert(object);
    return models;
}

/// Without the leading above and below, where lines may overlap.
QRectF lettersIn(const QRectF &line)
{
    return line.adjusted(0, line.height() * .25, 0, -line.height() * .2);
}

/// What cannot be read whole.
QString complaintsAbout(QQuickView &view)
{
    QStringList complaints;
    const auto texts = textsIn(view.rootObject());
    const QRectF whole({}, view.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto &[item, place] = texts[i];
        const QString text = item->property("text").toString();
        const QQuickItem *around = item->parentItem();
        if (!whole.contains(place))
            complaints.append(text + u" is not inside"_s);
        if (item->property("truncated").toBool())
            complaints.append(text + u" is cut"_s);
        if (around->clip() && !around->mapRectToScene(around->boundingRect()).contains(place))
            complaints.append(text + u" is clipped"_s);
        for (std::size_t j = 0; j < i; ++j)
            if (const QRectF both = lettersIn(place) & lettersIn(texts[j].second);
                both.width() > 1 && both.height() > 1)
                complaints.append(text + u" is over "_s + texts[j].first->property("text").toString());
    }
    return complaints.join(u", "_s);
}

} // namespace

class FloorViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        if (QByteArrayView(QTest::currentTestFunction()).contains("Stops"))
            return;
        m_state = madeup::quietState(madeup::demoPlant(), Origin::field);
        QVERIFY(open());
    }
    void cleanup() { m_view.reset(); }

    void shouldShowTheStopsOfHeatInTheirColours_data()
    {
        QTest::addColumn<double>("fahrenheit");
        QTest::addColumn<QColor>("colour");
        QTest::newRow("60") << 60. << QColor(0, 0, 0);
        QTest::newRow("70") << 70. << QColor(0x70, 0x15, 0x08);
        QTest::newRow("80") << 80. << QColor(0xe0, 0x2a, 0x10);
        QTest::newRow("90") << 90. << QColor(0xf0, 0x52, 0x16);
        QTest::newRow("100") << 100. << QColor(0xff, 0x7a, 0x1c);
    }
    void shouldShowTheStopsOfHeatInTheirColours()
    {
        QFETCH(double, fahrenheit);
        QFETCH(QColor, colour);
        MeshDraft draft(9);
        draft.quad({-5, -5, 0}, {5, -5, 0}, {5, 5, 0}, {-5, 5, 0}, {{0, 0, 0}, Finish::heat});
        FloorController floor;
        BakedGeometry surface(LightBake::unlit(draft));
        QQuickView view;
        view.engine()->addImportPath(u"qrc:/qml"_s);
        view.setInitialProperties({{u"floor"_s, QVariant::fromValue(&floor)},
                                   {u"surface"_s, QVariant::fromValue(&surface)},
                                   {u"core"_s, QVariant::fromValue(linear(glowAt(fahrenheit)))}});
        view.setResizeMode(QQuickView::SizeRootObjectToView);
        view.setSource(QUrl::fromLocalFile(QStringLiteral(RIG_PLAIN_HEAT)));
        QVERIFY(view.errors().isEmpty());
        view.resize(80, 60);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const QColor seen = view.grabWindow().pixelColor(40, 30);
        view.hide(); // as FloorView does when it goes
        QVERIFY2(distance(seen, colour) < 5, qPrintable(seen.name()));
    }

    void shouldTellStaleStoppedColdAndHotApart_data()
    {
        QTest::addColumn<FloorTier>("tier");
        QTest::newRow("low") << FloorTier::low;
        QTest::newRow("medium") << FloorTier::medium;
        QTest::newRow("high") << FloorTier::high;
    }
    void shouldTellStaleStoppedColdAndHotApart()
    {
        QFETCH(const FloorTier, tier);
        m_view->setTier(tier);
        m_view->stand(viewpoint(0));
        put("rpm", 2500);
        put("temperature", 97);
        const QImage hot = settledPicture();
        put("temperature", 55);
        const QImage cold = settledPicture();
        m_state.machines[0].run = RunState::stopped;
        put("rpm", 0);
        const QImage stopped = settledPicture();
        for (SensorState &sensor : m_state.machines[0].sensors)
            sensor.reason = QualityReason::stale;
        const QImage stale = picture();
        QVERIFY(differenceOf(hot, cold) > .2);
        QVERIFY(differenceOf(cold, stopped) > .05);
        QVERIFY(differenceOf(stopped, stale) > .2);
        QVERIFY(saturationOf(stale) < saturationOf(cold) / 2);
        for (SensorState &sensor : m_state.machines[0].sensors)
            sensor.quality = Quality::bad;
        QVERIFY(differenceOf(stale, settledPicture()) > .1);
    }

    void shouldChangeItsTierWithoutLosingAnything()
    {
        m_view->setReducedMotion(true);
        put("rpm", 0);
        m_view->stand(viewpoint(0));
        const QImage low = settledPicture();
        m_view->setTier(FloorTier::high);
        const QImage high = settledPicture();
        QVERIFY(differenceOf(low, high) > .1);
        m_view->setTier(FloorTier::medium);
        const QImage medium = settledPicture();
        QVERIFY(differenceOf(low, medium) > .1);
        QVERIFY(differenceOf(high, medium) > .05); // its surfaces are smooth
        m_view->setTier({});                       // tests have no graphics card
        QCOMPARE(m_view->tier(), FloorTier::low);
        QVERIFY(differenceOf(low, settledPicture()) < .01);
        m_view->setTier(FloorTier::high);
        QVERIFY(differenceOf(high, settledPicture()) < .01);
        m_view->setTier(FloorTier::medium);
        QVERIFY(differenceOf(medium, settledPicture()) < .01);
    }

    void shouldKeepThePlateBeforeWhatIsNear()
    {
        m_view->resize(600, 390); // where the plate of the chosen machine lies in a corner
        QTRY_COMPARE(m_view->rootObject()->size(), QSizeF(600, 390));
        MachinePlate plate;
        plate.machine = m_state.machines[0].machine;
        plate.word = u"ALARM"_s;
        plate.cause = u"vibration"_s;
        plate.values = {{u"Vibration"_s, u"7"_s, u"mm/s"_s, true, {}}};
        plate.edge = Qt::green;
        m_view->presentPlates({plate});
        m_view->choose(plate.machine);
        for (const float away : {3.F, 1.6F, 1.35F, 1.2F}) {
            const Placement &machine = m_view->hall()->plan.machines[0];
            const Stance before = viewpoint(0);
            const QVector3D way = (before.eye - machine.at) * QVector3D(1, 0, 1);
            m_view->stand({machine.at + way.normalized() * away + QVector3D(0, 1.68F, 0), before.yaw, -25});
            const QImage seen = picture();
            const int left = 10; // inside the plate, left of its words
            for (int y = seen.height() - 12; y > seen.height() - 40; y -= 6)
                QVERIFY2(distance(seen.pixelColor(left + 2, y), QColor(20, 20, 90)) < 12,
                         qPrintable(seen.pixelColor(left + 2, y).name()));
        }
    }

    void shouldDrawNothingWhileNothingMovesOrItIsHidden()
    {
        QTRY_VERIFY(framesIn(300ms) > 0);
        m_view->hide();
        QCOMPARE(framesIn(300ms), 0);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        for (MachineState &machine : m_state.machines)
            machine = MachineState{machine.machine,
                                   RunState::unknown,
                                   {},
                                   Origin::field,
                                   std::vector<SensorState>(machine.sensors.size()),
                                   {},
                                   {}};
        present();
        QTRY_COMPARE(framesIn(300ms), 0);
    }

    void shouldDrawAgainAfterItsGraphicsAreLost()
    {
        m_view->setReducedMotion(true);
        put("rpm", 0);
        m_view->stand(viewpoint(0));
        const QImage before = settledPicture();
        m_view->setPersistentGraphics(false);
        m_view->setPersistentSceneGraph(false);
        QSignalSpy lost(m_view.get(), &QQuickWindow::sceneGraphInvalidated);
        m_view->hide();
        QTRY_VERIFY(lost.count() > 0);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        framesIn(300ms);
        QVERIFY(differenceOf(before, settledPicture()) <
                .25); // what turns begins anew; nothing at all would be .8
    }

    void shouldWalkAfterAClickAndLetGoOfEverythingWhenTheFocusGoes()
    {
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 200));
        QVERIFY(m_view->entered());
        const QVector3D start = m_view->walker().stance().eye;
        QTest::keyPress(m_view.get(), Qt::Key_W);
        QTRY_VERIFY(m_view->walker().stance().eye.z() < start.z() - .5F);
        QWindow other;
        other.show();
        other.requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QTRY_VERIFY(!m_view->entered());
        QTRY_VERIFY(!m_view->walker().moving());
        QCOMPARE(m_view->cursor().shape(), Qt::ArrowCursor);
    }

    void shouldTakeItsKeysBeforeTheWindowAroundWhileSomebodyWalks()
    {
        const auto taken = [this](int key) {
            QKeyEvent override(QEvent::ShortcutOverride, key, Qt::NoModifier);
            override.ignore();
            QCoreApplication::sendEvent(m_view.get(), &override);
            return override.isAccepted();
        };
        QVERIFY(!taken(Qt::Key_N));
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 200));
        for (const int key : {Qt::Key_N, Qt::Key_G, Qt::Key_3, Qt::Key_W, Qt::Key_Escape})
            QVERIFY(taken(key));
        QVERIFY(!taken(Qt::Key_V));
    }

    void shouldTakeAKeyByItsPlaceWhereItIsWrittenInAnotherScript()
    {
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 200));
        QKeyEvent third(QEvent::KeyPress, Qt::Key_NumberSign, Qt::ShiftModifier, 12, 0, 0);
        QCoreApplication::sendEvent(m_view.get(), &third);
        QTRY_COMPARE(m_view->walker().stance(), viewpoint(2));
        QKeyEvent forward(QEvent::KeyPress, 0x426, Qt::NoModifier, 25, 0, 0);
        QCoreApplication::sendEvent(m_view.get(), &forward);
        QTRY_VERIFY(m_view->walker().stance() != viewpoint(2));
    }

    void shouldGoOnWhereTheWindowAroundGetsTheFocus()
    {
        QWindow around;
        m_view.reset();
        const auto apart = qScopeGuard([this] { m_view.reset(); });
        around.resize(700, 500);
        around.show();
        QVERIFY(open(&around));
        m_view->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 200));
        QVERIFY(m_view->entered());
        around.requestActivate();
        framesIn(300ms);
        QVERIFY(m_view->entered());
        QTRY_COMPARE(QGuiApplication::focusWindow(), m_view.get());
    }

    void shouldSayWhereOneStandsAfterGoingThere()
    {
        m_view->choose(1);
        m_view->goTo(3);
        present();
        m_view->choose(1); // as a page says at each tick that has not heard of it
        QCOMPARE(m_view->hud().chosen()->plate().machine, 3);
        m_view->returnToChosen(); // to go somewhere is to choose it
        QCOMPARE(m_view->hud().chosen()->plate().machine, 3);
    }

    void shouldStayAtACauseOfAnotherMachineThanTheChosenOne()
    {
        m_view->choose(2);
        m_view->walkToCause({1, u"finding A-7"_s, u"0.87"_s, {}, {{0, 60}}});
        m_view->choose(2); // as the page says at each tick
        QVERIFY(m_view->hud().cause());
    }

    void shouldShowHeatInItsColourInEachTier_data()
    {
        QTest::addColumn<FloorTier>("tier");
        QTest::newRow("low") << FloorTier::low;
        QTest::newRow("medium") << FloorTier::medium;
        QTest::newRow("high") << FloorTier::high;
    }
    void shouldShowHeatInItsColourInEachTier()
    {
        QFETCH(FloorTier, tier);
        m_view->setReducedMotion(true);
        m_view->setTier(tier);
        put("temperature", 97);
        m_view->stand(viewpoint(0));
        const auto hot = [this] {
            const QImage picture = settledPicture();
            int same = 0;
            for (int y = picture.height() / 4; y < picture.height() * 3 / 4; ++y)
                for (int x = picture.width() / 4; x < picture.width() * 3 / 4; ++x)
                    same += distance(picture.pixelColor(x, y), glowAt(97)) < 12 ? 1 : 0;
            return same;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hot() > 200, 20'000);
    }

    void shouldIgnoreTheRepetitionOfAKey()
    {
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 200));
        QTest::keyPress(m_view.get(), Qt::Key_Up);
        QKeyEvent up(QEvent::KeyRelease, Qt::Key_Up, {}, {}, true);
        QCoreApplication::sendEvent(m_view.get(), &up);
        QTRY_VERIFY(m_view->walker().moving());
        framesIn(300ms);
        QVERIFY(m_view->walker().moving());
        QTest::keyRelease(m_view.get(), Qt::Key_Up);
        QTRY_VERIFY(!m_view->walker().moving());
    }

    void shouldGoToAMachineByItsNumber()
    {
        QSignalSpy went(m_view.get(), &FloorView::wentTo);
        QTest::keyClick(m_view.get(), Qt::Key_2);
        QTRY_COMPARE(m_view->walker().stance().eye, viewpoint(1).eye);
        QCOMPARE(went.count(), 1);
        QCOMPARE(went[0][0].toInt(), m_view->hall()->plan.machines[1].machine);
    }

    void shouldSeeAMachineFromWhereSomebodyKeptIt()
    {
        QSignalSpy kept(m_view.get(), &FloorView::viewpointsChanged);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 200));
        QTest::keyClick(m_view.get(), Qt::Key_F); // who walks would fall from there
        m_view->choose(m_state.machines[1].machine);
        Stance mine = viewpoint(1);
        mine.eye += QVector3D(1.5F, .4F, .8F);
        mine.pitch = 50; // at nothing
        m_view->stand(mine);
        QTest::keyClick(m_view.get(), Qt::Key_B);
        QCOMPARE(kept.count(), 1);
        QVERIFY(!m_view->hud().said().isEmpty());
        QTest::keyClick(m_view.get(), Qt::Key_F);
        QTest::keyClick(m_view.get(), Qt::Key_1);
        QTRY_COMPARE(m_view->walker().stance().eye, viewpoint(0).eye);
        QTest::keyClick(m_view.get(), Qt::Key_2);
        QTRY_VERIFY((m_view->walker().stance().eye - mine.eye).length() < .01F);
        QTest::qWait(300); // and does not fall from there
        QVERIFY((m_view->walker().stance().eye - mine.eye).length() < .01F);
        QTest::keyClick(m_view.get(), Qt::Key_B); // and drops it again
        QVERIFY(kept.last()[0].value<Viewpoints>().empty());
        QTest::keyClick(m_view.get(), Qt::Key_1);
        QTRY_COMPARE(m_view->walker().stance().eye, viewpoint(0).eye);
        QTest::keyClick(m_view.get(), Qt::Key_2);
        QTRY_COMPARE(m_view->walker().stance().eye, viewpoint(1).eye);
    }

    void shouldShowAGhostOfWhatModelsExpectBySwitch()
    {
        m_view->setReducedMotion(true);
        m_view->showExpected(true);
        QVERIFY(m_view->hud().said().contains(u"No model"_s));
        m_view->showExpected(false);
        MachineScore score;
        score.machine = 1;
        score.score = .2;
        score.expected = {{"rpm", 1000, 10}, {"temperature", 100, 1}};
        m_state.machines[0].score = score;
        present();
        MachinePlate plate;
        plate.machine = 1;
        plate.values = {{u"Rotor speed"_s, u"3000"_s, u"RPM"_s, true, u"1000"_s}};
        m_view->presentPlates({plate});
        const auto *shown = static_cast<const PlateModel *>(m_view->hud().plates().front());
        const QSizeF size = shown->fullSize();
        QCOMPARE(shown->expected(), QStringList{QString()});
        m_view->stand(closeViewpointOf(m_view->hall()->plan, m_view->hall()->plan.machines[0]));
        const QImage without = picture();
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 200));
        QTest::keyClick(m_view.get(), Qt::Key_G);
        QVERIFY(m_view->expecting());
        QCOMPARE(shown->expected(), QStringList{u"1000"_s});
        QVERIFY(shown->fullSize().height() > size.height());
        QVERIFY(ghostly(picture()) > ghostly(without) + 300);
        QTest::keyClick(m_view.get(), Qt::Key_G);
        QVERIFY(!m_view->expecting());
        QVERIFY(ghostly(picture()) < ghostly(without) + 50);
    }

    void shouldShowNotesWhereTheyArePinned()
    {
        const HallPlan &plan = m_view->hall()->plan;
        const Mount &mount = plan.machines[0].mounts.front();
        QSignalSpy wanted(m_view.get(), &FloorView::noteWanted);
        m_view->pin(
            {{1, mount.slot, u"loud"_s, u"mara"_s, 2}, {2, -1, u"oil"_s, u"piet"_s, 1}, {9, -1, {}, {}, 1}});
        m_view->stand(closeViewpointOf(plan, plan.machines[0]));
        const auto notes = m_view->hud().notes();
        QCOMPARE(notes.size(), 3);
        const auto *first = static_cast<const NoteModel *>(notes[0]);
        QVERIFY(first->shown());
        const auto seen =
            seenAt(placeOn(plan.machines[0], mount.at), m_view->walker().stance(), m_view->size());
        QCOMPARE(first->at(), *seen);
        QVERIFY(!static_cast<const NoteModel *>(notes[2])->shown()); // there is no such machine
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 200));
        Stance stance = m_view->walker().stance();
        const QVector3D way = placeOn(plan.machines[0], mount.at) - stance.eye;
        stance.yaw = qRadiansToDegrees(std::atan2(-way.x(), -way.z()));
        stance.pitch = qRadiansToDegrees(std::atan2(way.y(), std::hypot(way.x(), way.z())));
        m_view->stand(stance);
        QVERIFY(m_view->hud().sensor());
        QCOMPARE(m_view->hud().noteText(), u"loud"_s);
        QTest::keyClick(m_view.get(), Qt::Key_N);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toInt(), 1);
        QCOMPARE(wanted[0][1].toInt(), mount.slot);
        QVERIFY(!m_view->entered()); // whoever writes has the keyboard
        m_view->pin({});
        QVERIFY(m_view->hud().notes().empty());
    }

    void shouldNotGoToAKeptViewOutsideTheHall()
    {
        m_view->setViewpoints({{m_view->hall()->plan.machines[1].id, {{0, 1.7F, 300}, 0, 0}}});
        QTest::keyClick(m_view.get(), Qt::Key_2);
        QTRY_COMPARE(m_view->walker().stance().eye, viewpoint(1).eye);
    }

    void shouldHaveAPlateAtEachMachineWhereTheSceneShowsIt()
    {
        m_view->resize(1000, 600);
        QTRY_COMPARE(m_view->rootObject()->size(), QSizeF(1000, 600));
        m_view->stand({{0, 1.68F, -2}, 12, -4});
        picture();
        picture();
        auto *scene = m_view->rootObject()->findChild<QObject *>(u"view"_s);
        QVERIFY(scene);
        int shown = 0;
        for (qsizetype i = 0; i < m_view->hud().plates().size(); ++i) {
            const auto *plate = static_cast<const PlateModel *>(m_view->hud().plates()[i]);
            QCOMPARE(plate->plate().machine,
                     m_view->hall()->plan.machines[static_cast<std::size_t>(i)].machine);
            if (!plate->shown())
                continue;
            ++shown;
            const QVector3D top =
                m_view->hall()->plan.machines[static_cast<std::size_t>(i)].at + QVector3D(0, 2.95F, 0);
            QVector3D seen;
            QVERIFY(QMetaObject::invokeMethod(scene, "mapFrom3DScene", Q_RETURN_ARG(QVector3D, seen),
                                              Q_ARG(QVector3D, top)));
            QVERIFY2(std::abs(seen.x() - plate->anchor().x()) < 1,
                     qPrintable(u"%1 %2"_s.arg(seen.x()).arg(plate->anchor().x())));
            QVERIFY2(std::abs(seen.y() - plate->anchor().y()) < 1, qPrintable(QString::number(seen.y())));
        }
        QVERIFY(shown >= 2);
    }

    void shouldNameWhatIsLookedAtAndPickItOnAClick()
    {
        QSignalSpy picked(m_view.get(), &FloorView::picked);
        m_view->stand(viewpoint(1));
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 200));
        QVERIFY(m_view->entered());
        QCOMPARE(picked.count(), 0);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 200));
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked[0][0].toInt(), m_view->hall()->plan.machines[1].machine);
        Stance up = viewpoint(1);
        up.pitch = 70;
        m_view->stand(up);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 200));
        QCOMPARE(picked.count(), 1);
        QVERIFY(m_view->hud().target()->name().isEmpty());
    }

    void shouldLookAroundAndGoToMachinesByAFingerWithoutCatchingAnything()
    {
        QPointingDevice *finger = QTest::createTouchDevice();
        QSignalSpy picked(m_view.get(), &FloorView::picked);
        const auto touch = [&](const QPoint &from, const QPoint &to) {
            QTest::touchEvent(m_view.get(), finger).press(0, from);
            for (int step = 1; step <= 4; ++step)
                QTest::touchEvent(m_view.get(), finger).move(0, from + (to - from) * step / 4);
            QTest::touchEvent(m_view.get(), finger).release(0, to);
        };
        const Stance before{{0, 1.68F, -2}, 0, 0};
        m_view->stand(before);
        touch({200, 200}, {300, 200});
        QVERIFY(m_view->walker().stance().yaw > before.yaw + 3); // to the left, as the scene went right
        QCOMPARE(m_view->walker().stance().eye, before.eye);
        m_view->stand(before);
        const Placement &machine = m_view->hall()->plan.machines[0];
        const auto seen = seenAt(machine.at + coreAt, before, m_view->size());
        QVERIFY(seen);
        touch(seen->toPoint(), seen->toPoint());
        QTRY_COMPARE(m_view->walker().stance().eye, viewpoint(0).eye);
        QCOMPARE(picked.count(), 0);
        const QPoint middle(m_view->width() / 2, m_view->height() / 2);
        touch(middle, middle);
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked[0][0].toInt(), machine.machine);
        QVERIFY(!m_view->entered());
    }

    void shouldLeadToACauseAndBack()
    {
        m_view->resize(1000, 600);
        QTRY_COMPARE(m_view->rootObject()->size(), QSizeF(1000, 600));
        m_view->nameSensorsBy([](std::int32_t machine, int slot) {
            return SensorTag{u"%1/%2"_s.arg(machine).arg(slot), u"7"_s, {}, Qt::red};
        });
        const Stance mine{{1, 1.68F, -5}, 20, 0};
        m_view->stand(mine);
        const std::int32_t machine = m_view->hall()->plan.machines[1].machine;
        m_view->walkToCause({machine, u"finding B-7"_s, u"0.87"_s, {}, {{0, 41}, {4, 30}, {7, 20}, {9, 9}}});
        const auto &tags = m_view->hud().tags();
        QCOMPARE(tags.size(), 4);
        QTRY_COMPARE(m_view->walker().stance(),
                     closeViewpointOf(m_view->hall()->plan, m_view->hall()->plan.machines[1]));
        QTRY_VERIFY(static_cast<TagModel *>(tags[3])->shown());
        QCOMPARE(static_cast<TagModel *>(tags[1])->title(), u"%1/4"_s.arg(machine));
        QVERIFY(!static_cast<TagModel *>(tags[2])->property("dim").toBool());
        QVERIFY(static_cast<TagModel *>(tags[3])->property("dim").toBool());
        for (const QObject *plate : m_view->hud().plates())
            for (const QObject *tag : tags) {
                const auto *shown = static_cast<const PlateModel *>(plate);
                QVERIFY(!shown->shown() ||
                        !shown->box().intersects(static_cast<const TagModel *>(tag)->box()));
            }
        m_view->walkToCause({99, {}, {}, {}, {}}); // no such machine: one stays where one is
        QCOMPARE(m_view->hud().tags().size(), 4);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QVERIFY(m_view->hud().tags().isEmpty());
        QTRY_COMPARE(m_view->walker().stance(), mine);
        QTest::keyClick(m_view.get(), Qt::Key_Escape); // a second time it leads nowhere
        QCOMPARE(m_view->walker().stance(), mine);
    }

    void shouldLeaveTagsWhereTheyAreWhenOneGoesInAtACause()
    {
        m_view->resize(1280, 720);
        QTRY_COMPARE(m_view->rootObject()->size(), QSizeF(1280, 720));
        const Placement &machine = m_view->hall()->plan.machines[0];
        m_view->walkToCause({machine.machine, u"finding A-7"_s, u"0.87"_s, {}, {{0, 41}, {4, 30}, {7, 20}}});
        QTRY_COMPARE(m_view->walker().stance(), closeViewpointOf(m_view->hall()->plan, machine));
        picture();
        const auto boxes = [&] {
            std::vector<QRectF> all;
            for (const QObject *tag : m_view->hud().tags())
                all.push_back(static_cast<const TagModel *>(tag)->box());
            return all;
        };
        const auto before = boxes();
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(640, 360));
        QVERIFY(m_view->entered());
        picture();
        QTRY_VERIFY(!m_view->hud().target()->name().isEmpty()); // whose name lies at the crosshair
        framesIn(300ms);
        QCOMPARE(boxes(), before);
        // Other shares, where one is.
        const Stance here = m_view->walker().stance();
        m_view->renewCause({machine.machine, u"finding A-7"_s, u"0.9"_s, {}, {{0, 50}, {4, 30}}});
        QCOMPARE(m_view->hud().causeScore(), u"0.9"_s);
        QCOMPARE(m_view->hud().tags().size(), 2);
        QCOMPARE(m_view->walker().stance(), here);
        m_view->renewCause({machine.machine, u"finding A-8"_s, {}, {}, {}}); // not the one that is shown
        QCOMPARE(m_view->hud().tags().size(), 2);
    }

    void shouldEndACauseWhenOneGoesElsewhere()
    {
        const std::int32_t first = m_view->hall()->plan.machines[0].machine;
        const std::int32_t second = m_view->hall()->plan.machines[1].machine;
        const Cause cause{first, u"finding A-7"_s, u"0.87"_s, {}, {{0, 60}}};
        m_view->choose(first);
        m_view->walkToCause(cause);
        QVERIFY(m_view->hud().cause());
        m_view->choose(second); // as the window does when another one is chosen
        QVERIFY(!m_view->hud().cause());
        QTRY_COMPARE(m_view->walker().stance(), viewpoint(1));
        m_view->walkToCause(cause);
        m_view->goTo(second);
        QVERIFY(!m_view->hud().cause());
        m_view->walkToCause(cause);
        m_view->choose(second);
        m_view->walkToCause(cause);
        m_view->returnToChosen(); // which is that of the cause
        QVERIFY(!m_view->hud().cause());
        QCOMPARE(m_view->walker().stance(), viewpoint(0));
        m_view->walkToCause(cause);
        PlantDefinition definition = m_state.plant->definition();
        definition.machines[0].retired = true;
        m_state = madeup::quietState(*Plant::make(2, definition), Origin::field);
        QSignalSpy shown(m_view.get(), &FloorView::hallShown);
        present();
        QVERIFY(shown.wait(20'000));
        QVERIFY(!m_view->hud().cause());
    }

    void shouldLeadBackByAClickOnTheBannerWithoutGoingIn()
    {
        m_view->resize(1000, 600);
        QTRY_COMPARE(m_view->rootObject()->size(), QSizeF(1000, 600));
        m_view->walkToCause(
            {m_view->hall()->plan.machines[0].machine, u"finding A-7"_s, u"0.87"_s, {}, {{0, 60}}});
        picture();
        const QPoint banner(960, 30);
        QTRY_VERIFY(std::ranges::any_of(m_view->hud().taken(),
                                        [&](const QRectF &box) { return box.contains(banner); }));
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, banner);
        QVERIFY(!m_view->entered());
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, banner);
        QVERIFY(!m_view->hud().cause());
        QVERIFY(!m_view->entered());
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(500, 300));
        QVERIFY(m_view->entered());
    }

    void shouldCutNothingInALanguageWithLongerWords_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1280 by 720") << QSize(1280, 720);
        QTest::newRow("the least with room for plates") << QSize(860, 480);
        QTest::newRow("beside evidence") << QSize(600, 420);
        QTest::newRow("in a corner") << QSize(300, 220);
    }
    void shouldCutNothingInALanguageWithLongerWords()
    {
        QFETCH(const QSize, size);
        Lengthened language;
        QCoreApplication::installTranslator(&language);
        m_view->engine()->retranslate();
        m_view->resize(size);
        QTRY_COMPARE(m_view->rootObject()->size(), QSizeF(size));
        std::vector<MachinePlate> plates;
        for (const MachineState &machine : m_state.machines) {
            MachinePlate plate;
            plate.machine = machine.machine;
            plate.name = u"Alpha"_s;
            plate.word = u"RUNNING"_s + u"ööö"_s;
            plate.mark = u"SIMöö"_s;
            plate.score = u"0.12"_s;
            plate.values = {{u"Rotor speed"_s, u"3124"_s, u"RPM"_s, true, {}},
                            {u"Temperature"_s, u"84.1"_s, u"°F"_s, true, {}},
                            {u"Vibration"_s, u"7.62"_s, u"mm/s"_s, true, {}}};
            plates.push_back(std::move(plate));
        }
        m_view->presentPlates(plates);
        m_view->choose(1);
        m_view->stand(viewpoint(0));
        m_view->grabWindow();
        QCOMPARE(complaintsAbout(*m_view), QString());
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(size.width() / 2, size.height() / 2));
        QVERIFY(m_view->entered());
        m_view->say(
            u"[Model of no such name, of machine B, is not there: the usual machine stands there now. "
            "Put it into the folder shapes of the data directory, or name another one. öööööö öööööö]"_s);
        m_view->grabWindow();
        QCOMPARE(complaintsAbout(*m_view), QString());
        m_view->stepBack();
        m_view->say({});
        m_view->walkToCause({1, u"finding A-1187"_s, u"0.87"_s, {}, {{0, 60}}});
        QTRY_VERIFY(!m_view->walker().moving());
        m_view->grabWindow();
        QCOMPARE(complaintsAbout(*m_view), QString());
        QCoreApplication::removeTranslator(&language);
    }

    void shouldShowAMachineAgainThatOneComesBackTo()
    {
        m_view->setReducedMotion(true);
        put("rpm", 0);
        for (SensorState &sensor : m_state.machines[1].sensors)
            sensor.value = 0;
        m_view->stand(viewpoint(1));
        const QImage near = settledPicture();
        m_view->stand({{0, 1.68F, -1}, 0, 0});
        settledPicture();
        m_view->stand(viewpoint(1));
        const QImage again = settledPicture();
        QVERIFY(differenceOf(near, again) < .02);
    }

    void shouldRebuildTheHallWhenThePlantChangesAndLeaveOneWhereOneIs()
    {
        const Stance stance{{1, 1.68F, -5}, 20, 0};
        m_view->stand(stance);
        PlantDefinition definition = m_state.plant->definition();
        Machine fourth = definition.machines[2];
        fourth.id = "D";
        fourth.number = 4;
        fourth.place = {14, 32, 0, {}, {}};
        definition.machines.push_back(fourth);
        m_state = madeup::quietState(*Plant::make(2, definition), Origin::field);
        QSignalSpy shown(m_view.get(), &FloorView::hallShown);
        present();
        QVERIFY(shown.wait(20'000));
        QCOMPARE(m_view->hall()->plan.machines.size(), 4U);
        QCOMPARE(m_view->walker().stance(), stance);
        definition.sensors[0].title = "Another name"; // which the hall does not show
        m_state = madeup::quietState(*Plant::make(3, definition), Origin::field);
        present();
        QVERIFY(!shown.wait(500));
    }

    void shouldDrawAnotherHallWithTheModelsThatAreThere()
    {
        stopTurbines();
        QVERIFY(open());
        m_view->setReducedMotion(true);
        const auto models = modelsOf(*m_view);
        QVERIFY(models.size() > 20);
        PlantDefinition definition = m_state.plant->definition();
        definition.machines[1].place.x += 2;
        definition.machines[1].place.rotation += 90;
        QVERIFY(becomes(definition));
        QCOMPARE(modelsOf(*m_view), models);
        QVERIFY(looksAsIfMadeAnew());
        definition.machines[0].retired = true; // each of the others takes the place of the one before it
        QVERIFY(becomes(definition));
        QTRY_VERIFY(modelsOf(*m_view).size() < models.size());
        const auto fewer = modelsOf(*m_view);
        QVERIFY(std::ranges::includes(models, fewer));
        QVERIFY(looksAsIfMadeAnew());
        definition.machines[0].retired = false;
        QVERIFY(becomes(definition));
        QCOMPARE(modelsOf(*m_view).size(), models.size());
        QVERIFY(std::ranges::includes(modelsOf(*m_view), fewer));
        QVERIFY(looksAsIfMadeAnew());
    }

    void shouldShowAMachinesOwnModelAndSayWhereThereIsNone()
    {
        const QImage before = settledPicture();
        QTemporaryDir folder;
        rig::test::GlbFile press;
        press.add({"body", "steel", {-1, 0, -1}, {1, 3, 1}, {}});
        press.add({"rotor", "steel", {-.5F, -.1F, 0}, {.5F, .1F, .1F}, {0, 2, 1.1F}});
        QVERIFY(press.write(folder.filePath(u"press.glb"_s)));
        m_view->setShapes(folder.path());
        PlantDefinition definition = m_state.plant->definition();
        definition.machines[0].place.shape = "press.glb";
        definition.machines[1].place.shape = "mill.glb";
        m_state = madeup::quietState(*Plant::make(2, definition), Origin::field);
        QSignalSpy shown(m_view.get(), &FloorView::hallShown);
        present();
        QVERIFY(shown.wait(20'000));
        QVERIFY(!m_view->hall()->parts[0].usual);
        QVERIFY(m_view->hall()->parts[1].usual);
        QVERIFY2(m_view->hud().said().contains(u"mill.glb of machine B"_s), qPrintable(m_view->hud().said()));
        QVERIFY(differenceOf(before, settledPicture()) > .02);
    }

private:
    void put(const char *name, double value) { madeup::sensor(m_state, 0, name).value = value; }
    void present() { m_view->present(std::make_shared<PlantState>(m_state)); }

    void stopTurbines()
    {
        for (std::size_t machine = 0; machine < m_state.machines.size(); ++machine)
            madeup::sensor(m_state, machine, "rpm").value = 0;
    }

    /// Whether a view is there and shows the state.
    bool open(QWindow *around = nullptr)
    {
        m_view = std::make_unique<FloorView>(neonPaint(), style(), around);
        m_view->resize(640, 400);
        m_view->show();
        if (!QTest::qWaitForWindowExposed(m_view.get()))
            return false;
        QSignalSpy shown(m_view.get(), &FloorView::hallShown);
        present();
        return shown.wait(20'000);
    }

    /// Whether another hall was built of it; nothing turns in that.
    bool becomes(const PlantDefinition &definition)
    {
        m_state = madeup::quietState(*Plant::make(m_state.plant->revision() + 1, definition), Origin::field);
        stopTurbines();
        QSignalSpy shown(m_view.get(), &FloorView::hallShown);
        present();
        return shown.wait(20'000);
    }

    /// Each machine, beside a view that never showed another hall.
    bool looksAsIfMadeAnew()
    {
        const auto pictures = picturesOfMachines();
        m_view->hide(); // two that draw at the same time end the program now and then (6.4.2)
        auto view = std::move(m_view);
        if (!open())
            return false;
        m_view->setReducedMotion(true);
        const auto anew = picturesOfMachines();
        m_view = std::move(view);
        m_view->show();
        if (!QTest::qWaitForWindowExposed(m_view.get()))
            return false;
        return std::ranges::equal(pictures, anew, [](const QImage &one, const QImage &other) {
            return differenceOf(one, other) < .02;
        });
    }

    std::vector<QImage> picturesOfMachines()
    {
        std::vector<QImage> pictures;
        for (std::size_t i = 0; i < m_view->hall()->plan.machines.size(); ++i) {
            m_view->stand(viewpoint(i));
            pictures.push_back(settledPicture());
        }
        return pictures;
    }

    static SceneStyle style()
    {
        SceneStyle style;
        style.plate = QColor(20, 20, 90);
        style.text = Qt::white;
        style.expected = QColor(0, 255, 0); // like nothing in the hall
        return style;
    }

    Stance viewpoint(std::size_t machine) const
    {
        const HallPlan &plan = m_view->hall()->plan;
        return viewpointOf(plan, plan.machines[machine]);
    }

    QImage picture()
    {
        present();
        return m_view->grabWindow();
    }

    /// When everything has come to what the state says: as soon as two pictures are the same, and of what
    /// turns after a while.
    QImage settledPicture()
    {
        QImage last = picture();
        for (int tries = 0; tries < 5; ++tries) {
            framesIn(400ms);
            const QImage next = m_view->grabWindow();
            if (std::exchange(last, next) == next && tries > 0)
                break;
        }
        return last;
    }

    int framesIn(std::chrono::milliseconds time)
    {
        std::atomic<int> frames = 0; // another thread tells of them, which a QSignalSpy does not bear
        const auto counting = connect(
            m_view.get(), &QQuickWindow::frameSwapped, this, [&] { ++frames; }, Qt::DirectConnection);
        QTest::qWait(static_cast<int>(time.count()));
        disconnect(counting);
        return frames;
    }

    PlantState m_state;
    std::unique_ptr<FloorView> m_view;
};

QTEST_MAIN(FloorViewTest)

#include "floorview_test.moc"
