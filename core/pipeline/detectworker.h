#pragma once

#include "domain/ports/detectors.h"
#include "pipeline/boundedqueue.h"
#include "pipeline/statuscell.h"
#include "pipeline/workerthread.h"

#include <atomic>
#include <map>
#include <mutex>
#include <set>

namespace rig::pipeline {

/// Readings in the order in which they were judged, and the plant that they were judged by.
struct JudgedReadings
{
    PlantPtr plant;
    std::vector<JudgedReading> readings;
};

/// Makes what a worker judges with, of one machine (its number) or of all; called, used and destroyed on its
/// thread.
using OpenDetectors = std::function<std::unique_ptr<Detectors>(std::optional<std::int32_t> only)>;

struct DetectStatus
{
    std::size_t machines = 0;         ///< that have a model which is in use
    std::uint64_t judged = 0;         ///< readings, since the start
    std::uint64_t skipped = 0;        ///< likewise: it could not keep up
    std::vector<std::string> trouble; ///< models that cannot be used
};

/// Judges readings by models, on a thread of its own. It never holds up whoever reads: what it cannot take is
/// skipped and counted, for whoever judges it later (CatchUpWorker). Stopping it leaves out what waits.
class DetectWorker
{
public:
    /// Of readings that may wait: some seconds at the rate that is promised. Whoever is later shows what was.
    static constexpr std::size_t mostWaiting = 10'000;

    explicit DetectWorker(OpenDetectors open);

    /// Looks for models of this plant's machines from now on. Any thread.
    void follow(PlantPtr plant);
    /// Whether it is known which models there are. Any thread.
    bool ready() const { return m_ready; }
    /// What stands and what ended last comes as findings once more, and `standing`, which the database has,
    /// goes on. Of the machines `anew` nothing is known any more. Any thread.
    void tellAgain(std::vector<Finding> standing, std::vector<std::int32_t> anew);
    /// The machines that have a model, by their numbers. Any thread.
    std::shared_ptr<const std::set<std::int32_t>> watched() const { return m_watched.get(); }
    /// Whether all that was pushed is judged, and told. Any thread.
    bool idle() const { return m_waiting == 0 && m_idle; }
    /// From one thread. False where it cannot take them: they count as skipped.
    bool push(std::shared_ptr<const JudgedReadings> readings);
    /// The next finding that was told, in their order; none where there is none. From one thread.
    std::optional<Finding> finding() { return m_findings.pop(); }
    /// How unusual machines are at present, of those that were judged since the last call. From one thread.
    std::vector<MachineScore> scores();
    std::shared_ptr<const DetectStatus> status() const { return m_status.get(); }

private:
    class Work;

    PlantPtr plantToFollow();
    struct Resumption
    {
        std::vector<Finding> standing;
        std::vector<std::int32_t> anew;
    };
    std::optional<Resumption> resumption();
    void put(std::vector<MachineScore> scores);

    BoundedQueue<std::shared_ptr<const JudgedReadings>> m_readings{mostWaiting};
    BoundedQueue<Finding> m_findings{1'000};
    StatusCell<DetectStatus> m_status;
    std::atomic<std::uint64_t> m_skipped{0};
    StatusCell<std::set<std::int32_t>> m_watched;
    std::atomic<bool> m_idle{true};
    std::atomic<bool> m_ready{false};
    std::atomic<std::size_t> m_waiting{0}; ///< readings in the queue
    std::mutex m_guard;
    PlantPtr m_plant;                              ///< to be followed
    std::optional<Resumption> m_resumption;        ///< to be resumed, before all is told again
    std::map<std::int32_t, MachineScore> m_scores; ///< by machine, not asked for yet
    WorkerThread m_thread;
};

} // namespace rig::pipeline
