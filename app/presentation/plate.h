#pragma once

#include "presentation/glyph.h"

#include <QString>

#include <vector>

namespace rig::presentation {

/// The small plate over the rig: what its colours and movements say, in words.
struct Plate
{
    struct Value
    {
        QString number;
        QString unit;
        bool fresh = true; ///< neither stale nor bad

        bool operator==(const Value &) const = default;
    };

    Glyph glyph = Glyph::unknown;
    QString word;  ///< "ALARM", "MAINT to 12:00"
    QString cause; ///< the sensor that is worst, with the age where that is the point; the reason of a
                   ///< maintenance; may be empty
    std::vector<Value> values;

    bool operator==(const Plate &) const = default;
};

/// For the machine with this number; unknown where the plant or the state has none such.
Plate plateOf(const PlantState &state, std::int32_t machine);

} // namespace rig::presentation
