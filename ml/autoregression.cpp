#include "ml/autoregression.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

bool whole(std::span<const double> values)
{
    return std::ranges::none_of(values, [](double value) { return std::isnan(value); });
}

} // namespace

Autoregression::Autoregression(std::span<const double> rows, std::size_t width)
    : m_width(width), m_weights(width * order * width)
{
    std::vector<double> before; // the rows before, the newest first
    std::vector<double> after;
    for (std::size_t end = order + 1; end <= rows.size() / width; ++end) {
        const auto window = rows.subspan((end - order - 1) * width, (order + 1) * width);
        if (!whole(window))
            continue;
        for (std::size_t lag = 1; lag <= order; ++lag) {
            const auto row = window.subspan((order - lag) * width, width);
            before.insert(before.end(), row.begin(), row.end());
        }
        after.insert(after.end(), window.end() - static_cast<std::ptrdiff_t>(width), window.end());
    }
    const auto count = static_cast<Index>(after.size() / width);
    const auto columns = static_cast<Index>(order * width);
    const Eigen::Map<const Rows> x(before.data(), count, columns);
    const Eigen::Map<const Rows> y(after.data(), count, static_cast<Index>(width));
    MatrixXd normal = x.transpose() * x;
    // As much as the rows themselves weigh: of many sensors that move together none takes it all.
    normal.diagonal().array() += static_cast<double>(std::max<Index>(count, 1));
    const MatrixXd weights = normal.llt().solve(x.transpose() * y);
    Eigen::Map<MatrixXd>(m_weights.data(), columns, static_cast<Index>(width)) = weights;
}

Record Autoregression::record() const
{
    Record record;
    record.setNumbers<double>("weights"_L1, m_weights);
    return record;
}

Autoregression Autoregression::from(Record &record, std::size_t width)
{
    Autoregression autoregression(width);
    autoregression.m_weights = record.numbers("weights"_L1, width * order * width);
    return autoregression;
}

void Autoregression::foretell(std::span<const double> before, std::span<double> next) const
{
    const auto width = static_cast<Index>(m_width);
    const auto known = static_cast<Index>(before.size());
    const Eigen::Map<const MatrixXd> weights(m_weights.data(), known, width);
    Eigen::Map<Eigen::VectorXd>(next.data(), width) =
        weights.transpose() * Eigen::Map<const Eigen::VectorXd>(before.data(), known);
}

} // namespace rig::ml
