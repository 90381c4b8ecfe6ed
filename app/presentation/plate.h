#pragma once

#include "domain/remaininglife.h"
#include "presentation/glyph.h"
#include "presentation/lifewords.h"

#include <QString>

#include <optional>
#include <vector>

namespace rig::presentation {

/// The plate of a machine on the floor: what its colours and movements say, in words.
struct Plate
{
    struct Value
    {
        QString label; ///< "Rotor speed"
        QString number;
        QString unit;
        bool fresh = true; ///< good: neither stale nor bad nor uncertain
        QString expected;  ///< what models expect of it, likewise; empty where they do not say
        QString flaw{};    ///< of what is not fresh: "STALE 14 s", "NO TIME"

        bool operator==(const Value &) const = default;
    };

    QString name; ///< the machine's title
    Glyph glyph = Glyph::unknown;
    QString word;  ///< "ALARM", "MAINT to 12:00"
    QString cause; ///< the sensor that is worst, with the age where that is the point; the reason of a
                   ///< maintenance; may be empty
    std::vector<Value> values;
    QString mark;                       ///< "SIM"; empty where its values come from the field
    Status markStatus = Status::normal; ///< of that
    QString score;                      ///< of its models: "0.87", or that there is none
    bool found = false;                 ///< a finding stands
    std::optional<RemainingLife> life{};
    LifeWords lifeWords{}; ///< where there is one

    bool operator==(const Plate &) const = default;
};

/// For the machine with this number; unknown where the plant or the state has none such.
Plate plateOf(const PlantState &state, std::int32_t machine);

} // namespace rig::presentation
