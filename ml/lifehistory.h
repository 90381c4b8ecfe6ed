#pragma once

#include "domain/instant.h"
#include "domain/reading.h"

#include <array>
#include <deque>
#include <vector>

namespace rig::ml {

/// A mean over some time.
struct TrendBin
{
    double hour = 0; ///< of its values on the mean, counted from now: negative
    double mean = 0;
    std::size_t grain = 0; ///< place in LifeHistory::grains
};

/// What one sensor was over the last 30 days, the older the coarser: some 240 means.
class LifeHistory
{
public:
    struct Grain
    {
        std::chrono::minutes length;
        std::chrono::hours until; ///< so old its bins become
    };
    static constexpr std::array<Grain, 4> grains{{{std::chrono::minutes{5}, std::chrono::hours{3}},
                                                  {std::chrono::minutes{15}, std::chrono::hours{12}},
                                                  {std::chrono::hours{1}, std::chrono::hours{72}},
                                                  {std::chrono::hours{6}, std::chrono::hours{720}}}};

    /// The mean of the minute that begins at `at`; ascending.
    void add(Instant at, double value);
    /// Forgets everything before.
    void cutBefore(Instant at);
    /// Of the coarse means; 0 without any.
    double median() const;
    /// Ascending, bins of which less than half came left out.
    std::vector<TrendBin> bins(Instant now) const;

private:
    struct Sum
    {
        Instant begins;
        double values = 0;
        std::chrono::microseconds times{0}; ///< from `begins` to the minutes' middles
        int minutes = 0;
    };

    std::array<std::deque<Sum>, grains.size()> m_sums;
};

} // namespace rig::ml
