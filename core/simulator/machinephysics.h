#pragma once

#include "simulator/fault.h"
#include "simulator/quantity.h"
#include "simulator/surroundings.h"

#include <array>
#include <chrono>

namespace rig::simulator {

/// How bad each fault of the machine is, 0 to 1.
struct Faults
{
    std::array<double, faultCount> severities{};

    double operator[](Fault fault) const { return severities[static_cast<std::size_t>(fault)]; }
    double &operator[](Fault fault) { return severities[static_cast<std::size_t>(fault)]; }
};

/// In what one machine differs from the rated one; each is a factor near 1.
struct Character
{
    double speed = 1;
    double friction = 1;
    double cooling = 1; ///< time that heat takes
    double pump = 1;

    static Character of(const Noise &noise);
};

/// A motor that drives a pump through a coupling, a gear and a belt, cooled by a water loop: the true values
/// of the 50 quantities. What turns follows at once; what is warm, and the valve, have a memory. The
/// equations stand in the code, one line a quantity, in the units of the catalogue.
class MachinePhysics
{
public:
    /// It is stepped evenly, so that the values do not depend on how often they are asked for.
    static constexpr std::chrono::milliseconds step{50};
    static constexpr double ratedLoad = 0.88; ///< of what the process may ask for

    explicit MachinePhysics(const Character &character);

    /// One step. `speed` is the share of the rated one, 0 to 1.
    void advance(double speed, const Moment &moment, const Faults &faults);

    /// After the last step.
    const Quantities &values() const { return m_values; }
    const Character &character() const { return m_character; }

private:
    enum class Store
    {
        bearing,
        coupling,
        coolant,
        radiator,
        core,
        oil,
        surface,
        exhaust,
        outlet,
        dissipation,
        warmth, ///< 0 to 1: how far the machine has warmed up
        valve,
    };
    static constexpr std::size_t storeCount = 12;

    void drive(const Moment &moment, const Faults &faults);
    void flow(const Moment &moment, const Faults &faults);
    void heat(const Moment &moment, const Faults &faults);
    void mechanics(const Faults &faults);
    void mains(const Moment &moment, const Faults &faults);
    void hall(const Moment &moment, const Faults &faults);

    /// Goes on towards `target` with its lag; the value after it.
    double follow(Store store, double target);

    Character m_character;
    std::array<double, storeCount> m_share{}; ///< of the way that one step goes, by store
    std::array<double, storeCount> m_stored{};
    double m_speed = 0;     ///< w
    double m_pumpSpeed = 0; ///< w_p
    double m_friction = 1;  ///< f
    double m_losses = 0;    ///< q, 1 at rated load
    Quantities m_values;
};

} // namespace rig::simulator
