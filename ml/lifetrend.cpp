#include "ml/lifetrend.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace rig::ml {

namespace {

constexpr std::size_t leastBins = 12;
constexpr std::size_t leastMoved = 6; ///< bins after it began to move
constexpr int coarseStarts = 12;
constexpr int starts = 48;
constexpr double reach = 2;         ///< a grid about a start goes to so much more and less
constexpr double shortestMove = .3; ///< hours
/// How many times it grows by e while it moves; below 0 it slows down.
constexpr std::array<double, 3> growths{-2, 1, 4};
/// What is beside the shapes: that much of the way it came may be otherwise, the more the longer ago.
constexpr double discrepancy = .03;
constexpr double nearDiscrepancy = .25;
/// Evidence counts a third: what lies about a trend is no white noise.
constexpr double temper = 3;
constexpr double leastOdds = std::numbers::ln10 * 2;
constexpr double mostNever = .1;
constexpr double shareOfKnown = 1.0 / 8;
/// What lies about the level reaches the limit before that does.
constexpr double noiseAhead = 1.5; ///< deviations

using Vector = Eigen::VectorXd;

/// How far it has moved `hours` after it began, in some unit.
double moved(TrendShape shape, double growth, double hours)
{
    if (hours <= 0)
        return 0;
    switch (shape) {
    case TrendShape::linear:
        break;
    case TrendShape::quadratic:
        return hours * hours;
    case TrendShape::exponential:
        return std::expm1(growth * hours) / growth;
    }
    return hours;
}

/// The hours that it needs to move that far; infinite where it never does.
double hoursFor(TrendShape shape, double growth, double way)
{
    switch (shape) {
    case TrendShape::linear:
        break;
    case TrendShape::quadratic:
        return std::sqrt(way);
    case TrendShape::exponential:
        return 1 + growth * way > 0 ? std::log1p(growth * way) / growth
                                    : std::numeric_limits<double>::infinity();
    }
    return way;
}

/// What one start and shape come to.
struct Cell
{
    bool moves = false;
    double start = 0; ///< hours, negative
    TrendShape shape = TrendShape::linear;
    double growth = 0;
    double evidence = 0; ///< logarithm
    double level = 0;    ///< before it moved
    double way = 0;      ///< until now
    double wayVariance = 0;
    double levelWithWay = 0; ///< by how much the level changes with the way
    double cosine = 0;       ///< of the day's wave, whose phase is 0 now
    double sine = 0;
    Vector fit{};
};

/// The spread within each grain, and how much it goes on from bin to bin.
struct Noise
{
    std::array<double, LifeHistory::grains.size()> deviation{};
    std::array<double, LifeHistory::grains.size()> persistence{};
};

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

class Fit
{
public:
    Fit(std::span<const TrendBin> bins, const TrendGoal &goal) : m_bins(bins), m_goal(goal)
    {
        const auto count = static_cast<Eigen::Index>(bins.size());
        m_values.resize(count);
        std::vector<double> values;
        for (Eigen::Index i = 0; i < count; ++i)
            values.push_back(m_values[i] = bins[static_cast<std::size_t>(i)].mean);
        m_middle = medianOf(values);
        m_values.array() -= m_middle;
        m_way = std::max(std::abs(goal.limit - m_middle), 1e-12);
        m_base = Eigen::MatrixXd::Ones(count, span() >= wholeDayHours ? 3 : 1);
        for (Eigen::Index i = 0; m_base.cols() > 1 && i < count; ++i) {
            const double turn = 2 * std::numbers::pi * bins[static_cast<std::size_t>(i)].hour / 24;
            m_base(i, 1) = std::cos(turn);
            m_base(i, 2) = std::sin(turn);
        }
        measureSteps();
    }

    double span() const { return -m_bins.front().hour; }

