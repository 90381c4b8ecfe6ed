#include "qml/hud/platelayout.h"
#include "tests.h"

#include <QRandomGenerator>
#include <QTest>

namespace {

using namespace rig::qml;

const QRectF room(12, 12, 1256, 696);

PlateWish wishAt(double x, double y, float away)
{
    return {{x, y}, true, away, false, false, false, {336, 98}, {120, 26}, {}};
}

std::vector<PlatePlace> layOut(const std::vector<PlateWish> &wishes, const std::vector<QRectF> &taken = {},
                               const std::vector<PlatePlace> &before = {})
{
    return layOutPlates(wishes, before, room, taken);
}

class PlateLayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldPutAPlateAboveItsMachine()
    {
        const auto places = layOut({wishAt(640, 400, 6)});
        QCOMPARE(places[0].form, PlateForm::full);
        QCOMPARE(places[0].box.center().x(), 640.);
        QVERIFY(places[0].box.bottom() < 400);
    }

    void shouldNeverCoverOneByAnother()
    {
        QRandomGenerator random(7);
        const auto any = [&](double most) { return random.generateDouble() * most; };
        const std::vector<QRectF> taken{{1100, 560, 160, 150}, {450, 620, 380, 80}};
        int shown = 0;
        for (int round = 0; round < 200; ++round) {
            std::vector<PlateWish> wishes;
            for (int i = 0; i < 25; ++i) {
                wishes.push_back(wishAt(any(1280), any(720), static_cast<float>(3 + any(50))));
                wishes.back().pressing = any(1) < .2;
            }
            const auto places = layOut(wishes, taken);
            std::vector<QRectF> boxes = taken;
            for (const PlatePlace &place : places)
                if (place.form != PlateForm::hidden) {
                    QVERIFY(room.contains(place.box));
                    for (const QRectF &other : boxes)
                        QVERIFY(!other.intersects(place.box));
                    boxes.push_back(place.box);
                    ++shown;
                }
        }
        QVERIFY(shown > 200 * 10);
    }

    void shouldLetTheOneBehindGiveWay()
    {
        std::vector<PlateWish> wishes;
        for (int i = 0; i < 12; ++i)
            wishes.push_back(wishAt(640, 300, static_cast<float>(14 - i)));
        const auto places = layOut(wishes);
        QCOMPARE(places[11].form, PlateForm::full); // the nearest
        QVERIFY(places[0].form != PlateForm::full);
        const auto narrow =
            layOutPlates(std::vector{wishAt(60, 60, 9), wishAt(60, 60, 5)}, {}, QRectF(0, 0, 340, 140), {});
        QCOMPARE(narrow[1].form, PlateForm::full);
        QVERIFY(narrow[0].form != PlateForm::full);
    }

    void shouldFoldFarOnes() { QCOMPARE(layOut({wishAt(640, 300, 30)})[0].form, PlateForm::folded); }

    void shouldShowWhatPressesEvenInACrowd()
    {
        std::vector<PlateWish> wishes;
        for (int i = 0; i < 40; ++i)
            wishes.push_back(wishAt(640, 300, static_cast<float>(20 + i)));
        QCOMPARE(layOut(wishes)[39].form, PlateForm::hidden);
        wishes[39].pressing = true;
        QCOMPARE(layOut(wishes)[39].form, PlateForm::folded);
    }

    void shouldStayWhereItWas()
    {
        // At the edge of nearness.
        const auto near = layOut({wishAt(640, 300, 14.8F)});
        QCOMPARE(near[0].form, PlateForm::full);
        QCOMPARE(layOut({wishAt(640, 300, 15.5F)}, {}, near)[0].form, PlateForm::full);
        QCOMPARE(layOut({wishAt(640, 300, 17.5F)}, {}, near)[0].form, PlateForm::folded);
        // Where another was in the way, until that is well out of it.
        const auto two = layOut({wishAt(640, 300, 9), wishAt(640, 300, 5)});
        QVERIFY(two[0].spot != 0);
        const QRectF above = two[1].box;
        const auto beside = [&](double off) {
            return layOut({wishAt(640, 300, 9)}, {above.translated(above.width() + off, 0)}, two)[0].spot;
        };
        QCOMPARE(beside(10), two[0].spot);
        QCOMPARE(beside(30), 0);
    }

    void shouldShowWhatAllIsAboutWholeWhereverThereIsRoom()
    {
        const std::vector<QRectF> around{{300, 100, 700, 260}};
        PlateWish cause = wishAt(640, 300, 5);
        QVERIFY(layOut({cause}, around)[0].form != PlateForm::full);
        cause.central = true;
        const auto first = layOut({cause}, around);
        QCOMPARE(first[0].form, PlateForm::full);
        QVERIFY(room.contains(first[0].box) && !first[0].box.intersects(around[0]));
        // And stays there while the machine moves a little.
        PlateWish moved = cause;
        moved.anchor += QPointF(3, 2);
        QCOMPARE(layOut({moved}, around, first)[0].box, first[0].box.translated(3, 2));
        QVERIFY(layOut({cause}, {room})[0].form == PlateForm::hidden);
        // Rather beside the machine than before it.
        cause.body = QRectF(520, 366, 600, 336);
        QVERIFY(!layOut({cause}, around)[0].box.intersects(cause.body));
    }

    void shouldHideWhatIsBehindOrFarOutOfThePicture()
    {
        PlateWish behind = wishAt(640, 300, 5);
        behind.seen = false;
        const auto places = layOut({behind, wishAt(1500, 300, 5), wishAt(1300, 300, 5)});
        QCOMPARE(places[0].form, PlateForm::hidden);
        QCOMPARE(places[1].form, PlateForm::hidden);
        QCOMPARE(places[2].form, PlateForm::full);
    }
};

} // namespace

std::unique_ptr<QObject> makePlateLayoutTest()
{
    return std::make_unique<PlateLayoutTest>();
}

#include "platelayout_test.moc"
