#pragma once

#include "domain/ports/modelstore.h"

#include <map>
#include <memory>

namespace rig {

/// A training under way.
struct TrainingRun
{
    enum class Step
    {
        starting,
        reading, ///< what is stored of the machine
        learning
    };

    std::string machine;
    Step step = Step::starting;
    double share = 0; ///< of the step, 0 to 1
    Instant began;
    bool ending = false; ///< it was asked to end

    bool operator==(const TrainingRun &) const = default;
};

/// How a training ended: the version of the model that the machine is judged by since, or why there is none;
/// cancelled where a person wanted that.
struct TrainingEnd
{
    std::string machine;
    Result<std::string> outcome;
    Instant at;
};

/// What there is of models, and what is being made.
struct ShelfState
{
    bool known = false; ///< it has been looked what there is
    std::map<std::string, StoredModels> machines;
    std::optional<TrainingRun> running;
    std::optional<TrainingEnd> ended; ///< the last one that this program has run
};

/// Where views see the models of machines and have them trained. Called on the GUI thread; never waits. What
/// a machine is judged by is changed by a command, UseModel.
class ModelShelf
{
public:
    virtual ~ModelShelf() = default;

    /// The same object as long as nothing is different.
    virtual std::shared_ptr<const ShelfState> state() = 0;
    /// Begins to learn from what is stored of the machine since so long ago, or all of it, as long as it ran;
    /// the model takes the place of the present one. refused while another training runs.
    virtual Done train(const std::string &machine, std::optional<std::chrono::hours> since) = 0;
    /// Ends the training that runs; what was there stays.
    virtual void cancel() = 0;
};

} // namespace rig
