#include "composition/window/latetables.h"

#include "storage/findingtables.h"
#include "storage/healthtables.h"
#include "storage/historytables.h"
#include "storage/notetables.h"
#include "storage/planttables.h"

#include <QCoreApplication>

namespace rig::composition {

namespace {

/// Tables of a database that becomes known later.
template <class Tables> class Late
{
public:
    Late(const LocalServers &servers, WaitCheck interrupted)
        : m_servers(servers), m_interrupted(std::move(interrupted))
    {
    }

    /// Null where it is not known yet.
    Tables *tables()
    {
        const auto servers = m_servers.status();
        if (servers->generation != m_generation)
            m_tables.reset();
        if (servers->database && !m_tables) {
            m_tables = std::make_unique<Tables>(servers->database->app, m_interrupted);
            m_generation = servers->generation;
        }
        return m_tables.get();
    }

private:
    const LocalServers &m_servers;
    WaitCheck m_interrupted;
    std::uint64_t m_generation = 0; ///< of the servers that m_tables asks
    std::unique_ptr<Tables> m_tables;
};

class LatePlant : public PlantSource
{
public:
    LatePlant(const LocalServers &servers, WaitCheck interrupted) : m_late(servers, std::move(interrupted)) {}

    Result<std::int64_t> revision() override
    {
        auto *tables = m_late.tables();
        return tables ? tables->revision() : Result<std::int64_t>(noDatabaseYet());
    }
    Result<PlantPtr> load() override
    {
        auto *tables = m_late.tables();
        return tables ? tables->load() : Result<PlantPtr>(noDatabaseYet());
    }

private:
    Late<storage::PlantTables> m_late;
};

class LateHistory : public History
{
public:
    LateHistory(const LocalServers &servers, WaitCheck interrupted) : m_late(servers, std::move(interrupted))
    {
    }

    Result<Trend> trend(const TrendQuestion &question) override
    {
        auto *tables = m_late.tables();
        return tables ? tables->trend(question) : Result<Trend>(noDatabaseYet());
    }

private:
    Late<storage::HistoryTables> m_late;
};

class LateFindings : public FindingArchive
{
public:
    LateFindings(const LocalServers &servers, WaitCheck interrupted) : m_late(servers, std::move(interrupted))
    {
    }

    Result<FindingsView> findings(const FindingsQuestion &question) override
    {
        auto *tables = m_late.tables();
        return tables ? tables->findings(question) : Result<FindingsView>(noDatabaseYet());
    }
    Result<FindingDetails> finding(std::int64_t id) override
    {
        auto *tables = m_late.tables();
        return tables ? tables->finding(id) : Result<FindingDetails>(noDatabaseYet());
    }

private:
    Late<storage::FindingTables> m_late;
};

class LateNotes : public NoteArchive
{
public:
    LateNotes(const LocalServers &servers, WaitCheck interrupted) : m_late(servers, std::move(interrupted)) {}

    Result<NotesView> notes(const NotesQuestion &question) override
    {
        auto *tables = m_late.tables();
        return tables ? tables->notes(question) : Result<NotesView>(noDatabaseYet());
    }

private:
    Late<storage::NoteTables> m_late;
};

class LateHealth : public HealthArchive
{
public:
    LateHealth(const LocalServers &servers, WaitCheck interrupted) : m_late(servers, std::move(interrupted))
    {
    }

    Result<HealthCourse> health(const HealthQuestion &question) override
    {
        auto *tables = m_late.tables();
        return tables ? tables->health(question) : Result<HealthCourse>(noDatabaseYet());
    }
    Result<std::vector<Outlook>> outlooks() override
    {
        auto *tables = m_late.tables();
        return tables ? tables->outlooks() : Result<std::vector<Outlook>>(noDatabaseYet());
    }

private:
    Late<storage::HealthTables> m_late;
};

} // namespace

std::unique_ptr<PlantSource> latePlant(const LocalServers &servers, WaitCheck interrupted)
{
    return std::make_unique<LatePlant>(servers, std::move(interrupted));
}

std::unique_ptr<History> lateHistory(const LocalServers &servers, WaitCheck interrupted)
{
    return std::make_unique<LateHistory>(servers, std::move(interrupted));
}

std::unique_ptr<FindingArchive> lateFindings(const LocalServers &servers, WaitCheck interrupted)
{
    return std::make_unique<LateFindings>(servers, std::move(interrupted));
}

std::unique_ptr<NoteArchive> lateNotes(const LocalServers &servers, WaitCheck interrupted)
{
    return std::make_unique<LateNotes>(servers, std::move(interrupted));
}

std::unique_ptr<HealthArchive> lateHealth(const LocalServers &servers, WaitCheck interrupted)
{
    return std::make_unique<LateHealth>(servers, std::move(interrupted));
}

tl::unexpected<Error> noDatabaseYet()
{
    return failure(ErrorKind::unavailable, QCoreApplication::translate("rig::composition::LateTables",
                                                                       "The database is not there yet."));
}

} // namespace rig::composition
