#include "simulator/fault.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace rig::simulator {

namespace {

using enum Quantity;

constexpr bool up = true;
constexpr bool down = false;

constexpr std::array bearingWear{
    FaultEffect{vibration, up, "w² (1.6 + 6.8 s)"},
    FaultEffect{bearingTemp, up, "T_hall + 18 + 30 w f, friction f = 1 + 1.8 s; lag 90 s"},
    FaultEffect{noiseLevel, up, "45 + 26 w + 30 w s"},
    FaultEffect{shaftAlignment, up, "0.03 + 0.26 s"},
    FaultEffect{gearWear, up, "12 + 9 s"},
    FaultEffect{torque, up, "T_load + 12 w f"},
    FaultEffect{motorCurrent, up, "9 w + 0.165 torque"},
    FaultEffect{current, up, "0.41 motor_current"},
    FaultEffect{heatDissipation, up, "350 + 1550 q, losses q with f; lag 60 s"},
    FaultEffect{oilTemp, up, "T_coolant + 2 + 5 w (1 + 1.6 s); lag 180 s"},
    FaultEffect{viscosity, down, "34 exp(-0.019 (T_oil - 190))"},
    FaultEffect{lubricationPressure, down, "37 w (viscosity / 34)^0.25 (1 - 0.15 s)"},
    FaultEffect{thermalEfficiency, down, "85 - 2 (q - 1) - 4 s"},
};
constexpr std::array misalignment{
    FaultEffect{shaftAlignment, up, "0.03 + 0.34 s"},
    FaultEffect{vibration, up, "w² (1.6 + 4.2 s)"},
    FaultEffect{couplingTemp, up, "T_hall + 8 + 16 w torque (1 + 2.2 s); lag 120 s"},
    FaultEffect{bearingTemp, up, "T_hall + 18 + 30 w f, friction f = 1 + 0.9 s; lag 90 s"},
    FaultEffect{noiseLevel, up, "45 + 26 w + 8 w s"},
    FaultEffect{torque, up, "T_load + 12 w f"},
    FaultEffect{motorCurrent, up, "9 w + 0.165 torque"},
};
constexpr std::array imbalance{
    FaultEffect{vibration, up, "w² (1.6 + 5.4 s)"},
    FaultEffect{noiseLevel, up, "45 + 26 w + 9 w s"},
    FaultEffect{bearingTemp, up, "T_hall + 18 + 30 w f, friction f = 1 + 0.4 s; lag 90 s"},
    FaultEffect{shaftAlignment, up, "0.03 + 0.06 s"},
};
constexpr std::array cavitation{
    FaultEffect{cavitationIndex, up, "w (1.4 Q + 4.6 s)"},
    FaultEffect{turbulence, up, "22 Re^0.8 + 30 s w"},
    FaultEffect{vibration, up, "w² (1.6 + 1.8 s)"},
    FaultEffect{noiseLevel, up, "45 + 26 w + 14 w s"},
    FaultEffect{flowRate, down, "215 w_p (1 - 0.42 s) (valve / 62)^0.8"},
    FaultEffect{fluidPressure, down, "42 w_p² (1 - 0.35 s)"},
    FaultEffect{pumpEfficiency, down, "85 - 20 (Q - 1)² - 13 s"},
    FaultEffect{valvePosition, up, "opens until the flow is what is asked for, at most 94 %"},
};
constexpr std::array blockedFilter{
    FaultEffect{pipePressureDrop, up, "13 Q² (1 + 3.6 s)"},
    FaultEffect{flowRate, down, "215 w_p (1 - 0.45 s) (valve / 62)^0.8"},
    FaultEffect{valvePosition, up, "opens until the flow is what is asked for, at most 94 %"},
    FaultEffect{fluidPressure, up, "42 w_p² (1 + 0.45 s)"},
    FaultEffect{reynoldsNumber, down, "5200 Q (34 / viscosity)^0.3"},
    FaultEffect{pumpEfficiency, down, "85 - 20 (Q - 1)² - 7 s"},
};
constexpr std::array coolantLoss{
    FaultEffect{coolantTemp, up, "170 + 13 w q + 30 w s; lag 150 s"},
    FaultEffect{coreTemp, up, "T_coolant - 5 + 3 w q + 6 w s; lag 60 s"},
    FaultEffect{oilTemp, up, "T_coolant + 2 + 5 w; lag 180 s"},
    FaultEffect{radiatorTemp, down, "170 + 14 w q - 20 w s; lag 120 s"},
    FaultEffect{heatDissipation, down, "350 + 1550 q (1 - 0.55 s); lag 60 s"},
    FaultEffect{thermalEfficiency, down, "85 - 2 (q - 1) - 9 s"},
    FaultEffect{surfaceTemp, up, "90 + 18 w + 0.9 (T_core - 178); lag 200 s"},
    FaultEffect{viscosity, down, "34 exp(-0.019 (T_oil - 190))"},
};
constexpr std::array beltSlip{
    FaultEffect{beltTension, down, "42 + 14 w load - 24 s"},
    FaultEffect{valvePosition, up, "opens until the flow is what is asked for, at most 94 %"},
    FaultEffect{fluidPressure, down, "42 w_p², pump speed w_p = w (1 - 0.42 s)"},
    FaultEffect{noiseLevel, up, "45 + 26 w + 12 w s"},
    FaultEffect{particleCount, up, "14000 + 22000 w s"},
    FaultEffect{torque, down, "200 w_p² load + 12 w"},
    FaultEffect{motorCurrent, down, "9 w + 0.165 torque"},
    FaultEffect{flowRate, down, "215 w_p (valve / 62)^0.8"},
    FaultEffect{vibration, up, "w² (1.6 + 0.9 s)"},
};
constexpr std::array windingFault{
    FaultEffect{groundFault, up, "4 + 24 s"},
    FaultEffect{resistance, down, "22 (1 + 0.0022 (T_core - 181)) (1 - 0.4 s)"},
    FaultEffect{inductance, down, "3.2 (1 - 0.35 s)"},
    FaultEffect{harmonicDistortion, up, "2.2 + 0.018 I + 6 s w"},
    FaultEffect{current, up, "0.41 motor_current (1 + 0.5 s)"},
    FaultEffect{motorCurrent, up, "9 w + 0.165 torque (1 + 0.45 s)"},
    FaultEffect{coreTemp, up, "T_coolant - 5 + 3 w q + 24 w s; lag 60 s"},
    FaultEffect{powerFactor, down, "0.88 + 0.0012 I - 0.09 w s"},
    FaultEffect{phaseAngle, up, "acos(power factor)"},
    FaultEffect{heatDissipation, up, "350 + 1550 q, copper losses with I²; lag 60 s"},
};

constexpr std::array<FaultDescription, faultCount> table{{
    {Fault::bearingWear, "bearing_wear", QT_TRANSLATE_NOOP("rig::simulator", "Bearing wear"),
     "A bearing breaks up: friction, heat and vibration grow.", bearingWear},
    {Fault::misalignment, "misalignment", QT_TRANSLATE_NOOP("rig::simulator", "Misalignment"),
     "The shafts of motor and pump are out of line: the coupling works and gets hot.", misalignment},
    {Fault::imbalance, "imbalance", QT_TRANSLATE_NOOP("rig::simulator", "Imbalance"),
     "The rotor's mass is off its axis: it shakes with the square of its speed.", imbalance},
    {Fault::cavitation, "cavitation", QT_TRANSLATE_NOOP("rig::simulator", "Cavitation"),
     "The pump's inlet runs short: vapour bubbles collapse in it, and it delivers less.", cavitation},
    {Fault::blockedFilter, "blocked_filter", QT_TRANSLATE_NOOP("rig::simulator", "Blocked filter"),
     "A filter clogs: the pressure drop rises, the valve opens, and in the end the flow falls.",
     blockedFilter},
    {Fault::coolantLoss, "coolant_loss", QT_TRANSLATE_NOOP("rig::simulator", "Coolant loss"),
     "Coolant leaks away: heat stays in the machine and does not reach the radiator.", coolantLoss},
    {Fault::beltSlip, "belt_slip", QT_TRANSLATE_NOOP("rig::simulator", "Belt slip"),
     "The belt loses its tension and slips: the pump turns slower than the motor.", beltSlip},
    {Fault::windingFault, "winding_fault", QT_TRANSLATE_NOOP("rig::simulator", "Winding fault"),
     "Turns of the motor's winding are shorted: it draws more current and leaks some to ground.",
     windingFault},
    {Fault::frozenSensor,
     "frozen_sensor",
     QT_TRANSLATE_NOOP("rig::simulator", "Frozen sensor"),
     "One sensor goes on sending the value it had when the fault began.",
     {}},
    {Fault::driftingSensor,
     "drifting_sensor",
     QT_TRANSLATE_NOOP("rig::simulator", "Drifting sensor"),
     "One sensor's value moves away from the true one by its span times s.",
     {}},
    {Fault::lostSensor,
     "lost_sensor",
     QT_TRANSLATE_NOOP("rig::simulator", "Lost sensor"),
     "One sensor sends nothing any more.",
     {}},
}};

} // namespace

std::span<const FaultDescription> faultTable()
{
    return table;
}

const FaultDescription *faultNamed(std::string_view name)
{
    const auto found = std::ranges::find(table, name, &FaultDescription::name);
    return found == table.end() ? nullptr : &*found;
}

} // namespace rig::simulator
