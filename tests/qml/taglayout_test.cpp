#include "qml/hud/taglayout.h"
#include "tests.h"

#include <QRandomGenerator>
#include <QTest>

namespace {

using namespace rig::qml;

const QRectF room(12, 60, 1256, 570);
const QSizeF size(216, 44);

class TagLayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldCoverNeitherOneAnotherNorWhatIsPointedAt()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 300; ++round) {
            std::vector<QPointF> anchors;
            for (int i = 0; i < 1 + round % 8; ++i)
                anchors.emplace_back(420 + random.bounded(300), 80 + random.bounded(560));
            const auto boxes = layOutTags(anchors, size, room);
            QCOMPARE(boxes.size(), anchors.size());
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                QVERIFY(room.contains(boxes[i]));
                for (std::size_t k = 0; k < boxes.size(); ++k) {
                    QVERIFY(i == k || !boxes[i].intersects(boxes[k]));
                    QVERIFY(!boxes[i].contains(anchors[k]));
                }
            }
        }
    }

    void shouldKeepTheOrderOfHeightsInAColumn()
    {
        const std::vector<QPointF> anchors{{500, 400}, {480, 200}, {490, 300}, {900, 250}};
        const auto boxes = layOutTags(anchors, size, room);
        QVERIFY(boxes[1].top() < boxes[2].top());
        QVERIFY(boxes[2].top() < boxes[0].top());
        QCOMPARE(boxes[1].center().y(), 200.);
        QVERIFY(boxes[0].right() < 480);
        QVERIFY(boxes[3].left() > 900);
    }

    void shouldUseTheRightWhereThereIsNoRoomOnTheLeft()
    {
        const std::vector<QPointF> anchors{{200, 200}, {180, 260}, {190, 340}};
        for (const QRectF &box : layOutTags(anchors, size, QRectF(12, 60, 540, 400)))
            QVERIFY(box.left() > 200);
    }

    void shouldUseTheOtherSideAndThenLeaveOutTheLast()
    {
        const std::vector<QPointF> many(30, QPointF(300, 300));
        const auto boxes = layOutTags(many, size, room);
        const auto shown = std::ranges::count_if(boxes, [](const QRectF &box) { return !box.isEmpty(); });
        QCOMPARE(shown, 2 * static_cast<int>((570 + 10) / (44 + 10)));
        QVERIFY(!boxes.front().isEmpty());
        QVERIFY(boxes.back().isEmpty());
        QVERIFY(layOutTags(many, size, QRectF(0, 0, 300, 30)).front().isEmpty());
    }
};

} // namespace

std::unique_ptr<QObject> makeTagLayoutTest()
{
    return std::make_unique<TagLayoutTest>();
}

#include "taglayout_test.moc"
