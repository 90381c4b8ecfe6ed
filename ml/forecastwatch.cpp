#include "ml/forecastwatch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace rig::ml {

namespace {

constexpr std::size_t compared = comparedSteps.size();
/// Of ten values of a normal distribution eight lie so many deviations to both sides.
constexpr double deviationsInside = 1.2816;
/// A chance below it has no step and no shares.
constexpr double leastChance = .01;
constexpr std::size_t mostShares = 3;
/// The edge of the healthy range is so wide, of that range: a trend counts for half upon it.
constexpr double edge = 1. / 16;

using Chances = MeasureAhead::Chances;

double normalBelow(double deviations)
{
    return std::erfc(-deviations / std::sqrt(2.)) / 2;
}

/// That a value lies beyond one of the first limits.
double chanceBeyond(const Limits &limits, const ForecastStep &step)
{
    const double deviation =
        std::max((step.high - step.low) / (2 * deviationsInside), std::numeric_limits<double>::min());
    const double above = limits.hi ? normalBelow((step.mean - *limits.hi) / deviation) : 0;
    const double below = limits.lo ? normalBelow((*limits.lo - step.mean) / deviation) : 0;
    return std::min(1., above + below);
}

/// By which step half of the last chance has come.
int halfWayStep(const Chances &chances)
{
    const double half = chances.back() / 2;
    double before = 0;
    std::size_t step = 0;
    for (std::size_t i = 0; i < compared; ++i) {
        if (chances[i] >= half) {
            const double share = chances[i] > before ? (half - before) / (chances[i] - before) : 0;
            const double on = share * static_cast<double>(comparedSteps[i] - step);
            return static_cast<int>(step) + std::max(1, static_cast<int>(std::ceil(on)));
        }
        before = chances[i];
        step = comparedSteps[i];
    }
    return static_cast<int>(forecastSteps);
}

} // namespace

ForecastWatch::ForecastWatch(std::shared_ptr<const ForecastModel> model, std::vector<Limits> limits)
    : m_model(std::move(model)),
      m_limits(std::move(limits)),
      m_detector(m_model->m_detector),
      m_rows(m_model->m_moving.size()),
      m_mixture(m_model->m_calibration),
      m_held(m_model->m_moving.size()),
      m_silent(m_model->m_moving.size(), static_cast<std::uint32_t>(forecastSteps)),
      m_version(m_model->version())
{
}

void ForecastWatch::take(std::span<const double> row)
{
    if (std::ranges::all_of(row, [](double value) { return std::isnan(value); }))
        return;
    ++m_row;
    const double measure = m_detector.next(row).subspace.value_or(0);
    const double persisting = m_persistence.next(measure);
    m_measure.take(std::isinf(persisting) ? measure : persisting);
    Row came{m_row, {}};
    for (std::size_t i = 0; i < m_held.size(); ++i) {
        const ForecastModel::Scale &scale = m_model->m_scales[i];
        const auto value = static_cast<float>((row[m_model->m_moving[i]] - scale.centre) / scale.deviation);
        came.values.push_back(value);
        m_silent[i] = std::isnan(value) ? m_silent[i] + 1 : 0;
        if (!std::isnan(value))
            m_held[i] = value;
    }
    m_rows.take(m_held);
    m_unlearnt.push_back(std::move(came));
    if (m_asked == 0)
        learnUpTo(m_row);
}

void ForecastWatch::rest()
{
    m_detector = m_detector.afterRest();
    m_persistence = {};
    m_measure = {};
    m_rows = RecentRows(m_held.size());
    m_mixture.rest();
    m_unlearnt.clear();
}

ForecastWatch::Asked ForecastWatch::ask(ForecastBatch &batch)
{
    ++m_asked;
    Asked asked{m_row, {}, {}, {}, m_silent, m_measure, m_detector.shares(), {}};
    asked.failures.assign(m_detector.failures().begin(), m_detector.failures().end());
    if (m_rows.count() < firstRows)
        return asked;
    asked.means = m_rows.means();
    asked.lines = m_rows.lines();
    asked.window = batch.add(m_model->m_forecaster, m_rows.window(m_model->m_length), asked.means);
    return asked;
}

void ForecastWatch::learnUpTo(std::int64_t row)
{
    for (; !m_unlearnt.empty() && m_unlearnt.front().number <= row; m_unlearnt.pop_front())
        m_mixture.learn(m_unlearnt.front().number, m_unlearnt.front().values);
}

