#include "ml/operatingconditions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Of what settings differ in, the share that conditions leave unexplained where they are such.
constexpr double within = .002;
constexpr std::size_t fewest = 20; ///< rows of a condition
constexpr int steps = 30;          ///< of k-means
/// A deviation below this share of the mean is rounding.
constexpr double leastMoved = 1e-4;

double distance(std::span<const double> one, std::span<const double> other)
{
    double sum = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
        sum += (one[i] - other[i]) * (one[i] - other[i]);
    return sum;
}

/// Points of `width` numbers, one behind the other.
class Clusters
{
public:
    Clusters(std::span<const double> points, std::size_t width) : m_points(points), m_width(width)
    {
        std::vector<double> mean(width);
        for (std::size_t i = 0; i < points.size(); ++i)
            mean[i % width] += points[i];
        for (double &one : mean)
            one /= static_cast<double>(count());
        m_centres = mean;
    }

    std::size_t centres() const { return m_centres.size() / m_width; }
    /// Those that so many points or more lie nearest to.
    std::vector<double> withAtLeast(std::size_t points) const
    {
        std::vector<std::size_t> counts(centres());
        for (std::size_t i = 0; i < count(); ++i)
            ++counts[nearest(point(i))];
        std::vector<double> some;
        for (std::size_t i = 0; i < centres(); ++i)
            if (counts[i] >= points)
                some.insert(some.end(), centre(i).begin(), centre(i).end());
        return some;
    }

    /// One more, at the point that is farthest from all others; then each goes to the middle of its own.
    void addOne()
    {
        std::size_t farthest = 0;
        double most = -1;
        for (std::size_t i = 0; i < count(); ++i)
            if (const double off = distance(point(i), centre(nearest(point(i)))); off > most) {
                most = off;
                farthest = i;
            }
        const auto at = point(farthest);
        m_centres.insert(m_centres.end(), at.begin(), at.end());
        for (int step = 0; step < steps && settle(); ++step) {
        }
    }

    /// The mean squared distance from a point to its centre.
    double spread() const
    {
        double sum = 0;
        for (std::size_t i = 0; i < count(); ++i)
            sum += distance(point(i), centre(nearest(point(i))));
        return sum / static_cast<double>(count());
    }

private:
    std::size_t count() const { return m_points.size() / m_width; }
    std::span<const double> point(std::size_t i) const { return m_points.subspan(i * m_width, m_width); }
    std::span<const double> centre(std::size_t i) const
    {
        return std::span(m_centres).subspan(i * m_width, m_width);
    }
    std::size_t nearest(std::span<const double> point) const
    {
        std::size_t best = 0;
        double least = std::numeric_limits<double>::max();
        for (std::size_t i = 0; i < centres(); ++i)
            if (const double off = distance(point, centre(i)); off < least) {
                least = off;
                best = i;
            }
        return best;
    }
    /// Whether anything moved.
    bool settle()
    {
        std::vector<double> sums(m_centres.size());
        std::vector<double> counts(centres());
        for (std::size_t i = 0; i < count(); ++i) {
            const std::size_t own = nearest(point(i));
            ++counts[own];
            for (std::size_t j = 0; j < m_width; ++j)
                sums[own * m_width + j] += point(i)[j];
        }
        std::vector<double> moved = m_centres;
        for (std::size_t i = 0; i < sums.size(); ++i)
            if (counts[i / m_width] > 0)
                moved[i] = sums[i] / counts[i / m_width];
        return std::exchange(m_centres, moved) != moved;
    }

    std::span<const double> m_points;
    std::size_t m_width;
    std::vector<double> m_centres;
};

} // namespace

OperatingConditions::OperatingConditions(const Fleet &fleet)
{
    learnSettings(fleet);
    learnSensors(fleet);
}

