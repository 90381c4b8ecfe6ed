#include "qml/floortier.h"
#include "tests.h"

#include <QTest>

namespace {

using namespace rig::qml;
using namespace Qt::Literals::StringLiterals;
using Milliseconds = TierChooser::Milliseconds;

constexpr Milliseconds screenFrame{1000. / 60};

/// As many frames as are judged together, those before that do not count included.
std::optional<FloorTier> takeMany(TierChooser &chooser, Milliseconds frame)
{
    std::optional<FloorTier> tier;
    for (int count = 0; count < TierChooser::warmingUp + TierChooser::counted; ++count)
        if (const auto next = chooser.take(frame))
            tier = next;
    return tier;
}

class FloorTierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldBeLowWithoutAGraphicsCard_data()
    {
        QTest::addColumn<QString>("renderer");
        QTest::addColumn<bool>("low");
        QTest::newRow("Mesa") << u"llvmpipe (LLVM 15.0.6, 256 bits)"_s << true;
        QTest::newRow("Chromium") << u"Google SwiftShader"_s << true;
        QTest::newRow("Windows") << u"Microsoft Basic Render Driver"_s << true;
        QTest::newRow("a card") << u"Mesa Intel(R) UHD Graphics 620 (KBL GT2)"_s << false;
        QTest::newRow("another") << u"NVIDIA GeForce RTX 3060/PCIe/SSE2"_s << false;
        QTest::newRow("not OpenGL") << QString() << false;
    }

    void shouldBeLowWithoutAGraphicsCard()
    {
        QFETCH(const QString, renderer);
        QFETCH(const bool, low);
        QCOMPARE(tierOfRenderer(renderer), low ? FloorTier::low : FloorTier::high);
    }

    void shouldGoDownStepByStepWhereFramesTakeTooLong()
    {
        TierChooser chooser(FloorTier::high, screenFrame);
        QCOMPARE(takeMany(chooser, Milliseconds(60)), std::optional(FloorTier::medium));
        QCOMPARE(takeMany(chooser, Milliseconds(60)), std::optional(FloorTier::low));
        QCOMPARE(takeMany(chooser, Milliseconds(60)), std::nullopt);
        QCOMPARE(chooser.tier(), FloorTier::low);
    }

    void shouldStayWhereFramesAreInTime()
    {
        TierChooser chooser(FloorTier::high, screenFrame);
        for (int times = 0; times < 5; ++times)
            QCOMPARE(takeMany(chooser, Milliseconds(17)), std::nullopt);
    }

    void shouldNotMindASlowScreenOrAFewSlowFrames()
    {
        TierChooser slowScreen(FloorTier::high, Milliseconds(1000. / 24));
        QCOMPARE(takeMany(slowScreen, Milliseconds(42)), std::nullopt);
        TierChooser chooser(FloorTier::high, screenFrame);
        for (int frame = 0; frame < 500; ++frame)
            QCOMPARE(chooser.take(Milliseconds(frame % 3 == 0 ? 200 : 16)), std::nullopt);
    }

    void shouldNotCountWhatMakesTheShaders()
    {
        TierChooser chooser(FloorTier::medium, screenFrame);
        for (int times = 0; times < 20; ++times) {
            for (int frame = 0; frame < TierChooser::warmingUp; ++frame)
                QCOMPARE(chooser.take(Milliseconds(300)), std::nullopt);
            chooser.startOver();
        }
    }

    void shouldKnowItsNames()
    {
        QCOMPARE(tierNamed(u"auto").value(), std::nullopt);
        QCOMPARE(tierNamed(u"high").value(), std::optional(FloorTier::high));
        QVERIFY(!tierNamed(u"highest"));
        QVERIFY(!tierNamed(u""));
    }
};

} // namespace

std::unique_ptr<QObject> makeFloorTierTest()
{
    return std::make_unique<FloorTierTest>();
}

#include "floortier_test.moc"
