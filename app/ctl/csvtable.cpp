#include "ctl/csvtable.h"

#include "domain/shown.h"
#include "simulator/csvnumber.h"
#include "simulator/recordingtime.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace rig::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::CsvTable", text);
}

constexpr std::string_view timeName = "timestamp";
constexpr std::string_view labelName = "label";
/// 800 MB: 50 sensors a second for 23 days.
constexpr std::size_t mostValues = 100'000'000;

bool isNamed(std::string_view column, std::string_view name)
{
    const auto same = [](char one, char other) {
        return (one >= 'A' && one <= 'Z' ? one - 'A' + 'a' : one) == other;
    };
    return std::ranges::equal(column, name, same);
}

/// The first column of that name; behind the last one where there is none.
std::size_t columnNamed(const std::vector<std::string> &header, std::string_view name)
{
    const auto found =
        std::ranges::find_if(header, [&](const std::string &one) { return isNamed(one, name); });
    return static_cast<std::size_t>(found - header.begin());
}

Result<double> valueOf(const simulator::CsvRows &rows, std::size_t column)
{
    std::string room;
    return simulator::csvNumber(rows, column, room, {}).map([](const simulator::CellNumber &number) {
        return number.kind == simulator::CellNumber::Kind::none ? std::numeric_limits<double>::quiet_NaN()
                                                                : number.value;
    });
}

/// The columns that are sensors, in the order in which they are wanted.
Result<std::vector<std::size_t>> sensorColumns(const simulator::CsvRows &rows,
                                               const std::optional<std::vector<std::string>> &wanted)
{
    const auto &header = rows.header();
    std::vector<std::size_t> columns;
    if (!wanted) {
        for (std::size_t i = 0; i < header.size(); ++i)
            if (!header[i].empty() && !isNamed(header[i], timeName) && !isNamed(header[i], labelName))
                columns.push_back(i);
        if (columns.empty())
            return rows.wrong(tr("no column is a sensor."));
        return columns;
    }
    for (const std::string &sensor : *wanted) {
        const auto found = std::ranges::find(header, sensor);
        if (found == header.end())
            return rows.wrong(
                tr("there is no column '%1', which the model was trained with.").arg(shown(sensor)));
        columns.push_back(static_cast<std::size_t>(found - header.begin()));
    }
    return columns;
}

/// The earliest and the latest time of a column, as long as each of its cells is one.
class TimeSpanReader
{
public:
    explicit TimeSpanReader(const std::vector<std::string> &header)
        : m_column(columnNamed(header, timeName)), m_readable(m_column < header.size())
    {
    }

    void take(const simulator::CsvRows &rows)
    {
        if (!m_readable)
            return;
        const std::string_view cell = rows.cells()[m_column];
        if (!m_way)
            m_way = simulator::RecordingTime::of(cell);
        const auto time = m_way ? m_way->read(cell) : std::nullopt;
        m_readable = time.has_value();
        if (!time)
            return;
        m_first = std::min(m_first.value_or(*time), *time);
        m_last = std::max(m_last.value_or(*time), *time);
    }

    void tell(CsvTable &read) const
    {
        if (!m_readable)
            return;
        read.first = m_first;
        read.last = m_last;
    }

private:
    std::size_t m_column;
    bool m_readable;
    std::optional<simulator::RecordingTime> m_way;
    std::optional<Instant> m_first;
    std::optional<Instant> m_last;
};

} // namespace

Result<CsvTable> readCsvTable(const QString &file, const std::optional<std::vector<std::string>> &sensors,
                              Labels labels)
{
    auto rows = simulator::CsvRows::open(file);
    if (!rows)
        return tl::unexpected(rows.error());
    const auto columns = sensorColumns(*rows, sensors);
    if (!columns)
        return tl::unexpected(columns.error());
    CsvTable read;
    for (const std::size_t column : *columns)
        read.table.sensors.push_back(rows->header()[column]);
    const std::size_t label =
        labels == Labels::wanted ? columnNamed(rows->header(), labelName) : rows->header().size();
    TimeSpanReader times(rows->header());
    for (;;) {
        const auto more = rows->next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more) {
            times.tell(read);
            return read;
        }
        times.take(*rows);
        if (read.table.values.size() > mostValues)
            return rows->wrong(
                tr("the rows up to here have more than %1 million values, which is all that is read.")
                    .arg(mostValues / 1'000'000));
        for (const std::size_t column : *columns) {
            const auto value = valueOf(*rows, column);
            if (!value)
                return tl::unexpected(value.error());
            read.table.values.push_back(*value);
        }
        if (label == rows->header().size())
            continue;
        const auto value = valueOf(*rows, label);
        if (!value)
            return tl::unexpected(value.error());
        if (*value != 0 && *value != 1)
            return rows->wrongAt(label, tr("a label is 0 or 1."));
        read.labels.push_back(static_cast<int>(*value));
    }
}

} // namespace rig::ctl
