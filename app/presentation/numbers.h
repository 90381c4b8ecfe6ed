#pragma once

#include "domain/instant.h"

#include <QString>

#include <cstdint>

/// Numbers and times as text, the same under every locale of the system: minus is U+2212, thousands are
/// parted by U+00A0, the decimal mark is a point.
namespace rig::presentation {

/// With exactly `decimals` (0 to 6) digits after the point; parted from 10 000 on. Values of 1e12 and more
/// are written with an exponent. `noValueText()` for what is no finite number.
QString fixedNumber(double value, int decimals);
/// As a person set it, with 12 digits at most: "7.25", "160"; a half of .7 and .85 is "0.775".
QString plainNumber(double value);
/// "48 211 907"
QString countNumber(std::uint64_t count);
/// What stands where there is no value; never a zero.
QString noValueText();

/// "14 s", "3 min", "2 h", "5 d", rounded down; what lies in the future counts as "0 s".
QString ageText(std::chrono::microseconds age);
/// Seconds without their unit: one decimal below 10 s, none from there.
QString secondsNumber(double seconds);
/// "00:42", "1:02:07"
QString stopwatchText(std::chrono::microseconds span);

/// UTC: "08:15:30" and "Mon 12 Jan 2026".
QString timeText(Instant instant);
QString dayText(Instant instant);
/// "12 Jan 2026 08:15"
QString momentText(Instant instant);
/// An instant in a few letters, as told at `now`: "12:00" of the same day, "13 Jan" of the same year, else
/// "13 Jan 2027". UTC.
QString soonText(Instant instant, Instant now);

} // namespace rig::presentation
