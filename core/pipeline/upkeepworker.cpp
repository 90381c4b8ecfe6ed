#include "pipeline/upkeepworker.h"

#include "pipeline/backoff.h"
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
        Backoff backoff;
        while (!m_stop.stop_requested()) {
            const auto more = m_prepared ? work() : prepare();
            said(more ? std::nullopt : std::optional(more.error()));
            if (more)
                backoff.reset();
            const auto pause = !more ? backoff.next() : *more ? 0ms : milliseconds{lookInterval};
            if (!m_worker.m_retry.sleep(m_stop, pause))
                return;
        }
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

    Result<bool> prepare()
    {
        return m_database.prepare().map([this] { return m_prepared = true; });
    }

    /// True while there is more to do at once.
    Result<bool> work()
    {
        auto more = m_database.upkeep->buildRollups();
        if (more && std::exchange(m_status.behind, *more) != *more)
            m_worker.m_status.set(m_status);
        if (more && m_clock.steady() >= m_housekeepingAt)
            more = keepHouse() || *more;
        return more;
    }

    /// What has to wait, unlike a rollup, harms nobody: an error here is said, and holds up nothing.
    bool keepHouse()
    {
        const auto dropped =
            m_database.upkeep->followPlant().and_then([this] { return m_database.upkeep->dropExpired(); });
        const QString trouble = dropped ? QString() : dropped.error().sentence;
        if (std::exchange(m_housekeepingTrouble, trouble) != trouble && !trouble.isEmpty() &&
            dropped.error().kind != ErrorKind::cancelled)
            qCWarning(log, "History that is no longer kept cannot be dropped now. %s",
                      qUtf8Printable(trouble));
        if (dropped && *dropped) {
            qCInfo(log, "Dropped %lld rows of %s %s, which are no longer kept.",
                   static_cast<long long>((*dropped)->rows), (*dropped)->grain.c_str(),
                   (*dropped)->day.empty() ? "without a day of their own" : (*dropped)->day.c_str());
            return true;
        }
        m_housekeepingAt = m_clock.steady() + housekeepingInterval;
        return false;
    }

    void said(std::optional<Error> trouble)
    {
        const bool there = !trouble;
        const QString before = m_status.trouble ? m_status.trouble->sentence : QString();
        const QString now = trouble ? trouble->sentence : QString();
        if (trouble && trouble->kind == ErrorKind::cancelled)
            return; // the stop
        if (trouble && now != before)
            qCWarning(log, "Rollups are not built. %s", qUtf8Printable(now));
        if (there && m_status.trouble)
            qCInfo(log, "Rollups are built again.");
        m_status.trouble = std::move(trouble);
        if (std::exchange(m_status.databaseThere, there) != there || now != before)
            m_worker.m_status.set(m_status);
    }

    UpkeepWorker &m_worker;
    const Clock &m_clock;
    std::stop_token m_stop;
    UpkeepDatabase m_database;
    UpkeepStatus m_status;
    bool m_prepared = false;
    std::chrono::nanoseconds m_housekeepingAt{0}; ///< on the steady clock
    QString m_housekeepingTrouble;
};

UpkeepWorker::UpkeepWorker(OpenUpkeepDatabase open, const Clock &clock)
    : m_thread("upkeep", [this, open = std::move(open), &clock](const std::stop_token &stop) {
          Work(*this, open, clock, stop).run();
      })
{
}

} // namespace rig::pipeline
