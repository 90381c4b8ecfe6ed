#pragma once

#include <cstddef>
#include <cstdint>

// As autoencoderapi.h: what `ml` and the module rig-torch say to one another.

namespace rig::ml {

/// A net of two hidden layers that foretells a number and how far it may lie off; all parts are at least 1.
struct RegressorShape
{
    std::uint32_t inputs = 0;
    std::uint32_t hidden = 0;  ///< numbers in each of the two layers
    std::uint32_t outputs = 0; ///< the mean, then a quantile each
};

struct RegressorCourse
{
    std::uint64_t seed = 1;
    std::uint32_t rounds = 0;         ///< how often each row is seen
    const float *quantiles = nullptr; ///< outputs - 1 of them, between 0 and 1
    /// Told now and then how much is done, 0 to 1; false ends it.
    bool (*goesOn)(void *context, double share) = nullptr;
    void *context = nullptr;
};

/// A regressor in the module.
struct RegressorNet;

/// Those that may fail answer null or false and leave a sentence in `error`.
struct RegressorApi
{
    /// How many weights a shape has.
    std::size_t (*weights)(RegressorShape shape);
    /// Learns what follows from `rows` rows of inputs, at least 1.
    RegressorNet *(*train)(RegressorShape shape, const RegressorCourse *course, const float *inputs,
                           const float *targets, std::size_t rows, char *error, std::size_t room);
    RegressorNet *(*load)(RegressorShape shape, const float *weights, char *error, std::size_t room);
    /// Room for weights(shape) of them.
    bool (*save)(const RegressorNet *net, float *weights, char *error, std::size_t room);
    /// `outputs` numbers for each of `rows` rows. Any number of threads at once.
    bool (*foretell)(const RegressorNet *net, const float *inputs, std::size_t rows, float *outputs,
                     char *error, std::size_t room);
    void (*release)(RegressorNet *net);
};

/// The name of the entry point, which gives a RegressorApi; another interface has another name.
inline constexpr char regressorEntry[] = "rig_regressor_1";

} // namespace rig::ml
