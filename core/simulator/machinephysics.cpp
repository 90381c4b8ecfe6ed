#include "simulator/machinephysics.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rig::simulator {

using enum Quantity;
using std::pow;

namespace {

constexpr double ratedSpeed = 3000;   ///< RPM
constexpr double ratedTorque = 188;   ///< Nm
constexpr double ratedCurrent = 40;   ///< A
constexpr double ratedFlow = 215;     ///< L/min
constexpr double ratedValve = 62;     ///< %
constexpr double closedValve = 8;     ///< %
constexpr double openValve = 94;      ///< %
constexpr double ratedViscosity = 34; ///< cP at 190 °F

/// Dew point over water after Magnus (constants of Sonntag 1990); °F and %.
double dewPointOf(double fahrenheit, double humidity)
{
    constexpr double b = 17.62;
    constexpr double c = 243.12; // °C
    const double celsius = (fahrenheit - 32) / 1.8;
    const double gamma = std::log(humidity / 100) + b * celsius / (c + celsius);
    return 32 + 1.8 * c * gamma / (b - gamma);
}

} // namespace

Character Character::of(const Noise &noise)
{
    return {1 + 0.06 * noise.of("speed").even(0), 1 + 0.12 * noise.of("friction").even(0),
            1 + 0.25 * noise.of("cooling").even(0), 1 + 0.05 * noise.of("pump").even(0)};
}

MachinePhysics::MachinePhysics(const Character &character) : m_character(character)
{
    struct Start
    {
        Store store;
        double lag; ///< seconds to 63 %
        double value;
    };
    static constexpr std::array<Start, storeCount> starts{{
        {Store::bearing, 90, 92},
        {Store::coupling, 120, 82},
        {Store::coolant, 150, 170},
        {Store::radiator, 120, 170},
        {Store::core, 60, 165},
        {Store::oil, 180, 172},
        {Store::surface, 200, 90},
        {Store::exhaust, 45, 400},
        {Store::outlet, 90, 102},
        {Store::dissipation, 60, 350},
        {Store::warmth, 120, 0},
        {Store::valve, 1.5, closedValve},
    }};
    const double seconds = std::chrono::duration<double>(step).count();
    for (const Start &start : starts) {
        const auto place = static_cast<std::size_t>(start.store);
        const double lag = start.store == Store::valve ? start.lag : start.lag * character.cooling;
        m_share[place] = 1 - std::exp(-seconds / lag);
        m_stored[place] = start.value;
    }
    m_values[viscosity] = ratedViscosity;
}

double MachinePhysics::follow(Store store, double target)
{
    const auto place = static_cast<std::size_t>(store);
    return m_stored[place] += (target - m_stored[place]) * m_share[place];
}

void MachinePhysics::advance(double speed, const Moment &moment, const Faults &faults)
{
    m_speed = speed * (1 - 0.02 * (moment.load - ratedLoad));
    m_pumpSpeed = m_speed * (1 - 0.42 * faults[Fault::beltSlip]);
    hall(moment, faults);
    drive(moment, faults);
    flow(moment, faults);
    heat(moment, faults);
    mechanics(faults);
    mains(moment, faults);
}

void MachinePhysics::hall(const Moment &moment, const Faults &faults)
{
    Quantities &v = m_values;
    v[ambientTemp] = 69 + 5 * moment.day;
    v[temperature] = 74 + 2.5 * moment.day + 0.6 * m_losses * m_speed;
    v[humidity] = 46 - 1.2 * (v[ambientTemp] - 69);
    v[dewPoint] = dewPointOf(v[ambientTemp], v[humidity]);
    v[particleCount] = 14'000 + 2'500 * m_speed * moment.load + 22'000 * m_speed * faults[Fault::beltSlip];
    v[airQualityIndex] = 36 + v[particleCount] / 7'000 + 6 * moment.people;
    v[co2Level] = 560 + 110 * moment.people;
    v[lightIntensity] = 1900 + 1300 * moment.day;
    v[pressure] = 7.2 - 0.9 * m_speed * (moment.load - ratedLoad);
    v[inletTemp] = 75 + 5 * moment.day;
}

void MachinePhysics::drive(const Moment &moment, const Faults &faults)
{
    Quantities &v = m_values;
    m_friction = m_character.friction * (1 + 1.8 * faults[Fault::bearingWear] +
                                         0.9 * faults[Fault::misalignment] + 0.4 * faults[Fault::imbalance]);
    v[rpm] = ratedSpeed * m_character.speed * m_speed;
    v[torque] = 200 * m_pumpSpeed * m_pumpSpeed * moment.load +
                12 * m_speed * m_friction * std::sqrt(v[viscosity] / ratedViscosity);
    v[motorCurrent] = 9 * m_speed + 0.165 * v[torque] * (1 + 0.45 * faults[Fault::windingFault]);
    v[current] = 0.41 * v[motorCurrent] * (1 + 0.5 * faults[Fault::windingFault]);
    const double copper = pow(v[motorCurrent] / ratedCurrent, 2);
    m_losses = m_speed * (0.75 * copper + 0.25 * m_friction);
}

