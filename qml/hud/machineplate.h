#pragma once

#include "domain/remaininglife.h"

#include <QColor>
#include <QImage>
#include <QString>

#include <optional>
#include <vector>

namespace rig::qml {

/// A value on a plate.
struct PlateValue
{
    QString label;
    QString number;
    QString unit;
    bool fresh = true; ///< neither stale nor bad nor uncertain
    QString expected;  ///< what models expect of it; empty where they do not say
    QString flaw{};    ///< what is wrong with it, with its age: "STALE 14 s"; empty where it is fresh

    bool operator==(const PlateValue &) const = default;
};

/// What the scene writes about a machine. Whoever presents it has the words and paints the sign.
struct MachinePlate
{
    std::int32_t machine = 0; ///< its number in the plant
    QString name;
    QImage sign;   ///< of its state
    QString word;  ///< "ALARM"
    QString cause; ///< the worst sensor; may be empty
    QString mark;  ///< "SIM"; empty where values come from the field
    QColor markColour;
    QColor edge; ///< of the plate
    bool quiet =
        false; ///< runs, and there is nothing to say of it: its word is left out where there is little room
    bool pressing = false; ///< asks for attention
    bool follower = false; ///< something was found on another machine before: stands back behind that one
    QString score;         ///< "0.87", or that there is none
    std::vector<PlateValue> values;
    std::optional<RemainingLife> life;
    QString lifeNumber; ///< "9"
    QString lifeUnit;   ///< "HRS"
    QString band;       ///< "6 – 14 h"
    QColor lifeColour;  ///< of its wedge and words

    bool operator==(const MachinePlate &) const = default;
};

} // namespace rig::qml
