#include "presentation/typography.h"
#include "tests.h"

#include <QFontMetricsF>
#include <QRawFont>
#include <QTest>

using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;

namespace {

class TypographyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldUseTheEmbeddedFacesAndNoSubstitute();
    void shouldGiveEveryDigitTheSameWidth();
    void shouldBeProportionalWhereTheSystemHasAMonospacedNamesake();
};

void TypographyTest::shouldUseTheEmbeddedFacesAndNoSubstitute()
{
    const std::pair<TextStyle, QString> expected[] = {
        {TextStyle::value, u"R612 Bold"_s},         {TextStyle::number, u"R612 Regular"_s},
        {TextStyle::body, u"Inter Regular"_s},      {TextStyle::strong, u"Inter Semi Bold"_s},
        {TextStyle::brand, u"Inter Bold"_s},        {TextStyle::key, u"JetBrains Mono Regular"_s},
        {TextStyle::caption, u"Inter Semi Bold"_s},
    };
    for (const auto &[style, face] : expected) {
        const QRawFont raw = QRawFont::fromFont(font(style));
        // Versions of Inter spell its weights with and without a blank.
        QString found = raw.familyName() + u' ' + raw.styleName();
        QCOMPARE(found.replace(u"SemiBold"_s, u"Semi Bold"_s), face);
    }
}

void TypographyTest::shouldGiveEveryDigitTheSameWidth()
{
    for (const TextStyle style : {TextStyle::value, TextStyle::clock, TextStyle::figure, TextStyle::number,
                                  TextStyle::chip, TextStyle::chipSmall}) {
        const QFontMetricsF metrics(font(style));
        for (QChar digit = u'1'; digit <= u'9'; digit = QChar(digit.unicode() + 1))
            QCOMPARE(metrics.horizontalAdvance(digit), metrics.horizontalAdvance(u'0'));
    }
}

void TypographyTest::shouldBeProportionalWhereTheSystemHasAMonospacedNamesake()
{
    const QFontMetricsF metrics(font(TextStyle::number));
    QVERIFY(metrics.horizontalAdvance(u'.') < metrics.horizontalAdvance(u'0') * .7);
}

} // namespace

std::unique_ptr<QObject> makeTypographyTest()
{
    return std::make_unique<TypographyTest>();
}

#include "typography_test.moc"
