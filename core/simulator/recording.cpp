#include "simulator/recording.h"

#include "simulator/csvnumber.h"

#include <algorithm>
#include <unordered_set>

namespace rig::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView timeNames[]{"timestamp"_L1, "time"_L1, "datetime"_L1, "date"_L1};
constexpr auto labelName = "label"_L1;

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).left(40);
}

bool named(const std::string &column, QLatin1StringView name)
{
    return QString::fromStdString(column).compare(name, Qt::CaseInsensitive) == 0;
}

} // namespace

Result<Recording> Recording::open(const RecordingOptions &options)
{
    auto rows = CsvRows::open(options.file);
    if (!rows)
        return tl::unexpected(rows.error());
    Recording recording(std::move(*rows));
    if (Done done = recording.findTime(options.timeColumn); !done)
        return tl::unexpected(done.error());
    if (Done done = recording.findSensors(options.sensorOf); !done)
        return tl::unexpected(done.error());
    return recording.rewind().map([&] { return std::move(recording); });
}

Done Recording::findTime(const QString &wanted)
{
    const auto column = columnNamed(wanted);
    if (!column && !wanted.isEmpty())
        return m_rows.wrong(tr("there is no column '%1' for the time.").arg(wanted));
    const auto first = m_rows.next();
    if (!first)
        return tl::unexpected(first.error());
    if (!*first)
        return m_rows.wrong(tr("the file has no rows below its header."));
    const auto cells = m_rows.cells();
    const auto found = column ? cells.begin() + static_cast<std::ptrdiff_t>(*column)
                              : std::find_if(cells.begin(), cells.end(), RecordingTime::unmistakable);
    if (found == cells.end())
        return m_rows.wrong(tr("no column holds times. Name it with --time; it may hold ISO 8601, or seconds "
                               "or milliseconds as a number."));
    m_timeColumn = static_cast<std::size_t>(found - cells.begin());
    m_time = RecordingTime::of(*found);
    if (!m_time)
        return m_rows.wrongAt(m_timeColumn,
                              tr("'%1' is no time. Write ISO 8601 (2026-01-12T08:15:30.250Z), or seconds or "
                                 "milliseconds since 1970.")
                                  .arg(shown(*found)));
    return {};
}

/// The wanted column; where none is wanted, one with a name that times have.
std::optional<std::size_t> Recording::columnNamed(const QString &wanted) const
{
    const auto &header = m_rows.header();
    const auto find = [&](auto matches) {
        return static_cast<std::size_t>(std::find_if(header.begin(), header.end(), matches) - header.begin());
    };
    std::size_t column = header.size();
    if (!wanted.isEmpty())
        column = find([&](const std::string &name) { return wanted == QString::fromStdString(name); });
    else
        for (std::size_t i = 0; i < std::size(timeNames) && column == header.size(); ++i)
            column = find([&](const std::string &name) { return named(name, timeNames[i]); });
    return column < header.size() ? std::optional(column) : std::nullopt;
}

Done Recording::findSensors(const std::map<std::string, std::string> &sensorOf)
{
    const auto &header = m_rows.header();
    for (const auto &[column, sensor] : sensorOf)
        if (std::find(header.begin(), header.end(), column) == header.end())
            return m_rows.wrong(tr("there is no column '%1', which --map names.").arg(shown(column)));
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const auto mapped = sensorOf.find(header[i]);
        const bool given = mapped != sensorOf.end();
        const std::string &sensor = given ? mapped->second : header[i];
        if (i == m_timeColumn)
            continue;
        if (sensor.empty() || (!given && named(sensor, labelName))) {
            m_leftOut.append(header[i].empty() ? tr("column %1, which has no name").arg(i + 1)
                                               : shown(header[i]));
            continue;
        }
        m_sensors.push_back(sensor);
        m_columns.push_back(i);
    }
    for (std::size_t i = 0; i < m_sensors.size(); ++i)
        if (!seen.insert(m_sensors[i]).second)
            return m_rows.wrongAt(m_columns[i],
                                  tr("another column is sensor '%1' already.").arg(shown(m_sensors[i])));
    if (m_sensors.empty())
        return m_rows.wrong(tr("no column is left for a sensor."));
    m_values.resize(m_sensors.size());
    m_rooms.resize(m_sensors.size());
    return {};
}

Result<bool> Recording::next()
{
    const auto found = m_rows.next();
    if (!found || !*found)
        return found;
    const std::string_view time = m_rows.cells()[m_timeColumn];
    const auto at = m_time->read(time);
    if (!at)
        return m_rows.wrongAt(
            m_timeColumn, time.empty() ? tr("the row has no time.")
                                       : tr("'%1' is no time as the first row has one.").arg(shown(time)));
    m_at = *at;
    for (std::size_t i = 0; i < m_sensors.size(); ++i)
        if (Done done = takeValue(i); !done)
            return tl::unexpected(done.error());
    return true;
}

Done Recording::takeValue(std::size_t sensor)
{
    const std::size_t column = m_columns[sensor];
    return csvNumber(m_rows, column, m_rooms[sensor],
                     tr("A column that holds no sensor is left out with --map '%1='.")
                         .arg(shown(m_rows.header()[column])))
        .map([&](const CellNumber &number) { m_values[sensor] = number; });
}

} // namespace rig::simulator
