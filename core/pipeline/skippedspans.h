#pragma once

#include "domain/skippedspan.h"

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace rig::pipeline {

/// Which readings no model has judged yet. A value for one thread; knows no clock.
class SkippedSpans
{
public:
    using Steady = std::chrono::nanoseconds;

    /// What follows within this belongs to the same span.
    static constexpr std::chrono::seconds together{60};
    /// No span gets longer, so that something is done in between.
    static constexpr std::chrono::hours longest{1};

    /// More are not remembered; times that jump about make many.
    static constexpr std::size_t most = 10'000;

    /// `now` is the steady clock's. False where there are too many.
    bool add(std::int32_t machine, Instant at, Steady now);
    /// One that a database has, so that it does not count as changed. Where it begins with one that is known
    /// and is longer, that one grows, or, where it is being judged, the rest is one of its own.
    void addStored(const SkippedSpan &span);
    /// Likewise, one that nobody has.
    void addUnstored(const SkippedSpan &span);
    /// Those that are new or have grown since the last call.
    std::vector<SkippedSpan> takeChanged();
    /// All of them count as changed.
    void touch();

    /// The oldest that has not grown for `quiet`, which is being judged until remove() or postpone(). No
    /// reading is added to it from then on.
    std::optional<SkippedSpan> take(Steady now, Steady quiet);
    /// It is not to be taken again before `until`.
    void postpone(const SkippedSpan &span, Steady until);
    void remove(const SkippedSpan &span);
    template <class Unwanted> void removeIf(Unwanted unwanted)
    {
        std::erase_if(m_spans, [&](const auto &entry) { return unwanted(entry.first.first); });
    }
    std::size_t count() const { return m_spans.size(); }
    /// Readings in those that were seen to be skipped; of one that is known from before none is counted.
    std::uint64_t readings() const;

private:
    struct Open
    {
        Instant to;
        Steady grew{0};
        std::uint64_t readings = 0;
        bool changed = true;
        Steady notBefore{0};
        bool closed = false;
        bool taken = false; ///< is being judged
    };

    void add(const SkippedSpan &span, bool changed);

    std::map<std::pair<std::int32_t, Instant>, Open> m_spans; ///< by machine and first instant
    bool m_changed = false;                                   ///< one of them has
};

} // namespace rig::pipeline
