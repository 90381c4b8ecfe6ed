#include "ml/forecaster.h"

#include "ml/torchmodule.h"

#include <QLoggingCategory>

#include <algorithm>
#include <limits>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logForecaster, "rig.ml.forecaster")

constexpr std::int64_t largestHidden = 1'000;
/// So many windows are computed at once: more are no faster.
constexpr std::size_t atOnce = 256;

const TorchModule<ForecasterApi> &module()
{
    static const TorchModule<ForecasterApi> one(forecasterEntry);
    return one;
}

} // namespace

Done Forecaster::available()
{
    if (module().api)
        return {};
    return failure(ErrorKind::unavailable,
                   tr("Nothing can be forecast, because the module that computes it cannot be opened: %1.")
                       .arg(module().trouble));
}

Result<Forecaster> Forecaster::train(const ForecasterShape &shape, const ForecasterLesson &lesson,
                                     std::uint32_t windows, std::uint64_t seed,
                                     const std::function<bool(double)> &goesOn)
{
    if (const Done there = available(); !there)
        return tl::unexpected(there.error());
    Forecaster trained;
    trained.m_shape = shape;
    TorchProgress progress(goesOn);
    const ForecasterCourse course{seed, windows, TorchProgress::tell, progress.context()};
    TorchSentence error{};
    ForecasterNet *net = module().api->train(shape, &course, &lesson, error.data(), error.size());
    if (!net)
        return progress.stopped()
                   ? failure(ErrorKind::cancelled, tr("The training was cancelled."))
                   : failure(
                         ErrorKind::unavailable,
                         tr("The forecaster could not be trained: %1.").arg(QString::fromUtf8(error.data())));
    trained.m_net = trainedNet(module().api, shape, net, error);
    if (trained.m_net.weights.empty())
        return failure(ErrorKind::unavailable, QString::fromUtf8(error.data()));
    return trained;
}

Record Forecaster::record() const
{
    Record record;
    record.setWhole("hidden"_L1, m_shape.hidden);
    record.setNumbers<float>("weights"_L1, m_net.weights);
    return record;
}

Forecaster Forecaster::from(Record &record, ForecasterShape shape)
{
    Forecaster read;
    shape.hidden = static_cast<std::uint32_t>(record.whole("hidden"_L1, 1, largestHidden));
    read.m_shape = shape;
    read.m_net = netFrom<ForecasterNet>(record, module().api, shape, logForecaster());
    return read;
}

std::size_t ForecastBatch::add(const Forecaster &forecaster, std::span<const float> window,
                               std::span<const float> levels)
{
    auto group = std::ranges::find(m_groups, forecaster.m_net.net, &Group::net);
    if (group == m_groups.end())
        group = m_groups.insert(m_groups.end(), {forecaster.m_net.net, forecaster.m_shape, {}, {}, {}, 0});
    group->windows.insert(group->windows.end(), window.begin(), window.end());
    group->levels.insert(group->levels.end(), levels.begin(), levels.end());
    m_places.push_back({static_cast<std::size_t>(group - m_groups.begin()), group->count++});
    return m_places.size() - 1;
}

void ForecastBatch::run()
{
    TorchSentence error{};
    for (Group &group : m_groups) {
        const ForecasterShape &shape = group.shape;
        const std::size_t rows = std::size_t{shape.steps} * shape.width;
        const std::size_t window = std::size_t{shape.length} * shape.width;
        const std::size_t levels = std::size_t{shape.levels} * shape.width;
        group.rows.assign(group.count * rows, std::numeric_limits<float>::quiet_NaN());
        for (std::size_t first = 0; first < group.count; first += atOnce)
            if (!group.net || !module().api->foretell(
                                  group.net.get(), group.windows.data() + first * window,
                                  group.levels.data() + first * levels, std::min(atOnce, group.count - first),
                                  group.rows.data() + first * rows, error.data(), error.size()))
                qCWarning(logForecaster, "A forecast could not be computed: %s", error.data());
    }
}

std::span<const float> ForecastBatch::foretold(std::size_t number) const
{
    const Place place = m_places[number];
    const Group &group = m_groups[place.group];
    const std::size_t rows = std::size_t{group.shape.steps} * group.shape.width;
    return std::span(group.rows).subspan(place.at * rows, rows);
}

void ForecastBatch::clear()
{
    m_places.clear();
    for (Group &group : m_groups) {
        group.windows.clear();
        group.levels.clear();
        group.count = 0;
    }
    // A net that only we still know is one that nobody asks for any more.
    std::erase_if(m_groups, [](const Group &group) { return group.net.use_count() == 1; });
}

} // namespace rig::ml
