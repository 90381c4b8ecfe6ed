#include "ctl/forecastcomparison.h"

#include <algorithm>
#include <cmath>

namespace rig::ctl {

namespace {

/// A line through the last values of a column, as far as they are there.
struct Line
{
    double now = 0;
    double perRow = 0;
};

Line lineOf(const ml::Table &table, std::size_t row, std::size_t sensor, std::size_t window)
{
    double count = 0;
    double times = 0;
    double values = 0;
    double squares = 0;
    double products = 0;
    for (std::size_t back = 0; back < std::min(window, row + 1); ++back) {
        const double value = table.row(row - back)[sensor];
        if (std::isnan(value))
            continue;
        const double time = -static_cast<double>(back);
        ++count;
        times += time;
        values += value;
        squares += time * time;
        products += time * value;
    }
    const double spread = count * squares - times * times;
    const double perRow = spread > 0 ? (count * products - times * values) / spread : 0;
    return {(values - perRow * times) / count, perRow};
}

} // namespace

void ForecastComparison::take(const ml::Table &table, std::size_t row, const Forecast &forecast)
{
    for (std::size_t sensor = 0; sensor < forecast.sensors.size(); ++sensor) {
        const auto &steps = forecast.sensors[sensor].steps;
        const double newest = table.row(row)[sensor];
        if (std::isnan(newest))
            continue;
        std::array<Line, windows.size()> lines;
        for (std::size_t i = 0; i < windows.size() && !steps.empty(); ++i)
            lines[i] = lineOf(table, row, sensor, windows[i]);
        const auto square = [&](double off) {
            return off * off / (m_deviations[sensor] * m_deviations[sensor]);
        };
        for (std::size_t step = 0; step < steps.size() && row + step + 1 < table.rows(); ++step) {
            const double came = table.row(row + step + 1)[sensor];
            if (std::isnan(came))
                continue;
            ++m_count;
            m_own += square(steps[step].mean - came);
            m_last += square(newest - came);
            for (std::size_t i = 0; i < windows.size(); ++i)
                m_lines[i] += square(lines[i].now + lines[i].perRow * static_cast<double>(step + 1) - came);
            m_inside += came >= steps[step].low && came <= steps[step].high ? 1 : 0;
        }
    }
}

void ForecastComparison::add(const ForecastComparison &other)
{
    m_count += other.m_count;
    m_own += other.m_own;
    m_last += other.m_last;
    m_inside += other.m_inside;
    for (std::size_t i = 0; i < windows.size(); ++i)
        m_lines[i] += other.m_lines[i];
}

std::size_t ForecastComparison::bestLine() const
{
    return static_cast<std::size_t>(std::ranges::min_element(m_lines) - m_lines.begin());
}

double ForecastComparison::root(double squares) const
{
    return std::sqrt(squares / m_count);
}

} // namespace rig::ctl
