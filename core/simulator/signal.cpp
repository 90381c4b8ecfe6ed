#include "simulator/signal.h"

#include <array>
#include <limits>

namespace rig::simulator {

namespace {

constexpr double any = std::numeric_limits<double>::infinity();

// Temperatures have degrees below zero, an offset and an angle have two sides, a level is a logarithm.
// clang-format off
constexpr std::array<Signal, quantityCount> table{{
    // name                  noise  drift character  span  least  most decimals still equation
    {"temperature",           0.15,   0.5,      1.2,    9,  -any,  any, 1, false,
     "74 + 2.5 day + 0.6 q w"},
    {"pressure",              0.05,   0.2,      0.8,    4,     0,  any, 2, false,
     "7.2 - 0.9 w (load - 0.88)"},
    {"humidity",               0.2,   1.5,        3,   16,     0,  100, 1, false,
     "46 - 1.2 (ambient_temp - 69)"},
    {"ambient_temp",           0.1,   0.5,        1,   12,  -any,  any, 1, false,
     "69 + 5 day"},
    {"dew_point",              0.1,   0.5,        1,   12,  -any,  any, 1, false,
     "Magnus(ambient_temp, humidity)"},
    {"air_quality_index",        1,     6,        6,   70,     0,  any, 0, false,
     "36 + particle_count / 7000 + 6 people"},
    {"co2_level",                4,    30,       40,  400,     0,  any, 0, false,
     "560 + 110 people"},
    {"particle_count",         300,  2000,     3000,  3e4,     0,  any, 0, false,
     "14000 + 2500 w load"},
    {"noise_level",            0.4,   0.5,      1.5,   16,  -any,  any, 1, false,
     "45 + w (22 + 4 torque / 188)"},
    {"light_intensity",         15,    60,      150, 2500,     0,  any, 0, false,
     "1900 + 1300 day"},
    {"vibration",             0.06,  0.08,      0.3,    3,     0,  any, 2, true,
     "w² (1.2 + 0.4 torque / 188)"},
    {"rpm",                      8,    10,       15,  900,     0,  any, 0, true,
     "3000 c_speed w"},
    {"torque",                   3,     3,        8,  140,     0,  any, 1, true,
     "200 w_p² load + 12 w f (viscosity / 34)^0.5"},
    {"shaft_alignment",      0.004, 0.015,     0.05,  0.3,  -any,  any, 3, false,
     "0.03"},
    {"bearing_temp",          0.25,   0.8,        3,   40,  -any,  any, 1, false,
     "temperature + 18 + 30 w f; lag 90 s"},
    {"motor_current",          0.4,   0.4,        1,   30,     0,  any, 1, true,
     "9 w + 0.165 torque"},
    {"belt_tension",           0.4,   0.6,        4,   25,     0,  any, 1, false,
     "42 + 14 w torque / 188"},
    {"gear_wear",              0.1,   0.2,        5,   25,     0,  100, 1, false,
     "12"},
    {"coupling_temp",          0.2,   0.6,        3,   30,  -any,  any, 1, false,
     "temperature + 8 + 16 w torque / 188; lag 120 s"},
    {"lubrication_pressure",   0.2,   0.3,        2,   12,     0,  any, 1, true,
     "37 w (viscosity / 34)^0.25"},
    {"coolant_temp",           0.2,   0.4,        2,   22,  -any,  any, 1, false,
     "170 + 13 q + 0.8 day; lag 150 s"},
    {"exhaust_temp",             2,     5,       15,  190,  -any,  any, 0, false,
     "400 + 160 w (0.4 + 0.6 torque / 188) + 4 day; lag 45 s"},
    {"oil_temp",               0.2,   0.4,        3,   30,  -any,  any, 1, false,
     "coolant_temp + 2 + 5 w; lag 180 s"},
    {"radiator_temp",          0.2,   0.4,        2,   26,  -any,  any, 1, false,
     "170 + 14 q + 1.2 day; lag 120 s"},
    {"thermal_efficiency",     0.2,   0.3,      1.5,   12,     0,  100, 1, false,
     "79 + 6 warm - 2 warm (q - 1)"},
    {"heat_dissipation",        10,    20,       60, 1500,     0,  any, 0, false,
     "350 + 1550 q; lag 60 s"},
    {"inlet_temp",            0.15,   0.5,        2,   22,  -any,  any, 1, false,
     "75 + 5 day"},
    {"outlet_temp",            0.2,   0.5,        2,   40,  -any,  any, 1, false,
     "inlet_temp + 27 + 24 q; lag 90 s"},
    {"core_temp",              0.2,   0.4,        3,   26,  -any,  any, 1, false,
     "coolant_temp - 5 + 3 q; lag 60 s"},
    {"surface_temp",           0.2,   0.5,        3,   36,  -any,  any, 1, false,
     "90 + 18 w + 0.9 w (core_temp - 178) + 2.5 day; lag 200 s"},
    {"voltage",                0.1,   0.2,      0.5,    5,     0,  any, 1, false,
     "120.8 + 0.7 mains - 0.02 motor_current"},
    {"current",               0.15,  0.15,      0.8,   20,     0,  any, 2, true,
     "0.41 motor_current"},
    {"power_factor",         0.002, 0.003,    0.008, 0.08,     0,    1, 3, false,
     "0.88 + 0.0012 motor_current"},
    {"frequency",            0.008, 0.004,        0,  0.6,     0,  any, 3, false,
     "60 + 0.04 mains"},
    {"resistance",            0.05,   0.1,        4,   20,     0,  any, 2, false,
     "22 (1 + 0.0022 (core_temp - 181))"},
    {"capacitance",              1,     2,       30,  300,     0,  any, 0, false,
     "330 - 0.8 (ambient_temp - 69)"},
    {"inductance",            0.01,  0.02,      0.5,    2,     0,  any, 2, false,
     "3.2"},
    {"phase_angle",            0.3,   0.4,        2,   25,  -any,  any, 1, false,
     "acos(power_factor)"},
    {"harmonic_distortion",   0.06,  0.15,      0.5,    4,     0,  any, 2, false,
     "2.2 + 0.018 motor_current"},
    {"ground_fault",           0.1,   0.3,        1,   15,     0,  any, 2, false,
     "4"},
    {"flow_rate",                2,     2,        6,  130,     0,  any, 1, true,
     "215 c_pump w_p (valve_position / 62)^0.8"},
    {"fluid_pressure",         0.3,   0.3,        2,   26,     0,  any, 1, true,
     "42 w_p² (1.2 - 0.2 Q)"},
    {"viscosity",              0.2,   0.4,        2,   20,     0,  any, 1, false,
     "34 exp(-0.019 (oil_temp - 190))"},
    {"density",              0.001, 0.002,     0.02,  0.2,     0,  any, 3, false,
     "0.96 - 0.0006 (oil_temp - 190)"},
    {"reynolds_number",         30,    40,      150, 2400,     0,  any, 0, true,
     "5200 Q (34 / viscosity)^0.3"},
    {"pipe_pressure_drop",     0.1,  0.15,        1,   14,     0,  any, 2, true,
     "13 Q²"},
    {"pump_efficiency",        0.2,   0.3,        1,   12,     0,  100, 1, false,
     "78 + 7 warm - 20 warm (Q - 1)²"},
    {"cavitation_index",      0.03,  0.05,      0.2,    3,     0,  any, 2, true,
     "w (1.4 Q + 0.02 (inlet_temp - 75))"},
    {"turbulence",             0.5,   0.5,        2,   28,     0,  any, 1, true,
     "22 (reynolds_number / 5200)^0.8"},
    {"valve_position",         0.2,   0.2,        2,   26,     0,  100, 1, false,
     "62 (w (0.8 + 0.23 load) / (c_pump w_p))^1.25, 8 to 94; lag 1.5 s"},
}};
// clang-format on

constexpr std::array letters{
    Symbol{"w", "speed as a share of the rated one, less 2 % slip at rated load"},
    Symbol{"w_p", "speed of the pump, w where the belt does not slip"},
    Symbol{"load", "what the process asks for, 0.66 to 1.1, and 0.45 while it idles between orders"},
    Symbol{"q", "losses, w (0.75 (motor_current / 40)² + 0.25 f)"},
    Symbol{"f", "friction, 1 in a machine that is sound, of this machine's character"},
    Symbol{"Q", "flow_rate / 215"},
    Symbol{"warm", "0 to 1 with a lag of 120 s after a start"},
    Symbol{"day", "-1 in the coldest hour of the day, 1 in the warmest"},
    Symbol{"mains", "-1 to 1, wanders within minutes"},
    Symbol{"people", "0 to 1, how busy the hall is"},
    Symbol{"c_speed, c_pump", "this machine's character, near 1"},
    Symbol{"lag", "of a first-order low-pass; 63 % after it"},
    Symbol{"s", "severity of the fault, 0 to 1"},
};

} // namespace

std::span<const Signal> signalTable()
{
    return table;
}

std::span<const Symbol> symbols()
{
    return letters;
}

const Signal &signalOf(Quantity quantity)
{
    return table[static_cast<std::size_t>(quantity)];
}

} // namespace rig::simulator
