#include "pipeline/outlookworker.h"

#include "domain/minutemeans.h"
#include "pipeline/databasework.h"
#include "pipeline/silentdatabase.h"

#include <QLoggingCategory>

#include <map>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.outlook")

/// A minute is told within this after its rollup is there.
constexpr auto lookInterval = 5s;
constexpr auto housekeepingInterval = 10min;
/// Minutes: the past is told day by day.
constexpr std::size_t atOnce = 1'440;

} // namespace

class OutlookWorker::Work
{
public:
    Work(OutlookWorker &worker, const OpenOutlookParts &open, const Clock &clock, std::stop_token stop)
        : m_worker(worker),
          m_clock(clock),
          m_stop(std::move(stop)),
          m_parts(open([this](milliseconds silent) { return giveUp(silent); }))
    {
    }

    void run()
    {
        workUntilStopped({m_parts.prepare, [this] { return work(); },
                          [this](std::optional<Error> trouble) { said(std::move(trouble)); }, lookInterval},
                         m_worker.m_retry, m_stop);
    }

private:
    struct Machine
    {
        std::unique_ptr<LifeEstimator> estimator;
        std::optional<Instant> told; ///< as the database has it
        Instant next;                ///< of the minutes that the estimator has not taken
        RunState run = RunState::unknown;
    };

    bool giveUp(milliseconds silent)
    {
        if (silent >= silentDatabaseAfter)
            said(silentDatabase());
        return m_stop.stop_requested();
    }

    /// True while there is more to do at once.
    Result<bool> work()
    {
        if (const Done followed = followPlant(); !followed)
            return tl::unexpected(followed.error());
        bool more = false;
        for (const MachineLayout &layout : m_plant->machines()) {
            if (layout.machine().retired || m_stop.stop_requested())
                continue;
            const auto told = tell(layout);
            if (!told)
                return told;
            more = more || *told;
        }
        if (more || m_clock.steady() < m_housekeepingAt)
            return more;
        m_housekeepingAt = m_clock.steady() + housekeepingInterval;
        return m_parts.upkeep->dropExpired();
    }

    Done followPlant()
    {
        const auto revision = m_parts.plants->revision();
        if (!revision)
            return tl::unexpected(revision.error());
        if (m_plant && m_plant->revision() == *revision)
            return {};
        return m_parts.plants->load().map([this](const PlantPtr &plant) { m_plant = plant; });
    }

    /// Where the database knows of more than we do, we begin anew from there.
    Result<Machine *> machineOf(std::int32_t number)
    {
        const auto known = m_machines.find(number);
        if (known != m_machines.end())
            return &known->second;
        const auto told = m_parts.upkeep->toldUpTo();
        if (!told)
            return tl::unexpected(told.error());
        Machine machine{m_parts.makeEstimator(), {}, m_clock.now() - past};
        if (const auto of = told->find(number); of != told->end()) {
            machine.told = of->second;
            machine.next = of->second - past;
        }
        return &m_machines.emplace(number, std::move(machine)).first->second;
    }

    /// The next piece of what is not told of a machine; true where there may be another one.
    Result<bool> tell(const MachineLayout &layout)
    {
        const std::int32_t number = layout.machine().number;
        const auto found = machineOf(number);
        if (!found)
            return tl::unexpected(found.error());
        Machine &machine = **found;
        const auto rollups = m_parts.upkeep->minutes(number, machine.next, atOnce);
        if (!rollups)
            return tl::unexpected(rollups.error());
        std::vector<HealthPoint> points;
        std::chrono::minutes ran{0};
        for (const Rollup &rollup : *rollups) {
            const MinuteMeans minute = minuteMeans(rollup, layout, machine.run);
            machine.run = minute.run;
            machine.estimator->take(layout, minute);
            machine.next = minute.at + 1min;
            if (machine.told && machine.next <= *machine.told)
                continue; // it is only remembered
            points.push_back(healthOf(minute, layout));
            ran += minute.run == RunState::running ? 1min : 0min;
        }
        const bool more = rollups->size() == atOnce;
        if (points.empty())
            return more;
        const Outlook outlook{number, machine.next, {}, machine.estimator->estimate(layout)};
        const auto stored = m_parts.upkeep->store(outlook, machine.told, points, ran);
        if (!stored || !*stored)
            m_machines.erase(number);
        else
            machine.told = outlook.at;
        return stored.map([more](bool) { return more; });
    }

    void said(std::optional<Error> trouble)
    {
        if (trouble && trouble->kind == ErrorKind::cancelled)
            return; // the stop
        const bool news = trouble ? !m_status.trouble || m_status.trouble->sentence != trouble->sentence
                                  : m_status.trouble.has_value();
        if (!news)
            return;
        if (trouble)
            qCWarning(log, "Where machines are going is not told. %s", qUtf8Printable(trouble->sentence));
        else
            qCInfo(log, "Where machines are going is told again.");
        m_status.trouble = std::move(trouble);
        m_worker.m_status.set(m_status);
    }

    OutlookWorker &m_worker;
    const Clock &m_clock;
    std::stop_token m_stop;
    OutlookParts m_parts;
    OutlookStatus m_status;
    std::chrono::nanoseconds m_housekeepingAt{0}; ///< on the steady clock
    PlantPtr m_plant;
    std::map<std::int32_t, Machine> m_machines; ///< by number
};

OutlookWorker::OutlookWorker(OpenOutlookParts open, const Clock &clock)
    : m_thread("outlook", [this, open = std::move(open), &clock](const std::stop_token &stop) {
          Work(*this, open, clock, stop).run();
      })
{
}

} // namespace rig::pipeline
