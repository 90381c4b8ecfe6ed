#pragma once

#include "domain/result.h"

#include <QFont>

namespace rig::presentation {

/// The type styles of the window; sizes are px at 100 %. B612 for every number that is compared, because its
/// figures all have the same width; Inter for words; JetBrains Mono for keys.
enum class TextStyle
{
    value,       ///< 22, the number of a card
    clock,       ///< 18, UTC time
    figure,      ///< 13 bold, a number among words
    number,      ///< 12, averages and figures of the strip
    chip,        ///< 11, HIHI 7.25
    chipSmall,   ///< 10, SIM
    brand,       ///< 15, the product's name
    title,       ///< 12 caps, panel titles
    headline,    ///< 14, what the banner says
    strong,      ///< 13, names
    body,        ///< 13, prose, rows
    small,       ///< 12, units, hints
    smallStrong, ///< 12, buttons
    tiny,        ///< 11, second lines
    tinyStrong,
    caption,      ///< 11 caps
    captionSmall, ///< 10 caps, category on a card: the smallest type there is
    key,          ///< 10, key hints
    counter,      ///< 46, how many machines are in a state
    display,      ///< 40, the score of a finding
    tileId,       ///< 34, a machine on the overview, read from across the room
    tileFigure,   ///< 22, its value
    tileWord,     ///< 20, its state
    tileCause,    ///< 22, what is wrong with it
    tileName,     ///< 18
    tileChip,     ///< 15, the limit that is broken, SIM
    areaName,     ///< 24
};

QFont font(TextStyle style);

/// The families, for who cannot be handed a QFont.
QString wordsFamily();
QString figuresFamily();
QString keysFamily();

/// Makes the embedded fonts known to the application object, which must exist. `damaged` where one of them
/// cannot be read; text is then drawn in whatever the system has.
Done loadFonts();

} // namespace rig::presentation
