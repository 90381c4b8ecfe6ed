#include "storage/machinereadings.h"

#include <algorithm>
#include <charconv>

namespace rig::storage {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::microseconds atOnce = 1h;

/// `{1.5,NULL,NaN}` as PostgreSQL writes an array of numbers; what is null becomes `null`.
template <class Number, class From>
std::vector<Number> numbersOf(std::string_view text, Number null, From from)
{
    std::vector<Number> numbers;
    for (std::size_t at = 1; at < text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size() - 1);
        const std::string_view cell = text.substr(at, end - at);
        if (!cell.empty())
            numbers.push_back(cell == "NULL" ? null : from(cell));
        at = end + 1;
    }
    return numbers;
}

double realOf(std::string_view cell)
{
    double value = noValue;
    std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return value;
}

QualityReason reasonOf(std::string_view cell)
{
    int number = 0;
    std::from_chars(cell.data(), cell.data() + cell.size(), number);
    return static_cast<QualityReason>(number);
}

Reading readingOf(std::int32_t machine, const Rows &rows, int row)
{
    Reading reading;
    reading.machine = machine;
    reading.at = Instant(std::chrono::microseconds{rows.integer(row, 0)});
    // The record's own time is not stored. Of a clock that is ahead, when the reading came is nearer to it.
    reading.receivedAt = Instant(std::chrono::microseconds{rows.integer(row, 5)});
    reading.recordTime = std::min(reading.at, reading.receivedAt);
    reading.timeQuality = static_cast<QualityReason>(rows.integer(row, 1));
    reading.origin = static_cast<Origin>(rows.integer(row, 2));
    reading.values = numbersOf(rows.text(row, 3), noValue, realOf);
    if (!rows.isNull(row, 4))
        reading.valueQuality = numbersOf(rows.text(row, 4), QualityReason::none, reasonOf);
    return reading;
}

/// False where `take` wants no more.
Result<bool> readHour(Connection &connection, std::int32_t machine, Instant from, Instant to,
                      const std::function<bool(const Reading &)> &take)
{
    const auto rows =
        connection.run("select (extract(epoch from at) * 1000000)::bigint, quality, origin, "
                       "sensor_values, value_quality, (extract(epoch from received_at) * 1000000)::bigint "
                       "from rig.reading where machine = $1 "
                       "and at >= $2 and at < $3 order by at, kafka_partition, kafka_offset",
                       {std::to_string(machine), formatInstant(from), formatInstant(to)});
    if (!rows)
        return tl::unexpected(rows.error());
    for (int row = 0; row < rows->count(); ++row)
        if (!take(readingOf(machine, *rows, row)))
            return false;
    return true;
}

} // namespace

MachineReadings::MachineReadings(settings::DatabaseAddress address, WaitCheck interrupted)
    : m_session(std::move(address), std::move(interrupted))
{
}

Done MachineReadings::read(std::int32_t machine, Instant from, Instant to,
                           const std::function<bool(const Reading &)> &take)
{
    const auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    const auto days =
        (*connection)
            ->run("select (extract(epoch from day::timestamp at time zone 'UTC') * 1000000)::bigint "
                  "from rig.reading_partition order by day");
    if (!days)
        return tl::unexpected(days.error());
    for (int row = 0; row < days->count(); ++row) {
        const Instant day{std::chrono::microseconds{days->integer(row, 0)}};
        const Instant end = std::min(to, day + 24h);
        for (Instant hour = std::max(from, day); hour < end; hour += atOnce) {
            const auto goesOn = readHour(**connection, machine, hour, std::min(end, hour + atOnce), take);
            if (!goesOn)
                return tl::unexpected(goesOn.error());
            if (!*goesOn)
                return {};
        }
    }
    return {};
}

Result<bool> MachineReadings::has(std::int32_t machine, Instant from, Instant to)
{
    const auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    // An `exists` would be looked for from the beginning of the day, as one of many that lie anywhere in it.
    return (*connection)
        ->run("select count(*) from rig.reading where machine = $1 and at >= $2 and at < $3",
              {std::to_string(machine), formatInstant(from), formatInstant(to)})
        .map([](const Rows &rows) { return rows.integer(0, 0) > 0; });
}

} // namespace rig::storage
