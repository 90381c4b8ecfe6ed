#include "pipeline/detectworker.h"

#include <QLoggingCategory>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.detect")

constexpr auto refreshEvery = 2s;
constexpr auto patience = 50ms;

} // namespace

class DetectWorker::Work
{
public:
    Work(DetectWorker &worker, const OpenDetectors &open, std::stop_token stop)
        : m_worker(worker), m_stop(std::move(stop)), m_detectors(open())
    {
    }

    void run()
    {
        while (!m_stop.stop_requested()) {
            auto readings = m_worker.m_readings.pop(patience);
            refresh(readings ? (*readings)->plant : m_worker.plantToFollow());
            if (readings)
                judge(**readings);
        }
    }

private:
    using Steady = std::chrono::steady_clock;

    void refresh(const PlantPtr &plant)
    {
        const auto now = Steady::now();
        if (!plant || (plant == m_plant && now - m_refreshed < refreshEvery))
            return;
        m_refreshed = now;
        m_plant = plant;
        m_detectors->refresh(plant);
        m_status.machines = m_detectors->machines();
        m_worker.m_watches = m_status.machines > 0;
        auto trouble = m_detectors->trouble();
        if (trouble != m_status.trouble)
            for (const std::string &sentence : trouble)
                qCWarning(log, "%s", sentence.c_str());
        m_status.trouble = std::move(trouble);
        publish();
    }

    void judge(const JudgedReadings &readings)
    {
        for (Finding &finding : m_detectors->judge(readings.readings)) {
            // The judge empties it many times a second; where it does not it has stopped, and so do we.
            while (!m_worker.m_findings.push(finding, patience) && !m_stop.stop_requested()) {
            }
        }
        m_status.judged += readings.readings.size();
        publish();
    }

    void publish()
    {
        m_status.skipped = m_worker.m_skipped;
        m_worker.m_status.set(m_status);
    }

    DetectWorker &m_worker;
    std::stop_token m_stop;
    std::unique_ptr<Detectors> m_detectors;
    PlantPtr m_plant;
    Steady::time_point m_refreshed;
    DetectStatus m_status;
};

DetectWorker::DetectWorker(OpenDetectors open)
    : m_thread("detect",
               [this, open = std::move(open)](const std::stop_token &stop) { Work(*this, open, stop).run(); })
{
}

void DetectWorker::follow(PlantPtr plant)
{
    const std::lock_guard lock(m_guard);
    m_plant = std::move(plant);
}

PlantPtr DetectWorker::plantToFollow()
{
    const std::lock_guard lock(m_guard);
    return m_plant;
}

void DetectWorker::push(std::shared_ptr<const JudgedReadings> readings)
{
    const std::size_t count = readings->readings.size();
    if (!m_readings.push(readings))
        m_skipped += count;
}

} // namespace rig::pipeline
