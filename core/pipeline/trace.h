#pragma once

#include "domain/plantstate.h"

#include <array>

namespace rig::pipeline {

/// The last 60 s of one sensor in steps of 500 ms of record time, with their average. A fixed piece of
/// memory.
class Trace
{
public:
    static constexpr milliseconds step{500};
    static constexpr std::size_t steps = 120;

    void add(Instant time, double value);

    /// Over what lies within 60 s before `now`; `noValue` when nothing does.
    double average(Instant now) const;
    /// `steps` of them, the last being that of `now`. A value is held for `held` until the next one comes;
    /// what is longer without one is a gap.
    std::vector<TraceStep> until(Instant now, milliseconds held) const;

private:
    struct Bucket
    {
        std::int64_t index = -1; ///< steps since 1970
        std::uint32_t count = 0;
        double sum = 0;
        double low = 0;
        double high = 0;
        double last = 0;
    };

    static std::int64_t indexOf(Instant time);
    const Bucket *find(std::int64_t index) const;

    std::array<Bucket, steps> m_buckets;
};

} // namespace rig::pipeline
