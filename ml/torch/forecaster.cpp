#include "ml/forecasterapi.h"
#include "ml/torch/nets.h"

#include <algorithm>
#include <array>

namespace rig::ml {

/// A linear part, which sees how each sensor's levels differ, and an LSTM (Hochreiter, Schmidhuber 1997),
/// which adds what the last rows say beyond that. Both tell all steps at once, as differences from the
/// reference.
struct ForecasterNet
{
    ForecasterShape shape;
    torch::nn::LSTM lstm;
    torch::nn::Linear output;
    torch::Tensor linear; ///< (features, steps * width)

    explicit ForecasterNet(ForecasterShape of)
        : shape(of),
          lstm(torch::nn::LSTMOptions(of.width, of.hidden).batch_first(true)),
          output(of.hidden, std::int64_t{of.steps} * of.width),
          linear(torch::zeros({featuresOf(of), std::int64_t{of.steps} * of.width}))
    {
    }

    static std::int64_t featuresOf(ForecasterShape of)
    {
        return (std::int64_t{of.levels} - 1) * of.width + 1;
    }

    std::vector<torch::Tensor> learnt() const
    {
        std::vector<torch::Tensor> all = lstm->parameters();
        for (const auto &more : output->parameters())
            all.push_back(more);
        return all;
    }

    std::vector<torch::Tensor> all() const
    {
        std::vector<torch::Tensor> all = learnt();
        all.push_back(linear);
        return all;
    }

    torch::Tensor reference(const torch::Tensor &levels) const { return levels.select(1, shape.reference); }

    /// Of levels (count, levels, width) how they differ from the reference, none by very much, and a 1.
    torch::Tensor features(const torch::Tensor &levels) const
    {
        constexpr double farthest = 8;
        const auto off = (levels - reference(levels).unsqueeze(1)).clamp(-farthest, farthest).flatten(1);
        const std::int64_t before = std::int64_t{shape.reference} * shape.width;
        const std::int64_t behind = before + shape.width;
        return torch::cat({off.narrow(1, 0, before), off.narrow(1, behind, off.size(1) - behind),
                           torch::ones({off.size(0), 1}, off.options())},
                          1);
    }

    /// What the LSTM adds for windows (count, length, width).
    torch::Tensor added(const torch::Tensor &windows, const torch::Tensor &levels) const
    {
        constexpr double linearUpTo = 3; // beyond, differences are compressed
        const auto seen = linearUpTo * torch::asinh((windows - reference(levels).unsqueeze(1)) / linearUpTo);
        const auto state = std::get<0>(std::get<1>(lstm.ptr()->forward(seen))).squeeze(0);
        return output.ptr()->forward(state);
    }

    /// (count, steps, width)
    torch::Tensor foretell(const torch::Tensor &windows, const torch::Tensor &levels) const
    {
        const auto told = torch::matmul(features(levels), linear) + added(windows, levels);
        return told.view({-1, shape.steps, shape.width}) + reference(levels).unsqueeze(1);
    }
};

namespace {

constexpr std::int64_t batch = 64;
constexpr double rate = 2e-3;
/// A window that lies far off moves the weights no further than others.
constexpr double longestStep = 1;
/// How much large linear weights count against the errors of one place.
constexpr std::array<double, 5> penalties{1e-3, 1e-2, 1e-1, 1, 10};

torch::Tensor tensorOf(const float *values, std::vector<std::int64_t> sizes)
{
    return torch::from_blob(const_cast<float *>(values), sizes);
}

/// Learns the linear part in closed form, then the LSTM on what that leaves.
class Training
{
public:
    Training(ForecasterNet &net, const ForecasterCourse &course, const ForecasterLesson &lesson)
        : m_net(net),
          m_course(course),
          m_learnt(static_cast<std::int64_t>(lesson.learnt)),
          m_held(static_cast<std::int64_t>(lesson.placeCount) - m_learnt),
          m_rows(tensorOf(lesson.rows, {static_cast<std::int64_t>(lesson.rowCount), net.shape.width})),
          m_levels(tensorOf(lesson.levels, {static_cast<std::int64_t>(lesson.placeCount), net.shape.levels,
                                            net.shape.width})),
          m_places(torch::from_blob(const_cast<std::int64_t *>(lesson.places),
                                    {static_cast<std::int64_t>(lesson.placeCount)}, torch::kInt64))
    {
    }

