#include "pipeline/outlookworker.h"

#include "domain/minutemeans.h"
#include "pipeline/databasework.h"
#include "pipeline/silentdatabase.h"

#include <QLoggingCategory>

#include <algorithm>
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
        std::optional<Instant> told; ///< as the database had it when it was looked up
        Instant next;                ///< of the minutes that the estimator has not taken
        RunState run = RunState::unknown;
        std::vector<HealthPoint> points; ///< taken, and not known to be told
        bool lookedUp = false;
    };

    bool giveUp(milliseconds silent)
    {
        if (silent >= silentDatabaseAfter)
            said(silentDatabase());
        return m_stop.stop_requested();
    }

    /// True while there is more to do at once. What fails of one machine holds up no other.
    Result<bool> work()
    {
        if (const Done followed = followPlant(); !followed)
            return tl::unexpected(followed.error());
        bool more = false;
        std::optional<Error> trouble;
        for (const MachineLayout &layout : m_plant->machines()) {
            if (layout.machine().retired || m_stop.stop_requested())
                continue;
            const auto told = tell(layout);
            more = more || (told && *told);
            if (told)
                continue;
            trouble = trouble.value_or(told.error());
            if (told.error().kind == ErrorKind::unavailable || told.error().kind == ErrorKind::cancelled)
                break;
        }
        if (trouble)
            return tl::unexpected(*trouble);
        if (more || m_clock.steady() < m_housekeepingAt)
            return more;
        m_housekeepingAt = m_clock.steady() + housekeepingInterval;
        return m_parts.upkeep->dropExpired();
    }

    /// With the maintenance of all that may be looked at again.
    Done followPlant()
    {
        const auto revision = m_parts.plants->revision();
        if (!revision)
            return tl::unexpected(revision.error());
        if (m_plant && m_plant->revision() == *revision)
            return {};
        return m_parts.loadPlant(m_clock.now() - past).map([this](const PlantPtr &plant) {
            m_plant = plant;
        });
    }

    /// Looks up what was told of it. What we have taken is still to be told as far as nobody has; where the
    /// database knows of less than it did, we begin anew from there.
    Done lookUp(std::int32_t number)
    {
        const auto told = m_parts.upkeep->toldUpTo();
        if (!told)
            return tl::unexpected(told.error());
        const auto found = told->find(number);
        const auto newest = found == told->end() ? std::nullopt : std::optional(found->second);
        Machine &machine = m_machines[number];
        if (!machine.estimator || newest < machine.told)
            machine =
                Machine{m_parts.makeEstimator(), {}, newest.value_or(m_clock.now()) - past, {}, {}, true};
        machine.told = newest;
        machine.lookedUp = true;
        return {};
    }

    /// The next piece of what is not told of a machine; true where there may be another one.
    Result<bool> tell(const MachineLayout &layout)
    {
        const std::int32_t number = layout.machine().number;
        if (!m_machines[number].lookedUp)
            if (const Done looked = lookUp(number); !looked)
                return tl::unexpected(looked.error());
        Machine &machine = m_machines[number];
        const auto rollups = m_parts.upkeep->minutes(number, machine.next, atOnce);
        if (!rollups)
            return tl::unexpected(rollups.error());
        for (const Rollup &rollup : *rollups) {
            const MinuteMeans minute = minuteMeans(rollup, layout, machine.run);
            machine.run = minute.run;
            machine.estimator->take(layout, minute);
            machine.next = minute.at + 1min;
            machine.points.push_back(healthOf(minute, layout));
        }
        const bool more = rollups->size() == atOnce;
        std::erase_if(machine.points,
                      [&](const HealthPoint &point) { return machine.told && point.at < *machine.told; });
        if (machine.points.empty())
            return more;
        const Outlook outlook{number, machine.next, ranIn(machine.points, layout),
                              machine.estimator->estimate(layout)};
        const auto stored = m_parts.upkeep->store(outlook, machine.told, machine.points);
        machine.lookedUp = stored && *stored;
        if (machine.lookedUp) {
            machine.told = outlook.at;
            machine.points.clear();
        }
        return stored.map([&](bool) { return more || !machine.lookedUp; });
    }

    /// None of a machine of which it cannot be told.
    static std::optional<std::chrono::minutes> ranIn(const std::vector<HealthPoint> &points,
                                                     const MachineLayout &layout)
    {
        if (!layout.machine().stateRule)
            return {};
        return std::chrono::minutes{std::ranges::count(points, RunState::running, &HealthPoint::run)};
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
