#include "ml/instruments.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

/// So many times as long as ever in the healthy time: where values come and go at random a run that is as
/// long as the longest of n comes once in n rows, and one of three times its length once in n³.
constexpr double times = 3;
constexpr std::size_t fewestStill = 20;
constexpr std::size_t fewestSilent = 10;
/// Of the healthy time: what was still or away for longer says nothing by being so.
constexpr std::size_t most = 20;

constexpr std::uint32_t ceiling = std::numeric_limits<std::uint32_t>::max();

/// One after another that are the same, and that are missing.
struct Longest
{
    std::size_t still = 0;
    std::size_t silent = 0;
    std::size_t values = 0;
    std::size_t repeated = 0; ///< values that are the same as the one before

    /// How much longer the longest still run is than chance makes it, 1 or more: where each value repeats the
    /// one before with one probability, n of them have a longest run of about ln n over -ln of that. The
    /// longest run of what is still in bursts tells less of those to come.
    double burstiness() const
    {
        if (repeated == 0 || repeated == values)
            return 1;
        const auto count = static_cast<double>(values);
        const double chance = std::log(count) / -std::log(static_cast<double>(repeated) / count);
        return std::max(1., static_cast<double>(still) / chance);
    }
};

Longest longestOf(const Table &table, std::size_t sensor)
{
    Longest longest;
    double last = 0;
    std::size_t still = 0;
    std::size_t silent = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double value = table.row(row)[sensor];
        if (table.isMaintained(row, sensor)) {
            silent = still = 0;
        } else if (std::isnan(value)) {
            longest.silent = std::max(longest.silent, ++silent);
        } else {
            silent = 0;
            still = still > 0 && value == last ? still + 1 : 1;
            longest.repeated += still > 1 ? 1 : 0;
            last = value;
            longest.still = std::max(longest.still, still);
            ++longest.values;
        }
    }
    return longest;
}

std::uint32_t limit(std::size_t longest, double slack, std::size_t of, std::size_t fewest)
{
    if (longest * most > of)
        return 0;
    const double limit = std::max(static_cast<double>(fewest), slack * static_cast<double>(longest));
    return static_cast<std::uint32_t>(std::min<double>(limit, ceiling));
}

void count(std::uint32_t &run)
{
    run += run < ceiling ? 1 : 0;
}

} // namespace

Instruments::Instruments(const Table &table)
{
    for (std::size_t sensor = 0; sensor < table.width(); ++sensor) {
        const Longest longest = longestOf(table, sensor);
        m_sensors.push_back({limit(longest.still, times * longest.burstiness(), longest.values, fewestStill),
                             limit(longest.silent, times, table.rows(), fewestSilent)});
    }
}

Record Instruments::record() const
{
    std::vector<std::uint32_t> still;
    std::vector<std::uint32_t> silent;
    for (const Sensor &sensor : m_sensors) {
        still.push_back(sensor.still);
        silent.push_back(sensor.silent);
    }
    Record record;
    record.setNumbers<std::uint32_t>("still"_L1, still);
    record.setNumbers<std::uint32_t>("silent"_L1, silent);
    return record;
}

Instruments Instruments::from(Record &record, std::size_t width)
{
    const std::vector<std::uint32_t> still = record.wholes("still"_L1, width);
    const std::vector<std::uint32_t> silent = record.wholes("silent"_L1, width);
    Instruments instruments;
    for (std::size_t i = 0; record.fit() && i < width; ++i) {
        instruments.m_sensors.push_back({still[i], silent[i]});
        record.expect(still[i] == 0 || still[i] >= fewestStill);
        record.expect(silent[i] == 0 || silent[i] >= fewestSilent);
    }
    return instruments;
}

std::span<const Failure> InstrumentWatch::next(std::span<const double> row,
                                               const std::vector<bool> &maintained)
{
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        Run &run = m_runs[i];
        if (i < maintained.size() && maintained[i]) {
            run = {};
        } else if (std::isnan(row[i])) {
            count(run.silent);
        } else {
            run.silent = 0;
            if (run.still == 0 || row[i] != run.value)
                run = {row[i], 0, 0};
            count(run.still);
        }
        const Instruments::Sensor &limits = m_instruments->sensors()[i];
        m_failures[i] = limits.silent > 0 && run.silent >= limits.silent ? Failure::lost
                        : limits.still > 0 && run.still >= limits.still  ? Failure::frozen
                                                                         : Failure::none;
    }
    return m_failures;
}

} // namespace rig::ml
