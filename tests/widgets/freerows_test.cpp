#include "tests.h"
#include "widgets/freerows.h"

#include <QTest>

using rig::widgets::FreeRows;

namespace {

class FreeRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldGiveThePlaceWantedWhereNothingIsDrawn();
    void shouldGiveTheNearestPlaceBesideWhatIsDrawn();
    void shouldNotSqueezeANameBetweenTwoCurves();
    void shouldStayInsideWhereNothingIsFree();
};

void FreeRowsTest::shouldGiveThePlaceWantedWhereNothingIsDrawn()
{
    const FreeRows rows(0, 100);
    QCOMPARE(rows.nearest(40, 16), 40.0);
    QCOMPARE(rows.nearest(-5, 16), 8.0);
    QCOMPARE(rows.nearest(99, 16), 92.0);
}

void FreeRowsTest::shouldGiveTheNearestPlaceBesideWhatIsDrawn()
{
    FreeRows rows(0, 100);
    rows.cover(50, 30);
    QCOMPARE(rows.nearest(38, 16), 22.0);
    QCOMPARE(rows.nearest(43, 16), 58.0);
    rows.cover(0, 30);
    QCOMPARE(rows.nearest(38, 16), 58.0);
}

void FreeRowsTest::shouldNotSqueezeANameBetweenTwoCurves()
{
    FreeRows rows(0, 100);
    rows.cover(40, 45);
    rows.cover(20, 30);
    rows.cover(22, 25);
    QCOMPARE(rows.nearest(35, 10), 35.0);
    QCOMPARE(rows.nearest(35, 16), 53.0);
}

void FreeRowsTest::shouldStayInsideWhereNothingIsFree()
{
    FreeRows rows(0, 100);
    rows.cover(-10, 110);
    QCOMPARE(rows.nearest(4, 16), 8.0);
    QCOMPARE(rows.nearest(120, 16), 92.0);
}

} // namespace

std::unique_ptr<QObject> makeFreeRowsTest()
{
    return std::make_unique<FreeRowsTest>();
}

#include "freerows_test.moc"