Forecast ForecastWatch::tell(const Asked &asked, const ForecastBatch &batch)
{
    --m_asked;
    learnUpTo(asked.row);
    Forecast forecast;
    forecast.model = m_version;
    static const ForecastMixture::Told nothing;
    const auto net = asked.window ? batch.foretold(*asked.window) : std::span<const float>();
    const bool computed = !net.empty() && !std::isnan(net.front());
    tellSteps(asked, computed ? m_mixture.tell(asked.row, voicesOf(net, asked.means, asked.lines)) : nothing,
              computed, forecast);
    if (asked.window)
        tellChance(asked, forecast);
    if (m_asked == 0)
        learnUpTo(m_row);
    return forecast;
}

NoForecast ForecastWatch::missing(const Asked &asked, std::size_t sensor, bool computed) const
{
    if (!asked.window)
        return NoForecast::tooFewRows;
    if (asked.silent[sensor] >= forecastSteps)
        return NoForecast::silent;
    if (asked.failures.size() > m_model->m_moving[sensor] &&
        asked.failures[m_model->m_moving[sensor]] != Failure::none)
        return NoForecast::failed;
    return computed ? NoForecast::none : NoForecast::notComputed;
}

void ForecastWatch::tellSteps(const Asked &asked, const ForecastMixture::Told &told, bool computed,
                              Forecast &forecast) const
{
    for (const std::string &sensor : m_model->sensors())
        forecast.sensors.push_back({sensor, NoForecast::neverMoved});
    const std::size_t width = m_model->m_moving.size();
    for (std::size_t i = 0; i < width; ++i) {
        SensorForecast &sensor = forecast.sensors[m_model->m_moving[i]];
        sensor.missing = missing(asked, i, computed);
        if (sensor.missing != NoForecast::none)
            continue;
        const ForecastModel::Scale &scale = m_model->m_scales[i];
        const auto value = [&](float scaled) { return scale.centre + scale.deviation * double{scaled}; };
        for (std::size_t at = i; at < told.mean.size(); at += width)
            sensor.steps.push_back({value(told.mean[at]), value(told.low[at]), value(told.high[at])});
    }
}

/// Of the three ways an anomaly comes the one does not know of the other; of the sensors the likeliest
/// counts, because they move together.
void ForecastWatch::tellChance(const Asked &asked, Forecast &forecast) const
{
    Chances relation = asked.measure.chances(m_model->m_ahead, m_model->m_threshold);
    std::vector<double> shares = asked.shares;
    if (std::ranges::any_of(asked.failures, [](Failure one) { return one != Failure::none; }))
        relation.fill(1);
    Chances limit{};
    Chances trend{};
    std::vector<std::array<double, 3>> parts(forecast.sensors.size()); // by ForecastReason
    for (std::size_t sensor = 0; sensor < parts.size(); ++sensor)
        parts[sensor][static_cast<std::size_t>(ForecastReason::relation)] = relation.back() * shares[sensor];
    for (std::size_t i = 0; i < m_model->m_moving.size(); ++i) {
        const std::size_t sensor = m_model->m_moving[i];
        const ForecastModel::Scale &scale = m_model->m_scales[i];
        const auto &steps = forecast.sensors[sensor].steps;
        double crossed = 0;
        double left = 0;
        for (std::size_t step = 0, at = 0; step < steps.size(); ++step) {
            if (!m_limits.empty())
                crossed = std::max(crossed, chanceBeyond(m_limits[sensor], steps[step]));
            const double scaled = (steps[step].mean - scale.centre) / scale.deviation;
            const double width = std::max(edge * (scale.most - scale.least), 1e-9);
            left = std::max(left, normalBelow(std::max(scaled - scale.most, scale.least - scaled) / width));
            if (step + 1 != comparedSteps[at])
                continue;
            limit[at] = std::max(limit[at], crossed);
            trend[at] = std::max(trend[at], left);
            ++at;
        }
        parts[sensor][static_cast<std::size_t>(ForecastReason::limit)] = crossed;
        parts[sensor][static_cast<std::size_t>(ForecastReason::trend)] = left;
    }
    Chances all{};
    for (std::size_t i = 0; i < compared; ++i)
        all[i] = 1 - (1 - relation[i]) * (1 - limit[i]) * (1 - trend[i]);
    forecast.chance = all.back();
    if (all.back() < leastChance)
        return;
    forecast.expectedStep = halfWayStep(all);
    double sum = 0;
    for (std::size_t sensor = 0; sensor < parts.size(); ++sensor) {
        const auto &of = parts[sensor];
        const double share = std::accumulate(of.begin(), of.end(), 0.);
        sum += share;
        if (share > 0)
            forecast.shares.push_back(
                {m_model->sensors()[sensor], share,
                 static_cast<ForecastReason>(std::ranges::max_element(of) - of.begin())});
    }
    std::ranges::stable_sort(forecast.shares, std::ranges::greater{}, &ForecastShare::share);
    if (forecast.shares.size() > mostShares)
        forecast.shares.resize(mostShares);
    for (ForecastShare &one : forecast.shares)
        one.share /= sum;
}

} // namespace rig::ml
