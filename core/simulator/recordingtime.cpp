#include "simulator/recordingtime.h"

#include <charconv>
#include <cmath>

namespace rig::simulator {

namespace {

constexpr double mostSeconds = 1e11;
constexpr double mostMilliseconds = 1e14;

std::optional<double> numberIn(std::string_view cell)
{
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(value))
        return {};
    return value;
}

} // namespace

std::optional<RecordingTime> RecordingTime::of(std::string_view cell)
{
    if (parseInstant(cell))
        return RecordingTime(Way::iso);
    for (const Way way : {Way::seconds, Way::milliseconds})
        if (RecordingTime(way).read(cell))
            return RecordingTime(way);
    return {};
}

std::optional<Instant> RecordingTime::read(std::string_view cell) const
{
    if (m_way == Way::iso)
        return parseInstant(cell);
    const auto number = numberIn(cell);
    const bool seconds = m_way == Way::seconds;
    if (!number || std::abs(*number) >= (seconds ? mostSeconds : mostMilliseconds))
        return {};
    return Instant{std::chrono::microseconds(std::llround(*number * (seconds ? 1e6 : 1e3)))};
}

bool RecordingTime::unmistakable(std::string_view cell)
{
    using namespace std::chrono;
    if (parseInstant(cell))
        return true;
    const auto way = of(cell);
    const auto at = way ? way->read(cell) : std::nullopt;
    return at && *at >= sys_days{year{2000} / January / 1} && *at < sys_days{year{2100} / January / 1};
}

} // namespace rig::simulator
