#include "domain/storedfinding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace rig {

namespace {

constexpr std::array<std::string_view, 3> words{"true", "false", "known work"};
constexpr double leastAlike = .5;

double lengthOf(const Finding &finding)
{
    double squares = 0;
    for (const FindingShare &share : finding.shares)
        squares += share.share * share.share;
    return std::sqrt(squares);
}

} // namespace

std::string_view word(FindingMark mark)
{
    return words[static_cast<std::size_t>(mark)];
}

std::optional<FindingMark> findingMarkFromWord(std::string_view word)
{
    const auto found = std::ranges::find(words, word);
    return found == words.end() ? std::nullopt
                                : std::optional(static_cast<FindingMark>(found - words.begin()));
}

double similarity(const Finding &one, const Finding &other)
{
    const double lengths = lengthOf(one) * lengthOf(other);
    if (one.kind != other.kind || lengths <= 0)
        return 0;
    std::map<std::string_view, double> shares;
    for (const FindingShare &share : one.shares)
        shares[share.sensor] = share.share;
    double sum = 0;
    for (const FindingShare &share : other.shares)
        if (const auto found = shares.find(share.sensor); found != shares.end())
            sum += found->second * share.share;
    return std::min(1., sum / lengths);
}

std::vector<SimilarFinding> similarTo(const Finding &finding, std::vector<StoredFinding> earlier,
                                      std::size_t most)
{
    std::vector<SimilarFinding> similar;
    for (StoredFinding &one : earlier)
        if (const double alike = similarity(finding, one.finding); alike >= leastAlike)
            similar.push_back({std::move(one), alike});
    std::ranges::stable_sort(similar, [](const SimilarFinding &one, const SimilarFinding &other) {
        return one.similarity != other.similarity ? one.similarity > other.similarity
                                                  : one.stored.finding.started > other.stored.finding.started;
    });
    if (similar.size() > most)
        similar.resize(most);
    return similar;
}

} // namespace rig
