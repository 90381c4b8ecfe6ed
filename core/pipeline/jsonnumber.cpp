#include "pipeline/jsonnumber.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace rig::pipeline {

namespace {

std::size_t digitsAt(std::string_view text, std::size_t from)
{
    const auto end = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(),
                                  [](char c) { return c < '0' || c > '9'; });
    return static_cast<std::size_t>(end - text.begin()) - from;
}

/// The parts of a number, RFC 8259 section 6: digits before the point, after it, and the exponent's.
struct Spelling
{
    std::string_view whole;
    std::string_view fraction;
    std::string_view exponent;
    bool exponentNegative = false;

    static bool split(std::string_view text, Spelling &into)
    {
        std::size_t at = text.starts_with('-') ? 1 : 0;
        into.whole = text.substr(at, digitsAt(text, at));
        at += into.whole.size();
        if (into.whole.empty() || (into.whole.size() > 1 && into.whole.front() == '0'))
            return false;
        if (at < text.size() && text[at] == '.') {
            into.fraction = text.substr(at + 1, digitsAt(text, at + 1));
            at += 1 + into.fraction.size();
            if (into.fraction.empty())
                return false;
        }
        if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
            ++at;
            into.exponentNegative = at < text.size() && text[at] == '-';
            if (at < text.size() && (text[at] == '-' || text[at] == '+'))
                ++at;
            into.exponent = text.substr(at, digitsAt(text, at));
            at += into.exponent.size();
            if (into.exponent.empty())
                return false;
        }
        return at == text.size();
    }

    /// Of a number that is not zero: whether it is 1 or more.
    bool large() const
    {
        // More than any message has digits, and so little that sums of it stay in range.
        constexpr long long beyondAll = 1'000'000'000;
        long long power = beyondAll;
        std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
        power = exponent.empty() ? 0 : std::min(power, beyondAll);
        power = exponentNegative ? -power : power;
        if (whole != "0")
            return static_cast<long long>(whole.size()) - 1 + power >= 0;
        return power > static_cast<long long>(fraction.find_first_not_of('0'));
    }
};

} // namespace

NumberOutcome readNumber(std::string_view text, double &value)
{
    Spelling spelling;
    if (!Spelling::split(text, spelling))
        return NumberOutcome::notANumber;
    const auto outcome = std::from_chars(text.data(), text.data() + text.size(), value);
    if (outcome.ec != std::errc::result_out_of_range)
        return NumberOutcome::read;
    // Too large and too small come back alike.
    if (spelling.large())
        return NumberOutcome::noDouble;
    value = text.front() == '-' ? -0.0 : 0.0;
    return NumberOutcome::read;
}

} // namespace rig::pipeline
