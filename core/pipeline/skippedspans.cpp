#include "pipeline/skippedspans.h"

#include <algorithm>

namespace rig::pipeline {

void SkippedSpans::add(std::int32_t machine, Instant at, Steady now)
{
    auto after = m_spans.upper_bound({machine, at});
    if (after != m_spans.begin()) {
        auto &[key, span] = *std::prev(after);
        if (key.first == machine && at <= span.to && span.closed)
            return; // judged with the others
        if (key.first == machine && !span.closed && at - span.to <= together && at - key.second <= longest) {
            span.changed = span.changed || at > span.to;
            span.to = std::max(span.to, at);
            span.grew = now;
            return;
        }
    }
    m_spans.insert_or_assign({machine, at}, Open{at, now});
}

void SkippedSpans::add(const SkippedSpan &span)
{
    m_spans.try_emplace({span.machine, span.from}, Open{span.to, Steady{0}, false, true});
}

std::vector<SkippedSpan> SkippedSpans::takeChanged()
{
    std::vector<SkippedSpan> all;
    for (auto &[key, span] : m_spans)
        if (std::exchange(span.changed, false))
            all.push_back({key.first, key.second, span.to});
    return all;
}

void SkippedSpans::touch()
{
    for (auto &[key, span] : m_spans)
        span.changed = true;
}

std::optional<SkippedSpan> SkippedSpans::take(Steady now, Steady quiet)
{
    const auto ready = [&](const auto &entry) {
        return entry.second.closed || now - entry.second.grew >= quiet;
    };
    auto oldest = m_spans.end();
    for (auto span = m_spans.begin(); span != m_spans.end(); ++span)
        if (ready(*span) && (oldest == m_spans.end() || span->first.second < oldest->first.second))
            oldest = span;
    if (oldest == m_spans.end())
        return {};
    oldest->second.closed = true;
    return SkippedSpan{oldest->first.first, oldest->first.second, oldest->second.to};
}

void SkippedSpans::remove(const SkippedSpan &span)
{
    m_spans.erase({span.machine, span.from});
}

} // namespace rig::pipeline
