#pragma once

#include <array>
#include <cstddef>

namespace rig::simulator {

/// What the 50 sensors of the catalogue measure, in the order of signalTable().
enum class Quantity : std::size_t
{
    temperature,
    pressure,
    humidity,
    ambientTemp,
    dewPoint,
    airQualityIndex,
    co2Level,
    particleCount,
    noiseLevel,
    lightIntensity,
    vibration,
    rpm,
    torque,
    shaftAlignment,
    bearingTemp,
    motorCurrent,
    beltTension,
    gearWear,
    couplingTemp,
    lubricationPressure,
    coolantTemp,
    exhaustTemp,
    oilTemp,
    radiatorTemp,
    thermalEfficiency,
    heatDissipation,
    inletTemp,
    outletTemp,
    coreTemp,
    surfaceTemp,
    voltage,
    current,
    powerFactor,
    frequency,
    resistance,
    capacitance,
    inductance,
    phaseAngle,
    harmonicDistortion,
    groundFault,
    flowRate,
    fluidPressure,
    viscosity,
    density,
    reynoldsNumber,
    pipePressureDrop,
    pumpEfficiency,
    cavitationIndex,
    turbulence,
    valvePosition,
};

inline constexpr std::size_t quantityCount = 50;

/// One value for each quantity, in the catalogue's units.
class Quantities
{
public:
    double &operator[](Quantity one) { return m_values[static_cast<std::size_t>(one)]; }
    double operator[](Quantity one) const { return m_values[static_cast<std::size_t>(one)]; }

private:
    std::array<double, quantityCount> m_values{};
};

} // namespace rig::simulator
