#include "presentation/plantdraft.h"

#include "domain/shown.h"
#include "presentation/draftfields.h"
#include "presentation/sensorcard.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace rig::presentation {

using namespace Qt::Literals::StringLiterals;
using Kind = PlantSubject::Kind;

namespace {

template <class Item>
const Item *find(const std::vector<Item> &items, std::string Item::*key, const std::string &name)
{
    const auto found = std::ranges::find(items, name, key);
    return found == items.end() ? nullptr : &*found;
}

const Sensor *sensorOf(const PlantDefinition &plant, const PlantSubject &subject)
{
    return find(plant.sensors, &Sensor::name, subject.sensor);
}

const Machine *machineOf(const PlantDefinition &plant, const PlantSubject &subject)
{
    return find(plant.machines, &Machine::id, subject.machine);
}

bool has(const Machine &machine, const std::string &sensor)
{
    const Slot *slot = find(machine.slots, &Slot::sensor, sensor);
    return slot && !slot->retired;
}

SensorDraft newSensorDraft(const PlantSubject &subject)
{
    SensorDraft draft;
    draft.name = shown(subject.sensor);
    draft.deadband = typedNumber(0);
    draft.interval = typedNumber(1);
    if (!subject.machine.empty())
        draft.machines.insert(subject.machine);
    return draft;
}

SensorDraft sensorDraft(const PlantDefinition &plant, const Sensor &sensor)
{
    const auto text = [](const std::optional<double> &limit) {
        return limit ? typedNumber(*limit) : QString();
    };
    SensorDraft draft;
    draft.name = shown(sensor.name);
    draft.title = shown(sensor.title);
    draft.unit = shown(sensor.unit);
    draft.category = sensor.category;
    if (sensor.range) {
        draft.low = typedNumber(sensor.range->low);
        draft.high = typedNumber(sensor.range->high);
    }
    draft.loLo = text(sensor.limits.loLo);
    draft.lo = text(sensor.limits.lo);
    draft.hi = text(sensor.limits.hi);
    draft.hiHi = text(sensor.limits.hiHi);
    draft.deadband = typedNumber(sensor.limits.deadband);
    draft.interval = typedNumber(static_cast<double>(sensor.interval.count()) / 1000);
    draft.decimals = sensor.decimals;
    for (const Machine &machine : plant.machines)
        if (!machine.retired && has(machine, sensor.name))
            draft.machines.insert(machine.id);
    return draft;
}

OwnLimitsDraft ownLimitsDraft(const Machine &machine, const std::string &sensor)
{
    using From = OwnLimitDraft::From;
    const OwnLimits own = ownLimits(machine, sensor);
    OwnLimitsDraft draft;
    for (std::size_t i = 0; i < ownLimitMembers.size(); ++i)
        if (const OwnLimit &limit = own.*ownLimitMembers[i])
            draft.limits[i] =
                *limit ? OwnLimitDraft{From::own, typedNumber(**limit)} : OwnLimitDraft{From::none, {}};
    if (own.deadband)
        draft.limits.back() = {From::own, typedNumber(*own.deadband)};
    return draft;
}

MachineDraft machineDraft(const Machine &machine)
{
    MachineDraft draft{shown(machine.id), shown(machine.title), machine.area, {}, {}};
    for (const Slot &slot : machine.slots)
        if (!slot.retired)
            draft.sensors.insert(slot.sensor);
    return draft;
}

/// A text that nobody changed stays what is stored, even where it is none that can be shown.
void take(std::string &stored, const QString &typed)
{
    if (shown(stored) != typed)
        stored = typed.trimmed().toStdString();
}

Result<PlantEdit> sensorEdit(const PlantDefinition &seen, const PlantSubject &subject,
                             const SensorDraft &draft)
{
    const Sensor *present = subject.isNew() ? nullptr : sensorOf(seen, subject);
    Sensor sensor = present ? *present : Sensor();
    if (!present)
        take(sensor.name, draft.name);
    take(sensor.title, draft.title);
    if (sensor.title.empty())
        sensor.title = sensor.name;
    take(sensor.unit, draft.unit);
    sensor.category = draft.category;
    sensor.decimals = draft.decimals;
    FieldReader fields;
    fields.take(draft, sensor);
    if (fields.failed())
        return tl::unexpected(fields.error());
    PlantEdit edit;
    edit.put(present, sensor);
    for (const Machine &machine : seen.machines) {
        const bool wanted = draft.machines.contains(machine.id);
        if (!machine.retired && wanted != has(machine, sensor.name))
            edit.change(machine,
                        wanted ? withSensor(machine, sensor.name) : withoutSensor(machine, sensor.name));
    }
    return edit;
}

Result<PlantEdit> ownLimitsEdit(const PlantDefinition &seen, const PlantSubject &subject,
                                const OwnLimitsDraft &draft)
{
    FieldReader fields;
    OwnLimits own{subject.sensor, {}, {}, {}, {}, {}};
    fields.take(draft, own);
    if (fields.failed())
        return tl::unexpected(fields.error());
    PlantEdit edit;
    if (const Machine *machine = machineOf(seen, subject)) {
        Machine changed = *machine;
        setOwnLimits(changed, own);
        edit.change(*machine, changed);
    }
    return edit;
}

Result<PlantEdit> machineEdit(const PlantDefinition &seen, const PlantSubject &subject,
                              const MachineDraft &draft)
{
    const Machine *named = machineOf(seen, subject);
    const Machine *present = subject.isNew() ? nullptr : named;
    Machine machine = present ? *present : Machine();
    if (!present)
        take(machine.id, draft.id);
    take(machine.title, draft.title);
    if (machine.title.empty())
        machine.title = machine.id;
    PlantEdit edit;
    machine.area = draft.area;
    if (const QString area = draft.newArea.trimmed(); !area.isEmpty()) {
        machine.area = area.toStdString();
        edit.create(Area{machine.area, machine.area});
    }
    for (const Sensor &sensor : seen.sensors) {
        const bool wanted = draft.sensors.contains(sensor.name);
        if (wanted != has(machine, sensor.name))
            machine = wanted ? withSensor(machine, sensor.name) : withoutSensor(machine, sensor.name);
    }
    if (!present && named && named->stateRule && has(machine, named->stateRule->sensor))
        machine.stateRule = named->stateRule;
    edit.put(present, machine);
    return edit;
}

} // namespace