    /// Cells in a grid of so many starts from anywhere, the one that stays first.
    const std::vector<Cell> &cells(int count) { return cells(count, shortestMove, longest()); }
    /// About the start of the best of the cells there are.
    const std::vector<Cell> &cellsAbout(int count)
    {
        const Cell &best = likeliest();
        return best.moves ? cells(count, std::max(shortestMove, -best.start / reach),
                                  std::min(longest(), -best.start * reach))
                          : m_cells;
    }
    const Cell &likeliest() const { return *std::ranges::max_element(m_cells, {}, &Cell::evidence); }

    /// From what the best of the cells leaves.
    void measureNoise()
    {
        const Cell &best = likeliest();
        m_moved = best.moves ? std::abs(best.way) : 0;
        m_length = best.moves ? -best.start : span();
        const Vector left = m_values - best.fit;
        for (std::size_t grain = 0; grain < LifeHistory::grains.size(); ++grain)
            measureGrain(grain, left);
    }

    std::optional<LifeTrend> trend() const;

private:
    void measureSteps();
    void measureGrain(std::size_t grain, const Vector &left);
    void weigh();
    double longest() const { return std::max(span(), 2 * shortestMove); }
    const std::vector<Cell> &cells(int count, double shortest, double most);
    void addCells(double length, double share);
    Cell solve(const Cell &shape, const Vector &course) const;
    double arrival(const Cell &cell, double way, double level) const;

    std::span<const TrendBin> m_bins;
    TrendGoal m_goal;
    Vector m_values; ///< without m_middle
    double m_middle = 0;
    double m_way = 1; ///< from the middle to the limit
    Eigen::MatrixXd m_base;
    Noise m_noise;
    double m_moved = 0;  ///< by the best cell
    double m_length = 1; ///< of its movement
    Vector m_weights;
    Eigen::MatrixXd m_baseGram;
    Vector m_baseSide;
    double m_valueSquares = 0;
    std::vector<Cell> m_cells;
};

/// Before anything is fitted: from how values differ from the one before.
void Fit::measureSteps()
{
    for (std::size_t grain = 0; grain < LifeHistory::grains.size(); ++grain) {
        std::vector<double> steps;
        const TrendBin *before = nullptr;
        for (const TrendBin &bin : m_bins) {
            if (bin.grain != grain)
                continue;
            if (before)
                steps.push_back(std::abs(bin.mean - before->mean));
            before = &bin;
        }
        m_noise.deviation[grain] = steps.size() > 2 ? 1.4826 / std::numbers::sqrt2 * medianOf(steps) : m_way;
        m_noise.persistence[grain] = 1;
    }
}

void Fit::measureGrain(std::size_t grain, const Vector &left)
{
    std::vector<double> rest;
    std::vector<double> sizes;
    for (std::size_t i = 0; i < m_bins.size(); ++i)
        if (m_bins[i].grain == grain) {
            rest.push_back(left[static_cast<Eigen::Index>(i)]);
            sizes.push_back(std::abs(rest.back()));
        }
    if (rest.size() <= 8)
        return;
    // What lies three times as far out as usual says no more than that.
    const double most = 3 * 1.4826 * medianOf(sizes);
    double squares = 0;
    double all = 0;
    double products = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        squares += std::pow(std::min(sizes[i], most), 2);
        all += rest[i] * rest[i];
        if (i > 0)
            products += rest[i] * rest[i - 1];
    }
    m_noise.deviation[grain] = std::sqrt(squares / static_cast<double>(rest.size()));
    const double kept = all > 0 ? std::clamp(products / all, 0.0, .9) : 0;
    m_noise.persistence[grain] = (1 + kept) / (1 - kept);
}

void Fit::weigh()
{
    const auto count = m_values.size();
    m_weights.resize(count);
    const double least = 1e-6 * m_way; // of what never moves
    for (Eigen::Index i = 0; i < count; ++i) {
        const TrendBin &bin = m_bins[static_cast<std::size_t>(i)];
        const double noise = std::max(m_noise.deviation[bin.grain], least);
        const double beside = discrepancy * m_moved * (nearDiscrepancy - bin.hour / m_length);
        m_weights[i] = 1 / (noise * noise * m_noise.persistence[bin.grain] + beside * beside);
    }
    const Eigen::MatrixXd weighed = m_base.array().colwise() * m_weights.array();
    m_baseGram = weighed.transpose() * m_base;
    m_baseSide = weighed.transpose() * m_values;
    m_valueSquares = (m_values.array().square() * m_weights.array()).sum();
}

