#pragma once

#include "ml/isolationforest.h"

#include <random>

namespace rig::ml {

/// Grows the trees of a forest, one after another.
class IsolationTrees
{
public:
    IsolationTrees(IsolationForest &forest, const Table &table, const IsolationForestConfig &config);

    void grow();

private:
    using Places = std::span<std::uint16_t>; ///< rows of the sample

    void measureColumns();
    void prepare();
    void drawSample();
    /// Of the rows that came to `place`, at `depth`; of its columns the first `open` may still differ. The
    /// mean length of their ways.
    float growFrom(std::size_t place, unsigned depth, Places rows, std::size_t open);
    float endAt(std::size_t place, unsigned depth, std::size_t rows);
    std::pair<float, float> boundsOf(std::size_t column, Places rows) const;
    std::size_t divide(Places rows, std::size_t column, float threshold);
    template <class Right> std::size_t divideBy(Places rows, const Right &goesRight);

    double unit(); ///< evenly in [0, 1)
    std::size_t below(std::size_t count);
    const float *column(std::size_t number) const { return m_sample.data() + number * m_sampleRows; }

    IsolationForest &m_forest;
    const Table &m_table;
    std::size_t m_sampleRows;
    std::mt19937_64 m_random;
    std::size_t m_tree = 0;
    std::vector<std::uint32_t> m_order; ///< of all rows; what was drawn stands in front
    std::vector<float> m_sample;        ///< scaled, column by column
    bool m_whole = true;                ///< no value of the sample is missing
    std::vector<std::uint16_t> m_places;
    std::vector<std::uint16_t> m_right;   ///< for the time of a division
    std::vector<double> m_usual;          ///< by how many rows end a way
    std::vector<std::uint32_t> m_columns; ///< those that may still differ stand in front
};

/// The mean length of a way in a tree that was grown from so many rows to its end.
double usualLength(std::size_t rows);

} // namespace rig::ml
