#include "qml/rigcontroller.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

namespace rig::qml {

namespace {

constexpr double fullRpm = 5000;
constexpr double fullSpeed = 10; ///< rad/s
constexpr double coldest = 60;
constexpr double red = 80;
constexpr double hottest = 100;
constexpr double calmVibration = 2; ///< mm/s
constexpr double fullVibration = 10;
constexpr double shakeReach = .035; ///< metres
constexpr double blinkPeriod = 1;   ///< seconds

double share(double value, double from, double to)
{
    return std::clamp((value - from) / (to - from), 0.0, 1.0);
}

QColor mixed(const QColor &a, const QColor &b, double t)
{
    const auto channel = [t](double from, double to) { return static_cast<float>(from + (to - from) * t); };
    return QColor::fromRgbF(channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()),
                            channel(a.blueF(), b.blueF()));
}

bool usable(const SensorState &sensor)
{
    return sensor.recordTime && sensor.quality != Quality::bad && sensor.reason != QualityReason::stale &&
           std::isfinite(sensor.value);
}

const MachineState *stateOf(const PlantState &state, std::int32_t machine)
{
    const auto found = std::find_if(state.machines.begin(), state.machines.end(),
                                    [machine](const MachineState &one) { return one.machine == machine; });
    return found == state.machines.end() ? nullptr : &*found;
}

bool inAlarm(const MachineLayout &layout, const MachineState &machine)
{
    for (std::size_t slot = 0; slot < layout.columns().size() && slot < machine.sensors.size(); ++slot) {
        const SensorState &sensor = machine.sensors[slot];
        const bool beyond = sensor.limit == LimitState::loLo || sensor.limit == LimitState::hiHi;
        if (layout.columns()[slot].live && beyond && usable(sensor))
            return true;
    }
    return false;
}

/// The three values a rig shows; a machine that lacks one simply does not show it.
struct Shown
{
    std::array<double, 3> values{noValue, noValue, noValue};
    bool trusted = true;
};

Shown shownBy(const MachineLayout &layout, const MachineState &machine)
{
    constexpr std::array<std::string_view, 3> names{"rpm", "temperature", "vibration"};
    Shown shown;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const int slot = layout.slotOf(names[i]);
        if (slot < 0)
            continue;
        const auto at = static_cast<std::size_t>(slot);
        if (at < machine.sensors.size() && usable(machine.sensors[at]))
            shown.values[i] = machine.sensors[at].value;
        else
            shown.trusted = false;
    }
    return shown;
}

double orElse(double value, double otherwise)
{
    return std::isnan(value) ? otherwise : value;
}

} // namespace

QColor glowAt(double fahrenheit)
{
    const QColor black(0, 0, 0);
    const QColor hot(0xe0, 0x2a, 0x10);
    const QColor orange(0xff, 0x7a, 0x1c);
    return fahrenheit < red ? mixed(black, hot, share(fahrenheit, coldest, red))
                            : mixed(hot, orange, share(fahrenheit, red, hottest));
}

RigController::RigController(QObject *parent) : QObject(parent) {}

void RigController::show(const PlantState &state, std::int32_t number)
{
    const MachineLayout *layout = state.plant->machineByNumber(number);
    const MachineState *machine = stateOf(state, number);
    Shown shown;
    shown.trusted = false;
    if (layout && machine && machine->recordTime)
        shown = shownBy(*layout, *machine);
    const double rpm = orElse(shown.values[0], 0);
    const double fahrenheit = orElse(shown.values[1], coldest);
    m_speed = share(rpm, 0, fullRpm) * fullSpeed;
    m_needle = share(rpm, 0, fullRpm);
    m_heat = share(fahrenheit, coldest, hottest);
    m_heatKnown = !std::isnan(shown.values[1]);
    m_glow = glowAt(fahrenheit);
    m_vibration = share(orElse(shown.values[2], 0), calmVibration, fullVibration);
    m_trusted = shown.trusted;
    m_stopped = machine && machine->run == RunState::stopped;
    m_alarm = layout && machine && inAlarm(*layout, *machine);
    if (!m_alarm)
        m_beacon = 0;
    Q_EMIT changed();
}

bool RigController::moving() const
{
    return m_speed > 0 || m_vibration > 0 || m_alarm || !m_shake.isNull();
}

void RigController::advance(double seconds)
{
    m_time += seconds;
    m_angle = std::fmod(m_angle + m_speed * seconds * 180 / std::numbers::pi, 360);
    // Three rates without a common measure look like shaking, not like swinging.
    const double reach = shakeReach * m_vibration;
    m_shake = reach > 0 ? QVector3D(static_cast<float>(reach * std::sin(m_time * 47)),
                                    static_cast<float>(reach * .6 * std::sin(m_time * 61)),
                                    static_cast<float>(reach * std::sin(m_time * 53)))
                        : QVector3D();
    m_beacon = m_alarm ? .65 + .35 * std::cos(m_time / blinkPeriod * 2 * std::numbers::pi) : 0;
    Q_EMIT moved();
}

} // namespace rig::qml
