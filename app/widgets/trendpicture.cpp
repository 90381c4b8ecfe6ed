#include "widgets/trendpicture.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rig::widgets {

namespace {

constexpr int rows = 5; ///< of the grid, about

/// A step of 1, 2 or 5 times a power of ten.
double niceStep(double raw)
{
    const double power = std::pow(10, std::floor(std::log10(raw)));
    const double rest = raw / power;
    return power * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
}

/// Over the curves, and a limit where one is near.
TrendScale scaleOf(const std::vector<const TrendCurve *> &curves)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    int decimals = 0;
    for (const TrendCurve *curve : curves) {
        decimals = std::max(decimals, curve->decimals);
        for (const TrendPoint &point : curve->line.points) {
            low = std::min(low, point.low);
            high = std::max(high, point.high);
        }
    }
    if (!(low <= high))
        return {};
    const double least = 4 * std::pow(10, -decimals);
    const double span = std::max(high - low, std::max(least, 1e-9 * std::abs(high)));
    const double middle = (low + high) / 2;
    low = middle - span / 2;
    high = middle + span / 2;
    for (const TrendCurve *curve : curves)
        for (const auto &limit : {curve->limits.loLo, curve->limits.lo, curve->limits.hi, curve->limits.hiHi})
            if (limit && *limit > low - span * .35 && *limit < high + span * .35) {
                low = std::min(low, *limit);
                high = std::max(high, *limit);
            }
    const double step = niceStep((high - low) / rows);
    const double pad = (high - low) * .04;
    // What is never negative needs no room below zero.
    const double lowest = low >= 0 ? std::max(0.0, low - pad) : low - pad;
    TrendScale scale;
    scale.low = std::floor(lowest / step) * step;
    scale.high = std::ceil((high + pad) / step) * step;
    scale.step = step;
    scale.decimals = std::max(0, static_cast<int>(-std::floor(std::log10(step))));
    return scale;
}

using Gaps = std::vector<std::pair<Instant, Instant>>;

Gaps gapsOf(const TrendLine &line, Instant from, Instant to)
{
    if (line.points.empty())
        return {{from, to}};
    Gaps gaps;
    Instant before = from;
    for (const TrendPoint &point : line.points) {
        if (point.gapBefore)
            gaps.emplace_back(before, point.at);
        before = point.at;
    }
    if (line.silentFrom)
        gaps.emplace_back(*line.silentFrom, to);
    return gaps;
}

Gaps inBoth(const Gaps &one, const Gaps &other)
{
    Gaps both;
    for (auto a = one.begin(), b = other.begin(); a != one.end() && b != other.end();) {
        const Instant from = std::max(a->first, b->first);
        const Instant to = std::min(a->second, b->second);
        if (from < to)
            both.emplace_back(from, to);
        a->second < b->second ? ++a : ++b;
    }
    return both;
}

} // namespace

Gaps commonGaps(const TrendPicture &picture)
{
    Gaps common{{picture.from, picture.to}};
    for (const TrendCurve &curve : picture.curves)
        common = inBoth(common, gapsOf(curve.line, picture.from, picture.to));
    return common;
}

std::vector<TrendScale> scalesOf(const TrendPicture &picture)
{
    std::vector<TrendScale> scales;
    for (std::size_t first = 0; first < picture.curves.size(); ++first) {
        const QString &unit = picture.curves[first].unit;
        if (std::ranges::find(scales, unit, &TrendScale::unit) != scales.end())
            continue;
        std::vector<const TrendCurve *> curves;
        for (const TrendCurve &curve : picture.curves)
            if (curve.unit == unit)
                curves.push_back(&curve);
        TrendScale scale = scaleOf(curves);
        scale.unit = unit;
        if (curves.size() == 1 && picture.curves.size() > 1)
            scale.onlyCurve = first;
        scales.push_back(std::move(scale));
    }
    return scales;
}

} // namespace rig::widgets
