#include "ctl/bench/trendbench.h"

#include "composition/core/privatedatabase.h"
#include "ctl/bench/slowlink.h"
#include "domain/plantmerge.h"
#include "storage/historytables.h"
#include "storage/historyupkeeptables.h"
#include "storage/planttables.h"
#include "storage/retentionrows.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <random>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rig::ctl {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr int machines = 3;
constexpr std::int64_t perHour = machines * 20 * 3600;
constexpr std::chrono::milliseconds roundTrip{20};
constexpr int daysBefore = 3 * 365;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::TrendBench", text);
}

struct NoCrash : CrashPoint
{
    void passed(std::string_view) override {}
};

double secondsSince(SteadyClock::time_point begin)
{
    return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

/// The kernel forgets what it has read of these files. Only what is on the disk can be forgotten, and writing
/// file by file takes a flush of the disk for each of many thousands.
void forget(const QString &folder)
{
    if (const int any = ::open(folder.toLocal8Bit().constData(), O_RDONLY | O_CLOEXEC); any >= 0) {
        ::syncfs(any);
        ::close(any);
    }
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const int file = ::open(files.next().toLocal8Bit().constData(), O_RDONLY | O_CLOEXEC);
        if (file < 0)
            continue;
        ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
        ::close(file);
    }
}

/// One kind of question.
struct Kind
{
    const char *what;
    std::chrono::hours length;
    int columns;
};

constexpr std::array kinds{
    Kind{QT_TRANSLATE_NOOP("rig::ctl::TrendBench", "a day in 1600 columns"), 24h, 1600},
    Kind{QT_TRANSLATE_NOOP("rig::ctl::TrendBench", "a day in 3400 columns"), 24h, 3400},
    Kind{QT_TRANSLATE_NOOP("rig::ctl::TrendBench", "an hour in 1600 columns"), 1h, 1600},
};

class Bench
{
public:
    Bench(const PlantDefinition &demo, const TrendBenchOptions &options,
          const std::function<void(const QString &)> &say)
        : m_demo(demo),
          m_options(options),
          m_say(say),
          m_base(u"/var/tmp/rig-bench-XXXXXX"_s),
          m_hours(static_cast<int>((options.readings + perHour - 1) / perHour)),
          m_begin(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()) -
                  std::chrono::days{m_hours / 24 + 2})
    {
        // The server's account has to get through.
        ::chmod(m_base.path().toLocal8Bit().constData(), 0711);
    }

    Result<TrendFigures> measure()
    {
        const Done filled = start()
                                .and_then([this] { return fill(); })
                                .and_then([this] { return makeOlderDays(); })
                                .and_then([this] { return rollUp(); });
        if (!filled)
            return tl::unexpected(filled.error());
        for (const Kind &kind : kinds)
            for (const auto delay : {0ms, roundTrip})
                if (Done asked = ask(kind, delay); !asked)
                    return tl::unexpected(asked.error());
        return m_figures;
    }

