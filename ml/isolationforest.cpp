#include "ml/isolationforest.h"

#include "ml/isolationtrees.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

/// No way through a tree is as long.
constexpr float longestWay = 64;

/// Of rows that are scored together: beside a tree they fit into the nearest cache.
constexpr std::size_t blockBytes = 16 * 1024;

constexpr int mostTrees = 1'000;
constexpr int mostSampled = 4'096;
constexpr int deepest = 12; ///< as many cuts as divide the largest sample into single rows

} // namespace

Done IsolationForestConfig::validate() const
{
    if (trees < 1 || trees > mostTrees)
        return failure(ErrorKind::badConfiguration,
                       IsolationForest::tr("An isolation forest has 1 to 1000 trees, not %1.").arg(trees));
    if (sample < 2 || sample > mostSampled)
        return failure(ErrorKind::badConfiguration,
                       IsolationForest::tr("A tree of an isolation forest grows from 2 to 4096 rows, not %1.")
                           .arg(sample));
    return {};
}

Result<IsolationForest> IsolationForest::train(const Table &table, const IsolationForestConfig &config)
{
    if (Done valid = config.validate(); !valid)
        return tl::unexpected(valid.error());
    if (table.rows() < 2)
        return failure(
            ErrorKind::refused,
            tr("An isolation forest needs at least two rows with a sensor, not %1.").arg(table.rows()));
    IsolationForest forest;
    IsolationTrees(forest, table, config).grow();
    return forest;
}

IsolationForest::Rank IsolationForest::rankOf(float scaled)
{
    const auto bits = std::bit_cast<Rank>(scaled + 0.F); // there is one zero
    constexpr Rank sign = Rank{1} << 31U;
    return (bits & sign) != 0 ? ~bits : bits | sign;
}

/// A row beside the others; false where a value is missing.
bool IsolationForest::takeLane(std::span<const double> row, std::size_t lane, std::span<Rank> lanes) const
{
    bool whole = true;
    for (std::size_t column = 0; column < row.size(); ++column) {
        const float value = scaled(row[column], column);
        whole = whole && !std::isnan(value);
        lanes[column * abreast + lane] = rankOf(value);
    }
    return whole;
}

/// Adds the length of each lane's way through a tree. With the pointers as they stand here the compiler makes
/// a step of five instructions and no branch; written as a sum of the comparison it takes twice as long.
void IsolationForest::walk(const Cut *cuts, const float *ends, unsigned depth, const Rank *lanes,
                           float *lengths)
{
    std::array<std::size_t, abreast> places;
    places.fill(1);
    const auto stepIn = [&](std::size_t lane) {
        const Cut &cut = cuts[places[lane]];
        std::size_t next = places[lane] + places[lane];
        if (cut.threshold < lanes[cut.column + lane])
            ++next;
        places[lane] = next;
    };
    // One after the other and no loop, so that each place stays in a register.
    const auto stepInEach = [&]<std::size_t... lane>(std::index_sequence<lane...>)
    {
        (stepIn(lane), ...);
    };
    for (unsigned step = depth; step > 0; --step)
        stepInEach(std::make_index_sequence<abreast>());
    const std::size_t first = std::size_t{1} << depth;
    for (std::size_t lane = 0; lane < abreast; ++lane)
        lengths[lane] += ends[places[lane] - first];
}

std::vector<double> IsolationForest::score(std::span<const double> values) const
{
    const std::size_t rows = values.size() / width();
    const std::size_t group = width() * abreast;
    const std::size_t groups = std::max<std::size_t>(1, blockBytes / (group * sizeof(Rank)));
    std::vector<Rank> lanes(groups * group);
    std::vector<float> lengths(groups * abreast);
    std::vector<double> scores(rows);
    std::vector<std::size_t> partial;
    for (std::size_t first = 0; first < rows; first += groups * abreast) {
        const std::size_t count = std::min(groups * abreast, rows - first);
        const std::size_t used = (count + abreast - 1) / abreast;
        for (std::size_t i = 0; i < count; ++i)
            if (!takeLane(values.subspan((first + i) * width(), width()), i % abreast,
                          std::span(lanes).subspan(i / abreast * group, group)))
                partial.push_back(first + i);
        std::fill(lengths.begin(), lengths.end(), 0.F);
        for (std::size_t tree = 0; tree < m_trees; ++tree)
            for (std::size_t i = 0; i < used; ++i)
                walk(m_cuts.data() + tree * ways(), m_lengths.data() + tree * ways(), m_depth,
                     lanes.data() + i * group, lengths.data() + i * abreast);
        for (std::size_t i = 0; i < count; ++i)
            scores[first + i] = scoreOf(double{lengths[i]});
    }
    for (const std::size_t row : partial)
        scores[row] = scoreOf(lengthOfPartial(values.subspan(row * width(), width())));
    return scores;
}

