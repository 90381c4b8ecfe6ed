#pragma once

#include "domain/forecast.h"
#include "ml/table.h"

#include <array>

namespace rig::ctl {

/// How far off forecasts were, beside what is foretold without a model: that each sensor stays at its newest
/// value (persistence), and that it goes on along a line through its last rows (least squares). All are
/// compared where all say something, over every step and sensor.
class ForecastComparison
{
public:
    /// Rows that lines are fitted to; of these the one counts that is best on what it is compared on.
    static constexpr std::array<std::size_t, 8> windows{10, 15, 20, 30, 45, 60, 90, 120};

    /// `deviations`: of the healthy time, by column of the tables that follow; in these errors are told.
    explicit ForecastComparison(std::vector<double> deviations) : m_deviations(std::move(deviations)) {}

    /// A forecast at a row of a table; its sensors are the table's.
    void take(const ml::Table &table, std::size_t row, const Forecast &forecast);
    /// Those of another one.
    void add(const ForecastComparison &other);

    /// Root mean squared errors, in deviations; NaN where nothing was compared.
    double error() const { return root(m_own); }
    double persistence() const { return root(m_last); }
    double line(std::size_t window) const { return root(m_lines[window]); }
    /// The window with the least error.
    std::size_t bestLine() const;
    /// The share of values within the interval.
    double inside() const { return m_inside / m_count; }
    double compared() const { return m_count; }

private:
    double root(double squares) const;

    std::vector<double> m_deviations;
    double m_count = 0;
    double m_own = 0;
    double m_last = 0;
    std::array<double, windows.size()> m_lines{};
    double m_inside = 0;
};

} // namespace rig::ctl