private:
    Done start()
    {
        return composition::PrivateDatabase::start(m_base.filePath(u"home"_s).toStdString(),
                                                   [] { return false; })
            .map([this](std::unique_ptr<composition::PrivateDatabase> database) {
                m_database = std::move(database);
            });
    }

    Result<std::unique_ptr<storage::Connection>> asOwner() const
    {
        return storage::Connection::open(m_database->database().owner);
    }

    Done fill()
    {
        const auto begin = SteadyClock::now();
        if (Done migrated = composition::migrateIfEmpty(m_database->database()); !migrated)
            return migrated;
        storage::PlantTables plants(m_database->database().app, {});
        const auto plant = plants.alter(
            [this](const PlantDefinition &present) { return merged(present, m_demo, Absent::stay); });
        if (!plant)
            return tl::unexpected(plant.error());
        const auto owner = asOwner();
        if (!owner)
            return tl::unexpected(owner.error());
        // Noise around a level for each sensor, prepared once: making it is not what is measured.
        if (auto made = (*owner)->runAll(
                "insert into rig.stream (cluster, topic) values ('bench', 'sensor-data'); "
                "create temp table noise as select k, (select array_agg(40 + s + random() * 10 + k * 0 "
                "order by s) from generate_series(1, 50) s) as sensor_values from generate_series(0, 996) k");
            !made)
            return tl::unexpected(made.error());
        for (int hour = 0; hour < m_hours; ++hour)
            if (Done stored = fillHour(**owner, hour); !stored)
                return stored;
        if (auto kept = (*owner)->runAll("vacuum (analyze) rig.reading", 1h); !kept)
            return tl::unexpected(kept.error());
        m_figures.readings = m_hours * perHour;
        m_figures.fillSeconds = secondsSince(begin);
        return {};
    }

    Done fillHour(storage::Connection &owner, int hour)
    {
        if (hour % 24 == 0)
            m_say(tr("%1 of %2 hours are stored.").arg(hour).arg(m_hours));
        const std::string from = "timestamptz '" + formatInstant(m_begin + std::chrono::hours{hour}) + "'";
        const std::string offset = std::to_string(hour * perHour);
        return owner
            .runAll(
                ("select rig.ensure_partition((" + from +
                 " at time zone 'UTC')::date); "
                 "insert into rig.reading (at, kafka_offset, received_at, stream, kafka_partition, machine, "
                 "layout_version, quality, origin, sensor_values) "
                 "select " +
                 from + " + n * interval '50 ms', " + offset + " + n * 3 + m.number, " + from +
                 " + n * interval '50 ms', 1, 0, m.number, m.layout_version, 0, 0, v.sensor_values "
                 "from generate_series(0, 71999) n cross join rig.machine m "
                 "join noise v on v.k = (n + 331 * m.number) % 997 order by n, m.number")
                    .c_str(),
                5min)
            .map([](const storage::Rows &) {});
    }

    /// Empty ones: what they cost is that they are there.
    Done makeOlderDays()
    {
        m_say(tr("Making the tables of three years of days."));
        const auto owner = asOwner();
        if (!owner)
            return tl::unexpected(owner.error());
        constexpr int atOnce = 50; // each table takes locks until the end
        for (int day = 1; day <= daysBefore; day += atOnce) {
            const std::string sql = "select rig.move_to_partition(d, 'none'), rig.ensure_rollup_partition(d) "
                                    "from (select date '" +
                                    formatInstant(m_begin).substr(0, 10) +
                                    "' - n as d from generate_series(" + std::to_string(day) + ", " +
                                    std::to_string(std::min(day + atOnce - 1, daysBefore)) + ") n) days";
            if (auto made = (*owner)->runAll(sql.c_str(), 5min); !made)
                return tl::unexpected(made.error());
        }
        return {};
    }

    Done rollUp()
    {
        m_say(tr("Building the rollups."));
        const auto begin = SteadyClock::now();
        const auto owner = asOwner();
        if (!owner)
            return tl::unexpected(owner.error());
        if (auto due = (*owner)->run("insert into rig.rollup_backlog select day, day::timestamp at time zone "
                                     "'UTC' from rig.reading_partition where day >= $1::date "
                                     "on conflict do nothing",
                                     {formatInstant(m_begin).substr(0, 10)});
            !due)
            return tl::unexpected(due.error());
        storage::HistoryUpkeepTables upkeep(m_database->database().app, m_noCrash, {});
        for (bool more = true; more;) {
            const auto built = upkeep.buildRollups();
            if (!built)
                return tl::unexpected(built.error());
            more = *built;
        }
        m_figures.rollupSeconds = secondsSince(begin);
        if (auto kept =
                (*owner)->runAll("vacuum (analyze) rig.rollup_10s, rig.rollup_30s, rig.rollup_1min", 1h);
            !kept)
            return tl::unexpected(kept.error());
        return storage::storedHistory(**owner).map([this](const storage::StoredHistory &history) {
            for (const storage::StoredGrain &grain : history.grains)
                for (const storage::StoredGrain::Day &day : grain.days)
                    m_figures.bytes += day.bytes;
        });
    }

    /// Where the questions go, `delay` of network away.
    Result<settings::DatabaseAddress> place(std::chrono::milliseconds delay)
    {
        settings::DatabaseAddress address = m_database->database().app;
        m_link.reset();
        if (delay == 0ms)
            return address;
        return SlowLink::open(address.host + "/.s.PGSQL." + std::to_string(address.port), delay)
            .map([&](std::unique_ptr<SlowLink> link) {
                m_link = std::move(link);
                address.host = m_link->folder();
                address.port = 5432;
                return address;
            });
    }

    TrendQuestion question(const Kind &kind)
    {
        TrendQuestion one;
        one.machine = 1 + static_cast<int>(m_random() % machines);
        std::vector<std::string> names;
        for (const Sensor &sensor : m_demo.sensors)
            names.push_back(sensor.name);
        std::ranges::sample(names, std::back_inserter(one.sensors), 3, m_random);
        const auto room = std::chrono::hours{m_hours} - kind.length;
        one.from = m_begin + std::chrono::minutes{static_cast<int>(m_random() % (room / 1min + 1))};
        one.to = one.from + kind.length;
        one.columns = kind.columns;
        return one;
    }

    Done ask(const Kind &kind, std::chrono::milliseconds delay)
    {
        m_say(tr("Asking for %1, %2 ms of network away.").arg(tr(kind.what)).arg(delay.count()));
        std::vector<TrendFigure::Time> cold;
        std::vector<TrendFigure::Time> warm;
        TrendFigure figure;
        for (int i = 0; i < m_options.cold; ++i) {
            m_link.reset();
            m_database.reset();
            forget(m_base.path());
            const auto address = start().and_then([&] { return place(delay); });
            if (!address)
                return tl::unexpected(address.error());
            storage::HistoryTables history(*address, {});
            // So that the connection stands, as a window's does.
            TrendQuestion first = question(kind);
            first.to = first.from + 1s;
            if (const auto connected = history.trend(first); !connected)
                return tl::unexpected(connected.error());
            const int more = i + 1 == m_options.cold ? m_options.warm : 0;
            for (int n = 0; n <= more; ++n) {
                const TrendQuestion one = question(kind);
                const auto begin = SteadyClock::now();
                const auto trend = history.trend(one);
                if (!trend)
                    return tl::unexpected(trend.error());
                (n == 0 ? cold : warm).push_back(SteadyClock::now() - begin);
                figure.grain = trend->grain;
                figure.points = 0;
                for (const TrendLine &line : trend->lines)
                    figure.points += line.points.size();
            }
        }
        add(figure, tr("%1, %2 ms away, cold").arg(tr(kind.what)).arg(delay.count()), std::move(cold));
        add(figure, tr("%1, %2 ms away, warm").arg(tr(kind.what)).arg(delay.count()), std::move(warm));
        return {};
    }

    void add(TrendFigure figure, const QString &what, std::vector<TrendFigure::Time> times)
    {
        std::sort(times.begin(), times.end());
        const auto at = [&](double share) {
            return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
        };
        figure.what = what;
        figure.asked = times.size();
        figure.median = at(0.5);
        figure.p95 = at(0.95);
        figure.worst = times.back();
        m_figures.figures.push_back(figure);
    }

    const PlantDefinition &m_demo;
    TrendBenchOptions m_options;
    const std::function<void(const QString &)> &m_say;
    QTemporaryDir m_base;
    int m_hours;
    Instant m_begin;
    NoCrash m_noCrash;
    std::unique_ptr<composition::PrivateDatabase> m_database;
    std::unique_ptr<SlowLink> m_link;
    std::mt19937 m_random{1};
    TrendFigures m_figures;
};

} // namespace

Result<TrendFigures> benchTrend(const PlantDefinition &demo, const TrendBenchOptions &options,
                                const std::function<void(const QString &)> &say)
{
    if (options.readings < 6'000'000 || options.readings > 100'000'000)
        return failure(ErrorKind::badConfiguration,
                       tr("The bench stores 6,000,000 to 100,000,000 readings: a day of them is asked for."));
    if (options.cold < 1 || options.cold > 1000 || options.warm < 1 || options.warm > 10'000)
        return failure(ErrorKind::badConfiguration, tr("The bench asks 1 to 1000 questions cold."));
    return Bench(demo, options, say).measure();
}

} // namespace rig::ctl
