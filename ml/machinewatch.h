#pragma once

#include "ml/exponentialmean.h"
#include "ml/machinemodel.h"

namespace rig::ml {

/// What one row is worth.
struct RowScore
{
    std::optional<double> forest;      ///< where the model has the part
    std::optional<double> autoencoder; ///< likewise
    std::optional<double> subspace;    ///< likewise
    double fused = 0;                  ///< by the mode; 0 to 1, above .5 where it belongs to a finding
    double pValue = 1;                 ///< the share of healthy rows that are as unusual
    bool anomalous = false;            ///< as few healthy rows are, or a sensor has failed
    bool unusual = false;              ///< one of an episode of anomalous rows that persists
    bool finding = false;              ///< unusual, or a sensor has failed
};

/// Scores the rows of one machine in their order. One thread at a time.
class MachineWatch
{
public:
    /// The model knows the mode.
    explicit MachineWatch(std::shared_ptr<const MachineModel> model, Mode mode = Mode::fused);

    /// A row that waits for the autoencoder, which is faster over many.
    struct Taken
    {
        std::vector<double> row; ///< NaN where there is nothing to score
        std::vector<bool> maintained;
        std::vector<Failure> failures;
        std::optional<AutoencoderWatch::Taken> window;
    };
    /// Takes a value for each of the model's sensors, in their order. A missing one is NaN, and is left out;
    /// so is that of a sensor that has failed. A row without any value says nothing of the machine, nor of
    /// its sensors: it is worth what the one before was. A sensor in maintenance (by sensor; empty: none is)
    /// has not failed, however long it is missing.
    Taken take(std::span<const double> row, AutoencoderBatch &batch,
               const std::vector<bool> &maintained = {});
    /// What it is worth, once the batch has run; the rows in the order in which they were taken.
    RowScore judge(const Taken &taken, const AutoencoderBatch &batch);

    /// Both at once, of a single row.
    RowScore next(std::span<const double> row, const std::vector<bool> &maintained = {});

    /// Of the machine once it has stood still: what came before has nothing to do with what comes, but for
    /// where the sensors that wander were. To be had once all rows taken are judged.
    MachineWatch afterRest() const;

    /// Each sensor's part in the last score: at least 0, together 1, or all 0. Sensors that have failed have
    /// all of it, or half where what the machine does is unusual besides.
    std::vector<double> shares() const;
    /// By sensor; empty where the rows are no series.
    std::span<const Failure> failures() const { return m_failures; }

    /// What the detectors say, without the autoencoder: of rows that are learnt from.
    MachineModel::Streams streamsOf(std::span<const double> row);

private:
    void judge(double measure, bool failed, RowScore &result);
    std::vector<double> sharesOfUnusual() const;

    std::shared_ptr<const MachineModel> m_model;
    Mode m_mode;
    std::optional<SubspaceWatch> m_subspace;
    std::optional<AutoencoderWatch> m_autoencoder;
    std::optional<InstrumentWatch> m_instruments;
    ExponentialMean m_forestMean;
    ExponentialMean m_autoencoderMean;
    std::vector<double> m_autoencoderParts;
    std::vector<double> m_row;
    std::vector<Failure> m_failures;
    RowScore m_last;
    Persistence m_persistence;
    bool m_anomalous = false;
    bool m_unusual = false;
};

/// Scores a table's rows, which are the model's (MachineModel::rowsFor), in their order; `each` gets the
/// number of a row, its score, and the watch that has just judged it.
void scoreRows(const std::shared_ptr<const MachineModel> &model, Mode mode, const Table &rows,
               const std::function<void(std::size_t, const RowScore &, const MachineWatch &)> &each);

} // namespace rig::ml
