#include "tests.h"
#include "widgets/glyphpainter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>

using namespace rig::presentation;
using namespace rig::widgets;

namespace {

constexpr std::array all{Glyph::normal,    Glyph::warningHigh, Glyph::warningLow, Glyph::alarmHigh,
                         Glyph::alarmLow,  Glyph::stale,       Glyph::bad,        Glyph::unknown,
                         Glyph::simulated, Glyph::maintenance, Glyph::running,    Glyph::starting,
                         Glyph::stopped,   Glyph::done};

/// What a print without colours keeps: where the sign is light and where it is dark.
QImage printed(Glyph glyph, int size, Theme::Kind kind)
{
    const Theme theme(kind);
    QImage image(size, size, QImage::Format_RGB32);
    image.fill(theme.colour(Role::card));
    QPainter painter(&image);
    paintGlyph(painter, image.rect(), glyph, theme);
    painter.end();
    return image.convertToFormat(QImage::Format_Grayscale8);
}

int difference(const QImage &a, const QImage &b)
{
    int pixels = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            pixels += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) > 40;
    return pixels;
}

class GlyphTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldBeToldApartWithoutColourAtFourteenPixels();
    void shouldPointUpAboveAndDownBelowALimit();
    void shouldStayInsideItsBox();
};

void GlyphTest::shouldBeToldApartWithoutColourAtFourteenPixels()
{
    for (const auto kind : {Theme::Kind::neon, Theme::Kind::calm})
        for (std::size_t i = 0; i < all.size(); ++i)
            for (std::size_t j = i + 1; j < all.size(); ++j) {
                const int pixels = difference(printed(all[i], 14, kind), printed(all[j], 14, kind));
                QVERIFY2(
                    pixels >= 8,
                    qPrintable(QStringLiteral("%1 and %2 differ in %3 pixels").arg(i).arg(j).arg(pixels)));
            }
}

/// How much of a third of the picture is drawn on, in pixels; warnings point where there is less.
int drawn(const QImage &image, int third)
{
    const QRgb ground = image.pixel(0, image.height() / 2);
    int pixels = 0;
    for (int y = image.height() * third / 3; y < image.height() * (third + 1) / 3; ++y)
        for (int x = 0; x < image.width(); ++x)
            pixels += image.pixel(x, y) != ground;
    return pixels;
}

/// The first row from above that is white in a column.
int firstWhite(const QImage &image, int x)
{
    for (int y = 0; y < image.height(); ++y)
        if (qGray(image.pixel(x, y)) > 200)
            return y;
    return image.height();
}

/// Whether chevrons have their tips above their feet.
bool chevronsPointUp(const QImage &image)
{
    const int middle = image.width() / 2;
    return firstWhite(image, middle) < firstWhite(image, middle - image.width() / 7);
}

void GlyphTest::shouldPointUpAboveAndDownBelowALimit()
{
    for (const auto kind : {Theme::Kind::neon, Theme::Kind::calm})
        for (const int size : {14, 30}) {
            const QImage high = printed(Glyph::warningHigh, size, kind);
            const QImage low = printed(Glyph::warningLow, size, kind);
            QVERIFY(drawn(high, 0) * 2 < drawn(high, 2));
            QVERIFY(drawn(low, 2) * 2 < drawn(low, 0));
        }
    QVERIFY(chevronsPointUp(printed(Glyph::alarmHigh, 60, Theme::Kind::neon)));
    QVERIFY(!chevronsPointUp(printed(Glyph::alarmLow, 60, Theme::Kind::neon)));
}

void GlyphTest::shouldStayInsideItsBox()
{
    const Theme theme(Theme::Kind::neon);
    for (const Glyph glyph : all)
        for (const int size : {14, 20, 30}) {
            QImage image(size + 8, size + 8, QImage::Format_RGB32);
            image.fill(Qt::black);
            QPainter painter(&image);
            paintGlyph(painter, QRectF(4, 4, size, size), glyph, theme);
            painter.end();
            QImage inside = image.copy(3, 3, size + 2, size + 2);
            QImage cleared(image.size(), QImage::Format_RGB32);
            cleared.fill(Qt::black);
            QPainter back(&cleared);
            back.drawImage(3, 3, inside);
            back.end();
            QCOMPARE(image, cleared);
        }
}

} // namespace

std::unique_ptr<QObject> makeGlyphTest()
{
    return std::make_unique<GlyphTest>();
}

#include "glyph_test.moc"
