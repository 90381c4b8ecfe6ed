#include "ml/machinewatch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace rig::ml {

namespace {

bool nothingIn(std::span<const double> row)
{
    return std::ranges::all_of(row, [](double value) { return std::isnan(value); });
}

/// Lives as long as the model.
template <class Part>
std::shared_ptr<const Part> partOf(const std::shared_ptr<const MachineModel> &model,
                                   const std::optional<Part> &part)
{
    return {model, &*part};
}

} // namespace

MachineWatch::MachineWatch(std::shared_ptr<const MachineModel> model, Mode mode)
    : m_model(std::move(model)),
      m_mode(mode),
      m_forestMean(m_model->series() ? MachineModel::smoothedOver : 1, m_model->m_usualForest),
      m_autoencoderMean(MachineModel::smoothedOver,
                        m_model->m_autoencoder ? m_model->m_autoencoder->usualScore() : 0),
      m_autoencoderParts(m_model->sensors().size()),
      m_row(m_model->sensors().size())
{
    if (m_model->m_subspace)
        m_subspace.emplace(partOf(m_model, m_model->m_subspace));
    if (m_model->m_autoencoder)
        m_autoencoder.emplace(partOf(m_model, m_model->m_autoencoder));
    if (m_model->m_instruments)
        m_instruments.emplace(*m_model->m_instruments);
    if (m_model->m_forest)
        m_last.forest = 0;
    if (m_autoencoder)
        m_last.autoencoder = 0;
    if (m_subspace)
        m_last.subspace = 0;
}

MachineModel::Streams MachineWatch::streamsOf(std::span<const double> row)
{
    MachineModel::Streams streams{};
    if (m_subspace) {
        const auto scores = m_subspace->next(row);
        std::ranges::copy(scores, streams.begin());
    }
    if (m_model->m_forest) {
        streams[MachineModel::forestStream] = m_forestMean.next(m_model->m_forest->score(row).front());
    }
    return streams;
}

MachineWatch::Taken MachineWatch::take(std::span<const double> row, AutoencoderBatch &batch,
                                       const std::vector<bool> &maintained)
{
    Taken taken{{row.begin(), row.end()}, maintained, {}, {}};
    if (nothingIn(row))
        return taken;
    if (m_instruments) {
        const auto failures = m_instruments->next(row, maintained);
        taken.failures.assign(failures.begin(), failures.end());
        for (std::size_t i = 0; i < failures.size(); ++i)
            if (failures[i] != Failure::none)
                taken.row[i] = std::numeric_limits<double>::quiet_NaN();
    }
    if (m_autoencoder)
        taken.window = m_autoencoder->take(taken.row, batch);
    return taken;
}

RowScore MachineWatch::judge(const Taken &taken, const AutoencoderBatch &batch)
{
    if (nothingIn(taken.row) && taken.failures.empty())
        return m_last;
    m_row = taken.row;
    m_failures = taken.failures;
    MachineModel::Streams streams = streamsOf(m_row);
    if (taken.window) {
        streams[MachineModel::autoencoderStream] =
            m_autoencoderMean.next(m_autoencoder->score(*taken.window, batch, m_autoencoderParts));
    }
    RowScore result;
    const auto measured = [&](std::size_t stream) {
        return m_model->m_yardsticks[stream].measured(streams[stream]);
    };
    if (m_model->m_forest)
        result.forest = measured(MachineModel::forestStream);
    if (m_autoencoder)
        result.autoencoder = measured(MachineModel::autoencoderStream);
    if (m_subspace)
        result.subspace = m_model->subspaceMeasure(streams);
    const bool failed = std::ranges::any_of(m_failures, [](Failure one) { return one != Failure::none; });
    judge(m_model->measureOf(m_mode, streams), failed, result);
    m_last = result;
    return result;
}

RowScore MachineWatch::next(std::span<const double> row, const std::vector<bool> &maintained)
{
    AutoencoderBatch batch;
    const Taken taken = take(row, batch, maintained);
    batch.run();
    return judge(taken, batch);
}

MachineWatch MachineWatch::afterRest() const
{
    MachineWatch watch(m_model, m_mode);
    if (m_subspace)
        watch.m_subspace->goOnFrom(*m_subspace);
    if (m_autoencoder)
        watch.m_autoencoder->goOnFrom(*m_autoencoder);
    return watch;
}

void MachineWatch::judge(double measure, bool failed, RowScore &result)
{
    const Thresholds &thresholds = m_model->m_thresholds[static_cast<std::size_t>(m_mode)];
    m_anomalous = measure > (m_anomalous ? thresholds.still : thresholds.anomalous);
    const double persisting = m_model->series() ? m_persistence.next(measure) : measure;
    m_unusual = m_anomalous && (m_unusual || persisting > thresholds.finding);
    result.pValue = thresholds.pValue(measure);
    result.anomalous = m_anomalous || failed;
    result.unusual = m_unusual;
    result.finding = m_unusual || failed;
    const double share = MachineModel::scoreOf(measure - thresholds.finding);
    result.fused = result.finding ? .5 + share / 2 : share / 2;
}

std::vector<double> MachineWatch::shares() const
{
    std::vector<double> shares = sharesOfUnusual();
    const auto failed = std::ranges::count_if(m_failures, [](Failure one) { return one != Failure::none; });
    if (failed == 0)
        return shares;
    const double kept = m_unusual ? .5 : 0;
    for (std::size_t i = 0; i < shares.size(); ++i)
        shares[i] = kept * shares[i] +
                    (m_failures[i] != Failure::none ? (1 - kept) / static_cast<double>(failed) : 0);
    return shares;
}

std::vector<double> MachineWatch::sharesOfUnusual() const
{
    if (m_subspace)
        return m_subspace->shares();
    if (m_model->m_forest)
        return m_model->m_forest->shares(m_row);
    std::vector<double> shares = m_autoencoderParts;
    const double all = std::accumulate(shares.begin(), shares.end(), 0.);
    for (double &share : shares)
        share = all > 0 ? share / all : 0;
    return shares;
}

void scoreRows(const std::shared_ptr<const MachineModel> &model, Mode mode, const Table &rows,
               const std::function<void(std::size_t, const RowScore &, const MachineWatch &)> &each)
{
    MachineWatch watch(model, mode);
    const std::size_t atOnce = model->rowsAtOnce();
    for (std::size_t first = 0; first < rows.rows(); first += atOnce) {
        AutoencoderBatch batch;
        std::vector<MachineWatch::Taken> taken;
        for (std::size_t row = first; row < std::min(first + atOnce, rows.rows()); ++row)
            taken.push_back(watch.take(rows.row(row), batch));
        batch.run();
        for (std::size_t i = 0; i < taken.size(); ++i) {
            const RowScore score = watch.judge(taken[i], batch);
            each(first + i, score, watch);
        }
    }
}

} // namespace rig::ml
