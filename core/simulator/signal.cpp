#include "simulator/signal.h"

#include <array>
#include <limits>

namespace rig::simulator {

namespace {

constexpr auto nothing = Follows::nothing;
constexpr auto speed = Follows::speed;
constexpr auto warmth = Follows::warmth;
constexpr double same = std::numeric_limits<double>::quiet_NaN();

// clang-format off
constexpr std::array<Signal, 50> table{{
    // name                 follows     idle working   load ambient  drift character  noise   worn decimals
    {"temperature",          nothing,    74,     74,   0.8,    2.5,   0.8,      1.5,  0.15,  same, 1},
    {"pressure",             nothing,   7.2,    7.2,   0.5,      0,   0.4,      0.8,  0.05,  same, 2},
    {"humidity",             nothing,    46,     46,     0,     -6,     2,        3,   0.2,  same, 1},
    {"ambient_temp",         nothing,    69,     69,     0,      5,     1,        1,   0.1,  same, 1},
    {"dew_point",            nothing,    47,     47,     0,      3,     1,        2,   0.1,  same, 1},
    {"air_quality_index",    nothing,    38,     38,     4,      5,     8,        6,     1,  same, 0},
    {"co2_level",            nothing,   590,    590,    20,     50,    40,       40,     4,  same, 0},
    {"particle_count",       nothing, 14000,  14000,  1500,   1000,  3000,     3000,   300,  same, 0},
    {"noise_level",            speed,    45,     71,   1.5,      0,   0.8,        2,   0.4,   102, 1},
    {"light_intensity",      nothing,  1900,   1900,     0,   1300,    80,      150,    15,  same, 0},
    {"vibration",              speed,     0,    1.6,   0.3,      0,   0.2,      0.4,  0.06,   8.4, 2},
    {"rpm",                    speed,     0,   3000,   -60,      0,    40,      350,     8,  same, 0},
    {"torque",                 speed,     0,    210,    60,      0,     8,       25,     3,  same, 1},
    {"shaft_alignment",      nothing,  0.03,   0.03,  0.01,      0,  0.02,     0.06, 0.004,  0.31, 3},
    {"bearing_temp",          warmth,    92,    122,     4,    1.5,   1.5,        4,  0.25,   175, 1},
    {"motor_current",          speed,     0,     44,     9,      0,   1.5,        4,   0.4,    72, 1},
    {"belt_tension",           speed,    42,     56,     3,      0,     1,        6,   0.4,  same, 1},
    {"gear_wear",            nothing,    12,     12,     0,      0,   0.3,        6,   0.1,    21, 1},
    {"coupling_temp",         warmth,    82,     98,     3,      2,     1,        4,   0.2,   118, 1},
    {"lubrication_pressure",   speed,     0,     37,  -0.8,      0,   0.6,        2,   0.2,  31.5, 1},
    {"coolant_temp",          warmth,   170,    183,     3,      1,     1,        3,   0.2,  same, 1},
    {"exhaust_temp",          warmth,   400,    560,    45,      5,    10,       20,     2,  same, 0},
    {"oil_temp",              warmth,   172,    190,     3,      1,     1,        4,   0.2,   203, 1},
    {"radiator_temp",         warmth,   170,    184,     3,    1.5,     1,        3,   0.2,  same, 1},
    {"thermal_efficiency",    warmth,    79,     85,    -2,     -1,   0.8,        2,   0.2,  80.5, 1},
    {"heat_dissipation",      warmth,   350,   1900,   250,     30,    60,      120,    10,  2350, 0},
    {"inlet_temp",           nothing,    75,     75,     0,      5,     1,        2,  0.15,  same, 1},
    {"outlet_temp",           warmth,   102,    126,     4,      3,     1,        3,   0.2,  same, 1},
    {"core_temp",             warmth,   165,    181,     4,      1,     1,        4,   0.2,   188, 1},
    {"surface_temp",          warmth,    90,    112,     3,      3,     1,        4,   0.2,   126, 1},
    {"voltage",              nothing,   120,    120,  -0.8,    0.3,   0.8,      0.8,   0.1,  same, 1},
    {"current",                speed,     0,     18,     4,      0,   0.6,        2,  0.15,    24, 2},
    {"power_factor",         nothing,  0.93,   0.93,  0.01,      0, 0.008,     0.01, 0.002,  same, 3},
    {"frequency",            nothing,    60,     60,     0,      0,  0.05,        0, 0.008,  same, 3},
    {"resistance",           nothing,    22,     22,     0,    0.6,   0.3,        4,  0.05,  same, 2},
    {"capacitance",          nothing,   330,    330,     0,     -4,     3,       30,     1,  same, 0},
    {"inductance",           nothing,   3.2,    3.2,     0,      0,  0.05,      0.5,  0.01,  same, 2},
    {"phase_angle",          nothing,    20,     20,    -2,      0,     1,        3,   0.3,  same, 1},
    {"harmonic_distortion",  nothing,     3,      3,   0.5,      0,   0.4,      0.6,  0.06,   4.4, 2},
    {"ground_fault",         nothing,     4,      4,     0,    0.5,   0.6,      1.2,   0.1,  same, 2},
    {"flow_rate",              speed,     0,    215,    15,      0,     6,       20,     2,  same, 1},
    {"fluid_pressure",         speed,     0,     42,     3,      0,     1,        4,   0.3,  same, 1},
    {"viscosity",             warmth,    48,     34,     0,     -2,     1,        3,   0.2,    29, 1},
    {"density",              nothing,  0.96,   0.96,     0, -0.006, 0.004,     0.03, 0.001,  same, 3},
    {"reynolds_number",        speed,     0,   5200,   300,      0,   120,      400,    30,  same, 0},
    {"pipe_pressure_drop",     speed,     0,     13,     2,      0,   0.6,      1.5,   0.1,  same, 2},
    {"pump_efficiency",       warmth,    78,     85,    -1,      0,   0.8,        2,   0.2,    81, 1},
    {"cavitation_index",       speed,     0,    1.4,   0.2,      0,  0.15,      0.3,  0.03,   1.9, 2},
    {"turbulence",             speed,     0,     22,     3,      0,     2,        4,   0.5,  same, 1},
    {"valve_position",         speed,     8,     62,     8,      0,     1,        5,   0.2,  same, 1},
}};
// clang-format on

} // namespace

std::span<const Signal> signalTable()
{
    return table;
}

} // namespace rig::simulator
