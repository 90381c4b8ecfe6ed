#include "ml/regressor.h"

#include "ml/torchmodule.h"

#include <QLoggingCategory>

#include <array>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.ml.regressor")

constexpr std::int64_t largestLayer = 4'096;
/// Weights beyond this no training finds.
constexpr float mostWeight = 1e6F;
constexpr std::size_t sentence = 512;

const TorchModule<RegressorApi> &module()
{
    static const TorchModule<RegressorApi> one(regressorEntry);
    return one;
}

std::shared_ptr<const RegressorNet> owned(RegressorNet *net)
{
    return {net, [](RegressorNet *one) { module().api->release(one); }};
}

} // namespace

Done Regressor::available()
{
    if (module().api)
        return {};
    return failure(ErrorKind::unavailable,
                   tr("Nothing can be foretold, because the module that computes it cannot be opened: %1.")
                       .arg(module().trouble));
}

Result<Regressor> Regressor::train(std::span<const float> inputs, std::size_t width,
                                   std::span<const float> targets, const Config &config,
                                   const std::function<bool(double)> &goesOn)
{
    if (const Done there = available(); !there)
        return tl::unexpected(there.error());
    Regressor trained;
    trained.m_shape = {static_cast<std::uint32_t>(width), config.hidden,
                       static_cast<std::uint32_t>(1 + config.quantiles.size())};
    bool stopped = false;
    const auto progress = [&](double share) {
        stopped = !goesOn(share);
        return !stopped;
    };
    const RegressorCourse course{
        config.seed, config.rounds, config.quantiles.data(),
        [](void *context, double share) { return (*static_cast<decltype(progress) *>(context))(share); },
        const_cast<void *>(static_cast<const void *>(&progress))};
    std::array<char, sentence> error{};
    RegressorNet *net = module().api->train(trained.m_shape, &course, inputs.data(), targets.data(),
                                            targets.size(), error.data(), error.size());
    if (!net)
        return stopped
                   ? failure(ErrorKind::cancelled, tr("The training was cancelled."))
                   : failure(ErrorKind::unavailable,
                             tr("The net could not be trained: %1.").arg(QString::fromUtf8(error.data())));
    trained.m_net = owned(net);
    trained.m_weights.resize(module().api->weights(trained.m_shape));
    if (!module().api->save(net, trained.m_weights.data(), error.data(), error.size()))
        return failure(ErrorKind::unavailable, QString::fromUtf8(error.data()));
    return trained;
}

Result<std::vector<float>> Regressor::foretell(std::span<const float> inputs) const
{
    const std::size_t rows = inputs.size() / m_shape.inputs;
    std::vector<float> outputs(rows * m_shape.outputs);
    std::array<char, sentence> error{};
    if (!m_net)
        return tl::unexpected(available().error());
    if (!module().api->foretell(m_net.get(), inputs.data(), rows, outputs.data(), error.data(), error.size()))
        return failure(ErrorKind::unavailable,
                       tr("The net could not be computed: %1.").arg(QString::fromUtf8(error.data())));
    return outputs;
}

Record Regressor::record() const
{
    Record record;
    record.setWhole("hidden"_L1, m_shape.hidden);
    record.setNumbers<float>("weights"_L1, m_weights);
    return record;
}

Regressor Regressor::from(Record &record, std::size_t width, std::size_t outputs)
{
    Regressor read;
    read.m_shape = {static_cast<std::uint32_t>(width),
                    static_cast<std::uint32_t>(record.whole("hidden"_L1, 1, largestLayer)),
                    static_cast<std::uint32_t>(outputs)};
    if (!record.fit() || !module().api)
        return read;
    read.m_weights =
        record.singles("weights"_L1, module().api->weights(read.m_shape), -mostWeight, mostWeight);
    if (!record.fit())
        return read;
    std::array<char, sentence> error{};
    RegressorNet *net = module().api->load(read.m_shape, read.m_weights.data(), error.data(), error.size());
    if (!net)
        qCWarning(log, "A net could not be loaded: %s", error.data());
    else
        read.m_net = owned(net);
    return read;
}

} // namespace rig::ml
