#pragma once

#include "domain/result.h"
#include "domain/simulation.h"
#include "presentation/submitter.h"

#include <QObject>

#include <set>

namespace rig::presentation {

/// What a person can do to one machine's simulator, and what became of it. Each control submits one command
/// and is busy until its answer comes, so that ten quick clicks act once. Lives on the GUI thread.
class CommandDeck : public QObject
{
    Q_OBJECT

public:
    enum class Control
    {
        startStop,
        rate,
        inject,
        clear
    };

    /// `sink` outlives the deck; `simulation` is asked once per `refresh`.
    CommandDeck(CommandSink &sink, std::function<SimulationState()> simulation, Actor actor,
                QObject *parent = nullptr);

    /// Chooses the machine by its id and takes the newest state of the simulator.
    void refresh(const std::string &machine);

    /// Whether there is a machine at all.
    bool chosen() const { return !m_id.empty(); }
    /// Whether the simulator of this program is the source of the machine; without it nothing here acts.
    bool simulated() const { return m_machine != nullptr; }
    bool running() const { return m_machine && m_machine->running; }
    /// Readings per second as shown: what was last asked for until it is answered, else what is.
    double rate() const { return m_wantedRate.value_or(m_state.rate); }
    const std::vector<FaultKind> &kinds() const { return m_state.kinds; }
    /// "Bearing wear since 07:31:04, 40 %", a line per fault that is there; at most three, and how many more.
    QStringList faults() const;
    bool busy(Control control) const { return m_busy.contains(control); }

    void start();
    void stop();
    /// 1 to 20 readings per second; while one is being answered only the newest wish is kept.
    void setRate(double rate);
    /// A fault that is there already is told to begin anew only where it shall become worse or less bad.
    void inject(const std::string &fault, double severity);
    void clear();

Q_SIGNALS:
    /// Something that this class says has become different.
    void changed();
    void answered(const QString &sentence, bool refused);

private:
    bool grows(const std::string &fault, double severity) const;
    QString lineOf(const SimulatedMachine::Fault &fault) const;
    void submit(Control control, Action action);
    void answer(Control control, const Result<QString> &result);

    Submitter m_submitter;
    std::function<SimulationState()> m_simulation;
    std::string m_id;
    SimulationState m_state;
    const SimulatedMachine *m_machine = nullptr; ///< in m_state
    std::set<Control> m_busy;
    std::optional<double> m_wantedRate;
    std::optional<double> m_submittedRate;
};

} // namespace rig::presentation
