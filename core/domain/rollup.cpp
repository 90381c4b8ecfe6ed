#include "domain/rollup.h"

#include <algorithm>
#include <cmath>

namespace rig {

namespace {

Rollup emptyRollup(std::int32_t machine, Instant at)
{
    Rollup rollup;
    rollup.machine = machine;
    rollup.at = at;
    return rollup;
}

void widen(Rollup &rollup, std::size_t slots)
{
    if (rollup.lows.size() >= slots)
        return;
    for (auto *values : {&rollup.lows, &rollup.highs, &rollup.sums, &rollup.lasts})
        values->resize(slots, noValue);
    rollup.counts.resize(slots);
    rollup.bads.resize(slots);
    rollup.worst.resize(slots, Quality::good);
}

/// As fmin and fmax treat a NaN: the other one counts.
double lower(double a, double b)
{
    return b < a || std::isnan(a) ? b : a;
}

double higher(double a, double b)
{
    return b > a || std::isnan(a) ? b : a;
}

double added(double a, double b)
{
    return std::isnan(a) ? b : a + b;
}

void addTo(Rollup &sum, const Rollup &part)
{
    widen(sum, part.lows.size());
    sum.readings += part.readings;
    sum.origins = static_cast<std::int16_t>(sum.origins | part.origins);
    for (std::size_t slot = 0; slot < part.lows.size(); ++slot) {
        if (part.counts[slot] == 0)
            continue;
        sum.lows[slot] = lower(sum.lows[slot], part.lows[slot]);
        sum.highs[slot] = higher(sum.highs[slot], part.highs[slot]);
        sum.sums[slot] = added(sum.sums[slot], part.sums[slot]);
        sum.lasts[slot] = part.lasts[slot];
        sum.counts[slot] += part.counts[slot];
        sum.bads[slot] += part.bads[slot];
        sum.worst[slot] = std::max(sum.worst[slot], part.worst[slot]);
    }
}

} // namespace

Instant intervalStart(Instant at, std::chrono::seconds interval)
{
    const auto since = at.time_since_epoch();
    const auto whole = std::chrono::floor<std::chrono::seconds>(since).count();
    const auto rest = ((whole % interval.count()) + interval.count()) % interval.count();
    return Instant(std::chrono::seconds{whole - rest});
}

RollupSums::Sum &RollupSums::sumOf(std::int32_t machine, Instant at)
{
    const Instant start = intervalStart(at, m_interval);
    if (!m_recent || m_recent->rollup.machine != machine || m_recent->rollup.at != start) {
        m_recent = &m_sums[{machine, start}];
        m_recent->rollup.machine = machine;
        m_recent->rollup.at = start;
    }
    return *m_recent;
}

void RollupSums::add(const Reading &reading)
{
    Sum &sum = sumOf(reading.machine, reading.at);
    Rollup &rollup = sum.rollup;
    widen(rollup, reading.values.size());
    sum.lastOf.resize(rollup.lows.size(), {Instant::min(), 0});
    ++rollup.readings;
    rollup.origins = static_cast<std::int16_t>(rollup.origins | bitOf(reading.origin));
    const Quality ofAll = qualityOf(reading.timeQuality);
    const std::pair place{reading.at, reading.offset};
    for (std::size_t slot = 0; slot < reading.values.size(); ++slot) {
        const double value = reading.values[slot];
        if (std::isnan(value))
            continue;
        rollup.lows[slot] = lower(rollup.lows[slot], value);
        rollup.highs[slot] = higher(rollup.highs[slot], value);
        rollup.sums[slot] = added(rollup.sums[slot], value);
        ++rollup.counts[slot];
        if (place >= sum.lastOf[slot]) {
            sum.lastOf[slot] = place;
            rollup.lasts[slot] = value;
        }
        const Quality own =
            slot < reading.valueQuality.size() ? qualityOf(reading.valueQuality[slot]) : Quality::good;
        const Quality quality = std::max(ofAll, own);
        rollup.worst[slot] = std::max(rollup.worst[slot], quality);
        rollup.bads[slot] += quality == Quality::bad ? 1 : 0;
    }
}

std::vector<Rollup> RollupSums::rollups() const
{
    std::vector<Rollup> all;
    all.reserve(m_sums.size());
    for (const auto &[key, sum] : m_sums)
        all.push_back(sum.rollup);
    return all;
}

std::vector<Rollup> combined(const std::vector<Rollup> &rollups, std::chrono::seconds interval)
{
    std::vector<Rollup> all;
    for (const Rollup &part : rollups) {
        const Instant start = intervalStart(part.at, interval);
        if (all.empty() || all.back().machine != part.machine || all.back().at != start)
            all.push_back(emptyRollup(part.machine, start));
        addTo(all.back(), part);
    }
    return all;
}

} // namespace rig
