#pragma once

#include <cstddef>
#include <cstdint>

// As autoencoderapi.h: what `ml` and the module rig-torch say to one another.

namespace rig::ml {

/// A net that foretells the next rows of a machine from the last ones; all parts but `reference` are at least
/// 1. What it sees and says is relative to one of the levels, the reference: a machine that has moved is the
/// same one elsewhere.
struct ForecasterShape
{
    std::uint32_t width = 0;     ///< sensors
    std::uint32_t length = 0;    ///< rows that the LSTM sees
    std::uint32_t levels = 0;    ///< trailing means of each sensor
    std::uint32_t reference = 0; ///< which of these is the reference, below `levels`
    std::uint32_t hidden = 0;    ///< numbers in the LSTM's state
    std::uint32_t steps = 0;     ///< rows that are foretold
};

/// Rows of a healthy time, and the places in it that are learnt from: a place has `length` rows up to it and
/// `steps` after it.
struct ForecasterLesson
{
    const float *rows = nullptr; ///< row by row, none missing
    std::size_t rowCount = 0;
    const std::int64_t *places = nullptr; ///< numbers of rows, ascending
    const float *levels = nullptr;        ///< by place, then by level and sensor
    std::size_t placeCount = 0;
    /// So many of the first places are learnt from; by the others, at least one, is chosen how far to trust
    /// what was learnt.
    std::size_t learnt = 0;
};

struct ForecasterCourse
{
    std::uint64_t seed = 1;
    std::uint32_t windows = 0; ///< how many the LSTM learns from, one after the other; 0: linear alone
    /// Told now and then how much is done, 0 to 1; false ends it.
    bool (*goesOn)(void *context, double share) = nullptr;
    void *context = nullptr;
};

/// A forecaster in the module.
struct ForecasterNet;

/// Those that may fail answer null or false and leave a sentence in `error`.
struct ForecasterApi
{
    /// How many weights a shape has.
    std::size_t (*weights)(ForecasterShape shape);
    ForecasterNet *(*train)(ForecasterShape shape, const ForecasterCourse *course,
                            const ForecasterLesson *lesson, char *error, std::size_t room);
    ForecasterNet *(*load)(ForecasterShape shape, const float *weights, char *error, std::size_t room);
    /// Room for weights(shape) of them.
    bool (*save)(const ForecasterNet *net, float *weights, char *error, std::size_t room);
    /// `steps` rows for each of `count` windows of `length` rows with their levels. Any number of threads at
    /// once.
    bool (*foretell)(const ForecasterNet *net, const float *windows, const float *levels, std::size_t count,
                     float *rows, char *error, std::size_t room);
    void (*release)(ForecasterNet *net);
};

/// The name of the entry point, which gives a ForecasterApi; another interface has another name.
inline constexpr char forecasterEntry[] = "rig_forecaster_1";

} // namespace rig::ml
