#include "domain/instant.h"

#include <cstdio>

namespace rig {

namespace {

/// Takes fixed-width fields off the front of a text.
class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}

    std::optional<int> digits(std::size_t count)
    {
        if (m_rest.size() < count)
            return {};
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (!isDigit(m_rest[i]))
                return {};
            value = value * 10 + (m_rest[i] - '0');
        }
        m_rest.remove_prefix(count);
        return value;
    }

    bool take(char c)
    {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    /// Digits after a decimal point as microseconds; what is finer is cut off.
    std::optional<int> fraction()
    {
        int value = 0;
        int count = 0;
        while (!m_rest.empty() && isDigit(m_rest.front())) {
            if (count < 6)
                value = value * 10 + (m_rest.front() - '0');
            ++count;
            m_rest.remove_prefix(1);
        }
        if (count == 0)
            return {};
        for (; count < 6; ++count)
            value *= 10;
        return value;
    }

    bool done() const { return m_rest.empty(); }

private:
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }

    std::string_view m_rest;
};

std::optional<std::chrono::sys_days> scanDate(Scanner &scan)
{
    const auto year = scan.digits(4);
    if (!year || !scan.take('-'))
        return {};
    const auto month = scan.digits(2);
    if (!month || !scan.take('-'))
        return {};
    const auto day = scan.digits(2);
    if (!day)
        return {};
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok())
        return {};
    return std::chrono::sys_days{date};
}

std::optional<std::chrono::microseconds> scanTimeOfDay(Scanner &scan)
{
    const auto hour = scan.digits(2);
    if (!hour || *hour > 23 || !scan.take(':'))
        return {};
    const auto minute = scan.digits(2);
    if (!minute || *minute > 59)
        return {};
    std::optional<int> second = 0;
    std::optional<int> micros = 0;
    if (scan.take(':')) {
        second = scan.digits(2);
        if (!second || *second > 60)
            return {};
        if (scan.take('.') || scan.take(',')) {
            micros = scan.fraction();
            if (!micros)
                return {};
        }
    }
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second} +
           std::chrono::microseconds{*micros};
}

std::optional<std::chrono::minutes> scanZone(Scanner &scan)
{
    if (scan.done() || scan.take('Z') || scan.take('z'))
        return std::chrono::minutes{0};
    const int sign = scan.take('+') ? 1 : scan.take('-') ? -1 : 0;
    const auto hours = sign == 0 ? std::nullopt : scan.digits(2);
    if (!hours || *hours > 23)
        return {};
    if (scan.done())
        return std::chrono::minutes{sign * *hours * 60};
    scan.take(':');
    const auto minutes = scan.digits(2);
    if (!minutes || *minutes > 59)
        return {};
    return std::chrono::minutes{sign * (*hours * 60 + *minutes)};
}

} // namespace

std::optional<Instant> parseInstant(std::string_view text)
{
    Scanner scan(text);
    const auto day = scanDate(scan);
    if (!day)
        return {};
    if (scan.done())
        return Instant{*day};
    if (!scan.take('T') && !scan.take('t') && !scan.take(' '))
        return {};
    const auto time = scanTimeOfDay(scan);
    if (!time)
        return {};
    scan.take(' ');
    const auto zone = scanZone(scan);
    if (!zone || !scan.done())
        return {};
    return Instant{*day} + *time - *zone;
}

std::string formatInstant(Instant instant)
{
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{instant - day};
    char text[64];
    const int length =
        std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                      static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return {text, static_cast<std::size_t>(length)};
}

} // namespace rig
