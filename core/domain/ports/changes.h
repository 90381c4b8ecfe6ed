#pragma once

#include "domain/auditrecord.h"
#include "domain/note.h"
#include "domain/storedfinding.h"

#include <memory>

namespace rig {

/// A finding that somebody is about to mark.
struct HeldFinding
{
    std::string machine; ///< its id
    std::optional<MarkOfFinding> mark;
};

/// One transaction of a command: everything it changes together with its audit record. Without `commit`
/// nothing of it happened. Errors as in KeepStore.
class Change
{
public:
    virtual ~Change() = default;

    /// The record of an earlier command of this id.
    virtual Result<std::optional<AuditRecord>> recorded(const std::string &commandId) = 0;

    /// The plant as it is; nobody else can change it until this transaction ends.
    virtual Result<PlantPtr> holdPlant() = 0;
    /// Makes `next` the plant, under the next revision, machines without a number given one; the held plant
    /// again where nothing differs. badConfiguration where it is unsound.
    virtual Result<PlantPtr> storePlant(PlantDefinition next) = 0;

    /// Moves the offset row; false, and nothing moved, where it does not stand at `gap.from`.
    virtual Result<bool> passGap(const AcceptGap &gap) = 0;

    /// How long the history is kept; nobody else can change it until this transaction ends.
    virtual Result<Retention> holdRetention() = 0;
    virtual Done storeRetention(const Retention &next) = 0;

    /// None where there is no finding of this id.
    virtual Result<std::optional<HeldFinding>> holdFinding(std::int64_t id) = 0;
    /// In the place of what was said of it before; none takes that back.
    virtual Done storeMark(std::int64_t id, const std::optional<MarkOfFinding> &mark) = 0;
    /// All there ever was in maintenance of a machine, or of a sensor of it, the oldest first. Nobody else
    /// changes it while the plant is held; nor do the two below without that.
    virtual Result<std::vector<Maintenance>> maintenanceOf(const std::string &machine,
                                                           const std::string &sensor) = 0;
    virtual Done addMaintenance(const Maintenance &maintenance) = 0;
    /// As it begins where `at` is earlier: then there never was one.
    virtual Done endMaintenance(const Maintenance &maintenance, Instant at) = 0;

    /// How many notes are pinned to a machine and its sensors.
    virtual Result<std::int64_t> countNotes(const std::string &machine) = 0;
    /// By its author, now; gives its id.
    virtual Result<std::int64_t> addNote(const Note &note) = 0;
    /// None where there is no note of this id.
    virtual Result<std::optional<Note>> holdNote(std::int64_t id) = 0;
    virtual Done removeNote(std::int64_t id) = 0;

    /// `conflict` where a record of this command id is there already, also one that was not there before.
    virtual Done record(const AuditRecord &record) = 0;
    virtual Done commit() = 0;
};

/// Where commands change things. One thread owns it; every call may wait up to the stated time-outs.
class ChangeStore
{
public:
    virtual ~ChangeStore() = default;

    /// One at a time: the last one must be gone.
    virtual Result<std::unique_ptr<Change>> begin() = 0;
};

} // namespace rig
