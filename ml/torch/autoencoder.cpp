#include "ml/autoencoderapi.h"
#include "ml/torch/nets.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

namespace rig::ml {

/// Malhotra et al. 2016, "LSTM-based Encoder-Decoder for Multi-sensor Anomaly Detection": one LSTM reads the
/// window into its last state, another one tells it from there backwards, the newest row first.
struct AutoencoderNet
{
    AutoencoderShape shape;
    torch::nn::LSTM encoder;
    torch::nn::LSTM decoder;
    torch::nn::Linear output;

    explicit AutoencoderNet(AutoencoderShape of)
        : shape(of),
          encoder(torch::nn::LSTMOptions(of.width, of.encoding).batch_first(true)),
          decoder(torch::nn::LSTMOptions(of.encoding, of.encoding).batch_first(true)),
          output(of.encoding, of.width)
    {
    }

    std::vector<torch::Tensor> parameters() const
    {
        std::vector<torch::Tensor> all = encoder->parameters();
        for (const auto &more : {decoder->parameters(), output->parameters()})
            all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    /// Of windows (how many, length, width) the same, newest row first; `rows` of them.
    torch::Tensor rebuild(const torch::Tensor &windows, std::int64_t rows) const
    {
        const auto state = std::get<0>(std::get<1>(encoder.ptr()->forward(windows))).squeeze(0);
        const auto told =
            std::get<0>(decoder.ptr()->forward(state.unsqueeze(1).expand({-1, rows, -1}).contiguous()));
        return output.ptr()->forward(told);
    }
};

/// The same cells with the weights of many nets side by side, so that one product of matrices serves them
/// all: by itself each net has a row or two at a time, and calling costs more than computing.
struct AutoencoderStack
{
    AutoencoderShape shape;
    std::int64_t nets = 0;
    /// What a cell makes its gates of: (nets, in, 4 out) and (nets, 1, 4 out).
    torch::Tensor encoderIn, encoderBias, encoderState, decoderIn, decoderBias;
    torch::Tensor output, outputBias;

    explicit AutoencoderStack(const std::vector<const AutoencoderNet *> &of)
        : shape(of.front()->shape), nets(static_cast<std::int64_t>(of.size()))
    {
        const auto side = [&](auto part) {
            std::vector<torch::Tensor> all;
            for (const AutoencoderNet *net : of)
                all.push_back(part(*net));
            return torch::stack(all).contiguous();
        };
        const auto weights = [&](auto lstm, std::size_t which) {
            return side([&](const AutoencoderNet &net) { return (net.*lstm)->all_weights()[which].t(); });
        };
        const auto bias = [&](auto lstm) {
            return side([&](const AutoencoderNet &net) {
                const auto all = (net.*lstm)->all_weights();
                return (all[2] + all[3]).unsqueeze(0);
            });
        };
        encoderIn = weights(&AutoencoderNet::encoder, 0);
        encoderState = weights(&AutoencoderNet::encoder, 1);
        encoderBias = bias(&AutoencoderNet::encoder);
        decoderIn = weights(&AutoencoderNet::decoder, 0);
        decoderBias = bias(&AutoencoderNet::decoder);
        output = side([](const AutoencoderNet &net) { return net.output->weight.t(); });
        outputBias = side([](const AutoencoderNet &net) { return net.output->bias.unsqueeze(0); });
    }

