#include "ctl/bench/stopwatch.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace rig::ctl {

namespace {

/// Seconds in which a processor of this machine did something; /proc/stat, proc(5).
double busySeconds()
{
    std::ifstream file("/proc/stat");
    std::string name;
    double user = 0;
    double nice = 0;
    double system = 0;
    double idle = 0;
    double wait = 0;
    double irq = 0;
    double softIrq = 0;
    file >> name >> user >> nice >> system >> idle >> wait >> irq >> softIrq;
    return (user + nice + system + irq + softIrq) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

} // namespace

Stopwatch::Stopwatch(int readings)
    : m_readings(readings), m_begin(std::chrono::steady_clock::now()), m_cpu(busySeconds())
{
}

double Stopwatch::readingsPerSecond() const
{
    return m_readings / std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
}

double Stopwatch::cpuPerMillion() const
{
    return (busySeconds() - m_cpu) * 1e6 / m_readings;
}

void Measurements::add(const Stopwatch &watch)
{
    m_rates.push_back(watch.readingsPerSecond());
    m_cpu.push_back(watch.cpuPerMillion());
}

IngestFigure Measurements::figure(const QString &what) const
{
    return {what, median(m_rates), median(m_cpu)};
}

} // namespace rig::ctl
