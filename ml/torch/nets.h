#pragma once

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <vector>

/// Of OpenBLAS, where that is the BLAS.
extern "C" __attribute__((weak)) void openblas_set_num_threads(int threads);

namespace rig::ml {

/// Whoever calls has a thread of its own for it: more of them for matrices as small as these only wait for
/// one another.
inline void useOneThread()
{
    static const bool once = [] {
        at::set_num_threads(1);
        if (openblas_set_num_threads != nullptr)
            openblas_set_num_threads(1);
        return true;
    }();
    static_cast<void>(once);
}

/// Runs it, and turns what is thrown into a sentence.
template <class Body> auto guarded(char *error, std::size_t room, Body body) -> decltype(body())
{
    try {
        useOneThread();
        return body();
    } catch (const std::exception &thrown) {
        std::snprintf(error, room, "%s", thrown.what());
    } catch (...) {
        std::snprintf(error, room, "unknown");
    }
    return {};
}

/// Even numbers up to 1 / sqrt(`inputs`) to both sides, as libtorch has them, but by a seed of one's own: the
/// process's is everybody's.
inline void drawWeights(std::vector<torch::Tensor> all, double inputs, std::mt19937_64 &random)
{
    const double most = 1 / std::sqrt(inputs);
    const torch::NoGradGuard guard;
    for (torch::Tensor &weights : all) {
        float *values = weights.data_ptr<float>();
        for (std::int64_t i = 0; i < weights.numel(); ++i)
            values[i] = static_cast<float>(most * (static_cast<double>(random() >> 11U) * 0x1p-52 - 1));
    }
}

/// One part after the other.
inline void readWeights(std::vector<torch::Tensor> all, const float *weights)
{
    const torch::NoGradGuard guard;
    for (torch::Tensor &part : all) {
        std::copy_n(weights, part.numel(), part.data_ptr<float>());
        weights += part.numel();
    }
}

inline void writeWeights(const std::vector<torch::Tensor> &all, float *weights)
{
    for (const torch::Tensor &part : all)
        weights = std::copy_n(part.contiguous().data_ptr<float>(), part.numel(), weights);
}

} // namespace rig::ml
