#include "composition/window/systemboard.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::composition {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

using Phase = ReaderStatus::Phase;

/// What the rate is an average over.
constexpr auto rateWindow = 3s;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::composition::SystemBoard)
};

QString because(const settings::Settings &settings, const std::string &key)
{
    const auto origin = settings.origins.find(key);
    return Words::tr("because %1 names it")
        .arg(origin == settings.origins.end() ? QString() : origin->second);
}

double secondsBetween(Instant earlier, Instant later)
{
    return std::max(0.0, std::chrono::duration<double>(later - earlier).count());
}

std::optional<double> lag(const std::optional<Instant> &newest, const ReaderStatus &reader, Instant now)
{
    if (!newest || !reader.storedUpTo)
        return {};
    // A reader that has taken all there is does not lag, however long ago the last record was made.
    if (reader.behind == 0)
        return secondsBetween(*reader.storedUpTo, std::max(*reader.storedUpTo, *newest));
    return secondsBetween(*reader.storedUpTo, now);
}

QString readerDetail(const ReaderStatus &reader)
{
    switch (reader.phase) {
    case Phase::running:
        return Words::tr("running");
    case Phase::waitingForPlant:
        return Words::tr("waits for a plant");
    case Phase::waitingForPartitions:
        return Words::tr("waits for its partitions");
    case Phase::standingBy:
        return Words::tr("another node judges this topic (keyless)");
    case Phase::waitingForBroker:
        return Words::tr("after the broker");
    case Phase::paused:
        return Words::tr("paused");
    case Phase::stopped:
        return Words::tr("another process does");
    default:
        return Words::tr("after the database");
    }
}

QString triesDetail(const ServerInUse &server)
{
    if (server.tries == 0)
        return Words::tr("waiting");
    return server.retryIn && server.retryIn->count() > 0 ? Words::tr("try %1 · next in %2 s")
                                                               .arg(server.tries)
                                                               .arg((server.retryIn->count() + 999) / 1000)
                                                         : Words::tr("try %1").arg(server.tries);
}

} // namespace

SystemBoard::SystemBoard(const settings::Settings &settings, LocalServers &servers,
                         const pipeline::LiveBoard &board, const pipeline::PlantWatch &plants,
                         const Clock &clock)
    : m_settings(settings), m_servers(servers), m_board(board), m_plants(plants), m_clock(clock)
{
}

std::shared_ptr<const SystemStatus> SystemBoard::status() const
{
    auto status = std::make_shared<SystemStatus>();
    const auto servers = m_servers.status();
    status->time = m_clock.now();
    status->role = watches() ? u"watch"_s : QString::fromStdString(m_settings.role);
    if (m_node) {
        status->keep = m_node->keepStatus();
        status->judge = m_node->judgeStatus();
        status->historyTrouble = m_node->historyTrouble();
        status->outlookTrouble = m_node->outlookTrouble();
    } else if (m_nodeElsewhere) {
        status->keep.phase = status->judge.phase = Phase::stopped;
        status->standsAside = m_nodeElsewhere;
    } else {
        status->keep.phase = status->judge.phase = watches() ? Phase::stopped : Phase::waitingForDatabase;
    }
    status->broker = broker(*servers, status->time);
    status->database = database(*servers, status->time);
    status->show.phase = status->broker.there ? Phase::running : Phase::waitingForBroker;
    status->newestRecord = m_board.newest();
    const std::uint64_t arrived = m_board.taken();
    status->total = m_tally.total(arrived, status->keep);
    status->readingsPerSecond = rate(m_clock.steady(), arrived);
    status->keepLag = lag(status->newestRecord, status->keep, status->time);
    status->judgeLag = lag(status->newestRecord, status->judge, status->time);
    // Who reads nothing does not hear what is added to the log.
    if (status->keep.behind && status->keep.phase != Phase::paused)
        status->waitingToBeStored = static_cast<std::uint64_t>(*status->keep.behind);
    status->steps = steps(*status);
    return status;
}

void SystemBoard::retryNow()
{
    m_servers.retryNow();
    if (m_node)
        m_node->retryNow();
}

