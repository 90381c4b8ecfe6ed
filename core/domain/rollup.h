#pragma once

#include "domain/reading.h"

#include <chrono>
#include <map>

namespace rig {

/// What the readings of one machine within one interval add up to. All lists go by slot and are equally long;
/// `noValue` where the slot had no value.
struct Rollup
{
    std::int32_t machine = 0;
    Instant at;                ///< where the interval begins
    std::int32_t readings = 0; ///< with or without values
    std::int16_t origins = 0;  ///< of the readings, a bit (`bitOf`) each
    std::vector<double> lows;
    std::vector<double> highs;
    std::vector<double> sums;
    std::vector<double> lasts;
    std::vector<std::int32_t> counts; ///< values
    std::vector<std::int32_t> bads;   ///< values whose quality is bad
    std::vector<Quality> worst;
};

/// Adds readings up by machine and interval, in whatever order they come.
class RollupSums
{
public:
    /// Intervals begin at whole multiples of `interval` since 1970.
    explicit RollupSums(std::chrono::seconds interval) : m_interval(interval) {}

    void add(const Reading &reading);
    /// By machine and time.
    std::vector<Rollup> rollups() const;

private:
    struct Sum
    {
        Rollup rollup;
        std::vector<std::pair<Instant, std::int64_t>> lastOf; ///< time and offset of `lasts`
    };

    Sum &sumOf(std::int32_t machine, Instant at);

    std::chrono::seconds m_interval;
    std::map<std::pair<std::int32_t, Instant>, Sum> m_sums;
    Sum *m_recent = nullptr; ///< readings mostly come interval by interval
};

/// Where the interval of this length that holds `at` begins.
Instant intervalStart(Instant at, std::chrono::seconds interval);

/// The same over longer intervals, of rollups in the order of `RollupSums::rollups`.
std::vector<Rollup> combined(const std::vector<Rollup> &rollups, std::chrono::seconds interval);

} // namespace rig
