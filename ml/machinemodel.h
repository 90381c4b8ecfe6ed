#pragma once

#include "domain/modelfacts.h"
#include "ml/autoencoder.h"
#include "ml/expectation.h"
#include "ml/instruments.h"
#include "ml/isolationforest.h"
#include "ml/subspacedetector.h"
#include "ml/thresholds.h"

#include <functional>
#include <optional>

namespace rig::ml {

/// Which detectors a model has.
struct Parts
{
    bool forest = true;
    bool subspace = true;
    bool autoencoder = true; ///< where the rows are a series
};

/// What a row is judged by: all detectors, one of them, or the forest and the autoencoder together: as soon
/// as one of them is sure, only when both are, or by the mean of both, where one that is very sure outweighs
/// one that is not.
enum class Mode
{
    fused,
    isolationForest,
    lstm,
    hybridOr,
    hybridAnd,
    hybridSmart
};
inline constexpr std::size_t modeCount = 6;

/// `fused`, `isolation_forest`, `lstm`, `hybrid_or`, `hybrid_and`, `hybrid_smart`.
std::string_view word(Mode mode);
std::optional<Mode> modeOf(std::string_view word);

struct TrainingConfig
{
    IsolationForestConfig forest;
    AutoencoderConfig autoencoder;
    Parts parts;
    /// The rows follow one another in time. Else nothing is smoothed and nothing foretold.
    bool series = true;
    /// Which share of healthy rows is anomalous, .0001 to .5.
    double anomalousShare = .01;
    /// How many findings a healthy machine may have: one in two days of a reading a second.
    double findingsPerRow = .5 / 86'400;
    /// What the model is to tell of when it was trained and on which time (ModelFacts).
    std::optional<Instant> trained;
    std::optional<Instant> first; ///< source time of the oldest row; with `last` or not at all
    std::optional<Instant> last;  ///< of the newest
    /// Told now and then how much is done, 0 to 1; false ends it.
    std::function<bool(double)> goesOn = [](double) { return true; };

    static constexpr std::size_t fewestRows = 100;
    static constexpr std::size_t recommendedRows = 500;
};

/// How the scores of one detector are compared with those of others: by how far they lie from those that
/// healthy rows had which the detector had not learnt from.
struct Yardstick
{
    double mean = 0;
    double deviation = 1;
    double weight = 0; ///< of this score in the fusion, at most `largestWeight`; 0: it is not there

    static constexpr double largestWeight = 16;
    /// A smaller deviation is of roundings: the scores do not differ.
    static constexpr double leastDeviation = 1e-9;

    double measured(double score) const { return (score - mean) / deviation; }
};

/// Everything that was learnt about a machine: detectors, and from where on their scores are an anomaly. An
/// immutable value. Training and the file are in sources of their own.
class MachineModel
{
    Q_DECLARE_TR_FUNCTIONS(rig::ml::MachineModel)

public:
    /// Learns from the rows of a healthy time, the oldest first; without the sensors that have a value in
    /// less than a tenth of them. refused below 100 rows, for fewer than the windows of an autoencoder need,
    /// or for values beyond 1e100; unavailable where an autoencoder is wanted and cannot be computed;
    /// cancelled.
    static Result<MachineModel> train(const Table &table, const TrainingConfig &config);

