#pragma once

#include "ml/autoregression.h"
#include "ml/conditioning.h"
#include "ml/exponentialmean.h"
#include "ml/gaussian.h"
#include "ml/trailingmean.h"

#include <array>
#include <memory>

namespace rig::ml {

/// What a machine's sensors do together: how far their levels lie off, over a short and a longer time, and
/// what each row brings that the rows before it did not foretell. Learnt from healthy rows. An immutable
/// value; what it sees of one machine over time is a SubspaceWatch.
class SubspaceDetector
{
public:
    /// Logarithms of distances; higher is farther off.
    enum Stream
    {
        newsShort,  ///< what is new in this row
        newsLong,   ///< and over 20
        levelShort, ///< where the levels lie, over 10 rows
        levelLong,  ///< and over 20
        streams
    };
    using Scores = std::array<double, streams>;
    /// How much a stream counts beside the others: news and level carry one another.
    static constexpr Scores weights{.25, .375, .25, .125};

    SubspaceDetector() = default;
    /// Learns from a table with rows. Where they are no `series`, what comes before a row says nothing of it:
    /// all streams are of single rows then. `wandering` is that of the whole healthy time (wandering.h).
    SubspaceDetector(const Table &table, bool series, double wandering);

    std::size_t width() const { return m_conditioning.width(); }
    bool series() const { return m_series; }
    /// Over how many rows.
    std::size_t length(Stream stream) const;

    Record record() const;
    static SubspaceDetector from(Record &record, std::size_t width);

private:
    friend class SubspaceWatch;

    std::vector<double> newsOf(std::span<const double> rows) const;
    Gaussian levelOver(Stream stream, std::span<const double> rows) const;

    bool m_series = true;
    Conditioning m_conditioning;
    Autoregression m_autoregression;
    Gaussian m_news;
    double m_usualNews = 0;           ///< the mean logarithm of the distance of a row's news
    std::array<Gaussian, 2> m_levels; ///< of the short and of the long level
};

/// What each row of a machine brings that the rows before it did not foretell.
class News
{
public:
    /// `autoregression` must outlive it.
    explicit News(const Autoregression &autoregression);

    /// NaN for a value that is missing in the row. Valid until the next.
    std::span<const double> next(std::span<const double> row);
    /// What is foretold of later rows is to rest on what is likeliest for those values, beside the news that
    /// came; without it, on what was foretold of them.
    void complete(const Gaussian &usual, Gaussian::Some &some);

private:
    const Autoregression *m_autoregression;
    std::vector<double> m_before; ///< the rows before, the newest first
    std::vector<double> m_news;
};

/// Scores the rows of one machine in their order. One thread at a time.
class SubspaceWatch
{
public:
    explicit SubspaceWatch(std::shared_ptr<const SubspaceDetector> detector);

    /// Where the sensors that wander were, by another watch of the same detector.
    void goOnFrom(const SubspaceWatch &before) { m_conditioner.goOnFrom(before.m_conditioner); }

    /// A missing value is NaN, and is left out.
    SubspaceDetector::Scores next(std::span<const double> row);

    /// Each sensor's part in the last scores: at least 0, together 1, or all 0.
    std::vector<double> shares() const;

private:
    std::shared_ptr<const SubspaceDetector> m_detector;
    Conditioner m_conditioner;
    std::vector<double> m_conditioned;
    News m_news;
    Gaussian::Some m_someNews;
    std::array<Gaussian::Some, 2> m_someLevels;
    std::vector<double> m_parts;
    std::array<ExponentialMean, 2> m_newsMeans;
    std::array<TrailingMean, 2> m_levelMeans;
    TrailingMean m_newsParts;
    std::array<std::vector<double>, 2> m_levelParts;
};

} // namespace rig::ml
