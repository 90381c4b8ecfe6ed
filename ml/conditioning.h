#pragma once

#include "ml/record.h"
#include "ml/table.h"

namespace rig::ml {

/// What brings the sensors of a machine onto one scale, and how much each of them wanders by itself: measured
/// on rows from a healthy time. An immutable value.
class Conditioning
{
public:
    /// How one sensor's values are seen.
    struct Sensor
    {
        double centre = 0;       ///< in the sensor's unit
        double perDeviation = 0; ///< one over its standard deviation
        double drift = 0;        ///< 0 steady to 1: the part of its slow movement that is no news
    };

    /// `wandering`, 0 to 1, is how much the machine does as a whole (wandering.h): where it has shown all
    /// that it is, the reference of no sensor follows, and a fault that comes slowly is not taken for
    /// wandering.
    static Conditioning of(const Table &table, double wandering);
    explicit Conditioning(std::vector<Sensor> sensors = {}) : m_sensors(std::move(sensors)) {}

    const std::vector<Sensor> &sensors() const { return m_sensors; }
    std::size_t width() const { return m_sensors.size(); }

    /// In deviations from the centre, beyond about three of them compressed, so that one wild value does not
    /// stand for a whole window: at most 60 of them. NaN stays NaN.
    double scaled(double value, std::size_t sensor) const;
    /// The value that is scaled to this.
    double value(double scaled, std::size_t sensor) const;

    Record record() const;
    static Conditioning from(Record &record, std::size_t width);

private:
    std::vector<Sensor> m_sensors;
};

/// Conditions the rows of one machine in their order; a slow reference follows the sensors that wander.
class Conditioner
{
public:
    /// `conditioning` must outlive it.
    explicit Conditioner(const Conditioning &conditioning)
        : m_conditioning(&conditioning), m_reference(conditioning.width())
    {
    }

    /// With the reference of another one of the same conditioning.
    void goOnFrom(const Conditioner &before) { m_reference = before.m_reference; }

    /// `conditioned` has the width of `row`.
    void next(std::span<const double> row, std::span<double> conditioned);

private:
    const Conditioning *m_conditioning;
    std::vector<double> m_reference;
};

/// The whole table, row by row, as a machine that starts with it sees it. Each value is held until the next
/// one: a sensor that is not due is what it was, and sensors that take turns are never all there. What comes
/// before the first is the mean.
std::vector<double> held(const Conditioning &conditioning, const Table &table);

} // namespace rig::ml
