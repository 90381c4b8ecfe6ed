#include "presentation/floorcause.h"

#include "domain/plant.h"
#include "presentation/evidence.h"
#include "presentation/numbers.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::presentation {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::presentation::FloorCause)
};

} // namespace

std::optional<FloorCause> floorCauseOf(const StoredFinding &stored, const PlantState &state)
{
    const Finding &finding = stored.finding;
    const MachineLayout *layout = state.plant->machineByNumber(finding.machine);
    if (!layout)
        return {};
    FloorCause cause;
    cause.machine = finding.machine;
    cause.title = Words::tr("finding %1-%2").arg(QString::fromStdString(layout->machine().id)).arg(stored.id);
    cause.score = fixedNumber(finding.score, 2);
    if (finding.ended)
        cause.ended = Words::tr("ended %1").arg(soonText(*finding.ended, state.time));
    std::vector<double> shares;
    for (const FindingShare &share : finding.shares)
        shares.push_back(share.share);
    const std::vector<int> percents = percentsOf(shares);
    for (std::size_t i = 0; i < percents.size(); ++i)
        if (const int slot = layout->slotOf(finding.shares[i].sensor); slot >= 0 && percents[i] > 0)
            cause.shares.push_back({slot, percents[i]});
    // A sensor that has failed is all of its finding.
    if (const int slot = layout->slotOf(finding.sensor); cause.shares.empty() && slot >= 0)
        cause.shares.push_back({slot, 100});
    return cause;
}

std::map<std::int32_t, int> firstOutOrder(const FindingsView *view, const PlantState &state)
{
    if (!view)
        return {};
    std::map<std::int32_t, Instant> started;
    for (const StoredFinding &stored : view->findings) {
        const MachineLayout *layout = state.plant->machineByNumber(stored.finding.machine);
        if (stored.finding.ended || !layout || layout->machine().retired)
            continue;
        const auto [first, fresh] = started.emplace(stored.finding.machine, stored.finding.started);
        if (!fresh)
            first->second = std::min(first->second, stored.finding.started);
    }
    std::map<std::int32_t, int> order;
    if (started.size() > 1)
        for (const auto &[machine, since] : started)
            order[machine] =
                1 + static_cast<int>(std::ranges::count_if(
                        started, [before = since](const auto &other) { return other.second < before; }));
    return order;
}

} // namespace rig::presentation
