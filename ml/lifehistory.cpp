#include "ml/lifehistory.h"

#include <algorithm>

namespace rig::ml {

using namespace std::chrono_literals;

namespace {

Instant startOf(Instant at, std::chrono::minutes length)
{
    return Instant{(at.time_since_epoch() / length) * length};
}

} // namespace

void LifeHistory::add(Instant at, double value)
{
    for (std::size_t grain = 0; grain < grains.size(); ++grain) {
        auto &sums = m_sums[grain];
        const Instant begins = startOf(at, grains[grain].length);
        if (sums.empty() || sums.back().begins != begins)
            sums.push_back({begins});
        sums.back().values += value;
        sums.back().times += at + 30s - begins;
        ++sums.back().minutes;
        while (sums.front().begins + grains[grain].until + grains[grain].length < at)
            sums.pop_front();
    }
}

void LifeHistory::cutBefore(Instant at)
{
    for (auto &sums : m_sums)
        while (!sums.empty() && sums.front().begins < at)
            sums.pop_front();
}

double LifeHistory::median() const
{
    std::vector<double> means;
    for (const Sum &sum : m_sums[2])
        means.push_back(sum.values / sum.minutes);
    if (means.empty())
        return 0;
    const auto middle = means.begin() + static_cast<std::ptrdiff_t>(means.size() / 2);
    std::ranges::nth_element(means, middle);
    return *middle;
}

std::vector<TrendBin> LifeHistory::bins(Instant now) const
{
    std::vector<TrendBin> bins;
    Instant newer = Instant::max(); // where the bins of the finer grain begin
    for (std::size_t grain = 0; grain < grains.size(); ++grain) {
        const auto &[length, until] = grains[grain];
        const auto &sums = m_sums[grain];
        for (auto sum = sums.rbegin(); sum != sums.rend(); ++sum) {
            if (sum->begins + length > newer || sum->begins < now - until || sum->minutes * 2min < length)
                continue;
            const Instant middle = sum->begins + sum->times / sum->minutes;
            bins.push_back({std::chrono::duration<double, std::ratio<3600>>(middle - now).count(),
                            sum->values / sum->minutes, grain});
        }
        newer = std::min(newer, now - until);
    }
    std::ranges::sort(bins, {}, &TrendBin::hour);
    return bins;
}

} // namespace rig::ml