void OperatingConditions::learnSettings(const Fleet &fleet)
{
    const std::size_t width = fleet.settings.size();
    const auto rows = static_cast<double>(fleet.rows());
    m_settingMeans.assign(width, 0);
    m_settingDeviations.assign(width, 0);
    const auto each = [&](auto take) {
        for (const FleetUnit &unit : fleet.units)
            for (std::size_t row = 0; row < unit.rows(); ++row)
                for (std::size_t i = 0; i < width; ++i)
                    take(i, unit.settingsOf(row)[i]);
    };
    each([&](std::size_t i, double value) { m_settingMeans[i] += value / rows; });
    each([&](std::size_t i, double value) {
        m_settingDeviations[i] += (value - m_settingMeans[i]) * (value - m_settingMeans[i]) / rows;
    });
    std::size_t moving = 0;
    for (std::size_t i = 0; i < width; ++i) {
        double &deviation = m_settingDeviations[i];
        deviation = std::sqrt(deviation);
        if (deviation <= leastMoved * std::abs(m_settingMeans[i]))
            deviation = 0;
        moving += deviation > 0 ? 1 : 0;
    }
    m_centres.assign(width, 0);
    if (moving == 0)
        return;
    std::vector<double> points;
    points.reserve(fleet.rows() * width);
    std::vector<double> point(width);
    for (const FleetUnit &unit : fleet.units)
        for (std::size_t row = 0; row < unit.rows(); ++row) {
            scaled(unit.settingsOf(row), point);
            points.insert(points.end(), point.begin(), point.end());
        }
    Clusters clusters(points, width);
    while (clusters.centres() < most) {
        clusters.addOne();
        if (clusters.spread() > within * static_cast<double>(moving))
            continue;
        // A stray row or two is no way to run a machine.
        m_centres = clusters.withAtLeast(std::max<std::size_t>(fewest, fleet.rows() / 1'000));
        m_count = std::max<std::size_t>(1, m_centres.size() / width);
        m_centres.resize(m_count * width);
        return;
    }
}

void OperatingConditions::learnSensors(const Fleet &fleet)
{
    const std::size_t width = fleet.sensors.size();
    std::vector<double> counts(m_count * width);
    std::vector<double> means(m_count * width);
    std::vector<double> squares(m_count * width); // about the mean (Welford 1962)
    for (const FleetUnit &unit : fleet.units)
        for (std::size_t row = 0; row < unit.rows(); ++row) {
            const std::size_t first = conditionOf(unit.settingsOf(row)) * width;
            for (std::size_t i = 0; i < width; ++i) {
                const double value = unit.sensorsOf(row)[i];
                if (std::isnan(value))
                    continue;
                const double off = value - means[first + i];
                means[first + i] += off / ++counts[first + i];
                squares[first + i] += off * (value - means[first + i]);
            }
        }
    const auto deviation = [&](std::size_t at) {
        return counts[at] > 0 ? std::sqrt(squares[at] / counts[at]) : 0;
    };
    for (std::size_t i = 0; i < width; ++i) {
        bool moves = true;
        for (std::size_t condition = 0; condition < m_count; ++condition) {
            const std::size_t at = condition * width + i;
            moves = moves && deviation(at) > leastMoved * std::abs(means[at]);
        }
        if (moves)
            m_sensors.push_back(i);
    }
    for (std::size_t condition = 0; condition < m_count; ++condition)
        for (const std::size_t i : m_sensors) {
            m_means.push_back(means[condition * width + i]);
            m_deviations.push_back(deviation(condition * width + i));
        }
}

void OperatingConditions::scaled(std::span<const double> settings, std::span<double> scaled) const
{
    for (std::size_t i = 0; i < settings.size(); ++i)
        scaled[i] =
            m_settingDeviations[i] > 0 ? (settings[i] - m_settingMeans[i]) / m_settingDeviations[i] : 0;
}

std::size_t OperatingConditions::conditionOf(std::span<const double> settings) const
{
    if (m_count == 1)
        return 0;
    std::vector<double> point(settings.size());
    scaled(settings, point);
    std::size_t best = 0;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < m_count; ++i)
        if (const double off = distance(point, std::span(m_centres).subspan(i * point.size(), point.size()));
            off < least) {
            least = off;
            best = i;
        }
    return best;
}

void OperatingConditions::deviations(std::span<const double> settings, std::span<const double> sensors,
                                     std::span<double> deviations) const
{
    const std::size_t first = conditionOf(settings) * m_sensors.size();
    for (std::size_t i = 0; i < m_sensors.size(); ++i)
        deviations[i] = (sensors[m_sensors[i]] - m_means[first + i]) / m_deviations[first + i];
}

Record OperatingConditions::record() const
{
    Record record;
    record.setWhole("conditions"_L1, static_cast<std::int64_t>(m_count));
    record.setNumbers<double>("setting means"_L1, m_settingMeans);
    record.setNumbers<double>("setting deviations"_L1, m_settingDeviations);
    record.setNumbers<double>("centres"_L1, m_centres);
    const std::vector<std::uint32_t> sensors(m_sensors.begin(), m_sensors.end());
    record.setWhole("sensors"_L1, static_cast<std::int64_t>(sensors.size()));
    record.setNumbers<std::uint32_t>("which"_L1, sensors);
    record.setNumbers<double>("means"_L1, m_means);
    record.setNumbers<double>("deviations"_L1, m_deviations);
    return record;
}

OperatingConditions OperatingConditions::from(Record &record, std::size_t settings, std::size_t sensors)
{
    OperatingConditions read;
    read.m_count = static_cast<std::size_t>(record.whole("conditions"_L1, 1, most));
    read.m_settingMeans = record.numbers("setting means"_L1, settings);
    read.m_settingDeviations = record.numbers("setting deviations"_L1, settings);
    read.m_centres = record.numbers("centres"_L1, read.m_count * settings);
    const auto moving =
        static_cast<std::size_t>(record.whole("sensors"_L1, 1, static_cast<std::int64_t>(sensors)));
    const auto which = record.wholes("which"_L1, moving);
    read.m_sensors.assign(which.begin(), which.end());
    record.expect(std::ranges::is_sorted(read.m_sensors, std::less_equal()) &&
                  (which.empty() || which.back() < sensors));
    read.m_means = record.numbers("means"_L1, read.m_count * moving);
    read.m_deviations = record.numbers("deviations"_L1, read.m_count * moving);
    record.expect(std::ranges::all_of(read.m_deviations, [](double one) { return one > 0; }) &&
                  std::ranges::all_of(read.m_settingDeviations, [](double one) { return one >= 0; }));
    return read;
}

} // namespace rig::ml
