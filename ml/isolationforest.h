#pragma once

#include "domain/result.h"
#include "ml/record.h"
#include "ml/table.h"

#include <QCoreApplication>

#include <array>
#include <cstdint>
#include <limits>

namespace rig::ml {

struct IsolationForestConfig
{
    int trees = 100;        ///< 1 to 1,000; more make scores steadier and dearer, in proportion
    int sample = 256;       ///< rows that a tree is grown from, 2 to 4,096; fewer isolate sooner
    std::uint64_t seed = 1; ///< the same one and the same rows give the same trees

    Done validate() const;
};

/// Anomalies are isolated by few random cuts (Liu, Ting, Zhou 2008, "Isolation Forest"). The trees are kept
/// complete, all of one depth, so that a row takes the same number of steps through each and many rows walk
/// side by side. An immutable value: any thread may score.
class IsolationForest
{
    Q_DECLARE_TR_FUNCTIONS(rig::ml::IsolationForest)

public:
    /// badConfiguration for a configuration out of range, refused for a table without two rows or sensors.
    static Result<IsolationForest> train(const Table &table, const IsolationForestConfig &config);

    /// How many sensors a row has.
    std::size_t width() const { return m_scales.size(); }

    /// The score of each row of `values` (row by row, `width` a row), in (0, 1): near 1 an anomaly, below .5
    /// nothing. Where a value is missing both ways are gone, each counting as much as trained rows went it.
    std::vector<double> score(std::span<const double> values) const;

    /// How much each sensor shortens the row's way below that of an average row: at least 0, together 1;
    /// all 0 where none does. Each cut is credited with what it changed of the expected length (after Saabas
    /// 2014, "Interpreting random forests").
    std::vector<double> shares(std::span<const double> row) const;

    Record record() const;
    /// Of a record that is not fit it gives what must not be used.
    static IsolationForest from(Record &record, std::size_t width);

private:
    friend class IsolationTrees;

    /// A value among those of its sensor, in the same order: whole numbers are compared, and the result
    /// added, without a branch and in fewer steps than single precision takes.
    using Rank = std::uint32_t;
    static constexpr Rank highest = std::numeric_limits<Rank>::max();

    /// A cut: beyond `threshold` a row goes right.
    struct Cut
    {
        Rank threshold;
        std::uint32_t column; ///< times `abreast`
    };
    /// What brings a sensor's values into the range of single precision; their order stays.
    struct Scale
    {
        double centre = 0;
        double perUnit = 0;
    };
    static constexpr std::size_t abreast =
        12; ///< rows that walk side by side; measured, see `rigctl bench forest`

    IsolationForest() = default;

    float scaled(double value, std::size_t column) const
    {
        return static_cast<float>((value - m_scales[column].centre) * m_scales[column].perUnit);
    }
    static Rank rankOf(float scaled);
    static void walk(const Cut *cuts, const float *ends, unsigned depth, const Rank *lanes, float *lengths);
    bool takeLane(std::span<const double> row, std::size_t lane, std::span<Rank> lanes) const;
    double lengthOfPartial(std::span<const double> row) const;
    double scoreOf(double length) const;

    std::size_t ways() const { return std::size_t{1} << m_depth; } ///< a tree's leaves; its cuts are one less

    unsigned m_depth = 0;
    std::size_t m_trees = 0;
    double m_usual = 1; ///< the length of an average row's way, of which a score is a half
    std::vector<Scale> m_scales;
    std::vector<Cut> m_cuts;        ///< by tree and place; 1 is the root, 2n and 2n + 1 are below n
    std::vector<float> m_lengths;   ///< by tree and place from `ways` on: a leaf's
    std::vector<float> m_expected;  ///< by tree and place of a cut: the mean length of the rows grown from
    std::vector<float> m_leftShare; ///< by tree and place of a cut: of the rows grown from, that went left
};

} // namespace rig::ml