    const std::vector<std::string> &sensors() const { return m_facts.sensors; }
    bool series() const { return m_facts.series; }
    /// Without the version, which takes time to tell.
    const ModelFacts &facts() const { return m_facts; }
    /// The columns of a table that are the model's sensors, in their order; each must be there.
    Table rowsFor(const Table &table) const;
    /// How it, and the one whose place it takes, do on marked findings: goes with the model from then on.
    void setMarks(std::optional<MarkedQuality> own, std::optional<MarkedQuality> before)
    {
        m_facts.marks = own;
        m_facts.marksBefore = before;
    }
    /// What tells it from others: the beginning of a checksum of the file.
    std::string version() const;
    /// Whether it has the detectors that the mode judges by.
    bool knows(Mode mode) const;
    bool hasForest() const { return m_forest.has_value(); }
    bool hasAutoencoder() const { return m_autoencoder.has_value(); }
    /// Null where the model has none; lives as long as the model.
    const Autoencoder *autoencoder() const { return m_autoencoder ? &*m_autoencoder : nullptr; }
    bool hasSubspace() const { return m_subspace.has_value(); }
    /// What the sensors tell of one another, for the evidence of findings.
    const Expectation &expectation() const { return m_expectation; }
    /// A detector's measure as a score, 0 to 1: above .5 where it alone would be enough for a finding.
    double forestAlone(double measure) const { return scoreBy(Mode::isolationForest, measure); }
    double autoencoderAlone(double measure) const { return scoreBy(Mode::lstm, measure); }
    double subspaceAlone(double measure) const { return scoreOf(measure - m_subspaceThresholds.finding); }

    /// How many rows are best scored together.
    std::size_t rowsAtOnce() const { return m_autoencoder ? m_autoencoder->rowsAtOnce() : 1'024; }

    /// As a file holds it: what it is, a checksum, a record.
    QByteArray bytes() const;
    /// damaged for what is no model, is one of another version or is not whole; unavailable where it has an
    /// autoencoder and that cannot be computed.
    static Result<MachineModel> from(const QByteArray &bytes);
    /// What a file says of its model, without the model itself: also of one that cannot be computed here.
    /// damaged as above.
    static Result<ModelFacts> factsOf(const QByteArray &bytes);

    /// The score of a forest or an autoencoder over so many rows tells more than that of one.
    static constexpr std::size_t smoothedOver = 10;
    /// The score of each detector, smoothed, and all of them as one: what thresholds are of.
    static constexpr std::size_t forestStream = SubspaceDetector::streams;
    static constexpr std::size_t autoencoderStream = forestStream + 1;
    static constexpr std::size_t streams = autoencoderStream + 1;
    using Streams = std::array<double, streams>;

private:
    friend class MachineWatch;

    MachineModel() = default;
    static Done enoughFor(const AutoencoderConfig &config, std::size_t rows);
    void learnParts(const Table &table, const TrainingConfig &config, double wandering);
    Result<std::vector<double>> learnAutoencoder(const Table &table, const TrainingConfig &config,
                                                 double wandering);
    Done calibrate(const Table &table, const TrainingConfig &config, double wandering,
                   const std::vector<double> &autoencoderScores);
    Result<std::vector<Streams>> scoresOfOthers(const Table &table, const TrainingConfig &config,
                                                double wandering) const;
    void tellQuality(const std::vector<Streams> &seen, double nominalShare);
    void tellParts();
    bool has(std::size_t stream) const;
    double fuse(const Streams &streams) const;
    double measureOf(Mode mode, const Streams &streams) const;
    double subspaceMeasure(const Streams &streams) const;
    double scoreBy(Mode mode, double measure) const;
    /// 0 to 1 by how far beyond a threshold something is, .5 upon it; never the same for two, however far.
    static double scoreOf(double beyond);
    Record record() const;
    static MachineModel fromRecord(Record &record);

    ModelFacts m_facts; ///< all but the version
    std::optional<IsolationForest> m_forest;
    double m_usualForest = 0; ///< the mean score of the rows that it has learnt from
    std::optional<Autoencoder> m_autoencoder;
    std::optional<SubspaceDetector> m_subspace;
    std::optional<Instruments> m_instruments; ///< of a series
    std::array<Yardstick, streams> m_yardsticks;
    std::array<Thresholds, modeCount> m_thresholds; ///< of the modes that it knows
    Thresholds m_subspaceThresholds;                ///< of that detector alone, where the model has it
    Expectation m_expectation;
};

} // namespace rig::ml
