#include "ml/conditioning.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Where compression begins, in deviations.
constexpr double linearUpTo = 3;
/// Of the distance that the reference goes with a row: it follows within a thousand rows.
constexpr double follows = .001;
constexpr std::size_t blocks = 8;
/// Of a value: by less than this its mean is off, so that it seems to move by it.
constexpr double leastOfValue = 1e-12;
/// One over less is more than a record holds.
constexpr double largestScale = 1e100;
/// Beyond this many compressed deviations it does not matter how many, and nothing overflows.
constexpr double most = 60;

/// Sums up what is there.
struct Moments
{
    double count = 0;
    double sum = 0;
    double squares = 0;

    void add(double value)
    {
        if (std::isnan(value))
            return;
        ++count;
        sum += value;
        squares += value * value;
    }
    double mean() const { return count > 0 ? sum / count : 0; }
    double variance() const { return count > 0 ? std::max(0., squares / count - mean() * mean()) : 0; }
};

Conditioning::Sensor centredOn(const Table &table, std::size_t sensor)
{
    Moments all;
    for (std::size_t row = 0; row < table.rows(); ++row)
        all.add(table.row(row)[sensor]);
    Moments around; // the mean: squares of large numbers would eat a small deviation
    for (std::size_t row = 0; row < table.rows(); ++row)
        around.add(table.row(row)[sensor] - all.mean());
    const double deviation = std::sqrt(around.variance());
    const double least = leastOfValue * std::abs(all.mean());
    if (deviation > least && deviation > 1 / largestScale)
        return {all.mean(), 1 / deviation, 0};
    // It never moved: then a hundredth of what it is is a deviation, and of nothing, one of its unit.
    const double hundredth = std::abs(all.mean()) / 100;
    return {all.mean(), hundredth > 1 / largestScale ? 1 / hundredth : 1, 0};
}

/// The share of the variance that lies between eighths of the time: noise alone has next to none there.
double driftOf(const Table &table, const Conditioning &conditioning, std::size_t sensor)
{
    Moments all;
    Moments means;
    for (std::size_t block = 0; block < blocks; ++block) {
        Moments here;
        for (std::size_t row = block * table.rows() / blocks; row < (block + 1) * table.rows() / blocks;
             ++row) {
            const double value = conditioning.scaled(table.row(row)[sensor], sensor);
            all.add(value);
            here.add(value);
        }
        if (here.count > 0)
            means.add(here.mean());
    }
    return all.variance() > 0 ? std::min(1., 2 * means.variance() / all.variance()) : 0;
}

} // namespace

Conditioning Conditioning::of(const Table &table, double wandering)
{
    std::vector<Sensor> sensors;
    for (std::size_t sensor = 0; sensor < table.width(); ++sensor)
        sensors.push_back(centredOn(table, sensor));
    const Conditioning centred(sensors);
    for (std::size_t sensor = 0; wandering > 0 && sensor < table.width(); ++sensor)
        sensors[sensor].drift = wandering * driftOf(table, centred, sensor);
    return Conditioning(std::move(sensors));
}

double Conditioning::scaled(double value, std::size_t sensor) const
{
    const Sensor &one = m_sensors[sensor];
    return std::clamp(linearUpTo * std::asinh((value - one.centre) * one.perDeviation / linearUpTo), -most,
                      most);
}

double Conditioning::value(double scaled, std::size_t sensor) const
{
    const Sensor &one = m_sensors[sensor];
    return one.centre + linearUpTo * std::sinh(scaled / linearUpTo) / one.perDeviation;
}

Record Conditioning::record() const
{
    std::vector<double> centres;
    std::vector<double> scales;
    std::vector<double> drifts;
    for (const Sensor &sensor : m_sensors) {
        centres.push_back(sensor.centre);
        scales.push_back(sensor.perDeviation);
        drifts.push_back(sensor.drift);
    }
    Record record;
    record.setNumbers<double>("centres"_L1, centres);
    record.setNumbers<double>("scales"_L1, scales);
    record.setNumbers<double>("drifts"_L1, drifts);
    return record;
}

Conditioning Conditioning::from(Record &record, std::size_t width)
{
    const std::vector<double> centres = record.numbers("centres"_L1, width);
    const std::vector<double> scales = record.numbers("scales"_L1, width);
    const std::vector<double> drifts = record.numbers("drifts"_L1, width);
    std::vector<Sensor> sensors;
    for (std::size_t i = 0; record.fit() && i < width; ++i) {
        sensors.push_back({centres[i], scales[i], drifts[i]});
        record.expect(scales[i] > 0 && drifts[i] >= 0 && drifts[i] <= 1);
    }
    return Conditioning(std::move(sensors));
}

void Conditioner::next(std::span<const double> row, std::span<double> conditioned)
{
    for (std::size_t sensor = 0; sensor < row.size(); ++sensor) {
        const double scaled = m_conditioning->scaled(row[sensor], sensor);
        conditioned[sensor] = scaled - m_conditioning->sensors()[sensor].drift * m_reference[sensor];
        if (!std::isnan(scaled))
            m_reference[sensor] += follows * (scaled - m_reference[sensor]);
    }
}

std::vector<double> held(const Conditioning &conditioning, const Table &table)
{
    std::vector<double> rows(table.values.size());
    Conditioner conditioner(conditioning);
    for (std::size_t row = 0; row < table.rows(); ++row)
        conditioner.next(table.row(row), std::span(rows).subspan(row * table.width(), table.width()));
    for (std::size_t at = 0; at < rows.size(); ++at)
        if (std::isnan(rows[at]))
            rows[at] = at < table.width() ? 0 : rows[at - table.width()];
    return rows;
}

} // namespace rig::ml
