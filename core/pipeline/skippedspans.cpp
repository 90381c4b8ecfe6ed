#include "pipeline/skippedspans.h"

#include <algorithm>
#include <utility>

namespace rig::pipeline {

bool SkippedSpans::add(std::int32_t machine, Instant at, Steady now)
{
    const auto after = m_spans.upper_bound({machine, at});
    if (after != m_spans.begin()) {
        auto &[key, span] = *std::prev(after);
        if (key.first == machine && at <= span.to && span.closed)
            return true; // judged with the others
        if (key.first == machine && !span.closed && at - span.to <= together && at - key.second <= longest) {
            span.changed = span.changed || at > span.to;
            m_changed = m_changed || span.changed;
            span.to = std::max(span.to, at);
            span.grew = now;
            ++span.readings;
            return true;
        }
    }
    if (m_spans.size() >= most)
        return false;
    m_spans.insert_or_assign({machine, at}, Open{.to = at, .grew = now, .readings = 1});
    m_changed = true;
    return true;
}

void SkippedSpans::addStored(const SkippedSpan &span)
{
    add(span, false);
}

void SkippedSpans::addUnstored(const SkippedSpan &span)
{
    add(span, true);
}

void SkippedSpans::add(const SkippedSpan &span, bool changed)
{
    const auto [at, added] = m_spans.try_emplace({span.machine, span.from},
                                                 Open{.to = span.to, .changed = changed, .closed = true});
    Open &known = at->second;
    if (!added && span.to > known.to && known.taken)
        return add({span.machine, known.to + Instant::duration(1), span.to}, true);
    if (!added && span.to >= known.to) {
        known.changed = changed;
        known.to = span.to;
    }
    m_changed = m_changed || known.changed;
}

std::vector<SkippedSpan> SkippedSpans::takeChanged()
{
    std::vector<SkippedSpan> all;
    if (!std::exchange(m_changed, false))
        return all;
    for (auto &[key, span] : m_spans)
        if (std::exchange(span.changed, false))
            all.push_back({key.first, key.second, span.to});
    return all;
}

void SkippedSpans::touch()
{
    for (auto &[key, span] : m_spans)
        span.changed = true;
    m_changed = !m_spans.empty();
}

std::optional<SkippedSpan> SkippedSpans::take(Steady now, Steady quiet)
{
    const auto ready = [&](const Open &span) {
        return span.closed ? !span.taken && now >= span.notBefore : now - span.grew >= quiet;
    };
    auto oldest = m_spans.end();
    for (auto span = m_spans.begin(); span != m_spans.end(); ++span)
        if (ready(span->second) && (oldest == m_spans.end() || span->first.second < oldest->first.second))
            oldest = span;
    if (oldest == m_spans.end())
        return {};
    auto &[key, span] = *oldest;
    span.closed = span.taken = true;
    return SkippedSpan{key.first, key.second, span.to};
}

void SkippedSpans::postpone(const SkippedSpan &span, Steady until)
{
    const auto known = m_spans.find({span.machine, span.from});
    if (known == m_spans.end())
        return;
    known->second.notBefore = until;
    known->second.taken = false;
}

std::uint64_t SkippedSpans::readings() const
{
    std::uint64_t all = 0;
    for (const auto &[key, span] : m_spans)
        all += span.readings;
    return all;
}

void SkippedSpans::remove(const SkippedSpan &span)
{
    m_spans.erase({span.machine, span.from});
}

} // namespace rig::pipeline
