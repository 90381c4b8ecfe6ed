#pragma once

#include "domain/result.h"
#include "ml/forecasterapi.h"
#include "ml/record.h"
#include "ml/torchnet.h"

#include <QCoreApplication>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace rig::ml {

/// A net that foretells the next rows of a machine from its last ones (forecasterapi.h). An immutable value.
class Forecaster
{
    Q_DECLARE_TR_FUNCTIONS(rig::ml::Forecaster)

public:
    /// Whether the module that computes it is there; as Autoencoder::available().
    static Done available();

    /// unavailable without the module; cancelled where `goesOn`, which is told how much is done, 0 to 1, says
    /// false. `windows` 0: the linear part alone.
    static Result<Forecaster> train(const ForecasterShape &shape, const ForecasterLesson &lesson,
                                    std::uint32_t windows, std::uint64_t seed,
                                    const std::function<bool(double)> &goesOn);

    const ForecasterShape &shape() const { return m_shape; }

    Record record() const;
    /// Without the module it is there and computes nothing. All of the shape but what it has learnt is said.
    static Forecaster from(Record &record, ForecasterShape shape);
    bool computes() const { return m_net.net != nullptr; }

private:
    friend class ForecastBatch;

    ForecasterShape m_shape;
    TorchNet<ForecasterNet> m_net;
};

/// Windows of any machines that are computed at once. One thread at a time.
class ForecastBatch
{
public:
    /// Takes a window and its levels; its number for foretold().
    std::size_t add(const Forecaster &forecaster, std::span<const float> window,
                    std::span<const float> levels);
    void run();
    /// The rows after it, step by step, after run(); NaN where that failed, which is logged.
    std::span<const float> foretold(std::size_t number) const;
    /// Ready for the next windows.
    void clear();

private:
    struct Group
    {
        std::shared_ptr<const ForecasterNet> net;
        ForecasterShape shape;
        std::vector<float> windows;
        std::vector<float> levels;
        std::vector<float> rows;
        std::size_t count = 0;
    };
    struct Place
    {
        std::size_t group;
        std::size_t at;
    };

    std::vector<Group> m_groups;
    std::vector<Place> m_places;
};

} // namespace rig::ml
