#pragma once

#include "domain/plantstate.h"
#include "domain/storedfinding.h"

#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace rig::presentation {

/// Which sensors of a machine make up a finding, as the floor marks them.
struct FloorCause
{
    struct Share
    {
        int slot = 0;
        int percent = 0;

        bool operator==(const Share &) const = default;
    };

    std::int32_t machine = 0;  ///< its number in the plant
    QString title;             ///< "finding A-1187"
    QString score;             ///< "0.87"
    QString ended;             ///< when it did; empty while it stands: values of now say nothing of it then
    std::vector<Share> shares; ///< the largest first; of sensors that the machine has

    bool operator==(const FloorCause &) const = default;
};

/// None where the plant has no such machine.
std::optional<FloorCause> floorCauseOf(const StoredFinding &finding, const PlantState &state);

/// Of machines that are not retired and on which something stands, the how manieth it was found on; empty
/// where it is on one alone. `view` may be null.
std::map<std::int32_t, int> firstOutOrder(const FindingsView *view, const PlantState &state);

} // namespace rig::presentation
