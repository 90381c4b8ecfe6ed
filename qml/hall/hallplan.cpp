#include "qml/hall/hallplan.h"

#include <algorithm>
#include <cmath>

namespace rig::qml {

namespace {

constexpr float bay = 6;            ///< metres from pillar to pillar; the hall is whole bays long
constexpr float narrowest = 20;     ///< metres
constexpr float usualHeight = 6.2F; ///< metres
constexpr float shortest = 30;      ///< metres
constexpr float widest = 300;       ///< metres, either way: a place beyond it is taken for a mistake
constexpr float aroundMachines = 6; ///< metres kept free to the walls
constexpr float wayBetween = 8;     ///< metres from one machine without a place to the next

bool hasPlace(const Place &place)
{
    const auto inside = [](double metres) { return std::isfinite(metres) && metres > 0 && metres < widest; };
    return inside(place.x) && inside(place.z);
}

float wholeBays(float metres)
{
    return std::ceil(metres / bay) * bay;
}

QString titleOf(const Plant &plant, const std::string &area)
{
    const auto &areas = plant.definition().areas;
    const auto found = std::ranges::find(areas, area, &Area::id);
    return found == areas.end() ? QString() : QString::fromStdString(found->title);
}

/// Still from the hall's corner: z grows away from the entrance.
Placement placementOf(const Plant &plant, const MachineLayout &layout)
{
    const Machine &machine = layout.machine();
    Placement placed;
    placed.machine = machine.number;
    placed.id = QString::fromStdString(machine.id);
    placed.title = QString::fromStdString(machine.title);
    placed.area = titleOf(plant, machine.area);
    placed.at = {static_cast<float>(machine.place.x), 0, static_cast<float>(machine.place.z)};
    placed.turn = static_cast<float>(-std::fmod(machine.place.rotation, 360));
    placed.accent = QColor(QString::fromStdString(machine.place.accent));
    placed.shape = QString::fromStdString(machine.place.shape);
    placed.mounts = mountsOf(layout);
    return placed;
}

std::vector<Zone> zonesOf(const std::vector<Placement> &machines)
{
    constexpr qreal margin = 4;
    std::vector<Zone> zones;
    for (const Placement &one : machines) {
        if (one.area.isEmpty())
            continue;
        const QRectF ground(one.at.x() - margin, one.at.z() - margin, 2 * margin, 2 * margin);
        const auto found = std::ranges::find(zones, one.area, &Zone::title);
        if (found == zones.end())
            zones.push_back({one.area, ground});
        else
            found->ground |= ground;
    }
    return zones;
}

} // namespace

HallPlan hallPlanOf(const Plant &plant)
{
    HallPlan hall;
    std::vector<std::size_t> homeless;
    float left = aroundMachines;
    float right = narrowest - aroundMachines;
    float near = aroundMachines;
    float far = shortest - aroundMachines;
    for (const MachineLayout &layout : plant.machines()) {
        const Machine &machine = layout.machine();
        if (machine.retired)
            continue;
        const Placement &placed = hall.machines.emplace_back(placementOf(plant, layout));
        if (hasPlace(machine.place)) {
            left = std::min(left, placed.at.x());
            right = std::max(right, placed.at.x());
            near = std::min(near, placed.at.z());
            far = std::max(far, placed.at.z());
        } else {
            homeless.push_back(hall.machines.size() - 1);
        }
    }
    const float firstRow = homeless.size() < hall.machines.size() ? far + wayBetween : wayBetween;
    const auto inRow = static_cast<std::size_t>(std::max(2., std::ceil(std::sqrt(homeless.size()))));
    for (std::size_t i = 0; i < homeless.size(); ++i) {
        Placement &placed = hall.machines[homeless[i]];
        placed.at = {aroundMachines + static_cast<float>(i % inRow) * wayBetween, 0,
                     firstRow + static_cast<float>(i / inRow) * wayBetween};
        right = std::max(right, placed.at.x());
        far = std::max(far, placed.at.z());
    }
    hall.width = right - left + 2 * aroundMachines;
    hall.depth = wholeBays(far - near + 2 * aroundMachines);
    hall.height = usualHeight;
    hall.corner = {left - aroundMachines + hall.width / 2, 0, near - aroundMachines};
    for (Placement &placed : hall.machines)
        placed.at = {placed.at.x() - hall.corner.x(), 0, hall.corner.z() - placed.at.z()};
    hall.zones = zonesOf(hall.machines);
    return hall;
}

} // namespace rig::qml