const std::vector<Cell> &Fit::cells(int count, double shortest, double most)
{
    weigh();
    m_cells.clear();
    m_cells.push_back(solve({}, {}));
    // All starts are as likely by their logarithm.
    const double share = std::log(most / shortest) / std::log(longest() / shortestMove) / count;
    for (int i = 0; i < count; ++i)
        addCells(shortest * std::pow(most / shortest, static_cast<double>(i) / (count - 1)), share);
    return m_cells;
}

/// `share`: how likely it is beforehand that it began there.
void Fit::addCells(double length, double share)
{
    const auto moving =
        std::ranges::count_if(m_bins, [length](const TrendBin &bin) { return bin.hour > -length; });
    if (static_cast<std::size_t>(moving) < leastMoved)
        return;
    std::vector<Cell> shapes(2 + growths.size());
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        shapes[i].moves = true;
        shapes[i].start = -length;
        shapes[i].shape = i == 0   ? TrendShape::linear
                          : i == 1 ? TrendShape::quadratic
                                   : TrendShape::exponential;
        shapes[i].growth = i < 2 ? 0 : growths[i - 2] / length;
    }
    Vector course(m_values.size());
    for (const Cell &shape : shapes) {
        const double whole = moved(shape.shape, shape.growth, length);
        for (Eigen::Index i = 0; i < course.size(); ++i)
            course[i] =
                moved(shape.shape, shape.growth, m_bins[static_cast<std::size_t>(i)].hour + length) / whole;
        Cell cell = solve(shape, course);
        // The way that it moved is one of up to that to the limit, and all cells are as likely beforehand.
        cell.evidence -= std::log(m_way) + .5 * std::log(2 / std::numbers::pi) +
                         std::log(static_cast<double>(shapes.size()) / share);
        m_cells.push_back(std::move(cell));
    }
}

/// With the moving course beside the base, where there is one.
Cell Fit::solve(const Cell &shape, const Vector &course) const
{
    const auto base = m_base.cols();
    const auto all = base + (shape.moves ? 1 : 0);
    Eigen::MatrixXd gram(all, all);
    Vector side(all);
    gram.topLeftCorner(base, base) = m_baseGram;
    side.head(base) = m_baseSide;
    if (shape.moves) {
        const Vector weighed = course.array() * m_weights.array();
        gram.bottomLeftCorner(1, base) = weighed.transpose() * m_base;
        gram.topRightCorner(base, 1) = gram.bottomLeftCorner(1, base).transpose();
        gram(base, base) = weighed.dot(course);
        side[base] = weighed.dot(m_values);
    }
    gram.diagonal().array() += 1e-9 * gram.trace() / static_cast<double>(all);
    const Eigen::LLT<Eigen::MatrixXd> factors(gram);
    const Vector found = factors.solve(side);
    const double left = std::max(m_valueSquares - found.dot(side), 0.0);
    Cell cell = shape;
    cell.evidence = -left / 2 / temper - factors.matrixLLT().diagonal().array().log().sum();
    cell.level = found[0];
    if (base > 1) {
        cell.cosine = found[1];
        cell.sine = found[2];
    }
    cell.fit = m_base * found.head(base);
    if (shape.moves) {
        cell.fit += course * found[base];
        cell.way = found[base];
        const Vector unit = Vector::Unit(all, base);
        const Vector covariance = factors.solve(unit);
        cell.wayVariance = covariance[base];
        cell.levelWithWay = covariance[0] / covariance[base];
    }
    return cell;
}

