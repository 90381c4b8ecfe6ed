#include "ml/ranking.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace rig::ml {

double areaUnderRoc(std::span<const double> scores, std::span<const int> labels)
{
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t row) { return scores[row]; });
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

} // namespace rig::ml
