#pragma once

#include "composition/core/trainingchild.h"
#include "domain/clock.h"
#include "domain/ports/modelshelf.h"
#include "ml/modelfolder.h"
#include "pipeline/statuscell.h"
#include "pipeline/workerthread.h"

namespace rig::composition {

/// The models in this data directory. A thread of its own looks once a second which files are others;
/// trainings run in a child process, one at a time, which is killed with this object. GUI thread.
class LocalModels : public ModelShelf
{
public:
    /// `rigctl` is the program that trains; it gets the database and the data directory of the settings by
    /// its environment. `clock` outlives the object.
    LocalModels(const settings::Settings &settings, QString rigctl, const Clock &clock);

    std::shared_ptr<const ShelfState> state() override;
    Done train(const std::string &machine, std::optional<std::chrono::hours> since) override;
    void cancel() override;

private:
    /// What was found by the last look.
    struct Found
    {
        bool known = false;
        std::map<std::string, StoredModels> machines;
    };

    void watch(const std::stop_token &stop);
    void differ() { m_state.reset(); }

    settings::Settings m_settings;
    QString m_rigctl;
    const Clock &m_clock;
    std::shared_ptr<const ShelfState> m_state; ///< null where it has to be made anew
    std::shared_ptr<const Found> m_shown;      ///< what it was made of
    std::optional<TrainingRun> m_running;
    std::optional<TrainingEnd> m_ended;
    std::unique_ptr<TrainingChild> m_child;
    pipeline::StatusCell<Found> m_found;
    pipeline::WorkerThread m_thread;
};

} // namespace rig::composition
