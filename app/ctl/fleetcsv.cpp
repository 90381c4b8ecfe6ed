#include "ctl/fleetcsv.h"

#include "domain/shown.h"
#include "simulator/csvnumber.h"

#include <QCoreApplication>
#include <QLocale>
#include <QUtf8StringView>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace rig::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::FleetCsv", text);
}

constexpr std::size_t mostValues = 100'000'000;
constexpr double largest = 1e30; ///< with squares of more than that nothing can be reckoned
constexpr std::string_view unitName = "unit";
constexpr std::string_view cycleName = "cycle";
constexpr std::string_view settingPrefix = "setting";

std::string lowered(std::string_view text)
{
    std::string low(text);
    std::ranges::transform(low, low.begin(), [](char one) {
        return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
    });
    return low;
}

FleetColumns columnsIn(const std::vector<std::string> &header)
{
    FleetColumns columns;
    for (const std::string &name : header) {
        const std::string low = lowered(name);
        if (low.starts_with(settingPrefix))
            columns.settings.push_back(name);
        else if (!name.empty() && low != unitName && low != cycleName && low != "timestamp" &&
                 low != "label" && low != "rul")
            columns.sensors.push_back(name);
    }
    return columns;
}

/// Reads one file, row by row.
class FleetReader
{
public:
    explicit FleetReader(simulator::CsvRows rows) : m_rows(std::move(rows)) {}

    Result<ml::Fleet> read(const std::optional<FleetColumns> &wanted)
    {
        const FleetColumns columns = wanted.value_or(columnsIn(m_rows.header()));
        if (columns.sensors.empty())
            return m_rows.wrong(tr("no column is a sensor."));
        m_fleet.settings = columns.settings;
        m_fleet.sensors = columns.sensors;
        if (const Done found = find(columns); !found)
            return tl::unexpected(found.error());
        for (;;) {
            const auto more = m_rows.next();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                break;
            if (const Done taken = take(); !taken)
                return tl::unexpected(taken.error());
        }
        if (m_fleet.units.empty())
            return m_rows.wrong(tr("there is no row below the header."));
        return std::move(m_fleet);
    }

private:
    Done find(const FleetColumns &columns)
    {
        const auto &header = m_rows.header();
        const auto place = [&](std::string_view name, bool exactly) -> Result<std::size_t> {
            const auto found = std::ranges::find_if(
                header, [&](const std::string &one) { return exactly ? one == name : lowered(one) == name; });
            if (found == header.end())
                return m_rows.wrong(tr("there is no column '%1'.").arg(shown(std::string(name))));
            return static_cast<std::size_t>(found - header.begin());
        };
        const auto all = [&](const std::vector<std::string> &names,
                             std::vector<std::size_t> &places) -> Done {
            for (const std::string &name : names) {
                const auto found = place(name, true);
                if (!found)
                    return tl::unexpected(found.error());
                places.push_back(*found);
            }
            return {};
        };
        const auto unit = place(unitName, false);
        const auto cycle = place(cycleName, false);
        if (!unit || !cycle)
            return tl::unexpected((unit ? cycle : unit).error());
        m_unit = *unit;
        m_cycle = *cycle;
        return all(columns.settings, m_settings).and_then([&] { return all(columns.sensors, m_sensors); });
    }

    Result<double> number(std::size_t column, bool needed)
    {
        std::string room;
        const auto cell = simulator::csvNumber(m_rows, column, room, {});
        if (!cell)
            return tl::unexpected(cell.error());
        if (cell->kind != simulator::CellNumber::Kind::none) {
            if (std::abs(cell->value) <= largest)
                return cell->value;
            return m_rows.wrongAt(column, tr("the value is larger than anything that is measured."));
        }
        if (needed)
            return m_rows.wrongAt(column, tr("a value has to stand here."));
        return std::numeric_limits<double>::quiet_NaN();
    }

    Done take()
    {
        const std::string name(m_rows.cells()[m_unit]);
        if (name.empty() || name.find('\0') != std::string::npos || !QUtf8StringView(name).isValidUtf8())
            return m_rows.wrongAt(m_unit, tr("the name of a machine has to stand here, in UTF-8."));
        const auto [known, isNew] = m_places.try_emplace(name, m_fleet.units.size());
        if (isNew)
            m_fleet.units.push_back({name, {}, {}, {}});
        ml::FleetUnit &unit = m_fleet.units[known->second];
        const auto cycle = number(m_cycle, true);
        if (!cycle)
            return tl::unexpected(cycle.error());
        if (!unit.cycles.empty() && *cycle <= unit.cycles.back())
            return m_rows.wrongAt(
                m_cycle, tr("the cycles of a machine have to rise; before this one stands %1.")
                             .arg(QString::number(unit.cycles.back(), 'g', QLocale::FloatingPointShortest)));
        unit.cycles.push_back(*cycle);
        m_values += m_settings.size() + m_sensors.size();
        if (m_values > mostValues)
            return m_rows.wrong(
                tr("the rows up to here have more than %1 million values, which is all that is "
                   "read.")
                    .arg(mostValues / 1'000'000));
        const auto all = [&](const std::vector<std::size_t> &columns, bool needed,
                             std::vector<double> &to) -> Done {
            for (const std::size_t column : columns) {
                const auto value = number(column, needed);
                if (!value)
                    return tl::unexpected(value.error());
                to.push_back(*value);
            }
            return {};
        };
        return all(m_settings, true, unit.settings).and_then([&] {
            return all(m_sensors, false, unit.sensors);
        });
    }

    simulator::CsvRows m_rows;
    ml::Fleet m_fleet;
    std::unordered_map<std::string, std::size_t> m_places;
    std::size_t m_values = 0;
    std::size_t m_unit = 0;
    std::size_t m_cycle = 0;
    std::vector<std::size_t> m_settings;
    std::vector<std::size_t> m_sensors;
};

} // namespace

Result<ml::Fleet> readFleetCsv(const QString &file, const std::optional<FleetColumns> &columns)
{
    return simulator::CsvRows::open(file).and_then(
        [&](simulator::CsvRows rows) { return FleetReader(std::move(rows)).read(columns); });
}

} // namespace rig::ctl
