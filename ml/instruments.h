#pragma once

#include "ml/record.h"
#include "ml/table.h"

#include <cstdint>

namespace rig::ml {

/// What is wrong with a sensor itself, whatever the machine does.
enum class Failure : std::uint8_t
{
    none,
    frozen, ///< it goes on sending one value
    lost    ///< it sends nothing
};

/// How long each sensor of a healthy machine shows one value, and how long it shows none: several times as
/// long is a failure. A sensor that was still or away for much of the healthy time is not judged by that. An
/// immutable value.
class Instruments
{
public:
    /// From where on a sensor has failed; 0: it is not judged.
    struct Sensor
    {
        std::uint32_t still = 0;  ///< values one after another that are the same
        std::uint32_t silent = 0; ///< rows one after another without a value
    };

    Instruments() = default;
    /// Learns from the rows of a series; what is missing because of maintenance is no silence.
    explicit Instruments(const Table &table);

    const std::vector<Sensor> &sensors() const { return m_sensors; }

    Record record() const;
    static Instruments from(Record &record, std::size_t width);

private:
    std::vector<Sensor> m_sensors;
};

/// Watches the sensors of one machine, row by row. One thread at a time.
class InstrumentWatch
{
public:
    /// `instruments` must outlive it.
    explicit InstrumentWatch(const Instruments &instruments)
        : m_instruments(&instruments),
          m_runs(instruments.sensors().size()),
          m_failures(instruments.sensors().size())
    {
    }

    /// What each sensor suffers from, with this row. One that is in maintenance (by sensor; empty: none is)
    /// suffers from nothing, and is looked at anew after that.
    std::span<const Failure> next(std::span<const double> row, const std::vector<bool> &maintained = {});
    std::span<const Failure> failures() const { return m_failures; }

private:
    struct Run
    {
        double value = 0;
        std::uint32_t still = 0;
        std::uint32_t silent = 0;
    };

    const Instruments *m_instruments;
    std::vector<Run> m_runs;
    std::vector<Failure> m_failures;
};

} // namespace rig::ml
