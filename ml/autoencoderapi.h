#pragma once

#include <cstddef>
#include <cstdint>

// What `ml` and the module rig-torch, which alone knows libtorch, say to one another: plain values through
// one C entry point, because nobody links the module. No exception crosses it. All numbers are single
// precision; a window is row by row, the newest row last. Whatever is called from several threads at once is
// said so.

namespace rig::ml {

/// The shape of an autoencoder; all parts of it are at least 1.
struct AutoencoderShape
{
    std::uint32_t width = 0;    ///< sensors
    std::uint32_t length = 0;   ///< rows of a window
    std::uint32_t encoding = 0; ///< numbers that a window is pressed into
};

struct AutoencoderCourse
{
    std::uint64_t seed = 1;
    std::uint32_t windows = 0; ///< how many are learnt from, one after the other, drawn from all there are
    /// Told now and then how much is done, 0 to 1; false ends it.
    bool (*goesOn)(void *context, double share) = nullptr;
    void *context = nullptr;
};

/// An autoencoder in the module.
struct AutoencoderNet;
/// Several of one shape that are computed side by side.
struct AutoencoderStack;

/// Those that may fail answer null or false and leave a sentence in `error`.
struct AutoencoderApi
{
    /// How many weights a shape has.
    std::size_t (*weights)(AutoencoderShape shape);
    /// Learns from `rows` rows (at least one window), one after the other in time, none missing.
    AutoencoderNet *(*train)(AutoencoderShape shape, const AutoencoderCourse *course, const float *values,
                             std::size_t rows, char *error, std::size_t room);
    AutoencoderNet *(*load)(AutoencoderShape shape, const float *weights, char *error, std::size_t room);
    /// Room for weights(shape) of them.
    bool (*save)(const AutoencoderNet *net, float *weights, char *error, std::size_t room);
    /// What the newest row of each of `count` windows is put together again as: `width` numbers for each. Any
    /// number of threads at once.
    bool (*rebuild)(const AutoencoderNet *net, const float *windows, std::size_t count, float *rows,
                    char *error, std::size_t room);
    void (*release)(AutoencoderNet *net);
    /// Of at least one net, all of one shape; they need not live as long.
    AutoencoderStack *(*stack)(const AutoencoderNet *const *nets, std::size_t count, char *error,
                               std::size_t room);
    /// As `rebuild`, with `count` windows for each of the nets: those of the first one first.
    bool (*rebuildStack)(const AutoencoderStack *stack, const float *windows, std::size_t count, float *rows,
                         char *error, std::size_t room);
    void (*releaseStack)(AutoencoderStack *stack);
};

/// The name of the entry point, which gives an AutoencoderApi; another interface has another name.
inline constexpr char autoencoderEntry[] = "rig_autoencoder_1";

} // namespace rig::ml
