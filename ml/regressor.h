#pragma once

#include "domain/result.h"
#include "ml/record.h"
#include "ml/regressorapi.h"
#include "ml/torchnet.h"

#include <QCoreApplication>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace rig::ml {

/// A net that foretells a number from a row of others, and between what it probably lies. An immutable value.
class Regressor
{
    Q_DECLARE_TR_FUNCTIONS(rig::ml::Regressor)

public:
    struct Config
    {
        std::uint32_t hidden = 128;     ///< numbers in each of two layers, 1 to 4,096
        std::uint32_t rounds = 20;      ///< how often each row is seen, at least 1
        std::uint64_t seed = 1;         ///< the same one gives the same net
        std::vector<float> quantiles{}; ///< that are foretold beside the mean, between 0 and 1; at most 16
    };

    /// Whether the module that computes it is there; as Autoencoder::available().
    static Done available();

    /// Learns what follows from rows of `width` inputs, at least one row, one target for each. unavailable
    /// without the module; cancelled where `goesOn`, which is told how much is done, 0 to 1, says false.
    static Result<Regressor> train(std::span<const float> inputs, std::size_t width,
                                   std::span<const float> targets, const Config &config,
                                   const std::function<bool(double)> &goesOn);

    std::size_t outputs() const { return m_shape.outputs; }
    /// The mean and the quantiles for each row of inputs. unavailable where the module fails.
    Result<std::vector<float>> foretell(std::span<const float> inputs) const;

    Record record() const;
    /// Without the module it is there and foretells nothing.
    static Regressor from(Record &record, std::size_t width, std::size_t outputs);

private:
    RegressorShape m_shape;
    TorchNet<RegressorNet> m_net;
};

} // namespace rig::ml
