#pragma once

#include "domain/clock.h"
#include "domain/ports/commandsink.h"
#include "domain/ports/findingsource.h"
#include "domain/ports/healthsource.h"
#include "domain/ports/modelshelf.h"
#include "domain/ports/notesource.h"
#include "domain/ports/statesource.h"
#include "domain/ports/systemsource.h"
#include "domain/ports/trendsource.h"
#include "domain/simulation.h"

#include <map>

namespace rig::madeup {

/// The instant of the pictures, Mon 12 Jan 2026, 08:15:30 UTC.
Instant pictured();

/// The demo's plant with numbers, as a database would give them.
PlantPtr demoPlant();

/// 25 machines of 20 sensors in four areas.
PlantPtr wallPlant();
/// One machine that has this many sensors, 50 and up.
PlantPtr manySensorsPlant(int sensors);

/// All machines of a plant, each sensor normal in the middle of its limits.
PlantState quietState(const PlantPtr &plant, Origin origin);

/// The state of the pictures of the spine: A in alarm, B well, C stopped, everything simulated.
PlantState spineState(const PlantPtr &plant);
/// The state of the picture of waiting: A and B well, some sensors of A and all of C without a reading.
PlantState waitingState(const PlantPtr &plant);
/// Every state a card can have, on machine A.
PlantState everyState(const PlantPtr &plant);

/// The state of the picture of the overview: of the wall's plant one in alarm, two in warning, one without
/// data, one stopped, one in maintenance.
PlantState wallState(const PlantPtr &wall);

/// What a machine, or one of its sensors, looks like in maintenance until noon: an oil change, a new probe.
void putIntoMaintenance(PlantState &state, std::size_t machine);
void putIntoMaintenance(PlantState &state, std::size_t machine, std::string_view sensor);

SystemStatus runningStatus();
SystemStatus waitingStatus();

SensorState &sensor(PlantState &state, std::size_t machine, std::string_view name);

/// Hands out what it is given, and traces that look like a sensor's last minute.
class States : public StateSource
{
public:
    std::shared_ptr<const PlantState> state() const override { return current; }
    std::vector<TraceStep> trace(std::int32_t machine, int slot) const override;

    std::shared_ptr<const PlantState> current;
    double filled = 1; ///< the share of the minute that has values
};

class System : public SystemSource
{
public:
    std::shared_ptr<const SystemStatus> status() const override { return current; }
    void retryNow() override { ++retries; }

    std::shared_ptr<const SystemStatus> current = std::make_shared<SystemStatus>(runningStatus());
    int retries = 0;
};

/// Keeps every command and answers when told to.
class Commands : public CommandSink
{
public:
    void submit(Command command, std::function<void(Result<QString>)> done) override;
    void answerAll(const Result<QString> &result);

    std::vector<Command> submitted;

private:
    std::vector<std::function<void(Result<QString>)>> m_waiting;
};

/// Keeps the questions and answers the newest when told to; or at once, with curves that look like a
/// machine's past, two of them with a gap.
class Trends : public TrendSource
{
public:
    [[nodiscard]] Interest ask(TrendQuestion question, std::function<void(Result<Trend>)> done) override;
    /// Nothing where nobody is interested any more.
    void answer(Result<Trend> trend);

    bool atOnce = false; ///< in the next turn of the event loop
    std::vector<TrendQuestion> asked;

private:
    std::function<void(Result<Trend>)> m_done;
    std::weak_ptr<void> m_interest;
};

/// What such a machine's past looks like.
Trend trendFor(const TrendQuestion &question);

/// Answers at once, in the next turn of the event loop, with what it is given.
class Findings : public FindingSource
{
public:
    [[nodiscard]] Interest askFindings(FindingsQuestion question,
                                       std::function<void(Result<FindingsView>)> done) override;
    [[nodiscard]] Interest askFinding(std::int64_t id,
                                      std::function<void(Result<FindingDetails>)> done) override;

    Result<FindingsView> view; ///< without anything at first
    std::map<std::int64_t, FindingDetails> details;
};

/// Likewise; of a search it keeps the words.
class Notes : public NoteSource
{
public:
    [[nodiscard]] Interest askNotes(NotesQuestion question,
                                    std::function<void(Result<NotesView>)> done) override;

    Result<NotesView> view;
    NotesQuestion asked;
};

/// Keeps the questions, and answers in the next turn of the event loop: with what `course` makes of them.
class Health : public HealthSource
{
public:
    [[nodiscard]] Interest askHealth(HealthQuestion question,
                                     std::function<void(Result<HealthCourse>)> done) override;
    [[nodiscard]] Interest askOutlooks(std::function<void(Result<std::vector<Outlook>>)> done) override;

    std::function<Result<HealthCourse>(const HealthQuestion &)> course = nothingStored;
    std::vector<HealthQuestion> asked;

    static Result<HealthCourse> nothingStored(const HealthQuestion &question);
};

/// The course of the picture: all at 100 until the mechanical sensors of the last hours, a little dip before.
HealthCourse healthCourse(const HealthQuestion &question);
/// The outlook of the picture for machine A, else a machine of which 11 weeks are left.
std::shared_ptr<const Outlook> outlookOf(const MachineLayout &layout, Instant now);
/// Gives every machine its outlook.
void addOutlooks(PlantState &state);

/// Three of two people, on machine A, its rotor speed, and machine B.
NotesView someNotes();

/// The finding of the picture of the evidence card and some before it, with machines that are judged.
void fill(Findings &findings);
/// Shows what it is given and keeps what is wanted of it.
class Models : public ModelShelf
{
public:
    struct Wanted
    {
        std::string machine;
        std::optional<std::chrono::hours> since;
    };

    std::shared_ptr<const ShelfState> state() override { return current; }
    Done train(const std::string &machine, std::optional<std::chrono::hours> since) override;
    void cancel() override { ++cancelled; }

    std::shared_ptr<const ShelfState> current = std::make_shared<ShelfState>(ShelfState{true, {}, {}, {}});
    std::vector<Wanted> wanted;
    int cancelled = 0;
};

/// A model of two days with fifty sensors.
ModelFacts modelFacts(const std::string &version);
/// The state of the picture of the models' page: A has a model and one before it, B a damaged one, and is
/// being learnt, C has none.
ShelfState modelsState();

class StoppedClock : public Clock
{
public:
    Instant now() const override { return instant; }
    std::chrono::nanoseconds steady() const override { return instant.time_since_epoch(); }

    Instant instant = pictured();
};

SimulationState simulationOf(bool fault);

} // namespace rig::madeup
