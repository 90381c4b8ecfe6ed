#include "presentation/typography.h"

#include <QCoreApplication>
#include <QFile>
#include <QFontDatabase>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Where the system has B612 Mono, that too calls itself "B612", and a regular weight may come out as either.
/// The embedded faces therefore go by a name of their own, of the same length, so that no offset moves.
QByteArray renamed(QByteArray face)
{
    face.replace(QByteArrayView("\0B\0006\0001\0002", 8), QByteArrayView("\0R\0006\0001\0002", 8));
    face.replace(QByteArrayView("B612"), QByteArrayView("R612"));
    return face;
}

QFont make(const QString &family, int pixels, QFont::Weight weight, double spacing = 0)
{
    QFont font(family);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    // Heights snap to pixels and stay sharp; widths do not, so that nothing moves from one scale to the next.
    font.setHintingPreference(QFont::PreferVerticalHinting);
    if (spacing != 0)
        font.setLetterSpacing(QFont::AbsoluteSpacing, spacing);
    return font;
}

QFont caps(QFont font)
{
    font.setCapitalization(QFont::AllUppercase);
    return font;
}

} // namespace

QFont font(TextStyle style)
{
    const QString figures = figuresFamily();
    const QString words = wordsFamily();
    switch (style) {
    case TextStyle::value:
        return make(figures, 22, QFont::Bold);
    case TextStyle::clock:
        return make(figures, 18, QFont::Bold);
    case TextStyle::figure:
        return make(figures, 12, QFont::Bold);
    case TextStyle::number:
        return make(figures, 12, QFont::Normal);
    case TextStyle::chip:
        return make(figures, 11, QFont::Bold);
    case TextStyle::chipSmall:
        return make(figures, 10, QFont::Bold);
    case TextStyle::brand:
        return make(words, 15, QFont::Bold, 1.85);
    case TextStyle::title:
        return caps(make(words, 12, QFont::DemiBold, 0.5));
    case TextStyle::headline:
        return make(words, 14, QFont::DemiBold);
    case TextStyle::strong:
        return make(words, 13, QFont::DemiBold);
    case TextStyle::body:
        return make(words, 13, QFont::Normal);
    case TextStyle::small:
        return make(words, 12, QFont::Normal);
    case TextStyle::smallStrong:
        return make(words, 12, QFont::DemiBold);
    case TextStyle::tiny:
        return make(words, 11, QFont::Normal);
    case TextStyle::tinyStrong:
        return make(words, 11, QFont::DemiBold);
    case TextStyle::caption:
        return caps(make(words, 11, QFont::DemiBold, 0.5));
    case TextStyle::captionSmall:
        return caps(make(words, 10, QFont::DemiBold, 0.7));
    case TextStyle::key:
        return make(u"JetBrains Mono"_s, 10, QFont::Normal);
    case TextStyle::counter:
        return make(figures, 46, QFont::Bold);
    case TextStyle::display:
        return make(figures, 40, QFont::Bold);
    case TextStyle::tileId:
        return make(figures, 34, QFont::Bold);
    case TextStyle::tileFigure:
        return make(figures, 22, QFont::Bold);
    case TextStyle::tileWord:
        return make(figures, 20, QFont::Bold);
    case TextStyle::tileCause:
        return make(words, 22, QFont::DemiBold);
    case TextStyle::tileName:
        return make(words, 18, QFont::Normal);
    case TextStyle::tileChip:
        return make(figures, 15, QFont::Bold);
    case TextStyle::areaName:
        return make(words, 24, QFont::DemiBold);
    }
    return {};
}

QString wordsFamily()
{
    return u"Inter"_s;
}

QString keysFamily()
{
    return u"JetBrains Mono"_s;
}

QString figuresFamily()
{
    return u"R612"_s;
}

Done loadFonts()
{
    const QStringList names{u"B612-Regular"_s,   u"B612-Bold"_s,  u"Inter-Regular"_s,
                            u"Inter-SemiBold"_s, u"Inter-Bold"_s, u"JetBrainsMono-Regular"_s};
    for (const QString &name : names) {
        QFile file(u":/fonts/"_s + name);
        if (!file.open(QIODevice::ReadOnly) ||
            QFontDatabase::addApplicationFontFromData(renamed(file.readAll())) < 0)
            return failure(
                ErrorKind::damaged,
                QCoreApplication::translate("rig::presentation::Typography",
                                            "The embedded font %1 cannot be read; the build is damaged.")
                    .arg(name));
    }
    return {};
}

} // namespace rig::presentation
