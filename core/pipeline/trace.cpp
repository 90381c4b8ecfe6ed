#include "pipeline/trace.h"

#include <algorithm>

namespace rig::pipeline {

std::int64_t Trace::indexOf(Instant time)
{
    return std::chrono::floor<std::chrono::duration<std::int64_t, std::ratio<1, 2>>>(time.time_since_epoch())
        .count();
}

void Trace::add(Instant time, double value)
{
    const std::int64_t index = indexOf(time);
    Bucket &bucket = m_buckets[static_cast<std::size_t>(index) % steps];
    if (bucket.index > index)
        return;
    if (bucket.index < index)
        bucket = {index, 0, 0, value, value, value};
    ++bucket.count;
    bucket.sum += value;
    bucket.low = std::min(bucket.low, value);
    bucket.high = std::max(bucket.high, value);
    bucket.last = value;
}

const Trace::Bucket *Trace::find(std::int64_t index) const
{
    const Bucket &bucket = m_buckets[static_cast<std::size_t>(index) % steps];
    return bucket.index == index && bucket.count > 0 ? &bucket : nullptr;
}

double Trace::average(Instant now) const
{
    const std::int64_t newest = indexOf(now);
    double sum = 0;
    double count = 0;
    for (const Bucket &bucket : m_buckets) {
        if (bucket.index > newest - static_cast<std::int64_t>(steps) && bucket.index <= newest) {
            sum += bucket.sum;
            count += bucket.count;
        }
    }
    return count > 0 ? sum / count : noValue;
}

std::vector<TraceStep> Trace::until(Instant now, milliseconds held) const
{
    std::vector<TraceStep> trace(steps);
    const std::int64_t newest = indexOf(now);
    const auto heldSteps = held / step;
    std::int64_t lastIndex = -1;
    double last = noValue;
    for (std::size_t i = 0; i < steps; ++i) {
        const std::int64_t index = newest - static_cast<std::int64_t>(steps - 1 - i);
        if (const Bucket *bucket = find(index)) {
            trace[i] = {bucket->low, bucket->high, bucket->last};
            lastIndex = index;
            last = bucket->last;
        } else if (lastIndex >= 0 && index - lastIndex <= heldSteps) {
            trace[i] = {last, last, last};
        }
    }
    return trace;
}

} // namespace rig::pipeline
