#pragma once

#include "domain/finding.h"
#include "domain/plant.h"

#include <span>

namespace rig {

/// A reading, and the state its machine was in with it.
struct JudgedReading
{
    Reading reading;
    RunState run = RunState::unknown;
};

/// What judges machines by models that were learnt of each. One thread owns it; no call fails: what cannot be
/// judged is not, and trouble() says so.
class Detectors
{
public:
    virtual ~Detectors() = default;

    /// Looks for models that are new, of the machines of this plant; to be called every few seconds. A
    /// machine whose model stays goes on where it was.
    virtual void refresh(const PlantPtr &plant) = 0;

    /// Machines (their numbers) that somebody else judged since we did: what we know of them is void.
    virtual void forget(std::span<const std::int32_t> machines) = 0;
    /// Findings that stand as the database has them, of somebody who watched before us: they go on here, and
    /// end once enough was seen to say so. Where one of the same sensor stands already, or this one is known
    /// to have ended, it changes nothing. One that nothing here watches for ends with the next judge().
    virtual void resume(std::vector<Finding> findings) = 0;

    /// Takes readings in their order, for the plant of the last refresh(); they have to live until judge().
    /// One that was taken before, by its partition and offset, is passed over, so that judging again changes
    /// nothing: what was told of it before is in toldLast(). So is one that is older than its machine's
    /// newest, unless its clock has plainly been set back.
    virtual void take(std::span<const JudgedReading> readings) = 0;
    /// Judges what was taken, the more at once the faster: the findings that began, grew or ended by it.
    virtual std::vector<Finding> judge() = 0;

    /// Of each machine that was judged, or was seen not to run, since the last call.
    virtual std::vector<MachineScore> scores() = 0;
    /// What stands, and what has ended last, as it was told: for whoever does not know what of it was
    /// recorded.
    virtual std::vector<Finding> toldLast() const = 0;

    virtual std::vector<std::int32_t>
    machines() const = 0; ///< their numbers: that have a model which is in use
    /// Sentences about models that cannot be used; empty where there are none.
    virtual std::vector<std::string> trouble() const = 0;
};

} // namespace rig
