#include "ml/gaussian.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Keeps the covariance of sensors that never moved, and of those that are one another's copies, invertible.
constexpr double leastVariance = 1e-6;

Index signedOf(std::size_t size)
{
    return static_cast<Index>(size);
}

MatrixXd sampleCovariance(const MatrixXd &centred)
{
    return centred.transpose() * centred / static_cast<double>(centred.rows());
}

MatrixXd shrunk(const MatrixXd &sample, const MatrixXd &centred)
{
    const auto samples = static_cast<double>(centred.rows());
    const auto width = static_cast<double>(centred.cols());
    const double mean = sample.trace() / width;
    MatrixXd off = sample;
    off.diagonal().array() -= mean;
    const double distance = off.squaredNorm() / width;
    const MatrixXd squares = centred.array().square().matrix();
    const double noise =
        ((squares.transpose() * squares / samples).array() - sample.array().square()).sum() / width / samples;
    const double shrinkage = distance > 0 ? std::clamp(noise / distance, 0., 1.) : 1;
    MatrixXd covariance = (1 - shrinkage) * sample;
    covariance.diagonal().array() += shrinkage * mean;
    return covariance;
}

/// The squared distance that is as rare with `all` values as this one is with `some` of them: both follow a
/// chi-squared law, whose cube root is nearly normal (Wilson, Hilferty 1931).
double asRareWith(Index all, double distance, Index some)
{
    const auto spread = [](Index freedom) { return 2 / (9 * static_cast<double>(freedom)); };
    const double normal =
        (std::cbrt(distance / static_cast<double>(some)) - 1 + spread(some)) / std::sqrt(spread(some));
    const double root = 1 - spread(all) + normal * std::sqrt(spread(all));
    return static_cast<double>(all) * std::max(0., root * root * root);
}

/// The mean distance of the samples over how many values there are, which shrinking makes less than 1.
double usualDistance(const MatrixXd &precision, const MatrixXd &sample)
{
    const double mean = precision.cwiseProduct(sample).sum() / static_cast<double>(sample.rows());
    return mean > 0 ? mean : 1;
}

using Places = Eigen::Array<Index, Eigen::Dynamic, 1>;

/// Of the values that are missing, or of those that are not.
Places placesOf(std::span<const double> values, bool missing)
{
    Places places(std::ranges::count_if(values, [&](double one) { return std::isnan(one) == missing; }));
    Index found = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::isnan(values[i]) == missing)
            places[found++] = signedOf(i);
    return places;
}

} // namespace

Gaussian::Gaussian(std::span<const double> samples, std::size_t width, std::span<const double> wider)
    : m_mean(width), m_covariance(width * width), m_sample(width * width)
{
    const Eigen::Map<const Rows> rows(samples.data(), signedOf(samples.size() / width), signedOf(width));
    const VectorXd mean = rows.colwise().mean();
    Eigen::Map<VectorXd>(m_mean.data(), signedOf(width)) = mean;
    const MatrixXd centred = rows.rowwise() - mean.transpose();
    const MatrixXd sample = sampleCovariance(centred);
    Eigen::Map<MatrixXd>(m_sample.data(), signedOf(width), signedOf(width)) = sample;
    MatrixXd covariance = shrunk(sample, centred);
    covariance.diagonal() += Eigen::Map<const VectorXd>(wider.data(), signedOf(width));
    covariance.diagonal().array() += leastVariance;
    Eigen::Map<MatrixXd>(m_covariance.data(), signedOf(width), signedOf(width)) = covariance;
    invert();
}

/// False where it has no inverse: what was measured always has one.
bool Gaussian::invert()
{
    const Index width = signedOf(m_mean.size());
    m_precision.resize(m_covariance.size());
    const auto factors = Eigen::Map<const MatrixXd>(m_covariance.data(), width, width).llt();
    Eigen::Map<MatrixXd>(m_precision.data(), width, width) = factors.solve(MatrixXd::Identity(width, width));
    m_usual = usualDistance(Eigen::Map<const MatrixXd>(m_precision.data(), width, width),
                            Eigen::Map<const MatrixXd>(m_sample.data(), width, width));
    return factors.info() == Eigen::Success;
}

Record Gaussian::record() const
{
    Record record;
    record.setNumbers<double>("mean"_L1, m_mean);
    record.setNumbers<double>("covariance"_L1, m_covariance);
    record.setNumbers<double>("sample"_L1, m_sample);
    return record;
}

Gaussian Gaussian::from(Record &record, std::size_t width)
{
    Gaussian gaussian;
    gaussian.m_mean = record.numbers("mean"_L1, width);
    gaussian.m_covariance = record.numbers("covariance"_L1, width * width);
    gaussian.m_sample = record.numbers("sample"_L1, width * width);
    if (record.fit())
        record.expect(gaussian.invert());
    return gaussian;
}