    /// (nets, rows, width) of windows (nets, rows, length, width).
    torch::Tensor rebuild(const torch::Tensor &windows, std::int64_t rows) const
    {
        const std::int64_t length = shape.length;
        const std::int64_t encoding = shape.encoding;
        const auto in =
            torch::baddbmm(encoderBias, windows.view({nets, rows * length, shape.width}), encoderIn)
                .view({nets, rows, length, 4 * encoding});
        auto state = torch::zeros({nets, rows, encoding});
        auto cell = torch::zeros({nets, rows, encoding});
        for (std::int64_t row = 0; row < length; ++row)
            step(torch::baddbmm(in.select(2, row), state, encoderState), state, cell);
        // The newest row is told first, from a cell without a past.
        cell.zero_();
        auto told = state;
        step(torch::baddbmm(decoderBias, state, decoderIn), told, cell);
        return torch::baddbmm(outputBias, told, output);
    }

private:
    /// Gates as libtorch has them: in, forget, cell, out.
    static void step(const torch::Tensor &gates, torch::Tensor &state, torch::Tensor &cell)
    {
        const auto parts = gates.chunk(4, -1);
        cell = torch::sigmoid(parts[1]) * cell + torch::sigmoid(parts[0]) * torch::tanh(parts[2]);
        state = torch::sigmoid(parts[3]) * torch::tanh(cell);
    }
};

namespace {

constexpr std::int64_t batch = 64;
constexpr double rate = 3e-3;
/// A window that lies far off moves the weights no further than others.
constexpr double longestStep = 1;

torch::Tensor windowsAt(const torch::Tensor &rows, const std::vector<std::int64_t> &firsts,
                        std::int64_t length)
{
    std::vector<torch::Tensor> windows;
    windows.reserve(firsts.size());
    for (const std::int64_t first : firsts)
        windows.push_back(rows.narrow(0, first, length));
    return torch::stack(windows);
}

std::size_t weightsOf(AutoencoderShape shape)
{
    const auto width = std::size_t{shape.width};
    const auto encoding = std::size_t{shape.encoding};
    return 4 * encoding * (width + encoding + 2) + 4 * encoding * (2 * encoding + 2) + width * (encoding + 1);
}

AutoencoderNet *train(AutoencoderShape shape, const AutoencoderCourse *course, const float *values,
                      std::size_t rows, char *error, std::size_t room)
{
    return guarded(error, room, [&]() -> AutoencoderNet * {
        const std::int64_t length = shape.length;
        const auto all = torch::from_blob(const_cast<float *>(values),
                                          {static_cast<std::int64_t>(rows), std::int64_t{shape.width}});
        auto net = std::make_unique<AutoencoderNet>(shape);
        std::mt19937_64 random(course->seed);
        drawWeights(net->parameters(), shape.encoding, random);
        torch::optim::Adam optimiser(net->parameters(), torch::optim::AdamOptions(rate));
        const std::int64_t steps = (std::int64_t{course->windows} + batch - 1) / batch;
        for (std::int64_t step = 0; step < steps; ++step) {
            const double share = static_cast<double>(step) / static_cast<double>(steps);
            if (course->goesOn && !course->goesOn(course->context, share)) {
                std::snprintf(error, room, "cancelled");
                return nullptr;
            }
            // Slower towards the end, so that it comes to rest.
            static_cast<torch::optim::AdamOptions &>(optimiser.param_groups()[0].options())
                .lr(rate * (1 + std::cos(share * M_PI)) / 2);
            std::vector<std::int64_t> firsts;
            for (std::int64_t i = 0; i < batch; ++i)
                firsts.push_back(static_cast<std::int64_t>(random() % (rows - shape.length + 1)));
            const auto windows = windowsAt(all, firsts, length);
            optimiser.zero_grad();
            torch::mse_loss(net->rebuild(windows, length), windows.flip(1)).backward();
            torch::nn::utils::clip_grad_norm_(net->parameters(), longestStep);
            optimiser.step();
        }
        return net.release();
    });
}

AutoencoderNet *load(AutoencoderShape shape, const float *weights, char *error, std::size_t room)
{
    return guarded(error, room, [&] {
        auto net = std::make_unique<AutoencoderNet>(shape);
        readWeights(net->parameters(), weights);
        return net.release();
    });
}

bool save(const AutoencoderNet *net, float *weights, char *error, std::size_t room)
{
    return guarded(error, room, [&] {
        writeWeights(net->parameters(), weights);
        return true;
    });
}

bool rebuild(const AutoencoderNet *net, const float *windows, std::size_t count, float *rows, char *error,
             std::size_t room)
{
    return guarded(error, room, [&] {
        const c10::InferenceMode guard;
        const auto all = torch::from_blob(const_cast<float *>(windows),
                                          {static_cast<std::int64_t>(count), std::int64_t{net->shape.length},
                                           std::int64_t{net->shape.width}});
        const auto newest = net->rebuild(all, 1).contiguous();
        std::copy_n(newest.data_ptr<float>(), newest.numel(), rows);
        return true;
    });
}

void release(AutoencoderNet *net)
{
    delete net;
}

AutoencoderStack *stack(const AutoencoderNet *const *nets, std::size_t count, char *error, std::size_t room)
{
    return guarded(error, room, [&] {
        const c10::InferenceMode guard;
        return new AutoencoderStack({nets, nets + count});
    });
}

bool rebuildStack(const AutoencoderStack *stack, const float *windows, std::size_t count, float *rows,
                  char *error, std::size_t room)
{
    return guarded(error, room, [&] {
        const c10::InferenceMode guard;
        const auto each = static_cast<std::int64_t>(count);
        const auto all = torch::from_blob(
            const_cast<float *>(windows),
            {stack->nets, each, std::int64_t{stack->shape.length}, std::int64_t{stack->shape.width}});
        const auto newest = stack->rebuild(all, each).contiguous();
        std::copy_n(newest.data_ptr<float>(), newest.numel(), rows);
        return true;
    });
}

void releaseStack(AutoencoderStack *stack)
{
    delete stack;
}

} // namespace

} // namespace rig::ml

extern "C" __attribute__((visibility("default"))) const rig::ml::AutoencoderApi *rig_autoencoder_1()
{
    using namespace rig::ml;
    static constexpr AutoencoderApi api{weightsOf, train, load,         save,        rebuild,
                                        release,   stack, rebuildStack, releaseStack};
    return &api;
}
