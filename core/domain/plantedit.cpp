#include "domain/plantedit.h"

#include "domain/plantmerge.h"
#include "domain/shown.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace rig {

namespace {

const std::string &nameOf(const Area &area)
{
    return area.id;
}
const std::string &nameOf(const Sensor &sensor)
{
    return sensor.name;
}
const std::string &nameOf(const Machine &machine)
{
    return machine.id;
}

template <class Item> const Item *named(const std::vector<Item> &items, const std::string &name)
{
    const auto found = std::ranges::find_if(items, [&](const Item &item) { return nameOf(item) == name; });
    return found == items.end() ? nullptr : &*found;
}

/// Holds what the person saw against what is there.
class Comparison
{
    Q_DECLARE_TR_FUNCTIONS(rig::PlantEdit)

public:
    template <class Item>
    void compare(const std::vector<Item> &present, const std::vector<Item> &before,
                 const std::vector<Item> &after, const QString &what)
    {
        for (const Item &item : after) {
            const std::string &name = nameOf(item);
            const Item *is = named(present, name);
            const Item *was = named(before, name);
            if (is && !was)
                conflict =
                    tr("%1 '%2' is there already. Change it instead of making it.").arg(what, shown(name));
            else if (was && !(is && *is == *was))
                conflict = tr("%1 '%2' was changed by somebody else meanwhile. Look at it again, then "
                              "repeat the change.")
                               .arg(what, shown(name));
        }
    }

    QString conflict;
};

template <class Item> bool retires(const std::vector<Item> &before, const Item &after)
{
    const Item *was = named(before, nameOf(after));
    return was && !was->retired && after.retired;
}

bool onlyLimitsDiffer(Sensor before, const Sensor &after)
{
    before.limits = after.limits;
    return before == after;
}

/// The one sensor whose own limits are all that changes on a machine; none where there is more.
std::optional<std::string> onlyOwnLimitsOf(Machine before, const Machine &after)
{
    std::vector<std::string> sensors;
    for (const auto *list : {&std::as_const(before).ownLimits, &after.ownLimits})
        for (const OwnLimits &own : *list)
            if (!(ownLimits(before, own.sensor) == ownLimits(after, own.sensor)) &&
                std::ranges::find(sensors, own.sensor) == sensors.end())
                sensors.push_back(own.sensor);
    before.ownLimits = after.ownLimits;
    return before == after && sensors.size() == 1 ? std::optional(sensors.front()) : std::nullopt;
}

EditSubject subjectOf(const PlantEdit &edit, const Sensor &after)
{
    const Sensor *before = named(edit.before.sensors, after.name);
    const std::string_view type = after.category == Category::custom ? "custom_sensor" : "sensor";
    if (!before)
        return {"CREATE", type, after.name};
    if (retires(edit.before.sensors, after))
        return {"DELETE", type, after.name};
    return {"UPDATE", onlyLimitsDiffer(*before, after) ? "limit" : type, after.name};
}

EditSubject subjectOf(const PlantEdit &edit, const Machine &after)
{
    const Machine *before = named(edit.before.machines, after.id);
    if (!before)
        return {"CREATE", "machine", after.id};
    if (retires(edit.before.machines, after))
        return {"DELETE", "machine", after.id};
    if (const auto sensor = onlyOwnLimitsOf(*before, after))
        return {"UPDATE", "limit", after.id + "/" + *sensor};
    return {"UPDATE", "machine", after.id};
}

} // namespace

EditSubject subjectOf(const PlantEdit &edit)
{
    if (!edit.after.sensors.empty())
        return subjectOf(edit, edit.after.sensors.front());
    if (!edit.after.machines.empty())
        return subjectOf(edit, edit.after.machines.front());
    if (edit.after.areas.empty())
        return {"UPDATE", "plant", {}};
    const std::string &area = edit.after.areas.front().id;
    return {named(edit.before.areas, area) ? "UPDATE" : "CREATE", "area", area};
}

Result<PlantDefinition> edited(const PlantDefinition &present, const PlantEdit &edit)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("rig::PlantEdit", text); };
    Comparison comparison;
    comparison.compare(present.areas, edit.before.areas, edit.after.areas, tr("Area"));
    comparison.compare(present.sensors, edit.before.sensors, edit.after.sensors, tr("Sensor"));
    comparison.compare(present.machines, edit.before.machines, edit.after.machines, tr("Machine"));
    if (!comparison.conflict.isEmpty())
        return failure(ErrorKind::conflict, comparison.conflict);
    auto next = merged(present, edit.after, Absent::stay);
    if (!next)
        return next;
    // What was wrong before is not this edit's: a rule that came later must not keep a plant from changing.
    QStringList problems = problemsOf(*next);
    if (!problems.isEmpty())
        for (const QString &old : problemsOf(present))
            problems.removeOne(old);
    if (!problems.isEmpty())
        return failure(ErrorKind::badConfiguration, problems.join(QChar::LineFeed));
    return next;
}

Machine withSensor(Machine machine, const std::string &sensor)
{
    const auto slot = std::ranges::find(machine.slots, sensor, &Slot::sensor);
    if (slot == machine.slots.end())
        machine.slots.push_back({sensor, false});
    else
        slot->retired = false;
    return machine;
}

Machine withoutSensor(Machine machine, const std::string &sensor)
{
    for (Slot &slot : machine.slots)
        slot.retired = slot.retired || slot.sensor == sensor;
    return machine;
}

} // namespace rig
