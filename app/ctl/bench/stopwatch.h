#pragma once

#include "ctl/bench/ingestbench.h"

#include <chrono>

namespace rig::ctl {

/// Measures a piece of work from its construction on: time, and the processor time of the whole machine.
class Stopwatch
{
public:
    explicit Stopwatch(int readings);

    double readingsPerSecond() const;
    double cpuPerMillion() const;

private:
    int m_readings;
    std::chrono::steady_clock::time_point m_begin;
    double m_cpu;
};

/// The rounds of one measurement.
class Measurements
{
public:
    void add(const Stopwatch &watch);
    IngestFigure figure(const QString &what) const;

private:
    std::vector<double> m_rates;
    std::vector<double> m_cpu;
};

} // namespace rig::ctl
