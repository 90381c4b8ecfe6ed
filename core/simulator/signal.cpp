#include "simulator/signal.h"

#include <array>

namespace rig::simulator {

namespace {

// clang-format off
constexpr std::array<Signal, quantityCount> table{{
    // name                  noise  drift character  span decimals still
    {"temperature",           0.15,   0.5,      1.2,    9, 1, false},
    {"pressure",              0.05,   0.2,      0.8,    4, 2, false},
    {"humidity",               0.2,   1.5,        3,   16, 1, false},
    {"ambient_temp",           0.1,   0.5,        1,   12, 1, false},
    {"dew_point",              0.1,   0.5,        1,   12, 1, false},
    {"air_quality_index",        1,     6,        6,   70, 0, false},
    {"co2_level",                4,    30,       40,  400, 0, false},
    {"particle_count",         300,  2000,     3000, 3e4, 0, false},
    {"noise_level",            0.4,   0.5,      1.5,   16, 1, false},
    {"light_intensity",         15,    60,      150, 2500, 0, false},
    {"vibration",             0.06,  0.08,      0.3,    3, 2, true},
    {"rpm",                      8,    10,       15,  900, 0, true},
    {"torque",                   3,     3,        8,  140, 1, true},
    {"shaft_alignment",      0.004, 0.015,     0.05,  0.3, 3, false},
    {"bearing_temp",          0.25,   0.8,        3,   40, 1, false},
    {"motor_current",          0.4,   0.4,        1,   30, 1, true},
    {"belt_tension",           0.4,   0.6,        4,   25, 1, false},
    {"gear_wear",              0.1,   0.2,        5,   25, 1, false},
    {"coupling_temp",          0.2,   0.6,        3,   30, 1, false},
    {"lubrication_pressure",   0.2,   0.3,        2,   12, 1, true},
    {"coolant_temp",           0.2,   0.4,        2,   22, 1, false},
    {"exhaust_temp",             2,     5,       15,  190, 0, false},
    {"oil_temp",               0.2,   0.4,        3,   30, 1, false},
    {"radiator_temp",          0.2,   0.4,        2,   26, 1, false},
    {"thermal_efficiency",     0.2,   0.3,      1.5,   12, 1, false},
    {"heat_dissipation",        10,    20,       60, 1500, 0, false},
    {"inlet_temp",            0.15,   0.5,        2,   22, 1, false},
    {"outlet_temp",            0.2,   0.5,        2,   40, 1, false},
    {"core_temp",              0.2,   0.4,        3,   26, 1, false},
    {"surface_temp",           0.2,   0.5,        3,   36, 1, false},
    {"voltage",                0.1,   0.2,      0.5,    5, 1, false},
    {"current",               0.15,  0.15,      0.8,   20, 2, true},
    {"power_factor",         0.002, 0.003,    0.008, 0.08, 3, false},
    {"frequency",            0.008, 0.004,        0,  0.6, 3, false},
    {"resistance",            0.05,   0.1,        4,   20, 2, false},
    {"capacitance",              1,     2,       30,  300, 0, false},
    {"inductance",            0.01,  0.02,      0.5,    2, 2, false},
    {"phase_angle",            0.3,   0.4,        2,   25, 1, false},
    {"harmonic_distortion",   0.06,  0.15,      0.5,    4, 2, false},
    {"ground_fault",           0.1,   0.3,        1,   15, 2, false},
    {"flow_rate",                2,     2,        6,  130, 1, true},
    {"fluid_pressure",         0.3,   0.3,        2,   26, 1, true},
    {"viscosity",              0.2,   0.4,        2,   20, 1, false},
    {"density",              0.001, 0.002,     0.02,  0.2, 3, false},
    {"reynolds_number",         30,    40,      150, 2400, 0, true},
    {"pipe_pressure_drop",     0.1,  0.15,        1,   14, 2, true},
    {"pump_efficiency",        0.2,   0.3,        1,   12, 1, false},
    {"cavitation_index",      0.03,  0.05,      0.2,    3, 2, true},
    {"turbulence",             0.5,   0.5,        2,   28, 1, true},
    {"valve_position",         0.2,   0.2,        2,   26, 1, false},
}};
// clang-format on

} // namespace

std::span<const Signal> signalTable()
{
    return table;
}

const Signal &signalOf(Quantity quantity)
{
    return table[static_cast<std::size_t>(quantity)];
}

} // namespace rig::simulator