PlantDraft draftOf(const PlantDefinition &plant, const PlantSubject &subject)
{
    const Sensor *sensor = sensorOf(plant, subject);
    const Machine *machine = machineOf(plant, subject);
    switch (subject.kind) {
    case Kind::none:
        break;
    case Kind::sensor:
        return sensor ? PlantDraft(sensorDraft(plant, *sensor)) : PlantDraft();
    case Kind::newSensor:
        return newSensorDraft(subject);
    case Kind::ownLimits:
        return sensor && machine ? PlantDraft(ownLimitsDraft(*machine, subject.sensor)) : PlantDraft();
    case Kind::machine:
        return machine ? PlantDraft(machineDraft(*machine)) : PlantDraft();
    case Kind::newMachine: {
        MachineDraft draft = machine ? machineDraft(*machine) : MachineDraft();
        draft.id.clear();
        draft.title.clear();
        for (const Sensor &each : plant.sensors)
            if (each.retired)
                draft.sensors.erase(each.name);
        return draft;
    }
    }
    return {};
}

Result<PlantEdit> editOf(const PlantDefinition &seen, const PlantSubject &subject, const PlantDraft &draft)
{
    if (const auto *sensor = std::get_if<SensorDraft>(&draft))
        return sensorEdit(seen, subject, *sensor);
    if (const auto *limits = std::get_if<OwnLimitsDraft>(&draft))
        return ownLimitsEdit(seen, subject, *limits);
    if (const auto *machine = std::get_if<MachineDraft>(&draft))
        return machineEdit(seen, subject, *machine);
    return PlantEdit();
}

PlantEdit retirementOf(const PlantDefinition &seen, const PlantSubject &subject)
{
    PlantEdit edit;
    const auto turn = [&edit](const auto *item) {
        if (!item)
            return;
        auto changed = *item;
        changed.retired = !changed.retired;
        edit.change(*item, changed);
    };
    if (subject.kind == Kind::sensor)
        turn(sensorOf(seen, subject));
    else if (subject.kind == Kind::machine)
        turn(machineOf(seen, subject));
    return edit;
}

bool isRetired(const PlantDefinition &plant, const PlantSubject &subject)
{
    if (subject.kind == Kind::sensor) {
        const Sensor *sensor = sensorOf(plant, subject);
        return sensor && sensor->retired;
    }
    const Machine *machine = subject.kind == Kind::machine ? machineOf(plant, subject) : nullptr;
    return machine && machine->retired;
}

QString countingText(const PlantDefinition &plant, const PlantSubject &subject, const PlantDraft &draft)
{
    Sensor sensor;
    if (const Sensor *known = sensorOf(plant, subject))
        sensor = *known;
    OwnLimits own;
    FieldReader fields;
    if (const auto *typed = std::get_if<SensorDraft>(&draft))
        fields.take(*typed, sensor);
    else if (const auto *ofMachine = std::get_if<OwnLimitsDraft>(&draft))
        fields.take(*ofMachine, own);
    const Limits counting = effectiveLimits(laidOver(sensor.limits, own), sensor.range);
    return limitsText(counting, sourcesOf(sensor.limits, own, counting));
}

QString typedNumber(double number)
{
    const double size = std::abs(number);
    const bool readable = size == 0 || (size >= 1e-6 && size < 1e12);
    return QString::number(number, readable ? 'f' : 'g', QLocale::FloatingPointShortest);
}

} // namespace rig::presentation