    /// False where it was ended.
    bool run()
    {
        learnLinear();
        drawLstm();
        const std::int64_t steps = (std::int64_t{m_course.windows} + batch - 1) / batch;
        torch::optim::Adam optimiser(m_net.learnt(), torch::optim::AdamOptions(rate));
        for (std::int64_t i = 0; i < steps; ++i) {
            const double share = static_cast<double>(i) / static_cast<double>(steps);
            if (m_course.goesOn && !m_course.goesOn(m_course.context, share))
                return false;
            // Slower towards the end, so that it comes to rest.
            static_cast<torch::optim::AdamOptions &>(optimiser.param_groups()[0].options())
                .lr(rate * (1 + std::cos(share * M_PI)) / 2);
            step(optimiser);
        }
        trust();
        return true;
    }

private:
    /// Rows from `first` to before `past` around each of some places, by their numbers among the places.
    torch::Tensor around(const torch::Tensor &which, std::int64_t first, std::int64_t past) const
    {
        const auto rows = m_places.index_select(0, which).unsqueeze(1) + torch::arange(first, past);
        return m_rows.index_select(0, rows.flatten()).view({which.size(0), past - first, m_net.shape.width});
    }
    torch::Tensor windowsAt(const torch::Tensor &which) const
    {
        return around(which, 1 - std::int64_t{m_net.shape.length}, 1);
    }
    /// (places, steps * width), relative to the reference.
    torch::Tensor targetsAt(const torch::Tensor &which, const torch::Tensor &levels) const
    {
        return (around(which, 1, std::int64_t{m_net.shape.steps} + 1) - m_net.reference(levels).unsqueeze(1))
            .flatten(1);
    }
    torch::Tensor heldPlaces() const { return torch::arange(m_learnt, m_learnt + m_held); }

    /// Ridge regression (Hoerl, Kennard 1970); the penalty is the one that foretells the held places best.
    void learnLinear()
    {
        const torch::NoGradGuard guard;
        const std::int64_t features = ForecasterNet::featuresOf(m_net.shape);
        auto squares = torch::zeros({features, features}, torch::kFloat64);
        auto products = torch::zeros({features, m_net.linear.size(1)}, torch::kFloat64);
        constexpr std::int64_t atOnce = 1'024;
        for (std::int64_t first = 0; first < m_learnt; first += atOnce) {
            const auto which = torch::arange(first, std::min(first + atOnce, m_learnt));
            const auto levels = m_levels.index_select(0, which);
            const auto seen = m_net.features(levels).to(torch::kFloat64);
            squares += torch::matmul(seen.t(), seen);
            products += torch::matmul(seen.t(), targetsAt(which, levels).to(torch::kFloat64));
        }
        const auto held = heldPlaces();
        const auto heldLevels = m_levels.index_select(0, held);
        const auto seen = m_net.features(heldLevels);
        const auto targets = targetsAt(held, heldLevels);
        double least = std::numeric_limits<double>::infinity();
        for (const double penalty : penalties) {
            const auto with =
                squares + torch::eye(features, torch::kFloat64) * (penalty * static_cast<double>(m_learnt));
            const auto weights = std::get<0>(torch::linalg_solve_ex(with, products)).to(torch::kFloat32);
            const double error = torch::mse_loss(torch::matmul(seen, weights), targets).item<double>();
            if (error < least) {
                least = error;
                m_net.linear = weights.contiguous();
            }
        }
    }

    /// It adds nothing at first.
    void drawLstm()
    {
        m_random.seed(m_course.seed);
        drawWeights(m_net.lstm->parameters(), m_net.shape.hidden, m_random);
        const torch::NoGradGuard guard;
        m_net.output->weight.zero_();
        m_net.output->bias.zero_();
    }