ServerInUse SystemBoard::broker(const LocalServers::Status &servers, Instant now) const
{
    ServerInUse server;
    const bool own = m_settings.bus.servers.empty();
    server.kind = own ? ServerInUse::Kind::inProcess : ServerInUse::Kind::configured;
    server.label = own ? Words::tr("in-process") : QString::fromStdString(m_settings.bus.servers);
    server.why = because(m_settings, "bus.servers");
    if (servers.brokerOf)
        server.why = Words::tr("because no broker is configured and process %1 runs one already; it forgets "
                               "everything when that one ends")
                         .arg(*servers.brokerOf);
    else if (own)
        server.why = Words::tr("because no broker is configured; it is for trying things");
    server.trouble = servers.brokerTrouble;
    if (m_show) {
        const auto show = m_show->status();
        server.there = show->brokerThere;
        server.trouble = show->trouble;
    }
    watchAbsence(server, m_brokerAbsence, now);
    return server;
}

ServerInUse SystemBoard::database(const LocalServers::Status &servers, Instant now) const
{
    ServerInUse server;
    const bool own = m_settings.database.url.empty();
    server.kind = own ? ServerInUse::Kind::ownPrivate : ServerInUse::Kind::configured;
    server.label = own ? Words::tr("private") : servers.database ? servers.database->app.label() : QString();
    server.why = because(m_settings, "database.url");
    if (servers.databaseOf)
        server.why = Words::tr("because no database is configured and process %1 runs a private one already")
                         .arg(*servers.databaseOf);
    else if (own)
        server.why = Words::tr("because no database is configured");
    server.tries = servers.databaseTries;
    server.trouble = servers.databaseTrouble;
    if (watches() && servers.database) {
        const auto known = m_plants.known();
        server.there = known->plant && !known->keptAt && !known->trouble;
        server.trouble = known->trouble;
    } else if (m_node) {
        const ReaderStatus keep = m_node->keepStatus();
        server.there = keep.databaseThere;
        if (!server.there) {
            server.trouble = keep.trouble;
            server.tries = keep.tries;
            if (keep.nextTry)
                server.retryIn =
                    std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(*keep.nextTry - now));
        }
    }
    if (servers.databaseTrouble)
        server.trouble = servers.databaseTrouble;
    watchAbsence(server, m_databaseAbsence, now);
    return server;
}

void SystemBoard::watchAbsence(ServerInUse &server, Absence &absence, Instant now)
{
    if (server.there) {
        absence.since.reset();
        return;
    }
    absence.since = absence.since.value_or(now);
    server.away = absence.since;
}

std::vector<StartStep> SystemBoard::steps(const SystemStatus &status) const
{
    using State = StartStep::State;
    const auto stateOf = [](bool done, bool possible) {
        return done ? State::done : possible ? State::waiting : State::later;
    };
    const bool database = status.database.there;
    const bool plant = m_plants.known()->plant && !m_plants.known()->plant->empty();
    const bool keeps = status.keep.phase == Phase::running;
    const bool judges = status.judge.phase == Phase::running || status.judge.phase == Phase::standingBy;
    std::vector<StartStep> steps{
        {State::done, Words::tr("Settings and window"), {}},
        {stateOf(status.broker.there, true), Words::tr("Broker %1").arg(status.broker.label),
         status.broker.there ? Words::tr("there") : Words::tr("waiting")},
        {stateOf(database, true), Words::tr("Database %1").arg(status.database.label),
         database ? Words::tr("there") : triesDetail(status.database)},
        {stateOf(plant, database), Words::tr("Plant"),
         plant      ? m_plants.known()->keptAt ? Words::tr("as it was kept") : Words::tr("known")
              : database ? Words::tr("import one with rigctl plant import")
                    : Words::tr("after the database")},
    };
    if (watches())
        return steps;
    steps.push_back({stateOf(keeps, database), Words::tr("Keep: store readings"), readerDetail(status.keep)});
    steps.push_back({stateOf(judges, database), Words::tr("Judge: limits"),
                     judges || database           ? readerDetail(status.judge)
                     : !plant                     ? Words::tr("after the plant")
                     : status.judge.inJournal > 0 ? Words::tr("running, events wait in the journal")
                                                  : Words::tr("provisional, nothing recorded")});
    return steps;
}

double SystemBoard::rate(std::chrono::nanoseconds now, std::uint64_t arrived) const
{
    m_seen.emplace_back(now, arrived);
    while (m_seen.size() > 2 && now - m_seen[1].first > rateWindow)
        m_seen.erase(m_seen.begin());
    const double seconds = std::chrono::duration<double>(now - m_seen.front().first).count();
    return seconds > 0 ? static_cast<double>(arrived - m_seen.front().second) / seconds : 0;
}

} // namespace rig::composition
