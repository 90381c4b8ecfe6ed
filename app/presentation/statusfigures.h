#pragma once

#include "domain/systemstatus.h"
#include "presentation/glyph.h"

#include <QString>

#include <vector>

namespace rig::presentation {

/// One entry of the status strip.
struct Figure
{
    QString caption;
    QString value;
    QString unit;
    Glyph glyph = Glyph::none; ///< before the caption, where it asks for attention
    QString meaning;           ///< a sentence for the tool tip

    bool operator==(const Figure &) const = default;
};

/// What flows: total, rate, lags, names that no sensor has where there are such, stored, rejected.
std::vector<Figure> flowFigures(const SystemStatus &status);
/// Who we are and which servers are used.
std::vector<Figure> placeFigures(const SystemStatus &status);

} // namespace rig::presentation
