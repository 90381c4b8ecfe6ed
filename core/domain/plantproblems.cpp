#include "domain/plant.h"
#include "domain/shown.h"
#include "domain/unprintable.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace rig {

namespace {

constexpr std::size_t longestName = 128;
constexpr std::size_t longestWords = 200; ///< of titles and units: more than any place has room for
constexpr std::size_t mostAreas = 1'000;
constexpr std::size_t mostSensors = 100'000;
constexpr std::size_t mostMachines = 10'000;
constexpr std::size_t mostSlots = 1'000;
constexpr std::string_view reservedNames[] = {"machine_id", "timestamp", "custom_sensors"};

/// UTF-8 that is safe in a sentence, on a terminal and in a database.
bool isPlain(const std::string &text)
{
    const QString decoded = QString::fromStdString(text);
    return decoded.toStdString() == text &&
           std::none_of(decoded.begin(), decoded.end(), [](QChar c) { return isUnprintable(c.unicode()); });
}

/// A name within a sentence, which it neither ends nor fills.
QString named(const std::string &name)
{
    constexpr auto longest = qsizetype{longestName};
    QString all = shown(name);
    for (QChar &letter : all)
        if (isUnprintable(letter.unicode()))
            letter = QChar::ReplacementCharacter;
    return all.size() > longest ? all.left(longest) + QChar(0x2026) : all;
}

/// Collects sentences; every check names the place it looked at.
class Inspection
{
    Q_DECLARE_TR_FUNCTIONS(rig::PlantProblems)

public:
    explicit Inspection(PlantTexts texts) : m_texts(texts) {}

    void inspect(const PlantDefinition &plant)
    {
        if (plant.areas.size() > mostAreas)
            say(tr("The plant has more than %1 areas.").arg(mostAreas));
        if (plant.sensors.size() > mostSensors)
            say(tr("The plant has more than %1 sensors.").arg(mostSensors));
        if (plant.machines.size() > mostMachines)
            say(tr("The plant has more than %1 machines.").arg(mostMachines));
        for (const Area &area : plant.areas) {
            name(tr("Area"), area.id, m_areas);
            words(tr("Area '%1'").arg(named(area.id)), tr("title"), area.title);
        }
        for (const Sensor &one : plant.sensors)
            sensor(one);
        for (const Machine &one : plant.machines)
            machine(one);
    }

    QStringList problems() const { return m_problems; }

private:
    void say(QString sentence) { m_problems.append(std::move(sentence)); }

    void name(const QString &what, const std::string &id, std::unordered_set<std::string_view> &seen)
    {
        const bool sound = m_texts == PlantTexts::asStored || isPlain(id);
        const bool twice = !seen.insert(id).second;
        if (id.empty() || id.size() > longestName || !sound)
            say(tr("%1 '%2': a name has 1 to %3 bytes of UTF-8 text without control characters.")
                    .arg(what, named(id), QString::number(longestName)));
        else if (twice)
            say(tr("%1 '%2' stands there twice.").arg(what, named(id)));
    }

    void words(const QString &where, const QString &what, const std::string &text)
    {
        if (m_texts == PlantTexts::asBroughtIn && (text.size() > longestWords || !isPlain(text)))
            say(tr("%1: its %2 must be UTF-8 text of at most %3 bytes without control characters.")
                    .arg(where, what, QString::number(longestWords)));
    }

    void sensor(const Sensor &sensor)
    {
        name(tr("Sensor"), sensor.name, m_sensors);
        const QString where = tr("Sensor '%1'").arg(named(sensor.name));
        words(where, tr("title"), sensor.title);
        words(where, tr("unit"), sensor.unit);
        if (std::find(std::begin(reservedNames), std::end(reservedNames), sensor.name) !=
            std::end(reservedNames))
            say(tr("%1: this name has another meaning in the messages.").arg(where));
        if (sensor.range && !(std::isfinite(sensor.range->low) && std::isfinite(sensor.range->high) &&
                              sensor.range->low < sensor.range->high))
            say(tr("%1: the range must go from a smaller to a larger number.").arg(where));
        if (limits(where, effectiveLimits(sensor.limits, sensor.range)))
            m_withSoundLimits.emplace(sensor.name, &sensor);
        using namespace std::chrono_literals;
        if (sensor.interval < 50ms || sensor.interval > 24h)
            say(tr("%1: the interval must be between 50 ms and 24 h.").arg(where));
        if (sensor.decimals < 0 || sensor.decimals > 6)
            say(tr("%1: decimals must be between 0 and 6.").arg(where));
    }

