#pragma once

#include "ml/record.h"

#include <QLoggingCategory>

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace rig::ml {

/// A net of the module rig-torch, with its weights: as it is kept and read.
template <class Net> struct TorchNet
{
    std::vector<float> weights;
    std::shared_ptr<const Net> net; ///< null where it cannot be computed
};

/// Room for a sentence of the module's.
using TorchSentence = std::array<char, 512>;

/// The net is let go by the module that made it; `api` outlives all nets.
template <class Net, class Api> std::shared_ptr<const Net> ownedNet(const Api *api, Net *net)
{
    return {net, [api](Net *one) { api->release(one); }};
}

/// With the weights of a net that the module has trained; none of them, and a sentence in `error`, where it
/// does not give them.
template <class Net, class Api, class Shape>
TorchNet<Net> trainedNet(const Api *api, Shape shape, Net *net, TorchSentence &error)
{
    TorchNet<Net> trained{std::vector<float>(api->weights(shape)), ownedNet(api, net)};
    if (!api->save(net, trained.weights.data(), error.data(), error.size()))
        trained.weights.clear();
    return trained;
}

/// From the weights of a record; nothing where there is no module (null), or where the record is unfit.
template <class Net, class Api, class Shape>
TorchNet<Net> netFrom(Record &record, const Api *api, Shape shape, const QLoggingCategory &log)
{
    constexpr float mostWeight = 1e6F; // beyond this no training finds any
    if (!record.fit() || !api)
        return {};
    TorchNet<Net> read{
        record.singles(QLatin1StringView("weights"), api->weights(shape), -mostWeight, mostWeight), nullptr};
    if (!record.fit())
        return read;
    TorchSentence error{};
    if (Net *net = api->load(shape, read.weights.data(), error.data(), error.size()))
        read.net = ownedNet(api, net);
    else
        qCWarning(log, "A net could not be loaded: %s", error.data());
    return read;
}

/// Passes on to the module who is told how much is done, and knows whether they ended it. Outlives the
/// training.
class TorchProgress
{
public:
    explicit TorchProgress(const std::function<bool(double)> &goesOn) : m_goesOn(goesOn) {}

    bool stopped() const { return m_stopped; }
    void *context() { return this; }
    static bool tell(void *context, double share)
    {
        auto *self = static_cast<TorchProgress *>(context);
        self->m_stopped = !self->m_goesOn(share);
        return !self->m_stopped;
    }

private:
    const std::function<bool(double)> &m_goesOn;
    bool m_stopped = false;
};

} // namespace rig::ml