void MachinePhysics::flow(const Moment &moment, const Faults &faults)
{
    Quantities &v = m_values;
    const double passes = (1 - 0.45 * faults[Fault::blockedFilter]) * (1 - 0.42 * faults[Fault::cavitation]);
    const double able = m_character.pump * m_pumpSpeed * passes;
    const double asked = m_speed * (0.8 + 0.23 * moment.load);
    const double opening = able > 0.01 ? ratedValve * pow(asked / able, 1.25) : closedValve;
    v[valvePosition] =
        follow(Store::valve, m_speed > 0 ? std::clamp(opening, closedValve, openValve) : closedValve);
    v[flowRate] = ratedFlow * able * pow(v[valvePosition] / ratedValve, 0.8);
    const double q = v[flowRate] / ratedFlow;
    v[fluidPressure] = 42 * m_pumpSpeed * m_pumpSpeed * (1.2 - 0.2 * q) *
                       (1 + 0.45 * faults[Fault::blockedFilter]) * (1 - 0.35 * faults[Fault::cavitation]);
    v[pipePressureDrop] = 13 * q * q * (1 + 3.6 * faults[Fault::blockedFilter]);
    v[reynoldsNumber] = 5200 * q * pow(ratedViscosity / v[viscosity], 0.3);
    v[turbulence] = 22 * pow(v[reynoldsNumber] / 5200, 0.8) + 30 * m_speed * faults[Fault::cavitation];
    v[cavitationIndex] = m_speed * (1.4 * q + 0.02 * (v[inletTemp] - 75) + 4.6 * faults[Fault::cavitation]);
    const double warmth = m_stored[static_cast<std::size_t>(Store::warmth)];
    v[pumpEfficiency] = 78 + 7 * warmth - warmth * 20 * pow(q - 1, 2) - 13 * faults[Fault::cavitation] -
                        7 * faults[Fault::blockedFilter] - 3 * faults[Fault::bearingWear];
}

void MachinePhysics::heat(const Moment &moment, const Faults &faults)
{
    Quantities &v = m_values;
    const double w = m_speed;
    const double q = m_losses;
    const double leak = faults[Fault::coolantLoss];
    const double winding = faults[Fault::windingFault];
    v[coolantTemp] = follow(Store::coolant, 170 + 13 * q + 0.8 * moment.day + 30 * w * leak);
    v[radiatorTemp] = follow(Store::radiator, 170 + 14 * q + 1.2 * moment.day - 20 * w * leak);
    v[coreTemp] = follow(Store::core, v[coolantTemp] - 5 + 3 * q + 6 * w * leak + 24 * w * winding);
    v[oilTemp] = follow(Store::oil, v[coolantTemp] + 2 + 5 * w * (1 + 1.6 * faults[Fault::bearingWear]));
    v[surfaceTemp] = follow(Store::surface, 90 + 18 * w + 0.9 * (v[coreTemp] - 178) * w + 2.5 * moment.day);
    v[bearingTemp] = follow(Store::bearing, v[temperature] + 18 + 30 * w * m_friction);
    v[couplingTemp] = follow(
        Store::coupling,
        v[temperature] + 8 + 16 * w * (v[torque] / ratedTorque) * (1 + 2.2 * faults[Fault::misalignment]));
    v[exhaustTemp] =
        follow(Store::exhaust, 400 + 160 * w * (0.4 + 0.6 * v[torque] / ratedTorque) + 4 * moment.day);
    v[outletTemp] = follow(Store::outlet, v[inletTemp] + 27 + 24 * q);
    v[heatDissipation] = follow(Store::dissipation, 350 + 1550 * q * (1 - 0.55 * leak));
    const double warmth = follow(Store::warmth, w > 0 ? 1 : 0);
    v[thermalEfficiency] = 79 + 6 * warmth - 2 * warmth * (q - 1) - 9 * leak - 4 * faults[Fault::bearingWear];
    v[viscosity] = ratedViscosity * std::exp(-0.019 * (v[oilTemp] - 190));
    v[density] = 0.96 - 0.0006 * (v[oilTemp] - 190);
    v[lubricationPressure] =
        37 * w * pow(v[viscosity] / ratedViscosity, 0.25) * (1 - 0.15 * faults[Fault::bearingWear]);
}

void MachinePhysics::mechanics(const Faults &faults)
{
    Quantities &v = m_values;
    const double w = m_speed;
    const double bearing = faults[Fault::bearingWear];
    const double misaligned = faults[Fault::misalignment];
    const double imbalanced = faults[Fault::imbalance];
    const double cavitating = faults[Fault::cavitation];
    const double slipping = faults[Fault::beltSlip];
    v[vibration] = w * w *
                   (1.2 + 0.4 * v[torque] / ratedTorque + 6.8 * bearing + 4.2 * misaligned +
                    5.4 * imbalanced + 1.8 * cavitating + 0.9 * slipping);
    v[noiseLevel] = 45 + w * (22 + 4 * v[torque] / ratedTorque + 30 * bearing + 8 * misaligned +
                              9 * imbalanced + 14 * cavitating + 12 * slipping);
    v[shaftAlignment] = 0.03 + 0.26 * bearing + 0.34 * misaligned + 0.06 * imbalanced;
    v[gearWear] = 12 + 9 * bearing;
    v[beltTension] = 42 + 14 * w * v[torque] / ratedTorque - 24 * slipping;
}

void MachinePhysics::mains(const Moment &moment, const Faults &faults)
{
    Quantities &v = m_values;
    const double winding = faults[Fault::windingFault];
    v[frequency] = 60 + 0.04 * moment.mains;
    v[voltage] = 120.8 + 0.7 * moment.mains - 0.02 * v[motorCurrent];
    v[powerFactor] = std::min(0.99, 0.88 + 0.0012 * v[motorCurrent] - 0.09 * m_speed * winding);
    v[phaseAngle] = std::acos(v[powerFactor]) * 180 / std::numbers::pi;
    v[harmonicDistortion] = 2.2 + 0.018 * v[motorCurrent] + 6 * m_speed * winding;
    v[resistance] = 22 * (1 + 0.0022 * (v[coreTemp] - 181)) * (1 - 0.4 * winding);
    v[inductance] = 3.2 * (1 - 0.35 * winding);
    v[capacitance] = 330 - 0.8 * (v[ambientTemp] - 69);
    v[groundFault] = 4 + 24 * winding;
}

} // namespace rig::simulator
