#pragma once

#include "domain/note.h"
#include "domain/plantedit.h"
#include "domain/plantmerge.h"
#include "domain/record.h"
#include "domain/retention.h"
#include "domain/storedfinding.h"

#include <variant>

namespace rig {

/// Who wants something changed, and from where.
struct Actor
{
    enum class Role
    {
        observer,
        operator_,
        engineer,
        admin
    };

    std::string user;
    Role role = Role::observer;
    std::string origin; ///< "console", "rigctl on rig-7"
};

/// `observer`, `operator`, `engineer`, `admin`: the words of the audit.
std::string_view word(Actor::Role role);
std::optional<Actor::Role> roleFromWord(std::string_view word);

/// What can be changed. Each holds no pointer and says all that is needed to do it again.
struct StartSimulatedMachine
{
    std::string machine;
};
struct StopSimulatedMachine
{
    std::string machine;
};
struct SetSimulationRate
{
    double rate = 0; ///< readings per second and machine, 1 to 20
};
struct InjectFault
{
    std::string machine;
    std::string fault;   ///< a FaultKind's name
    double severity = 1; ///< above 0, at most 1
};
struct ClearFaults
{
    std::string machine;
};
/// Lays a plant file's content over the present plant.
struct ImportPlant
{
    PlantDefinition plant;
    Absent absent = Absent::stay;
};
/// Creates, changes or retires single things of the plant, all or none.
struct EditPlant
{
    PlantEdit edit;
};
/// Lets a reader go on behind records that the broker no longer has and the reader never read.
struct AcceptGap
{
    std::string reader; ///< "keep" or "judge"
    StreamId stream;
    std::int32_t partition = 0;
    std::int64_t from = 0; ///< where the reader's offset must stand
    std::int64_t to = 0;   ///< where it goes on
};

/// Sets how long the history is kept; what is older is dropped from then on.
struct SetRetention
{
    Retention before; ///< what was seen; where another is kept meanwhile nothing changes
    Retention retention;
};

/// Says what a finding was, or takes back what was said.
struct MarkFinding
{
    std::int64_t finding = 0; ///< its id
    std::optional<FindingMark> mark;
    std::string note; ///< MarkOfFinding::mostNote
};

/// Lets nothing be judged or learnt by what a machine, or one of its sensors, sends within a time.
struct PutIntoMaintenance
{
    Maintenance maintenance;
};
/// Ends a maintenance before its time, or takes one back that has not begun.
struct EndMaintenance
{
    std::string machine;
    std::string sensor;          ///< empty: that of the whole machine
    Instant at;                  ///< from then on it is over
    std::optional<Instant> from; ///< the one that begins then; none: the one within which `at` lies
};

/// Pins a note to a machine or to one of its sensors.
struct PinNote
{
    std::string machine;
    std::string sensor; ///< empty: the machine itself
    Instant at;         ///< what it is about
    std::string text;   ///< as check() of a note has it
};
/// Takes one down.
struct UnpinNote
{
    std::int64_t note = 0; ///< its id
};

/// Lets a machine be judged by another one of its models: the one before, or one just trained.
struct UseModel
{
    std::string machine;
    std::string before;  ///< version of the one seen; where it is another one meanwhile nothing changes
    std::string version; ///< of the one to be used
};

using Action = std::variant<StartSimulatedMachine, StopSimulatedMachine, SetSimulationRate, InjectFault,
                            ClearFaults, ImportPlant, EditPlant, AcceptGap, SetRetention, MarkFinding,
                            PutIntoMaintenance, EndMaintenance, UseModel, PinNote, UnpinNote>;

struct Command
{
    std::string id; ///< a UUID: the same command twice acts once
    Actor actor;
    Action action;
};

} // namespace rig
