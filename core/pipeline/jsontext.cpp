#include "pipeline/jsontext.h"

#include <charconv>
#include <optional>

namespace rig::pipeline {

namespace {

void appendUtf8(std::uint32_t point, std::string &to)
{
    const auto tail = [&](unsigned shift) {
        to.push_back(static_cast<char>(0x80U | ((point >> shift) & 0x3FU)));
    };
    if (point < 0x80) {
        to.push_back(static_cast<char>(point));
    } else if (point < 0x800) {
        to.push_back(static_cast<char>(0xC0U | (point >> 6U)));
        tail(0);
    } else if (point < 0x10000) {
        to.push_back(static_cast<char>(0xE0U | (point >> 12U)));
        tail(6);
        tail(0);
    } else {
        to.push_back(static_cast<char>(0xF0U | (point >> 18U)));
        tail(12);
        tail(6);
        tail(0);
    }
}

/// The four hexadecimal digits of `\uXXXX`, which begin at `at`.
std::optional<std::uint32_t> hexAt(std::string_view text, std::size_t at)
{
    std::uint32_t unit = 0;
    if (at + 4 > text.size())
        return {};
    const char *begin = text.data() + at;
    const auto outcome = std::from_chars(begin, begin + 4, unit, 16);
    if (outcome.ec != std::errc{} || outcome.ptr != begin + 4)
        return {};
    return unit;
}

bool isHighSurrogate(std::uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

bool isLowSurrogate(std::uint32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

/// `at` stands on the first hexadecimal digit and is moved behind the last one.
bool appendUnicodeEscape(std::string_view text, std::size_t &at, std::string &to)
{
    constexpr std::uint32_t replacement = 0xFFFD;
    auto point = hexAt(text, at);
    if (!point)
        return false;
    at += 4;
    if (isHighSurrogate(*point) && text.substr(at, 2) == "\\u") {
        const auto low = hexAt(text, at + 2);
        if (low && isLowSurrogate(*low)) {
            point = 0x10000 + ((*point - 0xD800) << 10U) + (*low - 0xDC00);
            at += 6;
        }
    }
    appendUtf8(isHighSurrogate(*point) || isLowSurrogate(*point) ? replacement : *point, to);
    return true;
}

char simpleEscape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return 0;
    }
}

} // namespace

bool appendUnescaped(std::string_view text, std::string &to)
{
    std::size_t at = 0;
    while (true) {
        const std::size_t escape = text.find('\\', at);
        to.append(text.substr(at, escape - at));
        if (escape == std::string_view::npos)
            return true;
        if (escape + 1 == text.size())
            return false;
        at = escape + 2;
        if (text[escape + 1] == 'u') {
            if (!appendUnicodeEscape(text, at, to))
                return false;
        } else if (const char c = simpleEscape(text[escape + 1]); c != 0) {
            to.push_back(c);
        } else {
            return false;
        }
    }
}

} // namespace rig::pipeline