/// Hours until the limit by this cell, had it come that way from that level.
double Fit::arrival(const Cell &cell, double way, double level) const
{
    constexpr int hoursOfDay = 24;
    const double towards = m_goal.above ? 1 : -1;
    if (way * towards <= 0)
        return std::numeric_limits<double>::infinity();
    const double limit =
        m_goal.limit - m_middle - towards * noiseAhead * m_noise.deviation[m_bins.back().grain];
    const double whole = moved(cell.shape, cell.growth, -cell.start);
    const auto reaches = [&](double at) {
        const double need = (at - level) / way;
        return need <= 1 ? 0 : std::max(hoursFor(cell.shape, cell.growth, whole * need) + cell.start, 0.0);
    };
    const double wave = std::hypot(cell.cosine, cell.sine);
    if (wave == 0)
        return reaches(limit);
    // With the day's wave at its highest first, then wherever it is from then on.
    const double earliest = reaches(limit - towards * wave);
    if (!std::isfinite(earliest))
        return earliest;
    for (int hour = 0; hour <= hoursOfDay; ++hour) {
        const double at = earliest + hour;
        const double turn = 2 * std::numbers::pi * at / 24;
        const double value = level + way * moved(cell.shape, cell.growth, at - cell.start) / whole +
                             cell.cosine * std::cos(turn) + cell.sine * std::sin(turn);
        if ((value - limit) * towards >= 0)
            return at;
    }
    return earliest + hoursOfDay;
}

std::optional<LifeTrend> Fit::trend() const
{
    // Quantiles of a normal distribution in the middles of ten equal shares.
    constexpr std::array<double, 10> quantiles{-1.645, -1.036, -.674, -.385, -.126,
                                               .126,   .385,   .674,  1.036, 1.645};
    const Cell &best = likeliest();
    std::vector<std::pair<double, double>> arrivals; // and their weights
    double all = 0;
    double stays = 0;
    for (const Cell &cell : m_cells) {
        const double weight = std::exp(cell.evidence - best.evidence);
        all += weight;
        if (!cell.moves) {
            stays = weight;
            arrivals.emplace_back(std::numeric_limits<double>::infinity(), weight);
        } else if (weight > 1e-4) {
            for (const double quantile : quantiles) {
                const double off = quantile * std::sqrt(cell.wayVariance);
                arrivals.emplace_back(arrival(cell, cell.way + off, cell.level + cell.levelWithWay * off),
                                      weight / quantiles.size());
            }
        }
    }
    if (!best.moves || stays > all * std::exp(-leastOdds))
        return {};
    std::ranges::sort(arrivals);
    const double sum = std::accumulate(arrivals.begin(), arrivals.end(), 0.0,
                                       [](double so, const auto &one) { return so + one.second; });
    const auto at = [&](double share) {
        double so = 0;
        for (const auto &[hours, weight] : arrivals)
            if ((so += weight) >= share * sum)
                return hours;
        return arrivals.back().first;
    };
    LifeTrend trend{{at(.1), at(.5), at(1 - mostNever)}, best.shape, 0};
    if (!std::isfinite(trend.life.p90) || trend.life.p50 > furthestHours)
        return {};
    trend.life.p90 = std::min(trend.life.p90, 2 * furthestHours);
    const double whole = moved(best.shape, best.growth, -best.start);
    const double step = -best.start / 1000;
    trend.perHour = best.way * (whole - moved(best.shape, best.growth, -best.start - step)) / whole / step;
    return trend;
}

} // namespace

std::optional<LifeTrend> trendTowards(std::span<const TrendBin> bins, const TrendGoal &goal)
{
    if (bins.size() < leastBins)
        return {};
    Fit fit(bins, goal);
    fit.cells(coarseStarts);
    // Most sensors do not move most of the time.
    if (!fit.likeliest().moves || (fit.likeliest().way > 0) != goal.above)
        return {};
    fit.measureNoise();
    fit.cells(starts);
    fit.measureNoise();
    fit.cellsAbout(starts);
    auto trend = fit.trend();
    if (trend && fit.span() < wholeDayHours && trend->life.p50 > shareOfKnown * fit.span())
        return {};
    return trend;
}

} // namespace rig::ml
