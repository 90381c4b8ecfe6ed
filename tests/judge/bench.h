#pragma once

#include "domain/judging.h"
#include "judge/eventwords.h"
#include "judge/plants.h"

#include <map>

namespace rig::test {

/// Judges one machine reading by reading; times are seconds since an arbitrary start, as fractions.
class Bench
{
public:
    Bench(std::vector<Sensor> sensors, const std::optional<StateRule> &rule = {});

    /// Swaps the plant under what stands, as a change by another process does.
    void change(const std::function<void(PlantDefinition &)> &change);

    /// Puts the machine, or a sensor of it, into maintenance, from and to a time.
    void maintain(const std::string &sensor, double from, std::optional<double> to);

    /// What a reading says; it arrives at once.
    QStringList take(double seconds, const std::map<std::string, double> &values);
    /// A reading with a source time, a record time and an arrival of its own.
    QStringList take(double at, double recordTime, double receivedAt,
                     const std::map<std::string, double> &values, bool late = false);
    /// What is said without a reading; by the clock unless it lags behind.
    QStringList absence(double until, std::optional<double> now = {});

    std::optional<Instant> nextAbsence() const;
    RunState run() const { return memory.run; }
    const MachineLayout &layout() const { return plant->machines()[0]; }

    static Instant instant(double seconds);
    static double seconds(Instant instant);

    PlantPtr plant;
    MachineMemory memory;
    std::vector<LimitEvent> events; ///< of the last call

private:
    std::int64_t m_offset = 0;
};

} // namespace rig::test
