#include "simulator/cellnumber.h"

#include <algorithm>
#include <charconv>

namespace rig::simulator {

namespace {

using Kind = CellNumber::Kind;

/// So that no row grows beyond what a message may have.
constexpr std::size_t longestSpelling = 32;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNan(std::string_view cell)
{
    return cell.size() == 3 && (cell[0] | 0x20) == 'n' && (cell[1] | 0x20) == 'a' && (cell[2] | 0x20) == 'n';
}

bool hasDecimalComma(std::string_view cell)
{
    if (cell.starts_with('-') || cell.starts_with('+'))
        cell.remove_prefix(1);
    const auto comma = cell.find(',');
    return comma != std::string_view::npos && comma > 0 && comma + 1 < cell.size() &&
           isDigit(cell[comma - 1]) && isDigit(cell[comma + 1]) &&
           std::all_of(cell.begin(), cell.end(), [](char c) {
               return isDigit(c) || c == ',' || c == '.' || (c | 0x20) == 'e' || c == '-';
           });
}

/// Of a text that is a number: whether JSON (RFC 8259, section 6) spells it this way too.
bool isJson(std::string_view number)
{
    if (number.starts_with('-'))
        number.remove_prefix(1);
    if (!isDigit(number.front()) || (number.size() > 1 && number[0] == '0' && isDigit(number[1])))
        return false;
    const auto point = number.find('.');
    return point == std::string_view::npos || (point + 1 < number.size() && isDigit(number[point + 1]));
}

/// Of a number that no double holds: whether it is above 1, its sign aside.
bool isLarge(std::string_view number)
{
    const auto exponentAt = std::min(number.find_first_of("eE"), number.size());
    const std::string_view digits = number.substr(0, exponentAt);
    const auto point = std::min(digits.find('.'), digits.size());
    const auto first = std::min(digits.find_first_of("123456789"), digits.size());
    std::string_view exponent = number.substr(std::min(exponentAt + 1, number.size()));
    if (exponent.starts_with('+'))
        exponent.remove_prefix(1);
    long long power = 0;
    const auto read = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
    if (read.ec == std::errc::result_out_of_range)
        return !exponent.starts_with('-');
    return power + static_cast<long long>(point) - static_cast<long long>(first) > 0;
}

std::string_view shortest(double value, std::string &room)
{
    room.resize(longestSpelling);
    room.resize(static_cast<std::size_t>(std::to_chars(room.data(), room.data() + room.size(), value).ptr -
                                         room.data()));
    return room;
}

} // namespace

CellNumber readCellNumber(std::string_view cell, std::string &room)
{
    if (cell.empty() || isNan(cell))
        return {};
    std::string_view number = cell;
    if (number.front() == '+')
        number.remove_prefix(1);
    const std::size_t sign = number.starts_with('-') && number.size() == cell.size() ? 1 : 0;
    // The library would take `inf` and `nan(…)`.
    if (number.size() <= sign || (!isDigit(number[sign]) && number[sign] != '.'))
        return {Kind::text, 0, {}};
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error == std::errc::invalid_argument || end != number.data() + number.size())
        return {hasDecimalComma(cell) ? Kind::decimalComma : Kind::text, 0, {}};
    if (error == std::errc::result_out_of_range) {
        // Too large and too small come back alike.
        if (isLarge(number))
            return {Kind::beyond, 0, {}};
        value = sign == 1 ? -0.0 : 0.0;
    }
    const bool asItStands = number.size() <= longestSpelling && isJson(number);
    return {Kind::number, value, asItStands ? number : shortest(value, room)};
}

} // namespace rig::simulator
