#include "ctl/bench/forestbench.h"

#include "ctl/csvtable.h"
#include "ml/ranking.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <optional>

namespace rig::ctl {

namespace {

constexpr int repetitions = 5;
constexpr std::size_t mostSingleRows = 1'000;

template <class Work> double secondsOf(const Work &work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> times)
{
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
    return times[times.size() / 2];
}

} // namespace

Result<ForestFigures> benchForest(const QString &file, const ml::IsolationForestConfig &config)
{
    const auto read = readCsvTable(file, std::nullopt, Labels::wanted);
    if (!read)
        return tl::unexpected(read.error());
    const ml::Table &table = read->table;
    auto forest = ml::IsolationForest::train(table, config);
    if (!forest)
        return tl::unexpected(forest.error());

    std::vector<double> training;
    std::vector<double> scoring;
    std::vector<double> scores;
    for (int i = 0; i < repetitions; ++i) {
        training.push_back(secondsOf([&] { forest = ml::IsolationForest::train(table, config); }));
        scoring.push_back(secondsOf([&] { scores = forest->score(table.values); }));
    }
    std::vector<double> single;
    for (std::size_t row = 0; row < std::min(table.rows(), mostSingleRows); ++row)
        single.push_back(secondsOf([&] { scores[row] = forest->score(table.row(row)).front(); }));
    return ForestFigures{table.rows(), median(training), median(scoring), median(single),
                         read->labels.empty() ? std::numeric_limits<double>::quiet_NaN()
                                              : ml::areaUnderRoc(scores, read->labels)};
}

} // namespace rig::ctl
