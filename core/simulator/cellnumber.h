#pragma once

#include <string>
#include <string_view>

namespace rig::simulator {

/// What a cell holds where a sensor's value belongs.
struct CellNumber
{
    enum class Kind
    {
        none, ///< empty or NaN: no value
        number,
        decimalComma, ///< a number, if its comma were a point
        beyond,       ///< a number larger than a double holds
        text,
    };

    Kind kind = Kind::none;
    double value = 0;      ///< of a number
    std::string_view json; ///< a number as JSON spells it: the cell itself where it already is one
};

/// Reads a cell without blanks around it. `room` holds the number where it must be spelt anew (`+5`, `.5`,
/// `1.`, `007`, more than 32 characters): the shortest text of the same double.
CellNumber readCellNumber(std::string_view cell, std::string &room);

} // namespace rig::simulator
