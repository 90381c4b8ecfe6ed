#include "ml/ranking.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <vector>

namespace rig::ml {

namespace {

bool allThere(std::span<const double> scores)
{
    return std::ranges::none_of(scores, [](double score) { return std::isnan(score); });
}

/// The rows by their score, the lowest first.
std::vector<std::size_t> ordered(std::span<const double> scores)
{
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t row) { return scores[row]; });
    return order;
}

} // namespace

double areaUnderRoc(std::span<const double> scores, std::span<const int> labels)
{
    if (!allThere(scores))
        return std::numeric_limits<double>::quiet_NaN();
    const std::vector<std::size_t> order = ordered(scores);
    double ranks = 0; // of the anomalous rows, from 1 on; those that tie have the mean of theirs
    double anomalous = 0;
    for (std::size_t first = 0, past = 0; first < order.size(); first = past) {
        double here = 0;
        for (past = first; past < order.size() && scores[order[past]] == scores[order[first]]; ++past)
            here += labels[order[past]] != 0 ? 1 : 0;
        ranks += here * static_cast<double>(first + past + 1) / 2;
        anomalous += here;
    }
    const double others = static_cast<double>(scores.size()) - anomalous;
    if (anomalous == 0 || others == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return (ranks - anomalous * (anomalous + 1) / 2) / (anomalous * others);
}

double averagePrecision(std::span<const double> scores, std::span<const int> labels)
{
    if (!allThere(scores))
        return std::numeric_limits<double>::quiet_NaN();
    std::vector<std::size_t> order = ordered(scores);
    std::ranges::reverse(order);
    double sum = 0;
    double anomalous = 0;
    for (std::size_t first = 0, past = 0; first < order.size(); first = past) {
        double here = 0;
        for (past = first; past < order.size() && scores[order[past]] == scores[order[first]]; ++past)
            here += labels[order[past]] != 0 ? 1 : 0;
        anomalous += here;
        sum += here * anomalous / static_cast<double>(past);
    }
    return anomalous > 0 ? sum / anomalous : std::numeric_limits<double>::quiet_NaN();
}

double delayAtOnePercent(std::span<const double> scores, std::span<const int> labels, int rowsOnEnd)
{
    std::vector<double> healthy;
    for (std::size_t row = 0; row < scores.size(); ++row)
        if (labels[row] == 0)
            healthy.push_back(scores[row]);
    const auto first = std::ranges::find_if(labels, [](int label) { return label != 0; }) - labels.begin();
    if (!allThere(scores) || healthy.empty() || first == std::ssize(labels))
        return std::numeric_limits<double>::quiet_NaN();
    const auto threshold = healthy.begin() + static_cast<std::ptrdiff_t>((healthy.size() - 1) * 99 / 100);
    std::ranges::nth_element(healthy, threshold);
    const auto found =
        std::search_n(scores.begin() + first, scores.end(), rowsOnEnd, *threshold, std::greater{});
    return static_cast<double>(found - scores.begin() - first);
}

void FlagCounts::add(bool flag, int label)
{
    if (label != 0)
        ++(flag ? hits : misses);
    else
        ++(flag ? falseAlarms : rests);
}

FlagCounts &FlagCounts::operator+=(const FlagCounts &other)
{
    hits += other.hits;
    falseAlarms += other.falseAlarms;
    misses += other.misses;
    rests += other.rests;
    return *this;
}

double FlagCounts::f1() const
{
    return 2 * hits / std::max(1., 2 * hits + falseAlarms + misses);
}

double FlagCounts::falseAlarmRate() const
{
    return falseAlarms / std::max(1., falseAlarms + rests);
}

double FlagCounts::missRate() const
{
    return misses / std::max(1., misses + hits);
}

} // namespace rig::ml
