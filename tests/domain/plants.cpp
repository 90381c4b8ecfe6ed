#include "domain/plants.h"

#include <algorithm>

using namespace std::chrono_literals;

rig::Sensor sensor(const std::string &name, const std::string &title, rig::Category category,
                   const std::string &unit)
{
    rig::Sensor sensor;
    sensor.name = name;
    sensor.title = title;
    sensor.category = category;
    sensor.unit = unit;
    return sensor;
}

rig::PlantDefinition soundPlant()
{
    rig::Sensor rpm = sensor("rpm", "Rotor speed", rig::Category::mechanical, "RPM");
    rpm.range = rig::Range{0, 5000};
    rpm.limits = {100, 1200, 4200, 4800, 40};
    rpm.interval = 250ms;
    rpm.decimals = 0;
    const rig::Sensor dust = sensor("inlet_dust", "Inlet dust", rig::Category::custom, "mg/m³");
    rig::Sensor old = sensor("old_gauge", "Old gauge", rig::Category::thermal, "°F");
    old.retired = true;

    rig::Machine alpha;
    alpha.id = "A";
    alpha.title = "Alpha";
    alpha.area = "hall-1";
    alpha.place = {6.5, 8, 22, "#00e5ff", "press-1.glb"};
    alpha.stateRule = rig::StateRule{"rpm", 1000, 100, 3s};
    alpha.slots = {{"rpm", false}, {"inlet_dust", false}};
    rig::OwnLimits own;
    own.sensor = "rpm";
    own.hi = 4500;
    own.lo = std::optional<double>();
    own.deadband = 20;
    setOwnLimits(alpha, own);
    rig::Machine mill;
    mill.id = "Mühle 7";
    mill.title = "Mühle \"sieben\"";
    mill.slots = {{"rpm", false}};
    mill.retired = true;
    return {{{"hall-1", "Hall 1"}, {"yard", "Yard"}}, {rpm, dust, old}, {alpha, mill}};
}

rig::Sensor &sensorOf(rig::PlantDefinition &plant, std::string_view name)
{
    return *std::find_if(plant.sensors.begin(), plant.sensors.end(),
                         [&](const rig::Sensor &one) { return one.name == name; });
}

rig::Machine &machineOf(rig::PlantDefinition &plant, std::string_view id)
{
    return *std::find_if(plant.machines.begin(), plant.machines.end(),
                         [&](const rig::Machine &one) { return one.id == id; });
}
