#pragma once

#include "domain/plant.h"

namespace rig::simulator {

/// What a recording needs of a plant.
struct RecordedMachine
{
    struct Column
    {
        std::string sensor;
        double largest = 0; ///< magnitude; decides how many decimals are shown
    };

    std::string machine;
    std::vector<Column> columns;
    milliseconds interval{1000}; ///< in which its rows will come
};

/// What is missing before the recording can be stored, a sentence each; empty when nothing is.
QStringList missingFor(const RecordedMachine &recorded, const Plant &plant);

/// What has to be laid over the present plant (`merged`, with what it does not name staying) so that nothing
/// is missing: the machine, and custom sensors without a unit, a range or limits. What is there already stays
/// as it is; what was retired is in use again.
PlantDefinition additionsFor(const RecordedMachine &recorded, const PlantDefinition &present);

} // namespace rig::simulator
