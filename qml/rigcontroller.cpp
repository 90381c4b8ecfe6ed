#include "qml/rigcontroller.h"

#include "domain/rigsensors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

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
constexpr double steadily = .6;     ///< how bright the beacon is in alarm
constexpr double slowly = .6;       ///< rad/s, of any turbine that turns while motion is reduced
constexpr double easing =
    .09; ///< seconds in which what is shown comes nearer by two thirds; states come ten a second
constexpr double reached = .001;   ///< of a level: nobody sees less
constexpr double findingFrom = .5; ///< a score above it is a finding

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

/// The values of `rigSensors`; a machine that lacks one simply does not show it.
struct Shown
{
    std::array<double, 3> values{noValue, noValue, noValue};
    bool trusted = true;
    bool bad = false; ///< where it is not trusted: one of them is more than old
};

bool isBad(const SensorState &sensor)
{
    return !sensor.recordTime || sensor.quality == Quality::bad;
}

/// What nothing of the rig shows: trusted as long as anything is.
Shown shownByAll(const MachineLayout &layout, const MachineState &machine)
{
    Shown shown;
    shown.trusted = shown.bad = false;
    for (std::size_t slot = 0; slot < layout.columns().size() && slot < machine.sensors.size(); ++slot)
        if (layout.columns()[slot].live) {
            shown.trusted = shown.trusted || usable(machine.sensors[slot]);
            shown.bad = shown.bad || isBad(machine.sensors[slot]);
        }
    return shown;
}

Shown shownBy(const MachineLayout &layout, const MachineState &machine)
{
    Shown shown;
    bool any = false;
    for (std::size_t i = 0; i < rigSensors.size(); ++i) {
        const int slot = layout.slotOf(rigSensors[i]);
        if (slot < 0)
            continue;
        any = true;
        const SensorState sensor = static_cast<std::size_t>(slot) < machine.sensors.size()
                                       ? machine.sensors[static_cast<std::size_t>(slot)]
                                       : SensorState();
        if (usable(sensor))
            shown.values[i] = sensor.value;
        shown.trusted = shown.trusted && usable(sensor) && sensor.reason == QualityReason::none;
        shown.bad = shown.bad || isBad(sensor);
    }
    return any ? shown : shownByAll(layout, machine);
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
    shown.bad = true;
    if (layout && machine && machine->recordTime)
        shown = shownBy(*layout, *machine);
    want(shown.values, shown.trusted);
    m_bad = shown.bad;
    m_stopped = machine && machine->run == RunState::stopped;
    m_alarm = layout && machine && inAlarm(*layout, *machine);
    m_found = machine && machine->score && machine->score->score.value_or(0) > findingFrom;
    lightBeacon();
    Q_EMIT moved();
    Q_EMIT changed();
}

void RigController::showExpected(const PlantState &state, std::int32_t number)
{
    const MachineState *machine = stateOf(state, number);
    std::array<double, 3> values{noValue, noValue, noValue};
    bool known = false;
    if (machine && machine->score)
        for (const ExpectedValue &one : machine->score->expected)
            if (const auto found = std::ranges::find(rigSensors, one.sensor); found != rigSensors.end()) {
                values[static_cast<std::size_t>(found - rigSensors.begin())] = one.expected;
                known = true;
            }
    want(values, known);
    Q_EMIT changed();
}

void RigController::want(const std::array<double, 3> &values, bool trusted)
{
    const auto [rpm, fahrenheit, vibration] = values;
    m_wanted = {share(orElse(rpm, 0), 0, fullRpm), share(orElse(fahrenheit, coldest), coldest, hottest),
                share(orElse(vibration, 0), calmVibration, fullVibration)};
    // What was not known was not shown: there is nothing that the new value could come from.
    const bool heatKnown = !std::isnan(fahrenheit);
    if (!m_trusted || !trusted || heatKnown != m_heatKnown)
        m_now = m_wanted;
    m_heatKnown = heatKnown;
    m_gauged = !std::isnan(rpm);
    m_trusted = trusted;
}

bool RigController::moving() const
{
    return m_now != m_wanted || m_now.rpm > 0 || m_now.vibration > 0 || m_found || !m_shake.isNull();
}

void RigController::lightBeacon()
{
    m_beacon = m_alarm ? steadily : 0;
    if (m_found && m_reduced)
        m_beacon = 1;
    else if (m_found)
        m_beacon = .55 + .45 * std::cos(m_time / blinkPeriod * 2 * std::numbers::pi);
}

void RigController::advance(double seconds)
{
    m_time += seconds;
    approach(seconds);
    m_angle = std::fmod(m_angle + speed() * seconds * 180 / std::numbers::pi, 360);
    // Three rates without a common measure look like shaking, not like swinging.
    const double reach = m_reduced ? 0 : shakeReach * m_now.vibration;
    m_shake = reach > 0 ? QVector3D(static_cast<float>(reach * std::sin(m_time * 47)),
                                    static_cast<float>(reach * .6 * std::sin(m_time * 61)),
                                    static_cast<float>(reach * std::sin(m_time * 53)))
                        : QVector3D();
    lightBeacon();
    Q_EMIT moved();
}

void RigController::approach(double seconds)
{
    if (m_now == m_wanted)
        return;
    const double part = 1 - std::exp(-seconds / easing);
    for (double Levels::*level : {&Levels::rpm, &Levels::heat, &Levels::vibration}) {
        m_now.*level += (m_wanted.*level - m_now.*level) * part;
        if (std::abs(m_wanted.*level - m_now.*level) < reached)
            m_now.*level = m_wanted.*level;
    }
    Q_EMIT changed();
}

void RigController::setReducedMotion(bool reduced)
{
    m_reduced = reduced;
    lightBeacon();
    Q_EMIT moved();
    Q_EMIT changed();
}

QColor RigController::glow() const
{
    return glowAt(coldest + m_now.heat * (hottest - coldest));
}

double RigController::speed() const
{
    if (m_reduced)
        return m_now.rpm > 0 ? slowly : 0;
    return m_now.rpm * fullSpeed;
}

} // namespace rig::qml
