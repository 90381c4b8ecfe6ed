#include "pipeline/unknownnames.h"

#include "pipeline/plaintext.h"

#include <algorithm>
#include <tuple>

namespace rig::pipeline {

namespace {

/// What no sensor may have is what a person has to know.
void take(UnknownName &into, std::uint64_t count, std::string_view machine, std::string_view value)
{
    into.count += count;
    if (fitsSensor(into.sample) && !fitsSensor(value)) {
        into.sample = plainText(value, UnknownNames::maxSampleBytes);
        into.machine = plainText(machine, UnknownNames::maxNameBytes);
    }
}

} // namespace

void UnknownNames::count(std::string_view name, std::string_view machine, std::string_view value)
{
    if (name.size() > maxNameBytes) {
        ++m_beyond;
        return;
    }
    auto found = m_names.find(name);
    if (found == m_names.end())
        found = m_names.find(plainText(name, maxNameBytes));
    if (found != m_names.end()) {
        take(found->second, 1, machine, value);
    } else if (m_names.size() < maxNames) {
        const std::string plain = plainText(name, maxNameBytes);
        m_names.emplace(
            plain, UnknownName{plain, 1, plainText(machine, maxNameBytes), plainText(value, maxSampleBytes)});
    } else {
        ++m_beyond;
    }
}

void UnknownNames::add(const std::vector<UnknownName> &names, std::uint64_t beyond)
{
    m_beyond += beyond;
    for (const UnknownName &seen : names) {
        if (const auto found = m_names.find(seen.name); found != m_names.end())
            take(found->second, seen.count, seen.machine, seen.sample);
        else if (m_names.size() < maxNames)
            m_names.emplace(seen.name, seen);
        else
            m_beyond += seen.count;
    }
}

UnknownNameSummary UnknownNames::summary(std::size_t most) const
{
    UnknownNameSummary summary{0, m_names.size(), m_beyond, {}};
    for (const auto &[name, seen] : m_names) {
        summary.values += seen.count;
        summary.first.push_back(seen);
    }
    const auto kept = summary.first.begin() + static_cast<std::ptrdiff_t>(std::min(most, m_names.size()));
    std::partial_sort(summary.first.begin(), kept, summary.first.end(),
                      [](const UnknownName &a, const UnknownName &b) {
                          return std::tie(b.count, a.name) < std::tie(a.count, b.name);
                      });
    summary.first.erase(kept, summary.first.end());
    return summary;
}

} // namespace rig::pipeline
