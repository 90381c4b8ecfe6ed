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

} // namespace rig
