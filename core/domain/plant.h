#pragma once

#include "domain/machine.h"
#include "domain/maintenance.h"
#include "domain/result.h"
#include "domain/sensor.h"

#include <QStringList>

#include <memory>
#include <span>
#include <unordered_map>

namespace rig {

/// Everything a person configures about a plant, as plain data: what a plant file holds and what the
/// database's rows add up to. Not yet checked.
struct PlantDefinition
{
    std::vector<Area> areas;
    std::vector<Sensor> sensors;
    std::vector<Machine> machines;

    bool operator==(const PlantDefinition &) const = default;
};

/// Titles and the like that a person brings in have to be fit for every screen and terminal. What is stored
/// already is read as it is: a rule that came later must not keep a plant from working.
enum class PlantTexts
{
    asBroughtIn,
    asStored
};

/// All that is wrong with a definition, a sentence each with the place in it; empty when it is sound.
QStringList problemsOf(const PlantDefinition &definition, PlantTexts texts = PlantTexts::asBroughtIn);

/// One machine as the readers need it: slots with their sensors and limits, found by name.
class MachineLayout
{
public:
    struct Column
    {
        const Sensor *sensor;
        Limits limits; ///< effective ones
        bool live;     ///< neither the slot nor the sensor is retired
        LimitSources limitSources{};
    };

    /// `maintenance` is the machine's and must outlive it.
    MachineLayout(const Machine &machine, std::vector<Column> columns,
                  std::span<const Maintenance> maintenance);

    const Machine &machine() const { return m_machine; }
    std::span<const Column> columns() const { return m_columns; }
    /// The live slot of a sensor by its name in the messages; -1 where the machine has no such sensor.
    int slotOf(std::string_view sensor) const;

    /// The maintenance of the whole machine within which an instant of the source lies; null where in none.
    const Maintenance *maintenance(Instant at) const
    {
        return m_maintained.empty() ? nullptr : maintenanceOf(wholeMachine, at);
    }
    /// That of the sensor of a slot by itself; null where in none.
    const Maintenance *maintenance(std::size_t slot, Instant at) const
    {
        return m_maintained.empty() ? nullptr : maintenanceOf(static_cast<int>(slot), at);
    }

    /// Whether a maintenance of the whole machine, or of a slot's sensor by itself, has an instant in common
    /// with these, both included.
    bool isMaintainedWithin(Instant from, Instant to) const { return isMaintained(wholeMachine, from, to); }
    bool isMaintainedWithin(std::size_t slot, Instant from, Instant to) const
    {
        return isMaintained(static_cast<int>(slot), from, to);
    }

private:
    static constexpr int wholeMachine = -1;
    struct Maintained
    {
        int slot; ///< or wholeMachine
        const Maintenance *maintenance;
    };

    const Maintenance *maintenanceOf(int slot, Instant at) const;
    bool isMaintained(int slot, Instant from, Instant to) const;

    const Machine &m_machine;
    std::vector<Column> m_columns;
    std::unordered_map<std::string_view, int> m_slots;
    std::vector<Maintained> m_maintained; ///< few, mostly none
};

class Plant;
using PlantPtr = std::shared_ptr<const Plant>;

/// The plant at one revision: checked, immutable, shared by all threads, swapped whole when it changes.
class Plant
{
public:
    /// badConfiguration, with every problem in the sentence, where the definition is unsound.
    static Result<PlantPtr> make(std::int64_t revision, PlantDefinition definition,
                                 std::vector<Maintenance> maintenance = {});

    Plant(const Plant &) = delete;
    Plant &operator=(const Plant &) = delete;

    /// Moves with every change of the plant; 0 is the empty plant of a database just made.
    std::int64_t revision() const { return m_revision; }
    const PlantDefinition &definition() const { return m_definition; }
    bool empty() const { return m_definition.machines.empty(); }
    /// What is, will be and was in maintenance, by machine and beginning; what is long over is left out
    /// (maintenanceLinger). No part of the definition, because a plant file says what a plant is and not what
    /// somebody does on a Tuesday; yet it goes with the plant, whose revision moves with it: so every reader
    /// of the stream follows it as it follows a limit, and what was judged without it meanwhile is judged
    /// again.
    const std::vector<Maintenance> &maintenance() const { return m_maintenance; }

    /// In the definition's order, retired ones too.
    std::span<const MachineLayout> machines() const { return m_layouts; }
    /// The machine by its id in the messages; null where there is none or it is retired.
    const MachineLayout *machine(std::string_view id) const;
    /// The machine by its number in the database, retired ones too; null where there is none.
    const MachineLayout *machineByNumber(std::int32_t number) const;

private:
    Plant(std::int64_t revision, PlantDefinition definition, std::vector<Maintenance> maintenance);

    std::int64_t m_revision;
    PlantDefinition m_definition;
    std::vector<Maintenance> m_maintenance;
    std::vector<MachineLayout> m_layouts;
    std::unordered_map<std::string_view, std::size_t> m_byId;
    std::unordered_map<std::int32_t, std::size_t> m_byNumber;
};

} // namespace rig