    /// True where nothing is wrong with them.
    bool limits(const QString &where, const Limits &limits)
    {
        const auto before = m_problems.size();
        double last = -std::numeric_limits<double>::infinity();
        for (const auto &limit : {limits.loLo, limits.lo, limits.hi, limits.hiHi}) {
            if (!limit)
                continue;
            if (!std::isfinite(*limit) || *limit < last) {
                say(tr("%1: limits must be numbers in the order lo_lo, lo, hi, hi_hi.").arg(where));
                return false;
            }
            last = *limit;
        }
        if (!std::isfinite(limits.deadband) || limits.deadband < 0)
            say(tr("%1: the deadband must be zero or more.").arg(where));
        else if (limits.lo && limits.hi && limits.deadband > *limits.hi - *limits.lo)
            say(tr("%1: the deadband is wider than the space between lo and hi, so no limit could return.")
                    .arg(where));
        return m_problems.size() == before;
    }

    void machine(const Machine &machine)
    {
        name(tr("Machine"), machine.id, m_machines);
        const QString where = tr("Machine '%1'").arg(named(machine.id));
        words(where, tr("title"), machine.title);
        words(where, tr("accent"), machine.place.accent);
        if (!machine.area.empty() && !m_areas.contains(machine.area))
            say(tr("%1: there is no area '%2'.").arg(where, named(machine.area)));
        if (machine.slots.size() > mostSlots)
            say(tr("%1: more than %2 sensors.").arg(where, QString::number(mostSlots)));
        std::unordered_set<std::string_view> own;
        for (const Slot &slot : machine.slots) {
            if (!m_sensors.contains(slot.sensor))
                say(tr("%1: there is no sensor '%2' in the plant.").arg(where, named(slot.sensor)));
            if (!own.insert(slot.sensor).second)
                say(tr("%1: sensor '%2' stands there twice.").arg(where, named(slot.sensor)));
        }
        if (!std::isfinite(machine.place.x) || !std::isfinite(machine.place.z) ||
            !std::isfinite(machine.place.rotation))
            say(tr("%1: its place must be given in numbers.").arg(where));
        if (!machine.place.shape.empty() && !isShapeName(machine.place.shape))
            say(tr("%1: its shape must be the name of a .glb file, such as press.glb: no folder, at most 64 "
                   "letters, digits, '-' and '_'.")
                    .arg(where));
        if (machine.stateRule)
            stateRule(where, machine);
        for (const OwnLimits &limits : machine.ownLimits)
            ownLimits(machine, limits, own);
    }

    void ownLimits(const Machine &machine, const OwnLimits &limits,
                   const std::unordered_set<std::string_view> &own)
    {
        const auto sensor = m_withSoundLimits.find(limits.sensor);
        if (!own.contains(limits.sensor))
            return say(tr("Machine '%1': it has limits of its own for '%2', a sensor it does not have.")
                           .arg(named(machine.id), named(limits.sensor)));
        if (sensor == m_withSoundLimits.end())
            return; // said already
        this->limits(tr("Sensor '%1' on machine '%2'").arg(named(limits.sensor), named(machine.id)),
                     effectiveLimits(laidOver(sensor->second->limits, limits), sensor->second->range));
    }

    void stateRule(const QString &where, const Machine &machine)
    {
        using namespace std::chrono_literals;
        const StateRule &rule = *machine.stateRule;
        if (std::ranges::none_of(
                machine.slots, [&](const Slot &slot) { return slot.sensor == rule.sensor && !slot.retired; }))
            say(tr("%1: its state is told from '%2', a sensor it does not have.")
                    .arg(where, named(rule.sensor)));
        if (!std::isfinite(rule.threshold) || !std::isfinite(rule.hysteresis) || rule.hysteresis < 0)
            say(tr("%1: threshold and hysteresis of its state must be numbers, the hysteresis not negative.")
                    .arg(where));
        if (rule.hold < 0ms || rule.hold > 1h)
            say(tr("%1: the hold time of its state must be between 0 and 1 h.").arg(where));
    }

    PlantTexts m_texts;
    QStringList m_problems;
    std::unordered_set<std::string_view> m_areas;
    std::unordered_set<std::string_view> m_sensors;
    std::unordered_set<std::string_view> m_machines;
    std::unordered_map<std::string_view, const Sensor *> m_withSoundLimits;
};

} // namespace

QStringList problemsOf(const PlantDefinition &definition, PlantTexts texts)
{
    Inspection inspection(texts);
    inspection.inspect(definition);
    return inspection.problems();
}

} // namespace rig