double Gaussian::distance(std::span<const double> values, std::span<double> parts, Some &some) const
{
    if (std::ranges::any_of(values, [](double value) { return std::isnan(value); }))
        return distanceOfSome(values, parts, some);
    const Index width = signedOf(m_mean.size());
    const Eigen::Map<const MatrixXd> precision(m_precision.data(), width, width);
    const VectorXd off =
        Eigen::Map<const VectorXd>(values.data(), width) - Eigen::Map<const VectorXd>(m_mean.data(), width);
    const VectorXd weighed = precision * off;
    Eigen::Map<VectorXd>(parts.data(), width) = weighed.array().square() / precision.diagonal().array();
    return off.dot(weighed);
}

void Gaussian::complete(std::span<double> values, Some &some) const
{
    if (std::ranges::none_of(values, [](double value) { return std::isnan(value); }))
        return;
    workOut(values, some);
    auto weight = some.likeliest.begin();
    const std::vector<double> known(values.begin(), values.end());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isnan(known[i]))
            continue;
        values[i] = m_mean[i];
        for (const std::size_t place : some.there)
            values[i] += *weight++ * (known[place] - m_mean[place]);
    }
}

std::vector<Gaussian::Foretold> Gaussian::foretell(std::span<const double> rows,
                                                   std::span<const std::size_t> places,
                                                   std::span<const std::size_t> suspects) const
{
    if (places.empty())
        return {}; // no solver wants a matrix without a column
    const Index width = signedOf(m_mean.size());
    const Eigen::Map<const MatrixXd> covariance(m_covariance.data(), width, width);
    const Eigen::Map<const VectorXd> mean(m_mean.data(), width);
    Places wanted(signedOf(places.size()));
    std::ranges::transform(places, wanted.begin(), signedOf);
    Places there;
    MatrixXd weights;
    VectorXd deviations;
    std::vector<Foretold> all;
    for (std::size_t at = 0; at < rows.size(); at += m_mean.size()) {
        std::vector<double> row(rows.begin() + static_cast<std::ptrdiff_t>(at),
                                rows.begin() + static_cast<std::ptrdiff_t>(at + m_mean.size()));
        for (const std::size_t suspect : suspects)
            row[suspect] = std::numeric_limits<double>::quiet_NaN();
        // Mostly the same are there as in the row before.
        if (const Places now = placesOf(row, false);
            at == 0 || now.size() != there.size() || (now != there).any()) {
            there = now;
            const MatrixXd across = covariance(there, wanted);
            weights = MatrixXd::Zero(there.size(), wanted.size());
            if (there.size() > 0)
                weights = covariance(there, there).llt().solve(across);
            deviations =
                (covariance.diagonal()(wanted) - across.cwiseProduct(weights).colwise().sum().transpose())
                    .cwiseMax(leastVariance)
                    .cwiseSqrt();
        }
        const VectorXd off = Eigen::Map<const VectorXd>(row.data(), width)(there) - mean(there);
        const VectorXd values = mean(wanted) + weights.transpose() * off;
        for (Index i = 0; i < wanted.size(); ++i)
            all.push_back({values[i], deviations[i]});
    }
    return all;
}

void Gaussian::workOut(std::span<const double> values, Some &some) const
{
    const Places there = placesOf(values, false);
    if (!some.precision.empty() && std::ranges::equal(there, some.there, {}, {}, signedOf))
        return;
    const Places missing = placesOf(values, true);
    const Index width = signedOf(m_mean.size());
    const Index count = there.size();
    const Eigen::Map<const MatrixXd> covariance(m_covariance.data(), width, width);
    const Eigen::Map<const MatrixXd> sample(m_sample.data(), width, width);
    some.there.assign(there.begin(), there.end());
    some.precision.resize(static_cast<std::size_t>(count * count));
    some.likeliest.resize(static_cast<std::size_t>(missing.size() * count));
    Eigen::Map<MatrixXd> precision(some.precision.data(), count, count);
    precision = MatrixXd(covariance(there, there)).llt().solve(MatrixXd::Identity(count, count));
    Eigen::Map<Rows>(some.likeliest.data(), missing.size(), count) = covariance(missing, there) * precision;
    if (count > 0)
        some.usual = usualDistance(precision, sample(there, there));
}

double Gaussian::distanceOfSome(std::span<const double> values, std::span<double> parts, Some &some) const
{
    workOut(values, some);
    std::ranges::fill(parts, 0.);
    if (some.there.empty())
        return 0;
    const Index count = signedOf(some.there.size());
    const Eigen::Map<const MatrixXd> precision(some.precision.data(), count, count);
    VectorXd off(count);
    for (Index i = 0; i < count; ++i) {
        const std::size_t place = some.there[static_cast<std::size_t>(i)];
        off[i] = values[place] - m_mean[place];
    }
    const VectorXd weighed = precision * off;
    for (Index i = 0; i < count; ++i)
        parts[some.there[static_cast<std::size_t>(i)]] = weighed[i] * weighed[i] / precision(i, i);
    return m_usual * asRareWith(signedOf(m_mean.size()), off.dot(weighed) / some.usual, count);
}

} // namespace rig::ml
