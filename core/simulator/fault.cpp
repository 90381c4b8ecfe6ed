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
    FaultEffect{vibration, up, "+ 6.8 w² s"},
    FaultEffect{bearingTemp, up, "f (1 + 1.8 s)"},
    FaultEffect{noiseLevel, up, "+ 30 w s"},
    FaultEffect{shaftAlignment, up, "+ 0.26 s"},
    FaultEffect{gearWear, up, "+ 9 s"},
    FaultEffect{torque, up, "by f"},
    FaultEffect{oilTemp, up, "+ 8 w s"},
    FaultEffect{lubricationPressure, down, "(1 - 0.15 s), and by viscosity"},
    FaultEffect{thermalEfficiency, down, "- 4 s, and by q"},
    FaultEffect{pumpEfficiency, down, "- 3 s"},
};
constexpr std::array misalignment{
    FaultEffect{shaftAlignment, up, "+ 0.34 s"},
    FaultEffect{vibration, up, "+ 4.2 w² s"},
    FaultEffect{couplingTemp, up, "the part by w (1 + 2.2 s)"},
    FaultEffect{bearingTemp, up, "f (1 + 0.9 s)"},
    FaultEffect{noiseLevel, up, "+ 8 w s"},
    FaultEffect{torque, up, "by f"},
};
constexpr std::array imbalance{
    FaultEffect{vibration, up, "+ 5.4 w² s"},
    FaultEffect{noiseLevel, up, "+ 9 w s"},
    FaultEffect{bearingTemp, up, "f (1 + 0.4 s)"},
    FaultEffect{shaftAlignment, up, "+ 0.06 s"},
};
constexpr std::array cavitation{
    FaultEffect{cavitationIndex, up, "+ 4.6 w s"},
    FaultEffect{turbulence, up, "+ 30 w s"},
    FaultEffect{vibration, up, "+ 1.8 w² s"},
    FaultEffect{noiseLevel, up, "+ 14 w s"},
    FaultEffect{flowRate, down, "(1 - 0.42 s), less what the valve makes good"},
    FaultEffect{fluidPressure, down, "(1 - 0.35 s)"},
    FaultEffect{pumpEfficiency, down, "- 13 s"},
    FaultEffect{valvePosition, up, "by what the pump is able to deliver"},
};
constexpr std::array blockedFilter{
    FaultEffect{pipePressureDrop, up, "(1 + 3.6 s)"},
    FaultEffect{flowRate, down, "(1 - 0.45 s), less what the valve makes good"},
    FaultEffect{valvePosition, up, "by what the pump is able to deliver"},
    FaultEffect{fluidPressure, up, "(1 + 0.45 s)"},
    FaultEffect{pumpEfficiency, down, "- 7 s"},
};
constexpr std::array coolantLoss{
    FaultEffect{coolantTemp, up, "+ 30 w s"},
    FaultEffect{coreTemp, up, "+ 6 w s, and by coolant_temp"},
    FaultEffect{radiatorTemp, down, "- 20 w s"},
    FaultEffect{heatDissipation, down, "the part by q (1 - 0.55 s)"},
    FaultEffect{thermalEfficiency, down, "- 9 s"},
};
constexpr std::array beltSlip{
    FaultEffect{beltTension, down, "- 24 s"},
    FaultEffect{valvePosition, up, "by what the pump is able to deliver"},
    FaultEffect{fluidPressure, down, "w_p = w (1 - 0.42 s)"},
    FaultEffect{noiseLevel, up, "+ 12 w s"},
    FaultEffect{particleCount, up, "+ 22000 w s"},
    FaultEffect{torque, down, "by w_p"},
    FaultEffect{flowRate, down, "by w_p, less what the valve makes good"},
    FaultEffect{vibration, up, "+ 0.9 w² s"},
};
constexpr std::array windingFault{
    FaultEffect{groundFault, up, "+ 24 s"},
    FaultEffect{resistance, down, "(1 - 0.4 s)"},
    FaultEffect{inductance, down, "(1 - 0.35 s)"},
    FaultEffect{harmonicDistortion, up, "+ 6 w s"},
    FaultEffect{current, up, "(1 + 0.5 s), and by motor_current"},
    FaultEffect{motorCurrent, up, "the part by torque (1 + 0.45 s)"},
    FaultEffect{coreTemp, up, "+ 24 w s"},
    FaultEffect{powerFactor, down, "- 0.09 w s"},
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
     "One sensor's value moves away from the true one by its span times s, to its bound at most.",
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
