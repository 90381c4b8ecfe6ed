#include "ml/regressorapi.h"
#include "ml/torch/nets.h"

#include <algorithm>
#include <numeric>

namespace rig::ml {

struct RegressorNet
{
    RegressorShape shape;
    torch::nn::Linear first;
    torch::nn::Linear second;
    torch::nn::Linear last;

    explicit RegressorNet(RegressorShape of)
        : shape(of), first(of.inputs, of.hidden), second(of.hidden, of.hidden), last(of.hidden, of.outputs)
    {
    }

    std::vector<torch::Tensor> parameters() const
    {
        std::vector<torch::Tensor> all = first->parameters();
        for (const auto &more : {second->parameters(), last->parameters()})
            all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    /// `thin` is called on what each hidden layer gives.
    template <class Thin> torch::Tensor foretell(const torch::Tensor &inputs, Thin thin) const
    {
        const auto one = thin(torch::relu(first.ptr()->forward(inputs)));
        const auto two = thin(torch::relu(second.ptr()->forward(one)));
        return last.ptr()->forward(two);
    }
};

namespace {

constexpr std::int64_t batch = 512;
constexpr double rate = 3e-3;
constexpr double decay = 1e-4;
constexpr double dropped = .2;    ///< of what a hidden layer gives, while it learns
constexpr double warming = .1;    ///< of the time until the steps have their full length
constexpr double bandWeight = .5; ///< of the quantiles beside the mean

/// Squared errors for the mean; for quantiles what makes them such (Koenker, Bassett 1978).
torch::Tensor lossOf(const torch::Tensor &foretold, const torch::Tensor &targets,
                     const torch::Tensor &quantiles)
{
    const auto mean = torch::mse_loss(foretold.select(1, 0), targets);
    if (quantiles.numel() == 0)
        return mean;
    const auto off = targets.unsqueeze(1) - foretold.narrow(1, 1, quantiles.numel());
    return mean + bandWeight * torch::maximum(quantiles * off, (quantiles - 1) * off).mean();
}

double rateAt(double share)
{
    return rate * std::min(1., share / warming + .04) * (1 + std::cos(share * M_PI)) / 2;
}

/// Learns round after round from rows in another order each time.
class Training
{
public:
    Training(RegressorNet &net, const RegressorCourse &course, torch::Tensor inputs, torch::Tensor targets)
        : m_net(net),
          m_course(course),
          m_inputs(std::move(inputs)),
          m_targets(std::move(targets)),
          m_random(course.seed),
          m_drop(at::detail::createCPUGenerator(course.seed)),
          m_optimiser(net.parameters(), torch::optim::AdamWOptions(rate).weight_decay(decay)),
          m_quantiles(
              torch::from_blob(const_cast<float *>(course.quantiles), {std::int64_t{net.shape.outputs} - 1}))
    {
        drawWeights(net.first->parameters(), net.shape.inputs, m_random);
        drawWeights(net.second->parameters(), net.shape.hidden, m_random);
        drawWeights(net.last->parameters(), net.shape.hidden, m_random);
    }

    /// False where it was ended.
    bool run()
    {
        const std::int64_t rows = m_inputs.size(0);
        const std::int64_t steps = (rows + batch - 1) / batch;
        std::vector<std::int64_t> order(static_cast<std::size_t>(rows));
        std::iota(order.begin(), order.end(), 0);
        for (std::int64_t round = 0; round < m_course.rounds; ++round) {
            std::shuffle(order.begin(), order.end(), m_random);
            for (std::int64_t i = 0; i < steps; ++i) {
                const double share =
                    static_cast<double>(round * steps + i) / static_cast<double>(m_course.rounds * steps);
                if (m_course.goesOn && !m_course.goesOn(m_course.context, share))
                    return false;
                step(torch::from_blob(order.data() + i * batch, {std::min(batch, rows - i * batch)},
                                      torch::kInt64),
                     share);
            }
        }
        return true;
    }

private:
    void step(const torch::Tensor &rows, double share)
    {
        static_cast<torch::optim::AdamWOptions &>(m_optimiser.param_groups()[0].options()).lr(rateAt(share));
        const auto thin = [this](const torch::Tensor &given) {
            return given * torch::empty_like(given).bernoulli_(1 - dropped, m_drop) / (1 - dropped);
        };
        m_optimiser.zero_grad();
        lossOf(m_net.foretell(m_inputs.index_select(0, rows), thin), m_targets.index_select(0, rows),
               m_quantiles)
            .backward();
        m_optimiser.step();
    }

    RegressorNet &m_net;
    const RegressorCourse &m_course;
    torch::Tensor m_inputs;
    torch::Tensor m_targets;
    std::mt19937_64 m_random;
    at::Generator m_drop;
    torch::optim::AdamW m_optimiser;
    torch::Tensor m_quantiles;
};

torch::Tensor rowsOf(const float *values, std::size_t rows, std::uint32_t width)
{
    return torch::from_blob(const_cast<float *>(values),
                            {static_cast<std::int64_t>(rows), std::int64_t{width}});
}

std::size_t weightsOf(RegressorShape shape)
{
    const std::size_t hidden = shape.hidden;
    return hidden * (shape.inputs + 1) + hidden * (hidden + 1) + shape.outputs * (hidden + 1);
}

RegressorNet *train(RegressorShape shape, const RegressorCourse *course, const float *inputs,
                    const float *targets, std::size_t rows, char *error, std::size_t room)
{
    return guarded(error, room, [&]() -> RegressorNet * {
        auto net = std::make_unique<RegressorNet>(shape);
        if (Training(*net, *course, rowsOf(inputs, rows, shape.inputs), rowsOf(targets, rows, 1).squeeze(1))
                .run())
            return net.release();
        std::snprintf(error, room, "cancelled");
        return nullptr;
    });
}

RegressorNet *load(RegressorShape shape, const float *weights, char *error, std::size_t room)
{
    return guarded(error, room, [&] {
        auto net = std::make_unique<RegressorNet>(shape);
        readWeights(net->parameters(), weights);
        return net.release();
    });
}

bool save(const RegressorNet *net, float *weights, char *error, std::size_t room)
{
    return guarded(error, room, [&] {
        writeWeights(net->parameters(), weights);
        return true;
    });
}

bool foretell(const RegressorNet *net, const float *inputs, std::size_t rows, float *outputs, char *error,
              std::size_t room)
{
    return guarded(error, room, [&] {
        const c10::InferenceMode guard;
        const auto whole = [](const torch::Tensor &given) { return given; };
        const auto all = net->foretell(rowsOf(inputs, rows, net->shape.inputs), whole).contiguous();
        std::copy_n(all.data_ptr<float>(), all.numel(), outputs);
        return true;
    });
}

void release(RegressorNet *net)
{
    delete net;
}

} // namespace

} // namespace rig::ml

extern "C" __attribute__((visibility("default"))) const rig::ml::RegressorApi *rig_regressor_1()
{
    using namespace rig::ml;
    static constexpr RegressorApi api{weightsOf, train, load, save, foretell, release};
    return &api;
}
