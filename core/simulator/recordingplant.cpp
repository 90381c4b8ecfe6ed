#include "simulator/recordingplant.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr milliseconds shortestInterval = 50ms;
constexpr milliseconds longestInterval = 24h;
constexpr int namesShown = 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::simulator::RecordedMachine", text);
}

/// About four digits that say something.
int decimalsFor(double largest)
{
    return largest < 1 ? 4 : largest < 10 ? 3 : largest < 100 ? 2 : largest < 1000 ? 1 : 0;
}

Sensor newSensor(const RecordedMachine::Column &column, milliseconds interval)
{
    Sensor sensor;
    sensor.name = column.sensor;
    sensor.title = column.sensor;
    sensor.interval = std::clamp(interval, shortestInterval, longestInterval);
    sensor.decimals = decimalsFor(column.largest);
    return sensor;
}

template <class T, class Key>
std::optional<T> found(const std::vector<T> &all, Key key, const std::string &name)
{
    const auto one = std::find_if(all.begin(), all.end(), [&](const T &item) { return item.*key == name; });
    return one == all.end() ? std::nullopt : std::optional(*one);
}

} // namespace

QStringList missingFor(const RecordedMachine &recorded, const Plant &plant)
{
    const MachineLayout *layout = plant.machine(recorded.machine);
    if (layout == nullptr)
        return {tr("Machine '%1' is not in the plant.").arg(QString::fromStdString(recorded.machine))};
    QStringList names;
    for (const auto &column : recorded.columns)
        if (layout->slotOf(column.sensor) < 0)
            names.append(u"'%1'"_s.arg(QString::fromStdString(column.sensor)));
    if (names.isEmpty())
        return {};
    const qsizetype more = names.size() - namesShown;
    QString list = names.mid(0, namesShown).join(u", "_s);
    if (more > 0)
        list += tr(" and %1 more").arg(more);
    return {tr("Machine '%1' has no sensor %2.").arg(QString::fromStdString(recorded.machine), list)};
}

PlantDefinition additionsFor(const RecordedMachine &recorded, const PlantDefinition &present)
{
    PlantDefinition additions;
    Machine fresh;
    fresh.id = recorded.machine;
    fresh.title = recorded.machine;
    Machine machine = found(present.machines, &Machine::id, recorded.machine).value_or(fresh);
    machine.retired = false;
    machine.slots.clear(); // those that the recording needs; the others stay as they are
    for (const auto &column : recorded.columns) {
        Sensor sensor = found(present.sensors, &Sensor::name, column.sensor)
                            .value_or(newSensor(column, recorded.interval));
        sensor.retired = false;
        additions.sensors.push_back(std::move(sensor));
        machine.slots.push_back({column.sensor, false});
    }
    additions.machines.push_back(std::move(machine));
    return additions;
}

} // namespace rig::simulator