/// Through all trees, where both ways are gone at a cut of a missing value.
double IsolationForest::lengthOfPartial(std::span<const double> row) const
{
    struct Branch
    {
        std::size_t place;
        double weight;
    };
    std::vector<Branch> open;
    double length = 0;
    for (std::size_t tree = 0; tree < m_trees; ++tree) {
        const std::size_t base = tree * ways();
        open.push_back({1, 1});
        while (!open.empty()) {
            const Branch branch = open.back();
            open.pop_back();
            if (branch.place >= ways()) {
                length += branch.weight * double{m_lengths[base + branch.place - ways()]};
                continue;
            }
            const Cut &cut = m_cuts[base + branch.place];
            const std::size_t column = cut.column / abreast;
            const float value = scaled(row[column], column);
            double left = rankOf(value) > cut.threshold ? 0 : 1;
            if (std::isnan(value))
                left = double{m_leftShare[base + branch.place]};
            if (left > 0)
                open.push_back({2 * branch.place, branch.weight * left});
            if (left < 1)
                open.push_back({2 * branch.place + 1, branch.weight * (1 - left)});
        }
    }
    return length;
}

double IsolationForest::scoreOf(double length) const
{
    return std::exp2(-length / static_cast<double>(m_trees) / m_usual);
}

std::vector<double> IsolationForest::shares(std::span<const double> row) const
{
    std::vector<double> shorter(width());
    for (std::size_t tree = 0; tree < m_trees; ++tree) {
        const std::size_t base = tree * ways();
        const auto expectedAt = [&](std::size_t place) {
            return double{place < ways() ? m_expected[base + place] : m_lengths[base + place - ways()]};
        };
        for (std::size_t place = 1; place < ways();) {
            const Cut &cut = m_cuts[base + place];
            const std::size_t column = cut.column / abreast;
            const float value = scaled(row[column], column);
            if (std::isnan(value))
                break;
            const std::size_t next = 2 * place + (rankOf(value) > cut.threshold ? 1 : 0);
            shorter[column] += expectedAt(place) - expectedAt(next);
            place = next;
        }
    }
    double all = 0;
    for (double &one : shorter)
        all += one = std::max(one, 0.);
    for (double &one : shorter)
        one = all > 0 ? one / all : 0;
    return shorter;
}

Record IsolationForest::record() const
{
    Record record;
    record.setWhole("depth"_L1, m_depth);
    record.setWhole("trees"_L1, static_cast<std::int64_t>(m_trees));
    record.set("usual length"_L1, m_usual);
    std::vector<double> centres;
    std::vector<double> scales;
    for (const Scale &scale : m_scales) {
        centres.push_back(scale.centre);
        scales.push_back(scale.perUnit);
    }
    record.setNumbers<double>("centres"_L1, centres);
    record.setNumbers<double>("scales"_L1, scales);
    std::vector<std::uint32_t> thresholds;
    std::vector<std::uint32_t> columns;
    for (const Cut &cut : m_cuts) {
        thresholds.push_back(cut.threshold);
        columns.push_back(cut.column / abreast);
    }
    record.setNumbers<std::uint32_t>("thresholds"_L1, thresholds);
    record.setNumbers<std::uint32_t>("columns"_L1, columns);
    record.setNumbers<float>("lengths"_L1, m_lengths);
    record.setNumbers<float>("expected"_L1, m_expected);
    record.setNumbers<float>("left shares"_L1, m_leftShare);
    return record;
}

IsolationForest IsolationForest::from(Record &record, std::size_t width)
{
    IsolationForest forest;
    forest.m_depth = static_cast<unsigned>(record.whole("depth"_L1, 1, deepest));
    forest.m_trees = static_cast<std::size_t>(record.whole("trees"_L1, 1, mostTrees));
    forest.m_usual = record.number("usual length"_L1);
    record.expect(forest.m_usual > 0);
    const std::vector<double> centres = record.numbers("centres"_L1, width);
    const std::vector<double> scales = record.numbers("scales"_L1, width);
    const std::size_t all = forest.m_trees * forest.ways();
    const std::vector<std::uint32_t> thresholds = record.wholes("thresholds"_L1, all);
    const std::vector<std::uint32_t> columns = record.wholes("columns"_L1, all);
    forest.m_lengths = record.singles("lengths"_L1, all, 0, longestWay);
    forest.m_expected = record.singles("expected"_L1, all, 0, longestWay);
    forest.m_leftShare = record.singles("left shares"_L1, all, 0, 1);
    record.expect(std::ranges::all_of(columns, [&](std::uint32_t column) { return column < width; }));
    if (!record.fit())
        return forest;
    for (std::size_t i = 0; i < width; ++i)
        forest.m_scales.push_back({centres[i], scales[i]});
    for (std::size_t i = 0; i < all; ++i)
        forest.m_cuts.push_back({thresholds[i], static_cast<std::uint32_t>(columns[i] * abreast)});
    return forest;
}

} // namespace rig::ml
