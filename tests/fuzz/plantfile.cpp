#include "domain/plantfile.h"
#include "domain/plantmerge.h"
#include "fuzz/input.h"

#include <cmath>

using namespace rig;

namespace {

constexpr auto longestName = std::size_t(128);

void checkNumbers(const PlantDefinition &plant)
{
    for (const Sensor &sensor : plant.sensors) {
        require(!sensor.name.empty() && sensor.name.size() <= longestName, "a name is 1 to 128 bytes");
        for (const auto &limit : {sensor.limits.loLo, sensor.limits.lo, sensor.limits.hi, sensor.limits.hiHi})
            require(!limit || std::isfinite(*limit), "limits are finite");
        require(!sensor.range || sensor.range->low < sensor.range->high, "a range goes upwards");
        require(sensor.interval >= milliseconds(50), "an interval is no flood");
    }
    for (const Machine &machine : plant.machines) {
        require(!machine.id.empty() && machine.id.size() <= longestName, "an id is 1 to 128 bytes");
        require(machine.slots.size() <= 1000, "a machine has at most 1,000 sensors");
        require(std::isfinite(machine.place.x) && std::isfinite(machine.place.z), "a place is finite");
    }
}

void checkPlant(const PlantDefinition &plant)
{
    const auto made = Plant::make(1, plant);
    require(made.has_value(), "an accepted file is a plant");
    for (const MachineLayout &layout : (*made)->machines())
        for (const MachineLayout::Column &column : layout.columns()) {
            const Limits &limits = column.limits;
            double last = -std::numeric_limits<double>::infinity();
            for (const auto &limit : {limits.loLo, limits.lo, limits.hi, limits.hiHi}) {
                require(!limit || *limit >= last, "effective limits rise");
                last = limit.value_or(last);
            }
        }
}

/// A plant laid over itself is not changed: importing a file twice moves nothing.
void checkMerge(const PlantDefinition &plant)
{
    const auto first = merged({}, plant, Absent::retire);
    require(first.has_value(), "a file can be laid over an empty plant");
    const auto second = merged(*first, plant, Absent::retire);
    require(second.has_value() && *second == *first, "the same file again changes nothing");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto plant = readPlantFile(text);
    if (!plant) {
        require(plant.error().kind == ErrorKind::badConfiguration, "a person has to change the file");
        require(!plant.error().sentence.isEmpty(), "a refusal says why");
        return 0;
    }
    require(problemsOf(*plant).isEmpty(), "an accepted file is sound");
    checkNumbers(*plant);
    checkPlant(*plant);
    checkMerge(*plant);
    const QByteArray written = writePlantFile(*plant);
    const auto again = readPlantFile(written);
    require(again.has_value() && *again == *plant, "a plant is written and read back equal");
    require(writePlantFile(*again) == written, "a plant is written the same way again");
    return 0;
}
