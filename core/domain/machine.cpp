#include "domain/machine.h"

#include <algorithm>

namespace rig {

OwnLimits ownLimits(const Machine &machine, const std::string &sensor)
{
    const auto found = std::ranges::lower_bound(machine.ownLimits, sensor, {}, &OwnLimits::sensor);
    if (found != machine.ownLimits.end() && found->sensor == sensor)
        return *found;
    OwnLimits none;
    none.sensor = sensor;
    return none;
}

void setOwnLimits(Machine &machine, OwnLimits own)
{
    auto &all = machine.ownLimits;
    const auto place = std::ranges::lower_bound(all, own.sensor, {}, &OwnLimits::sensor);
    const bool there = place != all.end() && place->sensor == own.sensor;
    if (own.empty() && there)
        all.erase(place);
    else if (!own.empty() && there)
        *place = std::move(own);
    else if (!own.empty())
        all.insert(place, std::move(own));
}

bool isShapeName(std::string_view name)
{
    constexpr std::string_view ending = ".glb";
    constexpr std::size_t longest = 64;
    if (name.size() <= ending.size() || name.size() > longest || !name.ends_with(ending))
        return false;
    name.remove_suffix(ending.size());
    return std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
}

} // namespace rig
