#include "domain/outlook.h"

#include <tuple>

namespace rig {

namespace {

/// Smaller is sooner.
auto rankOf(const LifeEstimate &estimate)
{
    return std::tuple(-static_cast<int>(estimate.state), estimate.life ? estimate.life->p50 : 0);
}

} // namespace

const LifeEstimate *soonest(const Outlook &outlook, const MachineLayout &layout,
                            std::optional<Category> category)
{
    const LifeEstimate *best = nullptr;
    for (const LifeEstimate &estimate : outlook.lives) {
        if (category) {
            const int slot = layout.slotOf(estimate.sensor);
            if (slot < 0 || layout.columns()[static_cast<std::size_t>(slot)].sensor->category != *category)
                continue;
        }
        if (!best || rankOf(estimate) < rankOf(*best))
            best = &estimate;
    }
    return best;
}

} // namespace rig