    void step(torch::optim::Adam &optimiser)
    {
        auto which = torch::empty({batch}, torch::kInt64);
        for (std::int64_t i = 0; i < batch; ++i)
            which.data_ptr<std::int64_t>()[i] =
                static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(m_learnt));
        const auto levels = m_levels.index_select(0, which);
        const auto left = targetsAt(which, levels) - torch::matmul(m_net.features(levels), m_net.linear);
        optimiser.zero_grad();
        torch::smooth_l1_loss(m_net.added(windowsAt(which), levels), left).backward();
        torch::nn::utils::clip_grad_norm_(m_net.learnt(), longestStep);
        optimiser.step();
    }

    /// Only so much of what the LSTM adds is kept as helps at the held places.
    void trust()
    {
        const torch::NoGradGuard guard;
        const auto held = heldPlaces();
        const auto levels = m_levels.index_select(0, held);
        const auto left = targetsAt(held, levels) - torch::matmul(m_net.features(levels), m_net.linear);
        const auto added = m_net.added(windowsAt(held), levels);
        const double squares = (added * added).sum().item<double>();
        const double share = squares > 0 ? (added * left).sum().item<double>() / squares : 0;
        m_net.output->weight.mul_(std::clamp(share, 0., 1.));
        m_net.output->bias.mul_(std::clamp(share, 0., 1.));
    }

    ForecasterNet &m_net;
    const ForecasterCourse &m_course;
    std::int64_t m_learnt;
    std::int64_t m_held;
    torch::Tensor m_rows;
    torch::Tensor m_levels;
    torch::Tensor m_places;
    std::mt19937_64 m_random;
};

std::size_t weightsOf(ForecasterShape shape)
{
    const auto width = std::size_t{shape.width};
    const auto hidden = std::size_t{shape.hidden};
    const auto outputs = width * shape.steps;
    return 4 * hidden * (width + hidden + 2) + outputs * (hidden + 1) +
           static_cast<std::size_t>(ForecasterNet::featuresOf(shape)) * outputs;
}

ForecasterNet *train(ForecasterShape shape, const ForecasterCourse *course, const ForecasterLesson *lesson,
                     char *error, std::size_t room)
{
    return guarded(error, room, [&]() -> ForecasterNet * {
        auto net = std::make_unique<ForecasterNet>(shape);
        if (Training(*net, *course, *lesson).run())
            return net.release();
        std::snprintf(error, room, "cancelled");
        return nullptr;
    });
}

ForecasterNet *load(ForecasterShape shape, const float *weights, char *error, std::size_t room)
{
    return guarded(error, room, [&] {
        auto net = std::make_unique<ForecasterNet>(shape);
        readWeights(net->all(), weights);
        return net.release();
    });
}

bool save(const ForecasterNet *net, float *weights, char *error, std::size_t room)
{
    return guarded(error, room, [&] {
        writeWeights(net->all(), weights);
        return true;
    });
}

bool foretell(const ForecasterNet *net, const float *windows, const float *levels, std::size_t count,
              float *rows, char *error, std::size_t room)
{
    return guarded(error, room, [&] {
        const c10::InferenceMode guard;
        const auto many = static_cast<std::int64_t>(count);
        const auto told = net->foretell(tensorOf(windows, {many, net->shape.length, net->shape.width}),
                                        tensorOf(levels, {many, net->shape.levels, net->shape.width}))
                              .contiguous();
        std::copy_n(told.data_ptr<float>(), told.numel(), rows);
        return true;
    });
}

void release(ForecasterNet *net)
{
    delete net;
}

} // namespace

} // namespace rig::ml

extern "C" __attribute__((visibility("default"))) const rig::ml::ForecasterApi *rig_forecaster_1()
{
    using namespace rig::ml;
    static constexpr ForecasterApi api{weightsOf, train, load, save, foretell, release};
    return &api;
}
