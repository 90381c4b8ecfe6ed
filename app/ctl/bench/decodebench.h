#pragma once

#include "domain/result.h"

#include <cstddef>
#include <cstdint>

namespace rig::ctl {

struct DecodeBenchOptions
{
    std::uint32_t seed = 1;      ///< the same seed makes the same messages
    std::size_t messages = 2000; ///< in one round, as in a batch; 1 to 1,000,000, some 1.2 KB of memory each
    int rounds = 101;            ///< of each of the two, taking turns; 1 to 1,000
};

/// One of the two, as the median over its rounds; the seconds are the processor's.
struct DecodeRate
{
    double messagesPerSecond = 0;
    double bytesPerSecond = 0;
};

struct DecodeFigures
{
    double bytesPerMessage = 0;
    DecodeRate simdjson; ///< its On-Demand parser alone, walking all fields and reading all numbers
    DecodeRate decoder;
    double ratio = 0; ///< decoder to simdjson, the median over pairs of rounds
};

/// Measures the decoder on generated messages of 50 sensors and three machines. Runs for seconds on the
/// calling thread. badConfiguration where an option is out of range.
Result<DecodeFigures> benchDecoding(const DecodeBenchOptions &options);

} // namespace rig::ctl
