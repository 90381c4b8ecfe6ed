#include "ctl/findingspells.h"

#include <algorithm>

namespace rig::ctl {

void FindingSpells::take(std::size_t row, bool unusual, std::span<const ml::Failure> failures,
                         const std::function<std::vector<std::size_t>()> &largest)
{
    m_open.resize(1 + failures.size());
    follow(row, {}, unusual, largest);
    for (std::size_t sensor = 0; sensor < failures.size(); ++sensor)
        follow(row, sensor, failures[sensor] != ml::Failure::none, largest);
}

void FindingSpells::follow(std::size_t row, std::optional<std::size_t> sensor, bool stands,
                           const std::function<std::vector<std::size_t>()> &largest)
{
    std::optional<std::size_t> &open = m_open[sensor ? 1 + *sensor : 0];
    if (!stands) {
        open.reset();
        return;
    }
    if (!open) {
        open = m_all.size();
        m_all.push_back({row, row, sensor, largest()});
    }
    m_all[*open].past = row + 1;
}

FaultTold toldOfFault(std::span<const FindingSpell> findings, std::size_t onset,
                      const std::function<bool(std::size_t sensor)> &moves)
{
    const auto stands = [&](const FindingSpell &one) { return one.first < onset && one.past > onset; };
    if (std::ranges::any_of(findings, stands))
        return {true, {}};
    const auto tells = [&](const FindingSpell &one) {
        return one.first >= onset && (!one.failed || moves(*one.failed));
    };
    const auto found = std::ranges::find_if(findings, tells);
    return {false, found == findings.end() ? std::nullopt : std::optional(*found)};
}

} // namespace rig::ctl
