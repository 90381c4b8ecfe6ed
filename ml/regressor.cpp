#include "ml/regressor.h"

#include "ml/torchmodule.h"

#include <QLoggingCategory>

#include <array>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.ml.regressor")

constexpr std::int64_t largestLayer = 4'096;

const TorchModule<RegressorApi> &module()
{
    static const TorchModule<RegressorApi> one(regressorEntry);
    return one;
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
    TorchProgress progress(goesOn);
    const RegressorCourse course{config.seed, config.rounds, config.quantiles.data(), TorchProgress::tell,
                                 progress.context()};
    TorchSentence error{};
    RegressorNet *net = module().api->train(trained.m_shape, &course, inputs.data(), targets.data(),
                                            targets.size(), error.data(), error.size());
    if (!net)
        return progress.stopped()
                   ? failure(ErrorKind::cancelled, tr("The training was cancelled."))
                   : failure(ErrorKind::unavailable,
                             tr("The net could not be trained: %1.").arg(QString::fromUtf8(error.data())));
    trained.m_net = trainedNet(module().api, trained.m_shape, net, error);
    if (trained.m_net.weights.empty())
        return failure(ErrorKind::unavailable, QString::fromUtf8(error.data()));
    return trained;
}

Result<std::vector<float>> Regressor::foretell(std::span<const float> inputs) const
{
    const std::size_t rows = inputs.size() / m_shape.inputs;
    std::vector<float> outputs(rows * m_shape.outputs);
    TorchSentence error{};
    if (!m_net.net)
        return tl::unexpected(available().error());
    if (!module().api->foretell(m_net.net.get(), inputs.data(), rows, outputs.data(), error.data(),
                                error.size()))
        return failure(ErrorKind::unavailable,
                       tr("The net could not be computed: %1.").arg(QString::fromUtf8(error.data())));
    return outputs;
}

Record Regressor::record() const
{
    Record record;
    record.setWhole("hidden"_L1, m_shape.hidden);
    record.setNumbers<float>("weights"_L1, m_net.weights);
    return record;
}

Regressor Regressor::from(Record &record, std::size_t width, std::size_t outputs)
{
    Regressor read;
    read.m_shape = {static_cast<std::uint32_t>(width),
                    static_cast<std::uint32_t>(record.whole("hidden"_L1, 1, largestLayer)),
                    static_cast<std::uint32_t>(outputs)};
    read.m_net = netFrom<RegressorNet>(record, module().api, read.m_shape, log());
    return read;
}

} // namespace rig::ml
