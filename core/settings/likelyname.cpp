#include "settings/likelyname.h"

#include "settings/settingdescription.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

namespace rig::settings {

namespace {

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Letters to insert, to leave out, to change or to swap with their neighbour until one is the other,
/// whatever their case (optimal string alignment).
std::size_t distance(std::string_view from, std::string_view to)
{
    std::vector<std::size_t> before;
    std::vector<std::size_t> last(to.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        std::vector<std::size_t> next(to.size() + 1, i);
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const bool same = upper(from[i - 1]) == upper(to[j - 1]);
            next[j] = std::min({last[j] + 1, next[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && upper(from[i - 1]) == upper(to[j - 2]) &&
                                 upper(from[i - 2]) == upper(to[j - 1]);
            if (swapped)
                next[j] = std::min(next[j], before[j - 2] + 1);
        }
        before = std::exchange(last, std::move(next));
    }
    return last.back();
}

bool beginsAsOurs(std::string_view name)
{
    static constexpr std::array<std::string_view, 3> beginnings{"RIG_", "KAFKA_", "DATABASE_"};
    return std::ranges::any_of(beginnings, [&](std::string_view each) { return name.starts_with(each); });
}

} // namespace

QString likelyName(std::string_view name)
{
    constexpr std::size_t slip = 2;
    constexpr std::size_t oneIn = 3; // of its letters may be wrong in a name that begins as ours do
    constexpr std::size_t longestName = 64;
    if (name.size() > longestName)
        return {};
    const auto known = descriptions();
    const auto nearest = std::ranges::min_element(
        known, {}, [&](const SettingDescription &setting) { return distance(name, setting.variable); });
    const std::size_t tolerated = beginsAsOurs(name) ? name.size() / oneIn : slip;
    if (distance(name, nearest->variable) > tolerated)
        return {};
    return QString::fromLatin1(nearest->variable);
}

} // namespace rig::settings
