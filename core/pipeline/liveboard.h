#pragma once

#include "domain/clock.h"
#include "domain/judging.h"
#include "domain/ports/scoresink.h"
#include "domain/ports/statesource.h"
#include "pipeline/trace.h"

#include <map>
#include <mutex>

namespace rig::pipeline {

/// The newest of every sensor and its short past. The show reader writes, the GUI takes a copy once per tick;
/// what it costs does not grow with the rate of messages. Limit states here are for the screen, judged from
/// what this process saw; what is recorded is the judge's.
class LiveBoard : public StateSource, public ScoreSink
{
public:
    explicit LiveBoard(const Clock &clock);

    /// Show thread. Machines and sensors that both plants have keep what they show. `keptAt`: the plant comes
    /// from the file that was kept then, the database could not be asked.
    void setPlant(PlantPtr plant, std::optional<Instant> keptAt);
    /// Show thread. A reading older than the newest of its machine goes into the past, not over it.
    void take(const Reading &reading);
    void take(const MachineScore &score) override;
    /// Any thread.
    void take(Outlook outlook);

    std::shared_ptr<const PlantState> state() const override;
    std::vector<TraceStep> trace(std::int32_t machine, int slot) const override;

    /// Readings taken since the start, and the record time of the newest.
    std::uint64_t taken() const;
    std::optional<Instant> newest() const;

private:
    struct SensorBoard
    {
        double value = noValue;
        QualityReason reason = QualityReason::none;
        Origin origin = Origin::field;
        std::optional<Instant> recordTime;
        std::optional<Instant> when; ///< source time, at most the record's: decides what is newer
        Trace trace;
    };

    struct MachineBoard
    {
        const MachineLayout *layout = nullptr;
        MachineMemory memory;
        std::optional<Instant> recordTime;
        Origin origin = Origin::field;
        std::optional<MachineScore> score;
        std::shared_ptr<const Outlook> outlook;
        std::vector<SensorBoard> sensors;
    };

    MachineState stateOf(const MachineBoard &machine, Instant now) const;
    static MachineBoard carriedOver(const MachineLayout &layout, MachineBoard *before);

    const Clock &m_clock;
    mutable std::mutex m_mutex;
    PlantPtr m_plant;
    std::optional<Instant> m_plantKeptAt;
    std::map<std::int32_t, MachineBoard> m_machines; ///< by number
    std::vector<LimitEvent> m_events;                ///< scratch
    std::uint64_t m_taken = 0;
    std::optional<Instant> m_newest;
};

} // namespace rig::pipeline
