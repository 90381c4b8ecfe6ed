#include "ml/measureahead.h"

#include "ml/statistics.h"

#include <algorithm>
#include <cmath>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double shortShare = .1;
constexpr double longShare = .03;
/// How many rows a trailing mean lies behind.
constexpr double shortAge = (1 - shortShare) / shortShare;
constexpr double longAge = (1 - longShare) / longShare;
constexpr double damping = .5;
constexpr double leastTail = 1e-3;

constexpr double shareOf(std::size_t quantile)
{
    return .05 * static_cast<double>(quantile + 1);
}

} // namespace

MeasureAhead::MeasureAhead(std::span<const double> measures)
{
    std::array<std::vector<double>, comparedSteps.size()> beyond;
    MeasureWatch watch;
    for (std::size_t row = 0; row + forecastSteps < measures.size(); ++row) {
        watch.take(measures[row]);
        const auto foreseen = watch.foreseen();
        for (std::size_t i = 0; row >= forecastSteps && i < comparedSteps.size(); ++i) {
            const auto next = measures.subspan(row + 1, comparedSteps[i]);
            beyond[i].push_back(*std::ranges::max_element(next) - foreseen[i]);
        }
    }
    for (std::size_t i = 0; i < comparedSteps.size(); ++i) {
        Step &step = m_steps[i];
        for (std::size_t quantile = 0; quantile < quantiles; ++quantile)
            step.beyond[quantile] = quantileOf(beyond[i], shareOf(quantile));
        std::vector<double> tail;
        for (const double one : beyond[i])
            if (one > step.beyond.back())
                tail.push_back(one - step.beyond.back());
        step.tail = tail.empty() ? 1 : std::max(leastTail, meanOf(tail));
    }
}

double MeasureAhead::chanceBeyond(const Step &step, double reach)
{
    const auto above = std::ranges::upper_bound(step.beyond, reach);
    const auto quantile = static_cast<std::size_t>(above - step.beyond.begin());
    if (quantile == quantiles)
        return (1 - shareOf(quantiles - 1)) * std::exp(-(reach - step.beyond.back()) / step.tail);
    // Never quite certain, so that two machines are told apart however far they have come.
    if (quantile == 0)
        return 1 - shareOf(0) * std::exp((reach - step.beyond.front()) / step.tail);
    const double share = (reach - step.beyond[quantile - 1]) /
                         std::max(leastTail, step.beyond[quantile] - step.beyond[quantile - 1]);
    return 1 - shareOf(quantile - 1) - std::min(1., share) * (shareOf(quantile) - shareOf(quantile - 1));
}

Record MeasureAhead::record() const
{
    std::vector<double> numbers;
    for (const Step &step : m_steps) {
        numbers.insert(numbers.end(), step.beyond.begin(), step.beyond.end());
        numbers.push_back(step.tail);
    }
    Record record;
    record.setNumbers<double>("steps"_L1, numbers);
    return record;
}

MeasureAhead MeasureAhead::from(Record &record)
{
    constexpr std::size_t each = quantiles + 1;
    const auto numbers = record.numbers("steps"_L1, each * comparedSteps.size());
    MeasureAhead read;
    for (std::size_t i = 0; record.fit() && i < comparedSteps.size(); ++i) {
        const auto first = numbers.begin() + static_cast<std::ptrdiff_t>(i * each);
        std::copy_n(first, quantiles, read.m_steps[i].beyond.begin());
        read.m_steps[i].tail = numbers[i * each + quantiles];
        record.expect(read.m_steps[i].tail >= leastTail && std::ranges::is_sorted(read.m_steps[i].beyond));
    }
    return read;
}

void MeasureWatch::take(double measure)
{
    ++m_count;
    const double first = 1 / static_cast<double>(m_count);
    m_short += std::max(shortShare, first) * (measure - m_short);
    m_long += std::max(longShare, first) * (measure - m_long);
}

std::array<double, comparedSteps.size()> MeasureWatch::foreseen() const
{
    const double perRow = damping * (m_short - m_long) / (longAge - shortAge);
    std::array<double, comparedSteps.size()> foreseen{};
    for (std::size_t i = 0; i < comparedSteps.size(); ++i)
        foreseen[i] = m_short + perRow * (shortAge + static_cast<double>(comparedSteps[i]));
    return foreseen;
}

MeasureAhead::Chances MeasureWatch::chances(const MeasureAhead &ahead, double threshold) const
{
    MeasureAhead::Chances chances{};
    const auto where = foreseen();
    double sofar = 0;
    for (std::size_t i = 0; i < comparedSteps.size(); ++i)
        chances[i] = sofar =
            std::max(sofar, MeasureAhead::chanceBeyond(ahead.m_steps[i], threshold - where[i]));
    return chances;
}

} // namespace rig::ml
