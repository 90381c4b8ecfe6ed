#include "pipeline/upkeepworker.h"

#include "pipeline/databasework.h"
#include "pipeline/silentdatabase.h"

#include <QLoggingCategory>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.history")

/// A minute is built within this after its grace; meanwhile it is read from the readings.
constexpr auto lookInterval = 2s;
/// Days pass slowly, and a command that changes the plant has mostly been followed at once.
constexpr auto housekeepingInterval = 30s;

} // namespace

class UpkeepWorker::Work
{
public:
    Work(UpkeepWorker &worker, const OpenUpkeepDatabase &open, const Clock &clock, std::stop_token stop)
        : m_worker(worker),
          m_clock(clock),
          m_stop(std::move(stop)),
          m_database(open([this](milliseconds silent) { return giveUp(silent); }))
    {
    }

    void run()
    {
        workUntilStopped({m_database.prepare, [this] { return work(); },
                          [this](std::optional<Error> trouble) { said(std::move(trouble)); }, lookInterval},
                         m_worker.m_retry, m_stop);
    }

private:
    /// Asked while the database is waited for.
    bool giveUp(milliseconds silent)
    {
        // Building a piece may take longer than the readers' statements.
        if (silent >= 6 * silentDatabaseAfter)
            said(silentDatabase());
        return m_stop.stop_requested();
    }

    /// True while there is more to do at once.
    Result<bool> work()
    {
        auto more = m_database.upkeep->buildRollups();
        if (more && m_clock.steady() >= m_housekeepingAt)
            more = keepHouse() || *more;
        return more;
    }

    /// What has to wait harms nobody: an error here is said, and holds up nothing. True while there is more.
    bool keepHouse()
    {
        const Done followed = m_database.upkeep->followPlant();
        const auto dropped = m_database.upkeep->dropExpired();
        m_housekeepingAt = m_clock.steady() + housekeepingInterval;
        if (!dropped)
            saidOfHousekeeping("History that is no longer kept cannot be dropped now.", dropped.error());
        else if (!followed)
            saidOfHousekeeping("The view sensor_readings cannot follow the plant now.", followed.error());
        else
            m_housekeeping.reset();
        if (!dropped || !*dropped)
            return false;
        qCInfo(log, "Dropped of %s, no longer kept: %s, rows: %lld.", (*dropped)->grain.c_str(),
               (*dropped)->day.empty() ? "what has no day of its own" : (*dropped)->day.c_str(),
               static_cast<long long>((*dropped)->rows));
        m_housekeepingAt = {};
        return true;
    }

    void saidOfHousekeeping(const char *what, const Error &error)
    {
        if (error.kind == ErrorKind::cancelled)
            return; // the stop
        if (!m_housekeeping || m_housekeeping->sentence != error.sentence)
            qCWarning(log, "%s %s", what, qUtf8Printable(error.sentence));
        m_housekeeping = error;
    }

    void said(std::optional<Error> trouble)
    {
        if (trouble && trouble->kind == ErrorKind::cancelled)
            return; // the stop
        if (trouble && (!m_building || m_building->sentence != trouble->sentence))
            qCWarning(log, "Rollups are not built. %s", qUtf8Printable(trouble->sentence));
        if (!trouble && m_building)
            qCInfo(log, "Rollups are built again.");
        m_building = std::move(trouble);
        publish();
    }

    void publish()
    {
        const auto sentence = [](const std::optional<Error> &error) {
            return error ? error->sentence : QString();
        };
        const std::optional<Error> &trouble = m_building ? m_building : m_housekeeping;
        if (sentence(trouble) == sentence(m_status.trouble))
            return;
        m_status = {trouble};
        m_worker.m_status.set(m_status);
    }

    UpkeepWorker &m_worker;
    const Clock &m_clock;
    std::stop_token m_stop;
    UpkeepDatabase m_database;
    UpkeepStatus m_status;
    std::chrono::nanoseconds m_housekeepingAt{0}; ///< on the steady clock
    std::optional<Error> m_building;
    std::optional<Error> m_housekeeping;
};

UpkeepWorker::UpkeepWorker(OpenUpkeepDatabase open, const Clock &clock)
    : m_thread("upkeep", [this, open = std::move(open), &clock](const std::stop_token &stop) {
          Work(*this, open, clock, stop).run();
      })
{
}

} // namespace rig::pipeline
