#pragma once

#include "domain/plant.h"

namespace rig {

/// Single areas, sensors and machines: as a person saw them, and as they shall be. What is in `after` alone
/// is new. Nothing is ever taken out of a plant, only retired.
struct PlantEdit
{
    PlantDefinition before;
    PlantDefinition after;

    /// Equal values leave the edit as it is.
    template <class Item> void change(const Item &seen, Item wanted)
    {
        if (seen == wanted)
            return;
        listOf<Item>(before).push_back(seen);
        listOf<Item>(after).push_back(std::move(wanted));
    }
    /// A change of what there is, null where it is to be made.
    template <class Item> void put(const Item *seen, Item wanted)
    {
        if (seen)
            change(*seen, std::move(wanted));
        else
            create(std::move(wanted));
    }
    template <class Item> void create(Item wanted) { listOf<Item>(after).push_back(std::move(wanted)); }

    bool empty() const { return after == PlantDefinition(); }

private:
    template <class Item> static std::vector<Item> &listOf(PlantDefinition &plant)
    {
        if constexpr (std::is_same_v<Item, Area>)
            return plant.areas;
        else if constexpr (std::is_same_v<Item, Sensor>)
            return plant.sensors;
        else
            return plant.machines;
    }
};

/// What an edit is about, in the words of the audit. An edit of several things is about the first of these:
/// a sensor, a machine, an area.
struct EditSubject
{
    std::string_view action; ///< `CREATE`, `UPDATE` or `DELETE`, which retires
    std::string_view
        type;         ///< `sensor`, `custom_sensor`, `machine`, `area`; `limit` where nothing else changes
    std::string name; ///< of a machine's own limit `machine/sensor`
};
EditSubject subjectOf(const PlantEdit &edit);

/// The present plant with the edit in it. `conflict` where something is no longer what the person saw, or
/// what is to be new is there already; refused where a unit changes; badConfiguration with all the problems
/// that the edit would bring.
Result<PlantDefinition> edited(const PlantDefinition &present, const PlantEdit &edit);

/// What gives a machine a sensor, or takes it away; nothing where it is so already.
Machine withSensor(Machine machine, const std::string &sensor);
Machine withoutSensor(Machine machine, const std::string &sensor);

} // namespace rig
