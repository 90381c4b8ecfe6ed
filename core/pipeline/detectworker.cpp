#include "pipeline/detectworker.h"

#include <QLoggingCategory>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.detect")

constexpr auto refreshEvery = 2s;
constexpr auto patience = 50ms;
/// Nobody looks at a score more often.
constexpr auto scoresEvery = 1s;
/// What is found early is told before the rest is judged.
constexpr std::size_t mostAtOnce = 2'000;

} // namespace

class DetectWorker::Work
{
public:
    Work(DetectWorker &worker, const OpenDetectors &open, std::stop_token stop)
        : m_worker(worker), m_stop(std::move(stop)), m_detectors(open({}))
    {
    }

    void run()
    {
        while (!m_stop.stop_requested()) {
            auto readings = m_worker.m_readings.pop(patience);
            refresh(readings ? (*readings)->plant : m_worker.plantToFollow());
            if (auto resumption = m_plant ? m_worker.resumption() : std::nullopt)
                resume(std::move(*resumption));
            if (readings)
                judge(std::move(*readings));
            else
                rest();
        }
        qCInfo(log, "%llu readings were judged by models, %llu skipped.",
               static_cast<unsigned long long>(m_status.judged),
               static_cast<unsigned long long>(m_worker.m_skipped.load()));
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
        tell(m_detectors->judge()); // of machines that are not judged any more
        const std::vector<std::int32_t> machines = m_detectors->machines();
        m_status.machines = machines.size();
        m_worker.m_watched.set({machines.begin(), machines.end()});
        m_worker.m_ready = true;
        auto trouble = m_detectors->trouble();
        if (trouble != m_status.trouble)
            for (const std::string &sentence : trouble)
                qCWarning(log, "%s", sentence.c_str());
        m_status.trouble = std::move(trouble);
        publish();
    }

    void resume(Resumption resumption)
    {
        m_detectors->forget(resumption.anew);
        tell(m_detectors->toldLast());
        m_detectors->resume(std::move(resumption.standing));
        tell(m_detectors->judge()); // of what nothing watches for
    }

    void rest()
    {
        putScores();
        m_worker.m_idle = true;
    }

    void putScores()
    {
        m_scored = Steady::now();
        m_worker.put(m_detectors->scores());
    }

    /// With all that waits behind it and is of the same plant.
    void judge(std::shared_ptr<const JudgedReadings> readings)
    {
        std::vector<std::shared_ptr<const JudgedReadings>> taken;
        m_worker.m_idle = false; // before they are no longer waiting
        for (std::size_t count = 0; readings;) {
            m_detectors->take(readings->readings);
            count += readings->readings.size();
            m_worker.m_waiting -= readings->readings.size();
            m_status.judged += readings->readings.size();
            taken.push_back(std::move(readings));
            if (count < mostAtOnce)
                readings =
                    m_worker.m_readings.popIf([this](const auto &next) { return next->plant == m_plant; })
                        .value_or(nullptr);
        }
        tell(m_detectors->judge());
        if (Steady::now() - m_scored >= scoresEvery)
            putScores();
        publish();
    }

    void tell(std::vector<Finding> findings)
    {
        for (Finding &finding : findings) {
            // The judge empties it many times a second; where it does not it has stopped, and so do we.
            while (!m_worker.m_findings.push(finding, patience) && !m_stop.stop_requested()) {
            }
        }
    }

    void publish()
    {
        const std::uint64_t skipped = m_worker.m_skipped;
        if (skipped > 0 && m_status.skipped == 0)
            qCWarning(
                log,
                "Detection does not keep up with the readings: some are judged by models later, from the "
                "database; limits are judged all the same. Where it does not end, fewer machines on this "
                "node, or a faster one, help.");
        m_status.skipped = skipped;
        m_worker.m_status.set(m_status);
    }

    DetectWorker &m_worker;
    std::stop_token m_stop;
    std::unique_ptr<Detectors> m_detectors;
    PlantPtr m_plant;
    Steady::time_point m_refreshed;
    Steady::time_point m_scored;
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

void DetectWorker::tellAgain(std::vector<Finding> standing, std::vector<std::int32_t> anew)
{
    const std::lock_guard lock(m_guard);
    if (m_resumption) // that was not heard yet
        anew.insert(anew.end(), m_resumption->anew.begin(), m_resumption->anew.end());
    m_resumption = Resumption{std::move(standing), std::move(anew)};
}

std::optional<DetectWorker::Resumption> DetectWorker::resumption()
{
    const std::lock_guard lock(m_guard);
    return std::exchange(m_resumption, {});
}

void DetectWorker::put(std::vector<MachineScore> scores)
{
    const std::lock_guard lock(m_guard);
    for (MachineScore &score : scores)
        m_scores[score.machine] = std::move(score);
}

std::vector<MachineScore> DetectWorker::scores()
{
    std::vector<MachineScore> scores;
    const std::lock_guard lock(m_guard);
    for (auto &[machine, score] : std::exchange(m_scores, {}))
        scores.push_back(std::move(score));
    return scores;
}

bool DetectWorker::push(std::shared_ptr<const JudgedReadings> readings)
{
    const std::size_t count = readings->readings.size();
    const std::size_t waiting = m_waiting;
    if (waiting == 0 || waiting + count <= mostWaiting) {
        m_waiting += count; // before the other side may take them off
        if (m_readings.push(readings))
            return true;
        m_waiting -= count;
    }
    m_skipped += count;
    return false;
}

} // namespace rig::pipeline
